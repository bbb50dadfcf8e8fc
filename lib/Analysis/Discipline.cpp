// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counting guards per map and finding the accesses that break the discipline.
#include "Analysis/Discipline.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace mapwarden;

namespace {
/// What is counted for one guard of one map.
struct Candidate {
  std::string Spelling;
  double Weight = 0;
  std::set<LeafId> Holders;
  const AccessVersion *LockedWrite = nullptr, *LockedRead = nullptr;
};
} // namespace

/// The hold of the guard \p Key at \p Access, or null.
static const HeldLock *findGuard(PathStore &Store, const AccessSummary &Access,
                                 const std::string &Key) {
  for (const HeldLock &Lock : Access.Held)
    if (!Lock.IsOnce && !Lock.IsOfOtherElement &&
        relativeGuard(Store, Lock.Lock, Access.Object) == Key)
      return &Lock;
  return nullptr;
}

/// A mutex that belongs to the object or to the file: a lock of something
/// unrelated that happens to be held is no evidence of discipline.
static bool canGuard(const PathStore &Store, const HeldLock &Lock,
                     const AccessSummary &Access) {
  const PathRoot &Root = Store.path(Lock.Lock).Root;
  return !Lock.IsOnce && (Root.Kind == RootKind::Global ||
                          Root == Store.path(Access.Object).Root);
}

static uint32_t weightOf(const AccessSummary &Access) {
  return Access.Flags & AccessWrite ? 2 : 1;
}

static const Candidate *
dominant(const std::map<std::string, Candidate> &Candidates, std::string &Key) {
  const Candidate *Best = nullptr;
  for (const auto &[Name, One] : Candidates)
    if (!Best || One.Weight > Best->Weight) {
      Best = &One;
      Key = Name;
    }
  return Best;
}

Discipline Discipline::build(const Program &Prog, const CallGraph &Graph,
                             const Summaries &Known, PathStore &Store,
                             const Conflicts &Pairs) {
  Discipline Result;
  Result.Versions = collectVersions(Prog, Graph, Known, Store);
  std::vector<bool> FromMain = reachableFromMain(Prog, Graph);
  std::map<std::string, std::vector<const AccessVersion *>> ByObject;
  for (const AccessVersion &Version : Result.Versions)
    if (!Version.IsExclusivePhase && !(Version.Access->Flags & UnknownEffect) &&
        !Prog.Functions[Version.Access->Function].has(FunctionLockHeldByName) &&
        !Prog.Functions[Version.Access->Function].has(FunctionNoAnalysis))
      ByObject[Store.key(Version.Access->Object)].push_back(&Version);

  for (auto &[Key, Versions] : ByObject) {
    // What a function does with an object of its own counts only when nothing
    // else is known of the map.
    bool AllOwned = llvm::all_of(Versions, [](const AccessVersion *Version) {
      return Version->IsOwned;
    });
    if (!AllOwned)
      llvm::erase_if(Versions, [](const AccessVersion *Version) {
        return Version->IsOwned;
      });
    std::map<std::string, Candidate> Candidates;
    double Total = 0;
    std::set<LeafId> Leaves;
    for (const AccessVersion *Version : Versions) {
      Total += weightOf(*Version->Access);
      Leaves.insert(leafOf(*Version->Access));
      std::set<std::string> Seen;
      for (const HeldLock &Lock : Version->Access->Held) {
        if (!canGuard(Store, Lock, *Version->Access))
          continue;
        std::string Guard =
            relativeGuard(Store, Lock.Lock, Version->Access->Object);
        if (!Seen.insert(Guard).second)
          continue;
        Candidate &One = Candidates[Guard];
        if (One.Spelling.empty())
          One.Spelling = Store.spelling(Lock.Lock);
        One.Weight += weightOf(*Version->Access);
        One.Holders.insert(leafOf(*Version->Access));
        bool IsWrite = Version->Access->Flags & AccessWrite;
        if (IsWrite && !Lock.IsShared && !One.LockedWrite)
          One.LockedWrite = Version;
        if (!IsWrite && !One.LockedRead)
          One.LockedRead = Version;
      }
    }
    std::string GuardKey;
    const Candidate *Best = dominant(Candidates, GuardKey);
    if (!Best)
      continue;
    GuardUse Use{GuardKey, Best->Spelling,
                 static_cast<uint32_t>(Best->Holders.size()),
                 static_cast<uint32_t>(Leaves.size()), Best->Weight / Total};
    Result.Guards[Key] = Use;
    if (AllOwned)
      continue;

    for (const AccessVersion *Version : Versions) {
      const AccessSummary &Access = *Version->Access;
      bool IsWrite = Access.Flags & AccessWrite;
      const HeldLock *Held = findGuard(Store, Access, GuardKey);
      bool IsSharedWrite = Held && Held->IsShared && IsWrite;
      if (Held && !IsSharedWrite)
        continue;
      const AccessVersion *Partner = Best->LockedWrite ? Best->LockedWrite
                                     : IsWrite         ? Best->LockedRead
                                                       : nullptr;
      if (IsSharedWrite && !Partner)
        Partner = Version;
      if (!Partner || (!IsSharedWrite &&
                       !Conflicts::areInConflict(Access, *Partner->Access)))
        continue;
      // Threads that are visible decide; the discipline speaks where none is.
      if (Pairs.threadedObjects().count(Key) && FromMain[Access.Function])
        continue;
      DisciplineBreak Break;
      Break.Odd = *Version;
      Break.Partner = *Partner;
      Break.Guard = Use;
      Break.IsWriteUnderShared = IsSharedWrite;
      bool IsInMain = Prog.Functions[Access.Function].has(FunctionIsMain);
      bool IsWeak =
          IsInMain || Use.Weight < 1.0 / 3 || (Access.Flags & AccessElement);
      Break.Level =
          IsWeak && !IsSharedWrite ? Confidence::Low : Confidence::Medium;
      Result.Breaks.push_back(std::move(Break));
    }
  }
  return Result;
}

const GuardUse *Discipline::guardOf(const std::string &Key) const {
  auto Entry = Guards.find(Key);
  return Entry == Guards.end() ? nullptr : &Entry->second;
}

bool Discipline::holdsDominantGuard(PathStore &Store,
                                    const AccessSummary &Access) const {
  const GuardUse *Guard = guardOf(Store.key(Access.Object));
  return Guard && findGuard(Store, Access, Guard->Key);
}
