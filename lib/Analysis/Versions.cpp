// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One walk over all summaries, callers first; a lifted access names its origin
/// by its trace.
#include "Analysis/Versions.h"
#include "Analysis/LockRelation.h"
#include "Analysis/OwnObjects.h"
#include "Analysis/StaticPhase.h"
#include "Analysis/TestFiles.h"
#include "llvm/ADT/DenseSet.h"

using namespace mapwarden;

/// A bound method of `this`, or a lambda that captures it.
static bool isOnThis(const Program &Prog, const Value &Entry) {
  auto isThis = [](const AccessPath &Path) {
    return Path.Root.Kind == RootKind::This && Path.Selectors.empty();
  };
  if (Entry.Kind == ValueKind::Bind && Entry.Bound.size() > 1)
    return isThis(Entry.Bound[1].Path);
  const FunctionFacts *Lambda =
      Entry.Kind == ValueKind::Function ? Prog.function(Entry.Name) : nullptr;
  return Lambda &&
         llvm::any_of(Lambda->Captures, [&](const CaptureFacts &Capture) {
           return isThis(Capture.Path);
         });
}

/// Whether \p Function starts a thread on its own object after instruction \p
/// Instr, and never before it: what it does there comes before its object is
/// at work.
static bool startsThreadAfter(const Program &Prog,
                              const FunctionFacts &Function, uint32_t Instr) {
  uint32_t Own = ~0u, Start = ~0u;
  bool IsStartFirst = false;
  for (uint32_t B = 0; B < Function.Blocks.size(); ++B) {
    const BlockFacts &Block = Function.Blocks[B];
    if (Instr >= Block.Begin && Instr < Block.End) {
      if (Block.LoopDepth > 0 && Start != ~0u)
        return false;
      Own = B;
    }
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const Instruction &Spawn = Function.Instructions[I];
      if (Spawn.Kind != InstrKind::Spawn || !isOnThis(Prog, Spawn.Callee))
        continue;
      IsStartFirst |= I < Instr;
      Start = B;
    }
  }
  // Blocks are in reverse post-order: what comes later in it does not lead
  // back, loops aside.
  return Own != ~0u && Start != ~0u && !IsStartFirst &&
         Function.Blocks[Own].LoopDepth <= Function.Blocks[Start].LoopDepth;
}

/// Construction and destruction of the object are over before and begin after
/// all sharing.
static bool isExclusivePhase(const Program &Prog, const PathStore &Store,
                             OwnObjects &Own, const AccessSummary &Access) {
  if (Access.StartedBy)
    return false;
  if (Access.Trace && Own.isDeletedAfter(Access.Trace->Function,
                                         Access.Trace->Instr, Access.Object))
    return true;
  for (const Selector &Step : Store.path(Access.Object).Selectors) {
    auto Field = Step.K == Selector::Field ? Prog.FieldByUsr.find(Step.Name)
                                           : Prog.FieldByUsr.end();
    if (Field == Prog.FieldByUsr.end())
      continue;
    NameId Owner = Prog.Classes[Field->second.first].Usr;
    for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next) {
      const FunctionFacts &Function = Prog.Functions[Node->Function];
      if (Function.Class == Owner &&
          startsThreadAfter(Prog, Function, Node->Instr))
        return true;
      if (!Function.has(FunctionIsConstructor) &&
          !Function.has(FunctionIsDestructor))
        continue;
      // What is copied from is another object, which may be in use; who moves
      // from one has it to himself.
      if (Function.Instructions[Node->Instr].Target.Root.Kind ==
              RootKind::Param &&
          !(Access.Flags & AccessWrite))
        continue;
      // A derived class's constructor is as early as its base's.
      std::vector<NameId> Bases = {Function.Class};
      for (size_t I = 0; I < Bases.size() && I < 32; ++I) {
        if (Bases[I] == Owner)
          return true;
        if (const ClassFacts *Class = Prog.classOf(Bases[I]))
          Bases.insert(Bases.end(), Class->Bases.begin(), Class->Bases.end());
      }
    }
  }
  return false;
}

/// The function that makes the access at the end of \p Trace.
static FunctionId leafFunction(const TraceNode *Trace) {
  while (Trace->Next)
    Trace = Trace->Next;
  return Trace->Function;
}

/// The function is given a guard, which its callers hold: that is what the
/// parameter is for. None of them is visible here.
static bool isHandedLock(const FunctionFacts &Root,
                         const AccessSummary &Access) {
  return Access.Released.empty() &&
         llvm::any_of(Root.Params, [](const VariableFacts &Param) {
           return Param.has(VariableIsGuard);
         });
}

/// Whether \p Object ends its sharing with the thread of \p Handle: both are
/// parts of one object. Two objects behind two pointers of it are not: a task
/// that waits for its client's reply does not stop the pool it works for.
static bool areOfOneOwner(const Program &Prog, const PathStore &Store,
                          PathId Handle, PathId Object) {
  const AccessPath &One = Store.path(Handle), &Two = Store.path(Object);
  if (!(One.Root == Two.Root))
    return false;
  size_t Common = 0;
  while (Common < One.Selectors.size() && Common < Two.Selectors.size() &&
         One.Selectors[Common] == Two.Selectors[Common])
    ++Common;
  auto isBehindPointer = [&](const AccessPath &Path) {
    return llvm::any_of(
        llvm::ArrayRef<Selector>(Path.Selectors).drop_front(Common),
        [&](const Selector &Step) {
          const VariableFacts *Field = Prog.field(Step.Name);
          return Field && Field->has(VariableIsReference);
        });
  };
  return !isBehindPointer(One) || !isBehindPointer(Two);
}

/// Whether a test leads to \p Access of the program that it tests: as the root,
/// or by what it has connected to the program and is called back.
static bool isReachedByTest(const TestFiles &Tests, FunctionId Root,
                            const AccessSummary &Access) {
  bool IsByTest = Tests.isGuest(Root, Access.Function);
  for (const TraceNode *Node = Access.Trace; Node && !IsByTest;
       Node = Node->Next)
    IsByTest = Tests.isGuest(Node->Function, Access.Function);
  return IsByTest;
}

std::vector<AccessVersion> mapwarden::collectVersions(const Program &Prog,
                                                      const CallGraph &Graph,
                                                      const Summaries &Known,
                                                      const PathStore &Store) {
  std::vector<AccessVersion> Result;
  const TestFiles Tests(Prog);
  OwnObjects Own(Prog, Store);
  const std::vector<bool> IsEarly = runInStaticPhaseOnly(Prog, Graph);
  llvm::DenseSet<const TraceNode *> Superseded;
  const std::vector<bool> FromMain = reachableFromMain(Prog, Graph);
  // A public member that locks is meant for others than the constructor or
  // destructor that is seen to call it.
  auto mayHaveUnseenCallers = [&](FunctionId Callee) {
    const FunctionFacts &Function = Prog.Functions[Callee];
    return !FromMain[Callee] && Function.has(FunctionIsMethod) &&
           Function.has(FunctionIsPublic) && Function.has(FunctionIsExternal) &&
           !Function.has(FunctionIsConstructor) &&
           !Function.has(FunctionIsDestructor) &&
           !Function.has(FunctionIsLambda) &&
           llvm::any_of(Known.of(Callee).Accesses, holdsLock);
  };
  auto consider = [&](FunctionId Root, const AccessSummary &Access,
                      const ThreadSummary *Thread) {
    bool IsOwned = Own.isOwnedBy(Root, Access.Object);
    bool IsGuest = isReachedByTest(Tests, Root, Access);
    bool IsStatic = isStaticInitialisation(Prog.Functions[Root]);
    const bool IsExclusive = isExclusivePhase(Prog, Store, Own, Access);
    if (!IsOwned && !IsGuest && !IsStatic && Access.Trace &&
        Access.Trace->Next &&
        !(IsExclusive && mayHaveUnseenCallers(Access.Trace->Next->Function)))
      Superseded.insert(Access.Trace->Next);
    if (Access.IsOfThread || Superseded.contains(Access.Trace) ||
        (IsGuest && !IsOwned) ||
        (!Thread && isHandedLock(Prog.Functions[Root], Access)))
      return;
    bool IsAfterJoin = llvm::any_of(Access.Joined, [&](PathId Handle) {
      return areOfOneOwner(Prog, Store, Handle, Access.Object);
    });
    Result.push_back({&Access, Root, Thread, IsOwned, IsAfterJoin,
                      (IsStatic || IsEarly[Root] || IsExclusive) && !Thread});
  };
  const auto &Components = Graph.components();
  for (size_t C = Components.size(); C-- > 0;)
    for (FunctionId Root : Components[C]) {
      const FunctionSummary &Summary = Known.of(Root);
      for (const AccessSummary &Access : Summary.Accesses)
        consider(Root, Access, nullptr);
      for (auto [Object, Trace] : Summary.Covered)
        if (!Own.isOwnedBy(Root, Object) &&
            !Tests.isGuest(Root, leafFunction(Trace)) &&
            !isStaticInitialisation(Prog.Functions[Root]))
          Superseded.insert(Trace);
      for (const ThreadSummary &Thread : Summary.Threads)
        for (const AccessSummary &Access : Thread.Accesses)
          consider(Root, Access, &Thread);
    }
  return Result;
}

std::vector<bool> mapwarden::reachableFromMain(const Program &Prog,
                                               const CallGraph &Graph) {
  std::vector<bool> Reached(Prog.Functions.size(), false);
  std::vector<FunctionId> Worklist;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    if (Prog.Functions[Id].has(FunctionIsMain)) {
      Reached[Id] = true;
      Worklist.push_back(Id);
    }
  while (!Worklist.empty()) {
    FunctionId Id = Worklist.back();
    Worklist.pop_back();
    for (FunctionId Callee : Graph.callees(Id))
      if (!Reached[Callee]) {
        Reached[Callee] = true;
        Worklist.push_back(Callee);
      }
  }
  return Reached;
}
