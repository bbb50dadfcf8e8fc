// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The transfer steps and the join of the flow lattice.
#include "Analysis/FlowState.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <tuple>
#include <utility>

using namespace mapwarden;

void mapwarden::insertSorted(std::vector<PathId> &Ids, PathId Id) {
  auto Place = llvm::lower_bound(Ids, Id);
  if (Place == Ids.end() || *Place != Id)
    Ids.insert(Place, Id);
}

static void eraseSorted(std::vector<PathId> &Ids, PathId Id) {
  auto Place = llvm::lower_bound(Ids, Id);
  if (Place != Ids.end() && *Place == Id)
    Ids.erase(Place);
}

void FlowState::hold(PathId Lock, PathId Guard, bool IsShared,
                     SourceSpan TakenAt, bool IsOnce) {
  eraseSorted(Released, Lock);
  for (HeldLock &Known : Held)
    if (Known.Lock == Lock && Known.Guard == Guard) {
      Known.IsShared = Known.IsShared && IsShared;
      return;
    }
  HeldLock New{Lock, Guard, IsShared, IsOnce, false, TakenAt};
  auto Less = [](const HeldLock &L, const HeldLock &R) {
    return std::tie(L.Lock, L.Guard) < std::tie(R.Lock, R.Guard);
  };
  Held.insert(std::upper_bound(Held.begin(), Held.end(), New, Less), New);
}

void FlowState::release(PathId Lock) {
  Present.clear();
  llvm::erase_if(Conditional, [&](const ConditionalHold &Known) {
    return Known.Lock.Lock == Lock;
  });
  size_t Before = Held.size();
  llvm::erase_if(Held,
                 [&](const HeldLock &Known) { return Known.Lock == Lock; });
  if (Held.size() == Before)
    insertSorted(Released, Lock);
}

void FlowState::passOnce(PathId Flag) {
  for (HeldLock &Known : Held)
    if (Known.Lock == Flag)
      Known.IsShared = Known.IsOnce = true;
}

void FlowState::normaliseLive() {
  llvm::sort(Live);
  Live.erase(std::unique(Live.begin(), Live.end()), Live.end());
}

GuardState *FlowState::guard(PathId Guard) {
  for (GuardState &Known : Guards)
    if (Known.Guard == Guard)
      return &Known;
  return nullptr;
}

void FlowState::setGuard(GuardState State) {
  dropGuard(State.Guard);
  Guards.insert(llvm::upper_bound(Guards, State,
                                  [](const GuardState &L, const GuardState &R) {
                                    return L.Guard < R.Guard;
                                  }),
                std::move(State));
}

void FlowState::dropGuard(PathId Guard) {
  llvm::erase_if(Guards,
                 [&](const GuardState &Known) { return Known.Guard == Guard; });
}

void FlowState::releaseGuard(PathId Guard) {
  Present.clear();
  llvm::erase_if(Conditional, [&](const ConditionalHold &Known) {
    return Known.Lock.Guard == Guard;
  });
  GuardState *Known = guard(Guard);
  if (!Known) {
    // A guard of the caller: what it owned is open until it locks again.
    insertSorted(Released, Guard);
    llvm::erase_if(Held,
                   [&](const HeldLock &Lock) { return Lock.Guard == Guard; });
    return;
  }
  Known->IsOwned = false;
  llvm::SmallVector<PathId, 2> Locks = Known->Locks;
  llvm::erase_if(Held, [&](const HeldLock &Lock) {
    return Lock.Guard == Guard ||
           (Lock.Guard == UnknownPath && llvm::is_contained(Locks, Lock.Lock));
  });
}

void FlowState::lockGuard(PathId Guard, bool IsShared, SourceSpan TakenAt) {
  eraseSorted(Released, Guard);
  GuardState *Known = guard(Guard);
  if (!Known) {
    hold(Guard, Guard, IsShared, TakenAt);
    return;
  }
  Known->IsOwned = true;
  Known->TakenAt = TakenAt;
  for (PathId Lock : llvm::SmallVector<PathId, 2>(Known->Locks))
    hold(Lock, Guard, IsShared || Known->IsShared, TakenAt);
}

void FlowState::moveGuards(PathStore &Store, PathId From, PathId To) {
  size_t Length = Store.path(From).Selectors.size();
  auto moved = [&](PathId Guard) {
    if (Guard == UnknownPath || Guard == From ||
        Store.prefix(Guard, Length) != From)
      return UnknownPath;
    const AccessPath Path = Store.path(Guard); // append() may move the paths.
    PathId Result = To;
    for (size_t I = Length; I < Path.Selectors.size(); ++I)
      Result = Store.append(Result, Path.Selectors[I]);
    return Result;
  };
  for (HeldLock &Lock : Held)
    if (PathId Guard = moved(Lock.Guard); Guard != UnknownPath)
      Lock.Guard = Guard;
  for (const GuardState &Known : std::vector<GuardState>(Guards))
    if (PathId Guard = moved(Known.Guard); Guard != UnknownPath) {
      GuardState New = Known;
      New.Guard = Guard;
      dropGuard(Known.Guard);
      setGuard(std::move(New));
    }
}

void FlowState::setGuardMode(PathId Guard, bool IsShared) {
  if (GuardState *Known = guard(Guard))
    Known->IsShared = IsShared;
  for (HeldLock &Lock : Held)
    if (Lock.Guard == Guard)
      Lock.IsShared = IsShared;
}

bool FlowState::isReleased(PathId LockOrGuard) const {
  return std::binary_search(Released.begin(), Released.end(), LockOrGuard);
}

void FlowState::markJoined(PathId Handle) { insertSorted(Joined, Handle); }

void FlowState::forgetJoined(PathId Handle) { eraseSorted(Joined, Handle); }

/// Keeps the elements of sorted \p Into that are in sorted \p Other too.
static void intersectSorted(std::vector<PathId> &Into,
                            const std::vector<PathId> &Other) {
  llvm::erase_if(Into, [&](PathId Id) {
    return !std::binary_search(Other.begin(), Other.end(), Id);
  });
}

void FlowState::learn(PathId Flag, bool IsSet) {
  TestedFlag Known{Flag, IsSet};
  auto Place = llvm::lower_bound(Tested, Known);
  if (Place == Tested.end() || *Place != Known)
    Tested.insert(Place, Known);
  for (const ConditionalHold &One : std::exchange(Conditional, {})) {
    if (One.When.Flag != Flag)
      Conditional.push_back(One);
    else if (One.When.IsSet == IsSet) {
      hold(One.Lock.Lock, One.Lock.Guard, One.Lock.IsShared, One.Lock.TakenAt);
      if (GuardState *Guard = guard(One.Lock.Guard))
        Guard->IsOwned = true;
    }
  }
}

static bool isTested(const FlowState &State, TestedFlag Flag) {
  return std::binary_search(State.Tested.begin(), State.Tested.end(), Flag);
}

static bool holdsLock(const FlowState &State, PathId Lock) {
  return llvm::any_of(State.Held,
                      [&](const HeldLock &Held) { return Held.Lock == Lock; });
}

/// What is held on both ways if a flag is set, or is not: one way knows that it
/// is and holds the lock, the other knows that it is not.
static std::vector<ConditionalHold> mergeConditional(const FlowState &Mine,
                                                     const FlowState &Theirs) {
  std::vector<ConditionalHold> Result;
  auto add = [&](const FlowState &One, const FlowState &Two) {
    for (const HeldLock &Lock : One.Held)
      if (!Lock.IsOnce && !holdsLock(Two, Lock.Lock))
        for (TestedFlag Flag : One.Tested)
          if (isTested(Two, {Flag.Flag, !Flag.IsSet}))
            Result.push_back({Lock, Flag});
    for (const ConditionalHold &Known : One.Conditional) {
      bool IsOnBoth =
          isTested(Two, {Known.When.Flag, !Known.When.IsSet}) ||
          holdsLock(Two, Known.Lock.Lock) ||
          llvm::any_of(Two.Conditional, [&](const ConditionalHold &Same) {
            return Same.Lock.Lock == Known.Lock.Lock && Same.When == Known.When;
          });
      if (IsOnBoth)
        Result.push_back(Known);
    }
  };
  add(Mine, Theirs);
  add(Theirs, Mine);
  auto keyOf = [](const ConditionalHold &One) {
    return std::tie(One.Lock.Lock, One.Lock.Guard, One.When);
  };
  llvm::sort(Result, [&](const ConditionalHold &L, const ConditionalHold &R) {
    return std::tuple(keyOf(L), L.Lock.TakenAt.Line, L.Lock.TakenAt.Column) <
           std::tuple(keyOf(R), R.Lock.TakenAt.Line, R.Lock.TakenAt.Column);
  });
  Result.erase(
      llvm::unique(Result,
                   [&](const ConditionalHold &L, const ConditionalHold &R) {
                     return keyOf(L) == keyOf(R);
                   }),
      Result.end());
  return Result;
}

bool FlowState::mergeFrom(const FlowState &Other) {
  if (!IsReachable) {
    *this = Other;
    return true;
  }
  FlowState Before = *this;
  // The lock taken on the other way may carry another place; the smaller one is
  // kept so that order does not matter.
  std::vector<ConditionalHold> Optional = mergeConditional(*this, Other);
  std::vector<HeldLock> Common;
  for (const HeldLock &Mine : Held) {
    const HeldLock *Theirs = nullptr;
    for (const HeldLock &Candidate : Other.Held)
      if (Candidate.Lock == Mine.Lock &&
          (!Theirs || Candidate.Guard == Mine.Guard))
        Theirs = &Candidate;
    if (!Theirs)
      continue;
    HeldLock Merged = Mine;
    // A mode that is only known when it runs is taken to be the right one:
    // `Guard(Lock &l, bool Writes) { if (Writes) ... else ... }`.
    Merged.IsShared &= Theirs->IsShared;
    Merged.IsOnce &= Theirs->IsOnce;
    if (std::tie(Theirs->TakenAt.Line, Theirs->TakenAt.Column) <
        std::tie(Merged.TakenAt.Line, Merged.TakenAt.Column))
      Merged.TakenAt = Theirs->TakenAt;
    Common.push_back(Merged);
  }
  Held = std::move(Common);
  Conditional = std::move(Optional);
  llvm::erase_if(Tested,
                 [&](TestedFlag Flag) { return !isTested(Other, Flag); });
  std::vector<GuardState> Both;
  for (GuardState &Mine : Guards)
    for (const GuardState &Theirs : Other.Guards)
      if (Mine.Guard == Theirs.Guard) {
        Mine.IsOwned &= Theirs.IsOwned;
        Both.push_back(Mine);
      }
  Guards = std::move(Both);
  intersectSorted(Joined, Other.Joined);
  HasWaited &= Other.HasWaited;
  llvm::erase_if(Present, [&](const PresentKey &Key) {
    return !std::binary_search(Other.Present.begin(), Other.Present.end(), Key);
  });
  for (PathId Id : Other.Released)
    insertSorted(Released, Id);
  for (const LiveThread &Thread : Other.Live) {
    auto Place = llvm::lower_bound(Live, Thread);
    if (Place == Live.end() || *Place != Thread)
      Live.insert(Place, Thread);
  }
  return !(Before == *this);
}
