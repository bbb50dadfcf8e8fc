// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How many workers this machine, or the container in it, bears.
///
/// Cores are not the whole truth: a container has a quota of them, and as many
/// parses as there are cores may need more memory than there is. Read are
/// `cpu.max`, `memory.max` and `memory.current` of control groups (version 2,
/// Documentation/admin-guide/cgroup-v2.rst in Linux), their names of version 1,
/// and MemAvailable in /proc/meminfo. What cannot be read does not limit.
#ifndef MAPWARDEN_DRIVER_MACHINE_H
#define MAPWARDEN_DRIVER_MACHINE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace mapwarden {

struct MachineLimits {
  /// Cores' worth of time that the group may use, rounded up.
  std::optional<unsigned> Cores;
  /// Bytes that can still be had.
  std::optional<uint64_t> Memory;
};

/// The limits that the files below \p Root say ("" for the machine's own).
MachineLimits readMachineLimits(llvm::StringRef Root = "");

/// Workers for \p Cores cores under \p Limits; at least 1. One is given 600
/// MiB: the parses of a large program take up to 500.
unsigned countWorkers(unsigned Cores, const MachineLimits &Limits);

/// The workers of `-j 0`.
unsigned defaultWorkers();

} // namespace mapwarden

#endif
