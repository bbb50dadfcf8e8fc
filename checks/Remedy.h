// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which remedy fits a map that has no lock yet.
///
/// The known ones are a mutex, a mutex with readers, a map in shards, a
/// snapshot that is replaced as a whole, initialisation once, and one thread
/// that owns the map. Which of them fits follows from what the program does
/// with the map once it is shared: how many accesses only read, whether writes
/// replace all of it or one element, who makes them.
#ifndef MAPWARDEN_CHECKS_REMEDY_H
#define MAPWARDEN_CHECKS_REMEDY_H

#include "checks/CheckContext.h"
#include <map>

namespace mapwarden {

enum class Remedy : uint8_t {
  Mutex,       ///< Nothing says more.
  SharedMutex, ///< Nearly all accesses read.
  Shards,      ///< Several threads at once write single elements, mostly.
  Snapshot,    ///< Writes replace the map as a whole.
  Once,        ///< It is filled on first use, and then read.
  Confinement, ///< One thread makes nearly all accesses.
};

/// What is done with a map while it is shared; each access of the source counts
/// once.
struct AccessMix {
  uint32_t Reads = 0, Writes = 0;
  uint32_t WholeWrites = 0;    ///< Assignments, swaps, clears.
  uint32_t Keyed = 0;          ///< Writes that name one element.
  bool HasManyWriters = false; ///< A thread that writes runs several times at
                               ///< once.
  bool IsLazy = false; ///< All writes belong to an initialisation on first use.
  /// The thread that makes all accesses but a few, as findings name it; empty
  /// when there is none.
  std::string Owner;
  uint32_t OwnerAccesses = 0;
};

/// Remembers what was found, because many findings ask about one map.
class RemedyAdvisor {
public:
  explicit RemedyAdvisor(const CheckContext &Ctx);
  const std::vector<const AccessVersion *> &versionsOf(const std::string &Key) {
    return Versions[Key];
  }
  /// Whether a thread that overlaps itself writes the map with \p Key.
  bool hasManyWriters(const std::string &Key) const {
    return ManyWriters.count(Key) != 0;
  }
  /// By PathStore::key.
  std::map<std::string, std::string> Sentences;

private:
  std::map<std::string, std::vector<const AccessVersion *>> Versions;
  std::set<std::string> ManyWriters;
};

/// Counts the accesses to the object at \p Object. Constructors and destructors
/// and what runs after the join are left out. Linear in its accesses.
AccessMix measureMix(const CheckContext &Ctx, PathId Object);

/// The remedy for a map with that mix.
Remedy chooseRemedy(const AccessMix &Mix);

/// The remedy for the map at \p Object and the reason for it, as one sentence.
std::string recommendRemedy(const CheckContext &Ctx, PathId Object);

} // namespace mapwarden

#endif
