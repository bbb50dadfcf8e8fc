// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Quotas and memory limit the workers; what cannot be read does not.
#include "Driver/Machine.h"
#include "TemporaryFolder.h"

#include "gtest/gtest.h"

using namespace mapwarden;

TEST(Machine, KnowsNoLimitsWithoutFiles) {
  TemporaryFolder Root;
  MachineLimits Limits = readMachineLimits(Root.path(""));
  EXPECT_EQ(Limits.Cores, std::nullopt);
  EXPECT_EQ(Limits.Memory, std::nullopt);
  EXPECT_EQ(countWorkers(8, Limits), 8u);
}

TEST(Machine, HeedsTheGroupAndThoseAroundIt) {
  TemporaryFolder Root;
  Root.write("proc/self/cgroup", "1:name=x:/old\n0::/slice/job\n");
  Root.write("sys/fs/cgroup/slice/job/cpu.max", "max 100000\n");
  Root.write("sys/fs/cgroup/slice/job/memory.max", "max\n");
  Root.write("sys/fs/cgroup/slice/cpu.max", "250000 100000\n");
  Root.write("sys/fs/cgroup/slice/memory.max", "4294967296\n");
  Root.write("sys/fs/cgroup/slice/memory.current", "1073741824\n");
  MachineLimits Limits = readMachineLimits(Root.path(""));
  EXPECT_EQ(Limits.Cores, 3u);
  EXPECT_EQ(Limits.Memory, uint64_t(3) << 30);
  EXPECT_EQ(countWorkers(8, Limits), 3u);
}

TEST(Machine, HeedsOldGroupsAndFreeMemory) {
  TemporaryFolder Root;
  Root.write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  Root.write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  Root.write("sys/fs/cgroup/memory/memory.limit_in_bytes",
             "9223372036854771712\n");
  Root.write("proc/meminfo", "MemTotal: 9 kB\nMemAvailable:  1300000 kB\n");
  MachineLimits Limits = readMachineLimits(Root.path(""));
  EXPECT_EQ(Limits.Cores, std::nullopt);
  EXPECT_EQ(Limits.Memory, uint64_t(1300000) << 10);
  EXPECT_EQ(countWorkers(8, Limits), 2u);
}

TEST(Machine, AlwaysHasOneWorker) {
  EXPECT_EQ(countWorkers(8, {std::nullopt, 1000}), 1u);
  EXPECT_EQ(countWorkers(8, {1, std::nullopt}), 1u);
}
