// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A group is also bound by the groups around it, so all up to the root count.
#include "Driver/Machine.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <algorithm>

using namespace mapwarden;
using llvm::StringRef;

static constexpr uint64_t WorkerMemory = uint64_t(600) << 20;

static std::string readWhole(const llvm::Twine &Path) {
  auto Text = llvm::MemoryBuffer::getFileAsStream(Path);
  return Text ? (*Text)->getBuffer().str() : "";
}

static std::optional<uint64_t> readNumber(StringRef Text) {
  uint64_t Number;
  if (Text.trim().getAsInteger(10, Number))
    return std::nullopt; // "max", "-1", or no file.
  return Number;
}

template <typename T> static void limit(std::optional<T> &Limit, T Value) {
  Limit = Limit ? std::min(*Limit, Value) : Value;
}

static void limitCores(MachineLimits &Limits, std::optional<uint64_t> Quota,
                       std::optional<uint64_t> Period) {
  if (Quota && Period && *Period)
    limit(Limits.Cores, std::max(1u, static_cast<unsigned>(
                                         (*Quota + *Period - 1) / *Period)));
}

static void limitMemory(MachineLimits &Limits, std::optional<uint64_t> Most,
                        std::optional<uint64_t> Used) {
  if (Most)
    limit(Limits.Memory, *Most - std::min(*Most, Used.value_or(0)));
}

/// A group of version 2 in \p Folder.
static void readGroup(const std::string &Folder, MachineLimits &Limits) {
  std::string Text = readWhole(Folder + "/cpu.max");
  auto [Quota, Period] = StringRef(Text).split(' ');
  limitCores(Limits, readNumber(Quota), readNumber(Period));
  limitMemory(Limits, readNumber(readWhole(Folder + "/memory.max")),
              readNumber(readWhole(Folder + "/memory.current")));
}

/// Version 1, as a container sees its own group.
static void readOldGroups(const std::string &Base, MachineLimits &Limits) {
  limitCores(Limits, readNumber(readWhole(Base + "/cpu/cpu.cfs_quota_us")),
             readNumber(readWhole(Base + "/cpu/cpu.cfs_period_us")));
  limitMemory(Limits,
              readNumber(readWhole(Base + "/memory/memory.limit_in_bytes")),
              readNumber(readWhole(Base + "/memory/memory.usage_in_bytes")));
}

MachineLimits mapwarden::readMachineLimits(StringRef Root) {
  MachineLimits Limits;
  const std::string Base = Root.str() + "/sys/fs/cgroup";
  readOldGroups(Base, Limits);
  std::string Groups = readWhole(Root + "/proc/self/cgroup");
  for (StringRef Line : llvm::split(Groups, '\n')) {
    if (!Line.consume_front("0::"))
      continue;
    for (StringRef Group = Line.rtrim('/'); !Group.empty();
         Group = llvm::sys::path::parent_path(Group).rtrim('/'))
      readGroup(Base + Group.str(), Limits);
    readGroup(Base, Limits);
  }
  std::string Memory = readWhole(Root + "/proc/meminfo");
  for (StringRef Line : llvm::split(Memory, '\n'))
    if (Line.consume_front("MemAvailable:") && Line.consume_back("kB"))
      if (std::optional<uint64_t> Available = readNumber(Line))
        limit(Limits.Memory, *Available << 10);
  return Limits;
}

unsigned mapwarden::countWorkers(unsigned Cores, const MachineLimits &Limits) {
  unsigned Workers = std::min(Cores, Limits.Cores.value_or(Cores));
  if (Limits.Memory)
    Workers = static_cast<unsigned>(
        std::min<uint64_t>(Workers, *Limits.Memory / WorkerMemory));
  return std::max(1u, Workers);
}

unsigned mapwarden::defaultWorkers() {
  return countWorkers(llvm::hardware_concurrency().compute_thread_count(),
                      readMachineLimits());
}
