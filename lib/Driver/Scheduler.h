// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs the jobs of a plan on all cores, each in a worker process.
///
/// One thread polls all workers. A unit that crashes its worker, outlasts its
/// time or answers nonsense is lost, with the reason; its worker is replaced
/// and the others notice nothing. No unit is tried twice: what Clang does to it
/// once it does again.
#ifndef MAPWARDEN_DRIVER_SCHEDULER_H
#define MAPWARDEN_DRIVER_SCHEDULER_H

#include "Driver/Progress.h"
#include "Driver/ScanPlan.h"
#include "Facts/TuFacts.h"
#include "llvm/Support/Error.h"

namespace mapwarden {

class InterruptWatch;

/// What the time of a worker on one unit is called in a trace (see
/// llvm/Support/TimeProfiler.h); the detail is the unit's file.
inline constexpr llvm::StringRef UnitSpan = "translation unit";

struct SchedulerOptions {
  /// Program (absolute path) and arguments that start a worker.
  std::vector<std::string> WorkerCommand;
  /// Workers at a time; at least 1.
  unsigned Workers = 1;
  /// Seconds for one unit; 0 for no limit.
  unsigned TuTimeout = 600;
  /// Where to leave what reproduces crashes and hangs; empty for nowhere.
  std::string Reproducers;
};

/// What became of the jobs.
struct ExtractionResult {
  /// The facts of the units that have some, in no particular order.
  std::vector<TuFacts> Facts;
  /// For each of them the number of its job, and the files it was read from
  /// (absolute, sorted).
  std::vector<size_t> Jobs;
  std::vector<std::vector<std::string>> Inputs;
  /// And where they are in the cache; empty when they are not there.
  std::vector<std::string> Keys;
  /// Why facts could not be put in the cache: the first reason, or empty.
  std::string CacheProblem;
  /// One for each job, in the plan's order.
  std::vector<TuStatus> Units;
  /// The signal that ended the run early, or 0. Units that had not ended then
  /// are failed.
  int Signal = 0;
};

/// Extracts all jobs of \p Plan. Fails only when workers cannot be started.
llvm::Expected<ExtractionResult> extractAll(const ScanPlan &Plan,
                                            const SchedulerOptions &Options,
                                            const InterruptWatch &Interrupts,
                                            Progress &Report);

} // namespace mapwarden

#endif
