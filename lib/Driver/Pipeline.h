// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The whole way from a compilation database to findings.
#ifndef MAPWARDEN_DRIVER_PIPELINE_H
#define MAPWARDEN_DRIVER_PIPELINE_H

#include "Driver/FactGathering.h"
#include "Driver/PathFilter.h"
#include "Findings/ReportOverrides.h"
#include "Findings/SuppressionRules.h"
#include "checks/CheckRunner.h"
#include <map>
#include <memory>

namespace mapwarden {

/// What to do with facts.
struct AnalysisOptions {
  CheckOptions Checks;
  PathFilter Paths;
  /// PathGlobs: findings whose access to repair lies there are left out.
  std::vector<std::string> ThirdParty;
  /// The rules of the project file.
  std::vector<SuppressionRule> Suppressions;
  std::vector<ReportOverride> Overrides;
  /// PathGlobs: any thread may call the functions defined there at any time.
  std::vector<std::string> Exported;
  /// Comments that give no reason do not suppress.
  bool RequiresReason = false;
  /// Absolute.
  std::string ProjectRoot;
  /// Files with a text other than on disk: absolute path to the file with it.
  std::map<std::string, std::string> OldTexts;
};

/// A result and the program that it is from.
struct AnalysedProgram {
  std::unique_ptr<Program> Linked; ///< Null when the result was known already.
  ScanResult Result;
};

/// Links \p Facts into a program in which functions in files that match a glob
/// of \p Exported are entries.
Program linkWithExports(std::vector<TuFacts> Facts,
                        llvm::ArrayRef<std::string> Exported);

/// As analyse, for callers that want the program, too.
llvm::Expected<AnalysedProgram> analyseProgram(std::vector<TuFacts> Facts,
                                               std::vector<TuStatus> Units,
                                               AnalysisOptions Options);

/// Compares \p New with \p Old, which is called \p Name: sets Known, Gone and
/// Causes. Findings below \p Minimum do not count as known.
void compareWithProgram(AnalysedProgram &New, const AnalysedProgram &Old,
                        Confidence Minimum, llvm::StringRef Name);

/// Links \p Facts, runs the checks, and applies suppressions and the path
/// filter. \p Units, the fate of each unit, is taken over. Fails when a path to
/// report on holds no file of the program: an empty report would say that it is
/// clean.
llvm::Expected<ScanResult> analyse(std::vector<TuFacts> Facts,
                                   std::vector<TuStatus> Units,
                                   AnalysisOptions Options);

struct ScanOptions {
  /// As in findCompileDatabase.
  std::string BuildPath;
  /// Absolute.
  std::string WorkingDirectory;
  /// PathGlobs of sources that are not analysed, and who says so.
  std::vector<std::string> Exclude;
  std::string ExcludedBy;
  /// A revision of git: findings that were there before the present parted from
  /// it are known. Empty for no comparison.
  std::string NewSince;
  /// A folder to write the facts of each unit to, for `mapwarden diff`; made
  /// when it is missing. Empty for none.
  std::string SaveFacts;
  /// Findings below it are hidden; for the comparison.
  Confidence Minimum = Confidence::Medium;
  /// ProjectRoot may be empty; see makeScanPlan.
  AnalysisOptions Analysis;
  /// `--project-root=` is appended to the worker's command.
  SchedulerOptions Scheduling;
  CacheOptions Cache;
  /// Of \p Shards parts of the work (divideIntoShards) only this one, counted
  /// from 1.
  unsigned Shard = 1, Shards = 1;
};

struct ScanOutcome {
  ScanResult Result;
  /// The signal that ended the extraction early, or 0.
  int Signal = 0;
  /// Units of the program compared with that could not be analysed.
  uint64_t LostBefore = 0;
  /// Why the cache could not be written; empty when it could.
  std::string CacheProblem;
  unsigned Reproducers = 0; ///< So many were written.
};

/// Reads the database and makes the plan; the database goes to \p Database if
/// that is given.
llvm::Expected<ScanPlan> planScan(const ScanOptions &Options,
                                  std::string *Database = nullptr);

/// The first half of a scan: the facts that the analysis needs. Fails as scan
/// does.
llvm::Expected<ProgramFacts> gatherFacts(ScanOptions Options, Progress &Report);

/// Scans the program. Fails on faults of the request or its database; what goes
/// wrong with single units is part of the result.
llvm::Expected<ScanOutcome> scan(ScanOptions Options, Progress &Report);

} // namespace mapwarden

#endif
