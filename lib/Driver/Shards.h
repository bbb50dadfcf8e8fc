// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Divides the work of a plan among machines.
#ifndef MAPWARDEN_DRIVER_SHARDS_H
#define MAPWARDEN_DRIVER_SHARDS_H

#include "Driver/ScanPlan.h"

namespace mapwarden {

/// For each of \p Count shards (at least 1) the numbers of its jobs, sorted. By
/// the estimated costs no shard is longer than 4/3 of the best division
/// (Graham: Bounds on multiprocessing timing anomalies, 1969). The same plan
/// gives the same shards on every machine. O(jobs * log(shards)).
std::vector<std::vector<size_t>> divideIntoShards(const ScanPlan &Plan,
                                                  unsigned Count);

/// Leaves the jobs of shard \p Number (from 1) of \p Count in \p Plan.
/// Entries that need no work stay in the first shard.
void keepShard(ScanPlan &Plan, unsigned Number, unsigned Count);

} // namespace mapwarden

#endif
