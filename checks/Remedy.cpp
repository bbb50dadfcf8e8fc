// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counting, choosing, wording.
#include "checks/Remedy.h"
#include "checks/Evidence.h"
#include <map>

using namespace mapwarden;

/// So many reads for each write make readers worth a lock of their own.
static constexpr uint32_t ReadMostly = 4;
/// So many accesses at least tell anything about a mix.
static constexpr uint32_t Enough = 4;

RemedyAdvisor::RemedyAdvisor(const CheckContext &Ctx) {
  for (const AccessVersion &Version : Ctx.Results.Guards.versions())
    Versions[Ctx.store().key(Version.Access->Object)].push_back(&Version);
  forEachConflict(Ctx, [&](const Conflict &Pair) {
    bool IsSame = Pair.First.Context.Start == Pair.Second.Context.Start &&
                  Pair.First.Context.Start;
    for (const ConflictSide *Side : {&Pair.First, &Pair.Second})
      if ((Side->Access.Flags & AccessWrite) &&
          (IsSame || Side->Context.OverlapsItself))
        ManyWriters.insert(Ctx.store().key(Side->Access.Object));
  });
}

AccessMix mapwarden::measureMix(const CheckContext &Ctx, PathId Object) {
  PathStore &Store = Ctx.store();
  const std::string Key = Store.key(Object);
  std::map<LeafId, uint64_t> Leaves;
  std::map<std::string, std::set<LeafId>> ByThread;
  std::set<std::string> Writers;
  AccessMix Mix;
  Mix.HasManyWriters = Ctx.Remedies->hasManyWriters(Key);
  for (const AccessVersion *Each : Ctx.Remedies->versionsOf(Key)) {
    const AccessVersion &Version = *Each;
    const AccessSummary &Access = *Version.Access;
    if (Access.Escape || Version.IsExclusivePhase || Version.IsAfterJoin)
      continue;
    Leaves[leafOf(Access)] |= Access.Flags;
    ByThread[describeSide(Ctx, Version).Context].insert(leafOf(Access));
    if (Access.Flags & AccessWrite)
      Writers.insert(describeSide(Ctx, Version).Context);
  }
  std::set<LeafId> Lazy;
  for (const LazyInit &Init : Ctx.Results.LazyInits)
    if (Store.key(Init.Object) == Key)
      for (const LazyInit::Filling &Filling : Init.Fillings)
        Lazy.insert(leafOf(Filling.Access));
  Mix.IsLazy = !Lazy.empty();
  for (const auto &[Leaf, Flags] : Leaves) {
    if (!(Flags & AccessWrite)) {
      ++Mix.Reads;
      continue;
    }
    ++Mix.Writes;
    Mix.WholeWrites += (Flags & AccessClears) != 0;
    Mix.Keyed += !(Flags & AccessClears);
    Mix.IsLazy = Mix.IsLazy && Lazy.count(Leaf);
  }
  for (const auto &[Thread, Accesses] : ByThread)
    if (Accesses.size() > Mix.OwnerAccesses) {
      Mix.Owner = Thread;
      Mix.OwnerAccesses = static_cast<uint32_t>(Accesses.size());
    }
  // The owner changes it; others have little to do with it.
  if (ByThread.size() < 2 || !Writers.count(Mix.Owner) ||
      Leaves.size() < Enough || Mix.OwnerAccesses + 1 != Leaves.size())
    Mix.Owner.clear();
  return Mix;
}

Remedy mapwarden::chooseRemedy(const AccessMix &Mix) {
  uint32_t Total = Mix.Reads + Mix.Writes;
  if (Mix.IsLazy && Mix.Writes > 0)
    return Remedy::Once;
  if (Mix.Writes > 0 && Mix.WholeWrites == Mix.Writes && Mix.Reads > 0)
    return Remedy::Snapshot;
  if (!Mix.Owner.empty() && !Mix.HasManyWriters)
    return Remedy::Confinement;
  if (Mix.Writes > 0 && Mix.Reads >= ReadMostly * Mix.Writes)
    return Remedy::SharedMutex;
  if (Mix.HasManyWriters && Total >= Enough && Mix.Keyed == Mix.Writes &&
      Mix.Writes >= 2 * Mix.Reads)
    return Remedy::Shards;
  return Remedy::Mutex;
}

static std::string count(uint32_t Part, uint32_t Total) {
  return std::to_string(Part) + " of " + std::to_string(Total) + " accesses";
}

static std::string describeRemedy(const CheckContext &Ctx, PathId Object) {
  const std::string Name =
      "'" + Ctx.Results.Store.qualifiedSpelling(Object) + "'";
  const AccessMix Mix = measureMix(Ctx, Object);
  const uint32_t Total = Mix.Reads + Mix.Writes;
  switch (chooseRemedy(Mix)) {
  case Remedy::Once:
    return "fill " + Name +
           " in std::call_once, or where it is defined: it is filled on first "
           "use and only read afterwards";
  case Remedy::Snapshot:
    return "keep " + Name +
           " as a snapshot behind a std::atomic<std::shared_ptr<const ...>> "
           "and publish a new one for each change: all writes replace it as a "
           "whole (" +
           count(Mix.WholeWrites, Total) + ")";
  case Remedy::Confinement:
    return "leave " + Name + " to the " + Mix.Owner + ", which makes " +
           count(Mix.OwnerAccesses, Total) +
           ", and hand it the rest of the work; or put a mutex beside it";
  case Remedy::SharedMutex:
    return "put a std::shared_mutex beside " + Name +
           ", shared for reads and exclusive for writes: " +
           count(Mix.Reads, Total) + " only read";
  case Remedy::Shards:
    return "put a mutex beside " + Name +
           "; if threads wait for it, split the map by key into shards with a "
           "mutex each: several threads write single elements (" +
           count(Mix.Writes, Total) + " write)";
  case Remedy::Mutex:
    break;
  }
  std::string Why =
      Total > 1 ? " (" + count(Mix.Writes, Total) + " write)" : "";
  return "put a mutex beside " + Name + " and hold it around every access" +
         Why + ", or give each thread its own map";
}

std::string mapwarden::recommendRemedy(const CheckContext &Ctx, PathId Object) {
  auto [Entry, IsNew] =
      Ctx.Remedies->Sentences.try_emplace(Ctx.store().key(Object));
  if (IsNew)
    Entry->second = describeRemedy(Ctx, Object);
  return Entry->second;
}
