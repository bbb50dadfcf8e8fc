// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a scan will do: a job for each translation unit, and a word about every
/// database entry that is none.
///
/// Nothing may get lost on the way from the database to the report. So the plan
/// accounts for every entry: it is a job, or it is settled already, as skipped
/// with the rule that says so or as failed with the reason.
#ifndef MAPWARDEN_DRIVER_SCANPLAN_H
#define MAPWARDEN_DRIVER_SCANPLAN_H

#include "Driver/CompileDatabase.h"
#include "Findings/Finding.h"

namespace mapwarden {

/// One translation unit to extract.
struct TuJob {
  std::string Directory; ///< Absolute; the compiler's working directory.
  std::string File;      ///< Absolute.
  /// For Clang's driver; see CleanCommand.
  std::vector<std::string> Arguments;
  /// An estimate for the order of work; the unit is arbitrary.
  uint64_t Cost = 0;
  /// What the facts are kept under; empty without a cache. See TuCache.
  std::string CacheKey;
};

struct ScanPlan {
  std::string ProjectRoot; ///< Absolute.
  /// Most expensive first, so that the last worker does not end long after the
  /// others; ties by file and arguments.
  std::vector<TuJob> Jobs;
  /// Entries that need no work: skipped or failed.
  std::vector<TuStatus> Settled;
};

/// Plans the scan of \p Entries. \p ProjectRoot is what the user named
/// (absolute), or empty: then the repository that holds most of the files, or,
/// without one, the folder that holds all of them. Entries with the same file
/// and the same effective command become one job; the others are settled as
/// duplicates. Looks at every source file once.
ScanPlan makeScanPlan(llvm::ArrayRef<DatabaseEntry> Entries,
                      llvm::StringRef ProjectRoot);

/// \p Path (absolute) as facts and findings name it: relative to \p ProjectRoot
/// when it lies there.
std::string relativePath(llvm::StringRef Path, llvm::StringRef ProjectRoot);

/// The project root for \p Files (absolute); see makeScanPlan.
std::string findProjectRoot(llvm::ArrayRef<llvm::StringRef> Files);

} // namespace mapwarden

#endif
