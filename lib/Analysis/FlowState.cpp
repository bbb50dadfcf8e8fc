// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The transfer steps and the join of the flow lattice.
#include "Analysis/FlowState.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

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
                     SourceSpan TakenAt, bool IsOnce, bool IsFlag) {
  eraseSorted(Released, Lock);
  // `static auto *M = new std::mutex;`: the initialisation of the pointer and
  // the mutex go by one name, and the mutex is what counts.
  auto isSame = [&](const HeldLock &Known) { return Known.Lock == Lock; };
  if (IsOnce && IsShared && llvm::any_of(Held, isSame))
    return;
  if (!IsOnce)
    llvm::erase_if(Held, [&](const HeldLock &Known) {
      return isSame(Known) && Known.IsOnce && Known.IsShared;
    });
  for (HeldLock &Known : Held)
    if (Known.Lock == Lock && Known.Guard == Guard) {
      Known.IsShared = Known.IsShared && IsShared;
      return;
    }
  HeldLock New{Lock, Guard, IsShared, IsOnce, false, TakenAt, 0, IsFlag};
  auto Less = [](const HeldLock &L, const HeldLock &R) {
    return std::tie(L.Lock, L.Guard) < std::tie(R.Lock, R.Guard);
  };
  Held.insert(std::upper_bound(Held.begin(), Held.end(), New, Less), New);
}

void FlowState::holdUnpublished(PathId Flag, SourceSpan At) {
  hold(Flag, UnknownPath, false, At, /*IsOnce=*/true, /*IsFlag=*/true);
  for (HeldLock &Known : Held)
    if (Known.Lock == Flag)
      Known.IsUnpublished = true;
}

void FlowState::publish(PathId Flag) {
  llvm::erase_if(Held, [&](const HeldLock &Known) {
    return Known.Lock == Flag && Known.IsUnpublished;
  });
  // What callers do before this call returns is not all done before.
  insertSorted(Released, Flag);
}

void FlowState::release(PathId Lock) {
  Present.clear();
  size_t Before = Held.size();
  llvm::erase_if(Held,
                 [&](const HeldLock &Known) { return Known.Lock == Lock; });
  if (Held.size() == Before)
    insertSorted(Released, Lock);
}

void FlowState::passOnce(PathId Flag) {
  for (HeldLock &Known : Held)
    if (Known.Lock == Flag) {
      Known.IsShared = Known.IsOnce = true;
      Known.IsUnpublished = false;
    }
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

bool FlowState::mergeFrom(const FlowState &Other) {
  if (!IsReachable) {
    *this = Other;
    return true;
  }
  FlowState Before = *this;
  // The lock taken on the other way may carry another place; the smaller one is
  // kept so that order does not matter.
  std::vector<HeldLock> Common;
  for (const HeldLock &Mine : Held) {
    const HeldLock *Theirs = nullptr;
    for (const HeldLock &Candidate : Other.Held)
      if (Candidate.Lock == Mine.Lock &&
          (!Theirs || Candidate.Guard == Mine.Guard))
        Theirs = &Candidate;
    if (!Theirs || Theirs->IsUnpublished != Mine.IsUnpublished)
      continue;
    HeldLock Merged = Mine;
    Merged.IsShared |= Theirs->IsShared;
    Merged.IsOnce &= Theirs->IsOnce;
    Merged.IsFlag &= Theirs->IsFlag;
    if (std::tie(Theirs->TakenAt.Line, Theirs->TakenAt.Column) <
        std::tie(Merged.TakenAt.Line, Merged.TakenAt.Column))
      Merged.TakenAt = Theirs->TakenAt;
    Common.push_back(Merged);
  }
  Held = std::move(Common);
  std::vector<GuardState> Both;
  for (GuardState &Mine : Guards)
    for (const GuardState &Theirs : Other.Guards)
      if (Mine.Guard == Theirs.Guard) {
        Mine.IsOwned &= Theirs.IsOwned;
        Both.push_back(Mine);
      }
  Guards = std::move(Both);
  if (IsRepeated && !Other.IsRepeated)
    Joined = Other.Joined;
  else if (IsRepeated == Other.IsRepeated)
    intersectSorted(Joined, Other.Joined);
  HasWaited &= Other.HasWaited;
  HasWaitedOnce &= Other.HasWaitedOnce;
  IsRepeated &= Other.IsRepeated;
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
