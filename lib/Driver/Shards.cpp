// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The plan has the costliest jobs first; each goes to the shard that has least
/// so far.
#include "Driver/Shards.h"

#include <queue>

using namespace mapwarden;

std::vector<std::vector<size_t>>
mapwarden::divideIntoShards(const ScanPlan &Plan, unsigned Count) {
  std::vector<std::vector<size_t>> Shards(Count);
  using Load = std::pair<uint64_t, unsigned>; // Cost so far, shard.
  std::priority_queue<Load, std::vector<Load>, std::greater<Load>> Loads;
  for (unsigned Shard = 0; Shard < Count; ++Shard)
    Loads.push({0, Shard});
  for (size_t Job = 0; Job < Plan.Jobs.size(); ++Job) {
    auto [Cost, Shard] = Loads.top();
    Loads.pop();
    Shards[Shard].push_back(Job);
    Loads.push({Cost + Plan.Jobs[Job].Cost, Shard});
  }
  return Shards;
}

void mapwarden::keepShard(ScanPlan &Plan, unsigned Number, unsigned Count) {
  const std::vector<std::vector<size_t>> Shards = divideIntoShards(Plan, Count);
  std::vector<TuJob> Kept;
  for (size_t Job : Shards[Number - 1])
    Kept.push_back(std::move(Plan.Jobs[Job]));
  Plan.Jobs = std::move(Kept);
  if (Number != 1)
    Plan.Settled.clear();
}
