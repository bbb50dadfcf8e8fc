// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pairs each running thread's accesses with the accesses of the object's other
/// methods.
#include "Analysis/ObjectThreads.h"
#include "Analysis/Singletons.h"
#include "Analysis/UnseenCallers.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace mapwarden;

/// So many callers of one access are looked at.
static constexpr unsigned MaxVersionsPerLeaf = 4;

/// \p Path with `this` of function \p From read as `this` of function \p To:
/// two methods of one object.
static PathId rebase(PathStore &Store, PathId Path, NameId From, NameId To) {
  AccessPath New = Store.path(Path);
  if (New.Root.Kind != RootKind::This || New.Root.Frame != From)
    return Path;
  New.Root.Frame = To;
  return Store.intern(std::move(New), NameId::None);
}

/// \p Access with `this` of a singleton's method \p Method as the variable that
/// holds the object.
static AccessSummary share(PathStore &Store, const Singletons &Known,
                           AccessSummary Access, const FunctionFacts &Method) {
  Access.Object = Known.share(Store, Access.Object, Method);
  for (HeldLock &Lock : Access.Held)
    Lock.Lock = Known.share(Store, Lock.Lock, Method);
  return Access;
}

static AccessSummary rebase(PathStore &Store, AccessSummary Access, NameId From,
                            NameId To) {
  Access.Object = rebase(Store, Access.Object, From, To);
  for (HeldLock &Lock : Access.Held)
    Lock.Lock = rebase(Store, Lock.Lock, From, To);
  for (PathId &Handle : Access.Joined)
    Handle = rebase(Store, Handle, From, To);
  return Access;
}

/// Are both run by one thread start, on what neither function has a name for?
/// What a third function calls `this`, in a callback that it has left
/// somewhere, is one object for each time that it ran: so are the threads.
static bool haveThreadEach(const PathStore &Store, const AccessVersion &Running,
                           const AccessVersion &Other, PathId Object,
                           NameId Starter) {
  const PathRoot &Root = Store.path(Object).Root;
  if (!Other.Thread || Root.Kind == RootKind::Global || Root.Frame == Starter)
    return false;
  auto placeOf = [](const TraceNode *Start) {
    while (Start->Next)
      Start = Start->Next;
    return std::pair(Start->Function, Start->Instr);
  };
  return placeOf(Running.Thread->Start) == placeOf(Other.Thread->Start);
}

/// The versions of one leaf, under one lockset, differ only in the way to them:
/// one per leaf, root kind and number of locks is enough here.
static std::vector<const AccessVersion *>
representatives(const std::vector<const AccessVersion *> &Group, bool Running) {
  std::vector<const AccessVersion *> Result;
  std::set<std::tuple<LeafId, FunctionId, size_t>> Seen;
  std::map<LeafId, unsigned> PerLeaf;
  for (const AccessVersion *Version : Group) {
    if ((Version->Thread != nullptr) < Running)
      continue;
    LeafId Leaf = leafOf(*Version->Access);
    if (Seen.insert({Leaf, Version->Root, Version->Access->Held.size()})
            .second &&
        ++PerLeaf[Leaf] <= MaxVersionsPerLeaf)
      Result.push_back(Version);
  }
  return Result;
}

/// The instruction that starts \p Thread.
static LeafId startOf(const ThreadSummary &Thread) {
  const TraceNode *Start = Thread.Start;
  while (Start->Next)
    Start = Start->Next;
  return {Start->Function, Start->Instr};
}

/// The variable at \p Path holds one thread at a time.
static bool isOneHandle(const PathStore &Store, PathId Path) {
  const AccessPath &Handle = Store.path(Path);
  return Handle.isKnown() &&
         (Handle.Selectors.empty()
              ? Handle.Root.Kind == RootKind::Global
              : Handle.Selectors.back().K == Selector::Field);
}

/// Both run on one strand, or are tasks of one queue that one thread serves, or
/// are one thread, whose start two callers lead to. \p Same reads a path of
/// Other as one of Running.
static bool areSerial(const PathStore &Store, const AccessVersion &Running,
                      const AccessVersion &Other,
                      llvm::function_ref<bool(PathId, PathId)> Same) {
  if (!Other.Thread)
    return false;
  const ThreadSummary &One = *Running.Thread, &Two = *Other.Thread;
  if (One.Executor != UnknownPath && Same(One.Executor, Two.Executor) &&
      !(One.IsBesideOthers && Two.IsBesideOthers))
    return true;
  if (!One.IsMany && !Two.IsMany && isOneHandle(Store, One.Handle) &&
      Same(One.Handle, Two.Handle) && startOf(One) == startOf(Two))
    return true;
  if (isOnlyThread(Store, One) && Two.IsAlone && One.CountKey == Two.CountKey &&
      Same(One.Keeper, Two.Keeper))
    return true;
  return One.IsSerial && Two.IsSerial && One.Task.Key != NameId::None &&
         One.Task.Key == Two.Task.Key && Same(One.Task.Queue, Two.Task.Queue);
}

/// A method that only tasks of one worker call, and a task of that worker. Both
/// name it by the object that they share.
static bool haveOneHome(const Program &Prog, PathStore &Store,
                        const Residence &Homes, const AccessVersion &Running,
                        const AccessVersion &Other) {
  if (Other.Thread || Other.Access->StartedBy || Running.Access->StartedBy)
    return false;
  RunPlace Own;
  Own.IsOwn = true;
  return Homes.isOneHome(Other.Root, Own,
                         Residence::placeOf(Prog, Store, *Running.Thread,
                                            Prog.Functions[Running.Root]));
}

/// A lambda is called by whoever was given it, not as one of the object's
/// methods; what says by its name that the lock is held, by those who hold it.
static bool isCallableFromOutside(const FunctionFacts &Function) {
  if (Function.has(FunctionIsLambda) || Function.has(FunctionLockHeldByName))
    return false;
  return Function.has(FunctionIsPublic) || Function.has(FunctionIsExternal);
}

std::vector<Conflict> mapwarden::findObjectThreadConflicts(
    const Program &Prog, const CallGraph &Graph, PathStore &Store,
    const Residence &Homes, llvm::ArrayRef<AccessVersion> Versions) {
  std::vector<bool> FromMain = reachableFromMain(Prog, Graph);
  std::map<std::string, std::vector<const AccessVersion *>> ByObject;
  for (const AccessVersion &Version : Versions)
    if (!Version.IsOwned)
      ByObject[Store.key(Version.Access->Object)].push_back(&Version);
  std::vector<Conflict> Result;
  const Singletons Known(Prog);
  const UnseenCallers Callers(Prog);
  for (const auto &[Key, Group] : ByObject) {
    std::map<LeafId, unsigned> Partners;
    std::vector<const AccessVersion *> Others = representatives(Group, false);
    for (const AccessVersion *Running : representatives(Group, true)) {
      NameId Starter = Prog.Functions[Running->Root].Usr;
      const AccessSummary InThread =
          share(Store, Known, *Running->Access, Prog.Functions[Running->Root]);
      for (const AccessVersion *Other : Others) {
        if (Other->Root == Running->Root || Other->IsExclusivePhase ||
            !isCallableFromOutside(Prog.Functions[Other->Root]) ||
            (FromMain[Running->Root] && FromMain[Other->Root]))
          continue;
        const FunctionFacts &Caller = Prog.Functions[Other->Root];
        auto isSame = [&](PathId Mine, PathId Theirs) {
          return Known.share(Store, Mine, Prog.Functions[Running->Root]) ==
                 rebase(Store, Known.share(Store, Theirs, Caller), Caller.Usr,
                        Starter);
        };
        AccessSummary Method =
            rebase(Store, share(Store, Known, *Other->Access, Caller),
                   Caller.Usr, Starter);
        if (Store.anyElement(Method.Object) !=
                Store.anyElement(InThread.Object) ||
            Store.areDistinct(Method.Object, InThread.Object) ||
            !Conflicts::areInConflict(Method, InThread) ||
            llvm::is_contained(Method.Joined, Running->Thread->Handle) ||
            haveThreadEach(Store, *Running, *Other, InThread.Object, Starter) ||
            areSerial(Store, *Running, *Other, isSame) ||
            haveOneHome(Prog, Store, Homes, *Running, *Other))
          continue;
        LockRelation Relation =
            relateLocks(Store, Method, InThread, [](PathId) { return false; });
        if (Relation == LockRelation::Protected ||
            ++Partners[leafOf(Method)] > Conflicts::MaxPartners)
          continue;
        Conflict New;
        New.Relation = Relation;
        New.Level =
            (Method.Flags | InThread.Flags) & (AccessElement | UnknownEffect)
                ? Confidence::Low
                : Confidence::Medium;
        New.Seen = "the object keeps the thread running, and its other methods "
                   "may be called meanwhile";
        if ((Method.Flags | InThread.Flags) & AccessElement)
          New.Assumptions.push_back("the two use the same key");
        if ((Method.Flags | InThread.Flags) & UnknownEffect)
          New.Assumptions.push_back("a function without a body in the program "
                                    "changes the container it is given");
        if (Method.IsGuess || InThread.IsGuess) {
          New.Level = Confidence::Low;
          New.Assumptions.push_back(GuessedCallable);
        }
        if (isDoneOnce(Method)) {
          New.Level = Confidence::Low;
          New.Assumptions.push_back(assumeEarlyUse(Prog, Method));
        }
        if (Running->Thread->IsWaited) {
          New.Level = Confidence::Low;
          New.Assumptions.push_back(
              "the wait for a signal after the start does not order the two");
        }
        if (!Other->Thread && Callers.isUncallable(Other->Root)) {
          New.Level = Confidence::Low;
          New.Assumptions.push_back("code that is not in the program calls " +
                                    Prog.text(Caller.Name).str());
        }
        // A start before this would be seen from here, if main makes it.
        const FunctionFacts &Root = Prog.Functions[Other->Root];
        if (Root.has(FunctionIsMain) || Root.has(FunctionIsConstructor)) {
          New.Level = Confidence::Low;
          New.Assumptions.push_back("the thread runs when " +
                                    Prog.text(Root.Name).str() + " gets here");
        }
        New.First = {Method, {Other->Root, nullptr, ~0u, false}};
        if (Other->Thread)
          New.First.Context = {Other->Root, Other->Thread->Start,
                               Other->Thread->Entry, false};
        New.Second = {InThread,
                      {Running->Root, Running->Thread->Start,
                       Running->Thread->Entry, false}};
        Result.push_back(std::move(New));
      }
    }
  }
  return Result;
}
