// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One look at each lock of each access.
#include "Analysis/GuardCounts.h"
#include "Analysis/LockRelation.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

namespace {
/// Whether a lock may be what guards a map, by where the two lie.
enum class Closeness : uint8_t { Unrelated, Borrowed, Close };
} // namespace

/// A mutex beside the map, in the object that holds the map's object, or of
/// static storage. A lock of something unrelated that happens to be held is no
/// evidence of discipline; that of another object, which the map's object
/// points to, is weak evidence.
static Closeness relate(const Program &Prog, const PathStore &Store,
                        const HeldLock &Lock, const AccessSummary &Access) {
  auto closeIf = [](bool Holds) {
    return Holds ? Closeness::Close : Closeness::Unrelated;
  };
  if (Lock.IsOnce)
    return Closeness::Unrelated;
  const AccessPath &LockPath = Store.path(Lock.Lock);
  const AccessPath &Object = Store.path(Access.Object);
  auto isField = [](const Selector &Step) { return Step.K == Selector::Field; };
  if (!(LockPath.Root == Object.Root))
    return closeIf(LockPath.Root.Kind == RootKind::Global &&
                   llvm::count_if(LockPath.Selectors, isField) <= 1);
  size_t Common = 0;
  while (Common < LockPath.Selectors.size() &&
         Common < Object.Selectors.size() &&
         LockPath.Selectors[Common] == Object.Selectors[Common])
    ++Common;
  // The mutex of an element guards that element, not the map it is kept in.
  if (Common == Object.Selectors.size())
    return Closeness::Unrelated;
  auto fieldsFrom = [&](const AccessPath &Path) {
    return llvm::count_if(
        llvm::ArrayRef<Selector>(Path.Selectors).drop_front(Common), isField);
  };
  // A mutex behind a pointer field belongs to somebody else; that the mutex
  // itself is kept by pointer does not matter.
  for (size_t I = Common; I + 1 < LockPath.Selectors.size(); ++I)
    if (const VariableFacts *Field = Prog.field(LockPath.Selectors[I].Name);
        Field && Field->has(VariableIsReference))
      return I == Common && fieldsFrom(LockPath) == 2 && fieldsFrom(Object) == 1
                 ? Closeness::Borrowed
                 : Closeness::Unrelated;
  // The lock may be wrapped once, the map be one object further in.
  return closeIf(fieldsFrom(LockPath) <= 2 && fieldsFrom(Object) <= 2 &&
                 fieldsFrom(LockPath) + fieldsFrom(Object) <= 3);
}

static uint32_t weightOf(const AccessSummary &Access) {
  return Access.Flags & AccessWrite ? 2 : 1;
}

/// So many accesses must hold a mutex of another object.
static constexpr size_t MinBorrowers = 3;

double mapwarden::totalWeight(llvm::ArrayRef<const AccessVersion *> Versions) {
  double Total = 0;
  for (const AccessVersion *Version : Versions)
    Total += weightOf(*Version->Access);
  return Total;
}

/// Adds \p Version to \p Firsts unless one of its kind is there.
static void addFirstOfKind(std::vector<const AccessVersion *> &Firsts,
                           const AccessVersion *Version) {
  const uint64_t Kind = AccessElement | AccessKeyOnly | AccessErases |
                        AccessClears | AccessInvalidatesReferences |
                        AccessInserts | AccessInsertsIfAbsent |
                        AccessYieldsElement;
  if (llvm::none_of(Firsts, [&](const AccessVersion *Known) {
        return ((Known->Access->Flags ^ Version->Access->Flags) & Kind) == 0 &&
               isDoneOnce(*Known->Access) == isDoneOnce(*Version->Access);
      }))
    Firsts.push_back(Version);
}

GuardCounts
mapwarden::countGuards(const Program &Prog, PathStore &Store,
                       llvm::ArrayRef<const AccessVersion *> Versions) {
  GuardCounts Result;
  for (const AccessVersion *Version : Versions) {
    const AccessSummary &Access = *Version->Access;
    bool IsWrite = Access.Flags & AccessWrite;
    std::set<std::string> Seen;
    for (const HeldLock &Lock : Access.Held) {
      const Closeness Near = relate(Prog, Store, Lock, Access);
      if (Near == Closeness::Unrelated)
        continue;
      std::string Key = relativeGuard(Store, Lock, Access.Object);
      if (!Seen.insert(Key).second)
        continue;
      GuardCount &One = Result[Key];
      // Of its names in several functions the shortest is the clearest.
      std::string Spelling = Store.spelling(Lock.Lock);
      if (One.Spelling.empty() || Spelling.size() < One.Spelling.size())
        One.Spelling = std::move(Spelling);
      One.Path = Lock.Lock;
      One.IsBorrowed = Near == Closeness::Borrowed;
      One.Weight += weightOf(Access);
      One.Holders.insert(leafOf(Access));
      // Whoever has ended the threads meets none, and locks by habit.
      if (Version->IsAfterJoin)
        continue;
      if (!IsWrite)
        addFirstOfKind(One.LockedReads, Version);
      else if (!Lock.IsShared)
        addFirstOfKind(One.LockedWrites, Version);
    }
  }
  // Another object's mutex is meant for the map if nearly everybody takes it.
  const double Enough = totalWeight(Versions) * 2 / 3;
  for (auto Each = Result.begin(); Each != Result.end();)
    Each =
        Each->second.IsBorrowed && (Each->second.Weight < Enough ||
                                    Each->second.LockedWrites.empty() ||
                                    Each->second.Holders.size() < MinBorrowers)
            ? Result.erase(Each)
            : std::next(Each);
  return Result;
}
