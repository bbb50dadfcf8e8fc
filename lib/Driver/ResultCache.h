// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Keeps what the checks found in a program, so that a scan of a program that
/// has not changed neither links nor analyses.
#ifndef MAPWARDEN_DRIVER_RESULTCACHE_H
#define MAPWARDEN_DRIVER_RESULTCACHE_H

#include "Driver/FactGathering.h"
#include "checks/CheckRunner.h"

namespace mapwarden {

/// What the checks found, before suppressions and filters.
struct CheckedProgram {
  ScanResult Result;
  /// The files in which the program defines something, sorted.
  std::vector<std::string> Files;
};

/// The key of a program: of facts with the keys \p FactsKeys, in any order,
/// units \p Settled without facts, \p Checks, and the globs \p Exported of
/// files with entries. Empty when some facts are not in the cache.
std::string makeResultKey(std::vector<std::string> FactsKeys,
                          llvm::ArrayRef<TuStatus> Settled,
                          const CheckOptions &Checks,
                          llvm::ArrayRef<std::string> Exported);

/// Nullopt when there is no such result.
std::optional<CheckedProgram> loadResult(const CacheFolder &Cache,
                                         llvm::StringRef Key);

/// Keeps \p Checked. Does nothing when it does not survive being written and
/// read, as when a path is no UTF-8. Fails when the cache cannot be written.
llvm::Error keepResult(const CacheFolder &Cache, llvm::StringRef Key,
                       const CheckedProgram &Checked);

} // namespace mapwarden

#endif
