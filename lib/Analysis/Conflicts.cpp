// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The pair search within one frame.
#include "Analysis/Conflicts.h"
#include "Analysis/FrameOverlaps.h"
#include "Analysis/IndexText.h"
#include "Analysis/Loops.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <deque>

using namespace mapwarden;

struct Conflicts::Item {
  const AccessSummary *Access = nullptr;
  const FrameAccess *Own =
      nullptr;         ///< Set when the frame's own thread makes the access.
  uint32_t Thread = 0; ///< Else the number of the thread.
};

/// Reads or writes elements, as opposed to the structure that holds them.
static bool touchesValues(const AccessSummary &Access) {
  bool Assigns =
      (Access.Flags & AccessInserts) && !(Access.Flags & AccessInsertsIfAbsent);
  return (Access.Flags &
          (AccessElement | AccessYieldsElement | AccessWholeCopy)) ||
         Assigns;
}

/// Changes elements that are there. One that an insertion returns it only
/// reads.
static bool changesValues(const AccessSummary &Access) {
  bool Assigns =
      (Access.Flags & AccessInserts) && !(Access.Flags & AccessInsertsIfAbsent);
  return Assigns ||
         ((Access.Flags & AccessElement) && (Access.Flags & AccessWrite));
}

/// What ends elements, or moves them.
static constexpr uint64_t DestroysElements =
    AccessErases | AccessClears | AccessInvalidatesReferences;

/// Whether \p Other disturbs the element access \p Access: it touches elements
/// too, or destroys them. Lookups and sizes do not matter. What destroys is in
/// conflict with the lookup that led to the element already.
static bool disturbsElement(const AccessSummary &Access,
                            const AccessSummary &Other) {
  bool Touches =
      Access.Flags & AccessWrite ? touchesValues(Other) : changesValues(Other);
  return Touches || (!Access.IsImplied && (Other.Flags & DestroysElements));
}

bool Conflicts::areInConflict(const AccessSummary &First,
                              const AccessSummary &Second) {
  if (First.IsOfThread || Second.IsOfThread)
    return false;
  if (First.Escape)
    return endsView(*First.Escape, Second);
  if (Second.Escape)
    return endsView(*Second.Escape, First);
  // A key ends with its element, and until then it is what it is.
  for (auto [Key, Other] : {std::pair(&First, &Second), {&Second, &First}})
    if (Key->Flags & AccessKeyOnly)
      return !Key->IsImplied && (Other->Flags & DestroysElements);
  if (!((First.Flags | Second.Flags) & AccessWrite))
    return false;
  if (First.Flags & AccessElement)
    return disturbsElement(First, Second);
  if (Second.Flags & AccessElement)
    return disturbsElement(Second, First);
  return true;
}

bool Conflicts::mayOverlap(const FrameOverlaps &InFrame, FunctionId Frame,
                           const Item &First, const Item &Second,
                           bool &IsSelf) const {
  IsSelf = false;
  if (First.Own && Second.Own)
    return false;
  if ((!Second.Own && InFrame.isOnExecutor(Second.Thread, *First.Access)) ||
      (!First.Own && InFrame.isOnExecutor(First.Thread, *Second.Access)))
    return false;
  if (First.Own || Second.Own) {
    const FrameAccess &Own = First.Own ? *First.Own : *Second.Own;
    const uint32_t Thread = First.Own ? Second.Thread : First.Thread;
    return InFrame.withOwn(Thread, Own.Live, Own.Access->Joined) &&
           !(isDoneOnce(*Own.Access) &&
             InFrame.isDoneBefore(leafOf(*Own.Access), Thread));
  }
  IsSelf = First.Thread == Second.Thread;
  const PathRoot &Root = Store.path(First.Access->Object).Root;
  const bool IsNamedHere =
      Root.Kind == RootKind::Global || Root.Frame == Prog.Functions[Frame].Usr;
  return IsSelf
             ? InFrame.withItself(First.Thread)
             : InFrame.withEachOther(First.Thread, Second.Thread, IsNamedHere);
}

/// Whether \p Fixed is the same as \p Varying but for elements, of which it
/// names one by a literal.
static bool isFixedElement(PathStore &Store, PathId Fixed, PathId Varying) {
  return Store.anyElement(Fixed) == Store.anyElement(Varying) &&
         llvm::any_of(Store.path(Fixed).Selectors, [&](const Selector &Step) {
           return Step.K == Selector::Element &&
                  isLiteralIndex(Store.text(Step.Name));
         });
}

/// An element that each of several runs at once has for itself: by the number
/// of the thread or of the round, or by what a parallel algorithm gives to \p
/// Entry.
static bool isOfRunNumber(const Program &Prog, const PathStore &Store,
                          FunctionId Entry, PathId Path) {
  return llvm::any_of(Store.path(Path).Selectors, [&](const Selector &Step) {
    llvm::StringRef Text = Store.text(Step.Name);
    if (Step.K != Selector::Element || Text.empty())
      return false;
    return Text.back() == RunNumberMark ||
           (Entry < Prog.Functions.size() &&
            llvm::any_of(
                Prog.Functions[Entry].Params,
                [&](const VariableFacts &Param) {
                  return Store.text(Param.Name) == Text;
                }));
  });
}

/// Made or fetched inside a callee and never handed to anything with a name:
/// each run of the callee has its own.
static bool isOfOneRun(const Program &Prog, const PathStore &Store,
                       const Frame &Here, PathId Object) {
  const PathRoot &Root = Store.path(Object).Root;
  return (Root.Kind == RootKind::Result || Root.Kind == RootKind::Allocation) &&
         Root.Frame != Prog.Functions[Here.Function].Usr;
}

/// The object is reached through a pointer kept in some element of a
/// collection: which object that is, nobody knows.
bool Conflicts::isThroughStoredPointer(PathId Object) const {
  const AccessPath &Path = Store.path(Object);
  bool AfterElement = false;
  for (size_t I = 0; I + 1 < Path.Selectors.size(); ++I) {
    if (Path.Selectors[I].K == Selector::Element) {
      AfterElement = true;
      continue;
    }
    const VariableFacts *Field = Prog.field(Path.Selectors[I].Name);
    if (AfterElement && Field && Field->has(VariableIsReference))
      return true;
  }
  return false;
}

void Conflicts::markOutdated(const AccessSummary &Access) {
  if (!OutdatedTraces.insert(Access.Trace).second)
    return;
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    Outdated.insert({Node->Function, Node->Instr});
}

/// \p Access holds a mutex that lies in the same object as the map: the object
/// is meant to be shared, whichever it is.
static bool holdsLockBeside(PathStore &Store, const AccessSummary &Access) {
  PathId Object = Store.anyElement(Access.Object);
  const unsigned Depth = Store.path(Object).Selectors.size();
  return Depth > 0 && llvm::any_of(Access.Held, [&](const HeldLock &Lock) {
           PathId Mutex = Store.anyElement(Lock.Lock);
           return !Lock.IsOnce && Store.path(Mutex).Selectors.size() == Depth &&
                  Store.prefix(Mutex, Depth - 1) ==
                      Store.prefix(Object, Depth - 1);
         });
}

void Conflicts::addFrame(const Frame &Here) {
  const FunctionFacts &Function = Prog.Functions[Here.Function];
  // A thread may name the object by the variable, the method by `this`.
  if (Here.Threads.empty() || !Known.objectOf(Function.Class)) {
    findPairs(Here);
    return;
  }
  auto share = [&](AccessSummary &Access) {
    Access.Object = Known.share(Store, Access.Object, Function);
    for (HeldLock &Lock : Access.Held)
      Lock.Lock = Known.share(Store, Lock.Lock, Function);
  };
  Frame Shared = Here;
  std::deque<AccessSummary> Accesses;
  for (FrameAccess &Own : Shared.Accesses) {
    share(Accesses.emplace_back(*Own.Access));
    Own.Access = &Accesses.back();
  }
  for (FrameThread &Thread : Shared.Threads)
    for (AccessSummary &Access : Thread.Summary.Accesses)
      share(Access);
  findPairs(Shared);
}

void Conflicts::findPairs(const Frame &Here) {
  const FrameOverlaps Alive(Prog, Store, Here, false);
  const FrameOverlaps NotWaited(Prog, Store, Here, true);
  Overlaps = &Alive;
  Ordered = &NotWaited;
  std::map<PathId, std::vector<Item>> Groups;
  for (uint32_t T = 0; T < Here.Threads.size(); ++T)
    for (const AccessSummary &Access : Here.Threads[T].Summary.Accesses) {
      if (isOfOneRun(Prog, Store, Here, Access.Object))
        continue;
      Groups[Store.anyElement(Access.Object)].push_back({&Access, nullptr, T});
      Threaded[Store.key(Access.Object)] = true;
    }
  for (const FrameAccess &Own : Here.Accesses) {
    auto Group = Groups.find(Store.anyElement(Own.Access->Object));
    if (Group != Groups.end())
      Group->second.push_back({Own.Access, &Own, 0});
  }
  for (const auto &[Object, Items] : Groups) {
    bool HasWrite = llvm::any_of(Items, [](const Item &I) {
      return (I.Access->Flags & AccessWrite) != 0;
    });
    if (!HasWrite)
      continue;
    for (size_t I = 0; I < Items.size(); ++I) {
      unsigned Partners = 0;
      const size_t Reach = std::min<size_t>(Items.size(), MaxReach);
      for (size_t Distance = 0; Distance < Reach && Partners < MaxPartners;
           ++Distance) {
        const Item &Other = Items[(I + Distance) % Items.size()];
        bool IsSelf = false;
        if (!areInConflict(*Items[I].Access, *Other.Access))
          continue;
        if (!mayOverlap(*Overlaps, Here.Function, Items[I], Other, IsSelf)) {
          if (Silence && (!Items[I].Own || !Other.Own))
            dismiss(Here, Items[I], Other,
                    whyNotParallel(Here, Items[I], Other));
          continue;
        }
        if ((Other.Access->Flags & AccessWrite) && !Items[I].Access->Escape)
          markOutdated(*Items[I].Access);
        if ((Items[I].Access->Flags & AccessWrite) && !Other.Access->Escape)
          markOutdated(*Other.Access);
        size_t Before = Found.size() + Escapes.size();
        addPair(Here, Items[I], Other, IsSelf);
        Partners += Found.size() + Escapes.size() != Before;
      }
    }
  }
}

void Conflicts::tellRemoved(const Conflict &Pair, Dismissal Why) const {
  DismissedPair Removed{
      leafOf(Pair.First.Access), leafOf(Pair.Second.Access), Why,
      Pair.First.Context.Start,  Pair.Second.Context.Start,  UnknownPath};
  Silence->add(Removed);
  std::swap(Removed.Leaf, Removed.Other);
  std::swap(Removed.Start, Removed.OtherStart);
  Silence->add(Removed);
}

/// Tells the log, from both ends.
void Conflicts::dismiss(const Frame &Here, const Item &First,
                        const Item &Second, Dismissal Why, PathId Lock) const {
  if (First.Access->Escape || Second.Access->Escape)
    return; // No access that a user could ask for.
  if (!Silence)
    return;
  auto startOf = [&](const Item &I) {
    return I.Own ? I.Access->StartedBy : Here.Threads[I.Thread].Summary.Start;
  };
  DismissedPair Pair{leafOf(*First.Access), leafOf(*Second.Access), Why,
                     startOf(First),        startOf(Second),        Lock};
  Silence->add(Pair);
  std::swap(Pair.Leaf, Pair.Other);
  std::swap(Pair.Start, Pair.OtherStart);
  Silence->add(Pair);
}

/// Whether \p Object is a part of `this` of some function that no call on the
/// way has bound to an object of the frame.
static bool isOfSomeObject(const Program &Prog, const PathStore &Store,
                           const Frame &Here, PathId Object) {
  const PathRoot &Root = Store.path(Object).Root;
  return Root.Kind == RootKind::This &&
         Root.Frame != Prog.Functions[Here.Function].Usr;
}

/// Whether one instruction, reached by two ways, has started both threads.
static bool haveOneStart(const ThreadSummary &One, const ThreadSummary &Two) {
  const TraceNode *First = One.Start, *Second = Two.Start;
  if (!First || !Second || One.Entry != Two.Entry)
    return false;
  while (First->Next)
    First = First->Next;
  while (Second->Next)
    Second = Second->Next;
  return First->Function == Second->Function && First->Instr == Second->Instr;
}

/// Whether \p Object is reached through elements with computed indices, as
/// `shards[hash(key) % 8].map` is.
static bool isByHash(const PathStore &Store, PathId Object) {
  return llvm::all_of(Store.path(Object).Selectors, [&](const Selector &Step) {
    return Step.K != Selector::Element || mayCoincide(Store.text(Step.Name));
  });
}

/// For two that do not overlap. In one frame the order of the source tells a
/// later start from an earlier join.
Dismissal Conflicts::whyNotParallel(const Frame &Here, const Item &First,
                                    const Item &Second) const {
  if (!First.Own && !Second.Own)
    return First.Thread == Second.Thread ? Dismissal::OneAtATime
                                         : Dismissal::Apart;
  const FrameAccess &Own = First.Own ? *First.Own : *Second.Own;
  const FrameThread &Thread =
      Here.Threads[First.Own ? Second.Thread : First.Thread];
  const auto &Instructions = Prog.Functions[Here.Function].Instructions;
  auto placeOf = [&](uint32_t Instr) {
    return std::pair(Instructions[Instr].At.Line,
                     Instructions[Instr].At.Column);
  };
  return Thread.Instr != FrameThread::AtEntry &&
                 placeOf(Own.Instr) < placeOf(Thread.Instr)
             ? Dismissal::Later
             : Dismissal::Joined;
}

/// Whether \p Access is to the element that a range-for is at, in a function
/// that waits for nobody: phases are told apart by their waits.
static bool walksFreely(const Program &Prog, const AccessSummary &Access) {
  const FunctionFacts &Function = Prog.Functions[Access.Function];
  const AccessPath &Object = Function.Instructions[Access.Instr].Target;
  return llvm::any_of(Object.Selectors,
                      [&](const Selector &Step) {
                        return Step.K == Selector::Element &&
                               Prog.text(Step.Name).starts_with("__begin");
                      }) &&
         llvm::none_of(Function.Instructions, [](const Instruction &Instr) {
           return Instr.Kind == InstrKind::GuardWait ||
                  Instr.Kind == InstrKind::Join;
         });
}

static std::pair<LeafId, LeafId> keyOf(const Conflict &Pair) {
  auto Key = std::minmax(leafOf(Pair.First.Access), leafOf(Pair.Second.Access));
  return {Key.first, Key.second};
}

void Conflicts::addPair(const Frame &Here, const Item &First,
                        const Item &Second, bool IsSelf) {
  const AccessSummary &One = *First.Access, &Two = *Second.Access;
  // Runs that only a loop sets apart may have an object each; several at once
  // by one start share it.
  bool ByLoop = IsSelf && !Here.Threads[First.Thread].Summary.IsMany;
  // The frame's own thread gets there before it starts the thread anew: what is
  // alive has been started in earlier rounds.
  if (First.Own || Second.Own) {
    const FrameThread &Thread =
        Here.Threads[First.Own ? Second.Thread : First.Thread];
    const uint32_t Instr = First.Own ? First.Own->Instr : Second.Own->Instr;
    ByLoop = Thread.LoopDepth > 0 && Instr < Thread.Instr &&
             areInOneLoop(Prog.Functions[Here.Function], Instr, Thread.Instr);
  }
  const FrameThread *Restarted =
      !ByLoop ? nullptr
              : &Here.Threads[First.Own ? Second.Thread : First.Thread];
  auto isOwn = [&](PathId Path) {
    return ByLoop && isPerIteration(Prog, Store, Here, *Restarted, Path);
  };
  auto isOwnElement = [&](const AccessSummary &Access) {
    return ByLoop && isOfLoopElement(Prog, Store, Here, *Restarted, Access);
  };
  if (Store.areDistinct(One.Object, Two.Object))
    return;
  bool IsRestartedHere =
      IsSelf && llvm::any_of(Here.Threads[First.Thread].LiveAtStart,
                             [&](const LiveThread &Thread) {
                               return Thread.Thread == First.Thread;
                             });
  bool IsOwnBelow =
      IsSelf && !IsRestartedHere && One.IsOwnPerRun && Two.IsOwnPerRun;
  // One run of a function below has made it anew: what the runs have in common
  // is the name. Within one run they have met further down.
  bool AreOfTwoRuns = One.Made == AccessSummary::MadeBelow &&
                      Two.Made == AccessSummary::MadeBelow;
  // Runs that one start makes at once, of a parallel loop or region.
  const ThreadSummary *Team =
      IsSelf && !ByLoop ? &Here.Threads[First.Thread].Summary : nullptr;
  bool IsOfTeam = Team && Team->IsMany && Team->JoinsHere &&
                  One.Object == Two.Object &&
                  (isOfRunNumber(Prog, Store, Team->Entry, One.Object) ||
                   (Prog.Functions[One.Function].has(FunctionIsLambda) &&
                    isOfRunNumber(Prog, Store, One.Function, One.Object)));
  const bool IsInMaking = One.IsInMaking || Two.IsInMaking;
  // `slots[i]` of the one run may be the `slots[0]` of another.
  const bool IsOwnOne = isOwn(One.Object), IsOwnTwo = isOwn(Two.Object);
  const bool MeetsFixed =
      IsOwnOne != IsOwnTwo &&
      isFixedElement(Store, IsOwnOne ? Two.Object : One.Object,
                     IsOwnOne ? One.Object : Two.Object);
  // One that walks over all of them meets those of the others, too.
  const bool MeetsAll =
      IsOwnOne != IsOwnTwo && walksFreely(Prog, IsOwnOne ? Two : One);
  if (IsInMaking || AreOfTwoRuns || IsOwnBelow || IsOfTeam ||
      ((IsOwnOne || IsOwnTwo) && !MeetsFixed && !MeetsAll) ||
      (isOwnElement(One) && isOwnElement(Two))) {
    dismiss(Here, First, Second, Dismissal::OwnObject);
    return;
  }
  LockRelation Relation = relateLocks(Store, One, Two, isOwn);
  if (Relation == LockRelation::Protected) {
    if (Silence)
      dismiss(Here, First, Second, Dismissal::Protected,
              findProtectingLock(Store, One, Two, isOwn));
    return;
  }

  Conflict New;
  New.Relation = Relation;
  auto context = [&](const Item &I) {
    ConflictContext Context;
    Context.Frame = Here.Function;
    if (!I.Own) {
      Context.Start = Here.Threads[I.Thread].Summary.Start;
      Context.Entry = Here.Threads[I.Thread].Summary.Entry;
      Context.OverlapsItself = IsSelf;
    }
    return Context;
  };
  New.First = {One, context(First)};
  New.Second = {Two, context(Second)};
  auto isCallback = [&](const Item &I) {
    return !I.Own && Here.Threads[I.Thread].Summary.IsCallback;
  };
  if (isCallback(First) || isCallback(Second)) {
    New.Level = Confidence::Medium;
    New.Seen = "the registration and both accesses are visible, the threads of "
               "the library are not";
  }
  bool HasOpenElement =
      llvm::any_of(Store.path(One.Object).Selectors,
                   [](const Selector &S) { return S.K == Selector::Element; });
  // Nobody has seen the thread, only its declaration.
  if (Prog.Functions[Here.Function].has(FunctionIsEntryRoot)) {
    New.Level = lower(New.Level);
    New.Seen = "both accesses are visible, the threads that make them are not";
    New.Assumptions.push_back("the declared entries run at the same time");
  }
  bool IsEscape = One.Escape || Two.Escape;
  const bool IsOfAll = (One.Flags | Two.Flags) & AccessWholeCopy;
  const bool NeedsKey =
      !IsOfAll && ((One.Flags | Two.Flags) & AccessElement) && !IsEscape;
  // The shard follows from the key.
  const bool IsSharded = NeedsKey && HasOpenElement &&
                         isByHash(Store, One.Object) &&
                         isByHash(Store, Two.Object);
  if (HasOpenElement && !IsSharded) {
    New.Level = lower(New.Level);
    New.Assumptions.push_back("the two use the same element of the collection "
                              "that holds the map");
  }
  if (NeedsKey) {
    New.Level = lower(New.Level);
    New.Assumptions.push_back("the two use the same key");
  }
  if ((One.Flags | Two.Flags) & UnknownEffect) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back("a function without a body in the program "
                              "changes the container it is given");
  }
  if (Relation == LockRelation::Different &&
      mayShareMutex(Prog, Store, One.Held, Two.Held)) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back("the locks are different mutexes, although one "
                              "is reached through a pointer");
  }
  if (Relation == LockRelation::Different &&
      haveOpenStripes(Prog, Store, One, Two)) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back("the two mutexes of the array are not the same "
                              "one, which their indices do not tell");
  }
  if (isThroughStoredPointer(One.Object) && !holdsLockBeside(Store, One) &&
      !holdsLockBeside(Store, Two)) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back("the pointers kept in the collection lead to "
                              "one and the same object");
  }
  if (One.IsGuess || Two.IsGuess) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back(GuessedCallable);
  }
  if (!IsSelf && !First.Own && !Second.Own &&
      isOfSomeObject(Prog, Store, Here, One.Object) &&
      haveOneStart(Here.Threads[First.Thread].Summary,
                   Here.Threads[Second.Thread].Summary)) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back("the two threads, each started for an object of "
                              "its own, work on one and the same object");
  }
  bool Unused = false;
  if (One.IsAfterWait || Two.IsAfterWait ||
      !mayOverlap(*Ordered, Here.Function, First, Second, Unused)) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back(
        "the wait for a signal before one access does not order the two");
  }
  RunPlace Mine = placeOf(Here, First), Theirs = placeOf(Here, Second);
  if (!Mine.mayHaveHome() || !Theirs.mayHaveHome()) {
    keep(std::move(New));
    return;
  }
  auto &Versions = OpenByPair[keyOf(New)];
  bool IsKnown = llvm::any_of(Versions, [&](uint32_t Number) {
    const OpenPair &Known = Open[Number];
    return Known.Pair.First.Context.Frame == Here.Function &&
           Known.First == Mine && Known.Second == Theirs;
  });
  if (IsKnown || Versions.size() >= MaxOpenVersions)
    return;
  Versions.push_back(static_cast<uint32_t>(Open.size()));
  Open.push_back({std::move(New), Mine, Theirs});
}

/// Where \p I runs, as far as the frame knows.
RunPlace Conflicts::placeOf(const Frame &Here, const Item &I) {
  RunPlace Result;
  if (I.Access->StartedBy)
    return Result; // In a thread that is over by now.
  if (I.Own) {
    Result.IsOwn = true;
    return Result;
  }
  return Residence::placeOf(Prog, Store, Here.Threads[I.Thread].Summary,
                            Prog.Functions[Here.Function]);
}

/// Adds \p New, unless the pair is known as well or better.
void Conflicts::keep(Conflict New) {
  const bool IsEscape = New.First.Access.Escape || New.Second.Access.Escape;
  std::vector<Conflict> &Pairs = IsEscape ? Escapes : Found;
  auto [Known, IsNew] =
      (IsEscape ? ByEscape : ByPair).try_emplace(keyOf(New), Pairs.size());
  if (IsNew)
    Pairs.push_back(std::move(New));
  else if (New.Level > Pairs[Known->second].Level)
    Pairs[Known->second] = std::move(New);
}

void Conflicts::settle(const Residence &Homes) {
  for (OpenPair &Each : Open) {
    const Conflict &Pair = Each.Pair;
    if (Homes.isOneHome(Pair.First.Context.Frame, Each.First, Each.Second)) {
      if (Silence)
        tellRemoved(Pair, Dismissal::OneAtATime);
      continue;
    }
    keep(std::move(Each.Pair));
  }
  Open.clear();
  OpenByPair.clear();
}
