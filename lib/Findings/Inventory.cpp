// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Selection by name.
#include "Findings/Inventory.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <set>

using namespace mapwarden;

static const std::string &nameOf(const MapEntry &Map) { return Map.Name; }
static const std::string &nameOf(const ThreadEntry &Thread) {
  return Thread.Entry;
}
static const std::string &nameOf(const LockEntry &Lock) { return Lock.Name; }
static const std::string &nameOf(const AccessEntry &Access) {
  return Access.Side.Object;
}

template <typename Entry>
static bool select(std::vector<Entry> &Entries, llvm::StringRef Name) {
  llvm::erase_if(Entries, [&](const Entry &E) {
    return !llvm::StringRef(nameOf(E)).contains_insensitive(Name);
  });
  return !Entries.empty();
}

bool mapwarden::selectInventory(Inventory &All, InventoryTopic Topic,
                                const std::string &Name) {
  if (Topic != InventoryTopic::Maps)
    All.Maps.clear();
  if (Topic != InventoryTopic::Threads)
    All.Threads.clear();
  if (Topic != InventoryTopic::Locks)
    All.Locks.clear();
  if (Topic != InventoryTopic::Accesses)
    All.Accesses.clear();
  switch (Topic) {
  case InventoryTopic::Maps:
    return select(All.Maps, Name);
  case InventoryTopic::Threads:
    return select(All.Threads, Name);
  case InventoryTopic::Locks:
    return select(All.Locks, Name);
  case InventoryTopic::Accesses:
    return select(All.Accesses, Name);
  }
  return false;
}

std::vector<std::string> mapwarden::listNames(const Inventory &All,
                                              InventoryTopic Topic) {
  std::set<std::string> Names;
  auto addAll = [&](const auto &Entries) {
    for (const auto &Entry : Entries)
      Names.insert(nameOf(Entry));
  };
  switch (Topic) {
  case InventoryTopic::Maps:
    addAll(All.Maps);
    break;
  case InventoryTopic::Threads:
    addAll(All.Threads);
    break;
  case InventoryTopic::Locks:
    addAll(All.Locks);
    break;
  case InventoryTopic::Accesses:
    addAll(All.Accesses);
    break;
  }
  Names.erase("");
  return std::vector<std::string>(Names.begin(), Names.end());
}
