// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Shards are disjoint, complete and about equal.
#include "Driver/Shards.h"

#include "gtest/gtest.h"

using namespace mapwarden;

static ScanPlan makePlan(llvm::ArrayRef<uint64_t> Costs) {
  ScanPlan Plan;
  for (uint64_t Cost : Costs)
    Plan.Jobs.push_back({"/", std::to_string(Plan.Jobs.size()), {}, Cost, ""});
  Plan.Settled.push_back({});
  return Plan;
}

TEST(Shards, AreAboutEqual) {
  auto Shards = divideIntoShards(makePlan({9, 7, 6, 5, 5, 4}), 3);
  EXPECT_EQ(Shards, (std::vector<std::vector<size_t>>{{0, 5}, {1, 4}, {2, 3}}));
}

TEST(Shards, MayBeEmpty) {
  auto Shards = divideIntoShards(makePlan({1}), 3);
  EXPECT_EQ(Shards, (std::vector<std::vector<size_t>>{{0}, {}, {}}));
}

TEST(Shards, AddUpToThePlan) {
  size_t Jobs = 0, Settled = 0;
  for (unsigned Number = 1; Number <= 4; ++Number) {
    ScanPlan Plan = makePlan({9, 7, 6, 5, 5, 4, 1});
    keepShard(Plan, Number, 4);
    Jobs += Plan.Jobs.size();
    Settled += Plan.Settled.size();
  }
  EXPECT_EQ(Jobs, 7u);
  EXPECT_EQ(Settled, 1u);
}
