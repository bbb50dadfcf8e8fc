// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The facts of all units of a plan: from the cache, or from workers.
#ifndef MAPWARDEN_DRIVER_FACTGATHERING_H
#define MAPWARDEN_DRIVER_FACTGATHERING_H

#include "Driver/Scheduler.h"
#include "Driver/TuCache.h"

namespace mapwarden {

/// Facts of a whole program, and the fate of each unit.
struct ProgramFacts {
  std::vector<TuFacts> Facts;
  std::vector<TuStatus> Units;
  std::string ProjectRoot; ///< Absolute.
  int Signal = 0;          ///< As in ScanOutcome.
  /// For the facts: the number of the job in the plan, the files that they were
  /// read from (absolute, sorted), and their key in the cache, empty when they
  /// are not there.
  std::vector<size_t> Jobs;
  std::vector<std::vector<std::string>> Inputs;
  std::vector<std::string> Keys;
  uint64_t FromCache = 0;   ///< So many of the facts were there already.
  std::string CacheProblem; ///< As in ExtractionResult.
  unsigned Reproducers = 0; ///< So many were written.
};

/// What the cache has of each job of a plan, in its order.
using FoundFacts = std::vector<std::optional<CachedFacts>>;

/// Gives each job of \p Plan its key and looks it up. With a cache folder that
/// is empty nothing is found and no job has a key. Files in \p Overlay
/// (absolute) count with the text of the file that it maps them to.
FoundFacts findFacts(ScanPlan &Plan, const CacheOptions &Cache,
                     std::map<std::string, std::string> Overlay = {});

/// Loads what was \p Found and extracts the rest of \p Plan. Entries that
/// cannot be read count as not found. Fails when workers cannot be started.
llvm::Expected<ProgramFacts> gatherFacts(const ScanPlan &Plan, FoundFacts Found,
                                         SchedulerOptions Scheduling,
                                         const CacheOptions &Cache,
                                         Progress &Report);

/// Writes each unit's facts to a file in \p Folder that is named after its
/// source and its content: the same facts give the same files. Of units that
/// were lost the file says so.
llvm::Error saveFacts(const ProgramFacts &Program, const std::string &Folder);

} // namespace mapwarden

#endif
