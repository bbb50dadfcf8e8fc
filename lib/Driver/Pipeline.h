// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The whole way from a compilation database to findings.
#ifndef MAPWARDEN_DRIVER_PIPELINE_H
#define MAPWARDEN_DRIVER_PIPELINE_H

#include "Driver/PathFilter.h"
#include "Driver/Scheduler.h"
#include "checks/CheckRunner.h"

namespace mapwarden {

/// What to do with facts.
struct AnalysisOptions {
  CheckOptions Checks;
  PathFilter Paths;
  /// Absolute.
  std::string ProjectRoot;
};

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
  /// ProjectRoot may be empty; see makeScanPlan.
  AnalysisOptions Analysis;
  /// `--project-root=` is appended to the worker's command.
  SchedulerOptions Scheduling;
};

struct ScanOutcome {
  ScanResult Result;
  /// The signal that ended the extraction early, or 0.
  int Signal = 0;
};

/// Facts of a whole program, and the fate of each unit.
struct ProgramFacts {
  std::vector<TuFacts> Facts;
  std::vector<TuStatus> Units;
  std::string ProjectRoot; ///< Absolute.
  int Signal = 0;          ///< As in ScanOutcome.
};

/// The first half of a scan: the facts that the analysis needs. Fails as scan
/// does.
llvm::Expected<ProgramFacts> gatherFacts(ScanOptions Options, Progress &Report);

/// Scans the program. Fails on faults of the request or its database; what goes
/// wrong with single units is part of the result.
llvm::Expected<ScanOutcome> scan(ScanOptions Options, Progress &Report);

} // namespace mapwarden

#endif
