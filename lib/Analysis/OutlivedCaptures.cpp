// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that asks, at the end of a frame, who still uses
/// its locals.
#include "Analysis/OutlivedCaptures.h"
#include "Analysis/Summariser.h"

using namespace mapwarden;

/// An object of this frame that ends with it: a local that is no pointer or
/// reference, or a parameter that is a copy.
bool Summariser::endsWithFrame(PathId Object) const {
  const PathRoot &Root = Store.path(Object).Root;
  if (Root.Frame != Function.Usr)
    return false;
  // What a pointer in it leads to lives on.
  for (const Selector &Step : Store.path(Object).Selectors) {
    const VariableFacts *Field =
        Step.K == Selector::Field ? Prog.field(Step.Name) : nullptr;
    if (Field && Field->has(VariableIsReference))
      return false;
  }
  if (Root.Kind == RootKind::Allocation)
    return isEndedHere(Object);
  const VariableFacts *Variable = nullptr;
  if (Root.Kind == RootKind::Local && Root.Index < Function.Locals.size())
    Variable = &Function.Locals[Root.Index];
  else if (Root.Kind == RootKind::Param &&
           Root.Index < Function.Params.size() &&
           Function.Params[Root.Index].has(VariableIsCopiedParam))
    Variable = &Function.Params[Root.Index];
  if (!Variable ||
      Variable->has(VariableIsThreadLocal | VariableIsFunctionStatic))
    return false;
  // An optional goes by the name of what is made in it.
  return !Variable->has(VariableIsReference) ||
         llvm::any_of(Function.Instructions, [&](const Instruction &Made) {
           return Made.has(CallConstructs) &&
                  Store.intern(Made.Target, Function.Usr) ==
                      Store.prefix(Object, 0);
         });
}

/// Whether \p Set gives a local the object \p Whole: it is its owner, or at
/// least its name.
bool Summariser::names(const Instruction &Set, PathId Whole) const {
  return Set.Kind == InstrKind::Assign &&
         Set.Target.Root.Kind == RootKind::Local &&
         Set.Target.Selectors.empty() && !Set.Args.empty() &&
         Set.Args[0].Kind == ValueKind::Path &&
         Store.intern(Set.Args[0].Path, Function.Usr) == Whole;
}

/// Whether \p Instr ends \p Whole, an object that the function has made: its
/// own pointer does, or a delete.
bool Summariser::ends(const Instruction &Instr, PathId Whole) const {
  if (Instr.Kind != InstrKind::Call || !Instr.has(CallDestroys) ||
      !Instr.Target.Selectors.empty())
    return false;
  return Store.intern(Instr.Target, Function.Usr) == Whole ||
         llvm::any_of(Function.Instructions, [&](const Instruction &Set) {
           return Set.Target == Instr.Target && names(Set, Whole);
         });
}

/// The number of the local that ends with, or as, the object that \p Part
/// belongs to: locals with higher numbers end before it.
uint32_t Summariser::localOf(PathId Part) const {
  const PathRoot &Root = Store.path(Part).Root;
  if (Root.Kind == RootKind::Allocation)
    for (const Instruction &Set : Function.Instructions)
      if (names(Set, Store.prefix(Part, 0)))
        return Set.Target.Root.Index;
  return Root.Index;
}

/// Whether the function ends what it has made with new, on every way out: a
/// unique_ptr of its own does, or a delete.
bool Summariser::isEndedHere(PathId Object) const {
  const PathId Whole = Store.prefix(Object, 0);
  // Which ways lead out from where it is made, and past no end of it?
  const uint32_t Made = Store.path(Object).Root.Index;
  std::vector<bool> Seen(Function.Blocks.size(), false);
  std::vector<uint32_t> Work;
  for (uint32_t B = 0; B < Function.Blocks.size(); ++B)
    if (Made >= Function.Blocks[B].Begin && Made < Function.Blocks[B].End)
      Work.push_back(B);
  bool IsEnded = false;
  while (!Work.empty()) {
    const BlockFacts &Block = Function.Blocks[Work.back()];
    Work.pop_back();
    bool IsEndedInBlock = false;
    for (uint32_t I = Block.Begin; I < Block.End && !IsEndedInBlock; ++I)
      IsEndedInBlock = ends(Function.Instructions[I], Whole);
    IsEnded |= IsEndedInBlock;
    if (IsEndedInBlock)
      continue;
    if (Block.Successors.empty())
      return false;
    for (uint32_t Next : Block.Successors)
      if (!Seen[Next]) {
        Seen[Next] = true;
        Work.push_back(Next);
      }
  }
  return IsEnded;
}

/// The access to a map of this frame that is lost first; null when there is
/// none.
const AccessSummary *
Summariser::findLocalUse(llvm::ArrayRef<AccessSummary> Accesses) const {
  for (const AccessSummary &Access : Accesses)
    if (!Access.Escape && endsWithFrame(Access.Object))
      return &Access;
  return nullptr;
}

/// The functions that run on the way to \p Use: the entry of the thread, and
/// what leads from it to the access.
static llvm::SmallVector<FunctionId, 8> runTo(FunctionId Entry,
                                              const AccessSummary &Use) {
  llvm::SmallVector<FunctionId, 8> Result = {Entry, Use.Function};
  bool IsInside = false;
  for (const TraceNode *Node = Use.Trace; Node; Node = Node->Next) {
    IsInside |= Node->Function == Entry;
    if (IsInside)
      Result.push_back(Node->Function);
  }
  return Result;
}

/// Does \p V name the function with \p Usr, or bind it?
static bool names(const Value &V, NameId Usr) {
  return (V.Kind == ValueKind::Function && V.Name == Usr) ||
         llvm::any_of(V.Bound,
                      [&](const Value &Part) { return names(Part, Usr); });
}

/// Does \p Node hand over what runs: a closure that its function makes, or one
/// of the functions \p Run by name?
static bool makes(const Program &Prog, const TraceNode &Node,
                  llvm::ArrayRef<FunctionId> Run) {
  const FunctionFacts &Maker = Prog.Functions[Node.Function];
  const Instruction &Instr = Maker.Instructions[Node.Instr];
  return llvm::any_of(Run, [&](FunctionId Id) {
    if (Id >= Prog.Functions.size())
      return false;
    const FunctionFacts &Runs = Prog.Functions[Id];
    return (Runs.Parent != NameId::None && Runs.Parent == Maker.Usr) ||
           names(Instr.Callee, Runs.Usr) ||
           llvm::any_of(Instr.Args,
                        [&](const Value &V) { return names(V, Runs.Usr); });
  });
}

/// Where what runs was made: the outermost step of the way to the start that
/// makes a part of it (a pool wraps what it is given), otherwise the innermost
/// one that does not only pass on a callable.
static const TraceNode *makerOf(const Program &Prog,
                                const ThreadSummary &Thread,
                                const AccessSummary &Use) {
  llvm::SmallVector<const TraceNode *, 8> Steps;
  for (const TraceNode *Node = Thread.Start; Node; Node = Node->Next)
    Steps.push_back(Node);
  llvm::SmallVector<FunctionId, 8> Run = runTo(Thread.Entry, Use);
  for (const TraceNode *Node : Steps)
    if (makes(Prog, *Node, Run))
      return Node;
  auto isPassedOn = [](const Value &V) {
    return V.Kind == ValueKind::Path && V.Path.Root.Kind == RootKind::Param;
  };
  size_t Last = Steps.size() - 1;
  for (; Last > 0; --Last) {
    const Instruction &Instr =
        Prog.Functions[Steps[Last]->Function].Instructions[Steps[Last]->Instr];
    bool PassesOn =
        isPassedOn(Instr.Callee) || llvm::any_of(Instr.Args, isPassedOn);
    if (!PassesOn)
      break;
  }
  return Steps[Last];
}

/// Whether the object that \p Instr hands the callable to is kept by this
/// frame, so that it ends with it.
bool Summariser::isKeptHere(const Instruction &Instr) const {
  return Instr.Kind == InstrKind::Call && Instr.Target.isKnown() &&
         endsWithFrame(
             Pointers.resolveOne(Store.intern(Instr.Target, Function.Usr)));
}

/// Something happens between \p Instr and the end of the frame that may well
/// wait for, or take back, what was handed over: a join of whatever the call
/// returned, another member of the same object.
bool Summariser::isFollowedUp(uint32_t Instr) const {
  const Instruction &Given = Function.Instructions[Instr];
  PathId Receiver = Given.Target.isKnown() && Given.Kind != InstrKind::Spawn
                        ? Store.intern(Given.Target, Function.Usr)
                        : UnknownPath;
  for (uint32_t I = Instr + 1; I < Function.Instructions.size(); ++I) {
    const Instruction &Later = Function.Instructions[I];
    if (Later.Kind == InstrKind::Join && !Later.has(SpawnAutoJoin))
      return true;
    bool IsOtherMember = Later.Kind == InstrKind::Call &&
                         !Later.has(CallDestroys) && Receiver != UnknownPath &&
                         Later.Target.isKnown() &&
                         !(Later.Callee == Given.Callee) &&
                         Store.intern(Later.Target, Function.Usr) == Receiver;
    if (IsOtherMember)
      return true;
  }
  return false;
}

/// A wait that gives up after a while, and does not come round again.
static bool givesUp(const Instruction &Instr, const BlockFacts &Block) {
  return Instr.Kind == InstrKind::GuardWait && Instr.has(LockTry) &&
         Block.LoopDepth == 0;
}

/// Whether all waits of the frame give up.
bool Summariser::waitsInVain() const {
  bool GivesUp = false;
  for (const BlockFacts &Block : Function.Blocks)
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const Instruction &Instr = Function.Instructions[I];
      auto Effect = Inputs.Calls.find(I);
      GivesUp |= givesUp(Instr, Block);
      if ((Instr.Kind == InstrKind::GuardWait && !givesUp(Instr, Block)) ||
          (Effect != Inputs.Calls.end() && Effect->second.HasWaited))
        return false;
    }
  return GivesUp;
}

/// The frame waits for a signal before it ends: on a condition, or in a loop on
/// an atomic.
bool Summariser::waitsAfter(uint32_t Instr) const {
  for (const BlockFacts &Block : Function.Blocks)
    for (uint32_t I = std::max(Block.Begin, Instr + 1); I < Block.End; ++I) {
      const Instruction &Later = Function.Instructions[I];
      if (Later.Kind == InstrKind::GuardWait && !givesUp(Later, Block))
        return true;
      if (Later.Kind != InstrKind::Test || Block.LoopDepth == 0)
        continue;
      const VariableFacts *Flag =
          Store.variable(Store.intern(Later.Target, Function.Usr));
      if (Flag && Flag->has(VariableIsAtomic))
        return true;
    }
  return false;
}

/// Whether the local that \p Object is a part of ends with the function, not
/// with an inner block of it.
bool Summariser::endsLast(PathId Object) const {
  const PathId Whole = Store.prefix(Object, 0);
  return llvm::none_of(Function.Instructions, [&](const Instruction &Instr) {
    return ends(Instr, Whole) &&
           (Instr.has(CallEndsEarly) || Instr.At.Line < Function.EndLine);
  });
}

/// Whether the object made here that \p Part belongs to is ended before the
/// function ends: `pool.reset();`.
bool Summariser::isEndedEarly(PathId Part) const {
  const PathId Whole = Store.prefix(Part, 0);
  return llvm::any_of(Function.Instructions, [&](const Instruction &Instr) {
    return Instr.has(CallEndsEarly) && ends(Instr, Whole);
  });
}

/// Whether the local that \p Object is a part of has a destructor that does
/// something with others: it may wait for those who use the object.
bool Summariser::mayTakeLeave(PathId Object) const {
  const PathId Whole = Store.prefix(Object, 0);
  return llvm::any_of(Function.Instructions, [&](const Instruction &Instr) {
    if (Instr.Kind != InstrKind::Call || !Instr.has(CallDestroys) ||
        Store.intern(Instr.Target, Function.Usr) != Whole)
      return false;
    const FunctionFacts *Destructor = Prog.function(Instr.Callee.Name);
    return Destructor && !Destructor->has(FunctionIsImplicit) &&
           llvm::any_of(Destructor->Instructions, [](const Instruction &Does) {
             return (Does.Kind == InstrKind::Call && !Does.has(CallDestroys)) ||
                    Does.Kind == InstrKind::Join ||
                    Does.Kind == InstrKind::GuardWait;
           });
  });
}

void Summariser::collectOutlivedThreads(const FlowState &Exit) {
  if (!Exit.IsReachable)
    return;
  for (size_t T = 0; T < Threads.size(); ++T) {
    const ThreadSummary &Thread = Threads[T].Summary;
    auto Alive = llvm::find_if(
        Exit.Live, [&](const LiveThread &Live) { return Live.Thread == T; });
    if (Thread.JoinsHere || Alive == Exit.Live.end() ||
        Threads[T].Instr == FrameThread::AtEntry ||
        (isLeftInQueue(T, Exit) && isEndedEarly(Thread.Task.Queue)))
      continue;
    const AccessSummary *Use = findLocalUse(Thread.Accesses);
    if (!Use)
      continue;
    const Instruction &Here = Function.Instructions[Threads[T].Instr];
    const TraceNode *Maker = makerOf(Prog, Thread, *Use);
    const TraceNode *Last = Thread.Start;
    while (Last->Next)
      Last = Last->Next;
    bool IsTask =
        Prog.Functions[Last->Function].Instructions[Last->Instr].Kind !=
        InstrKind::Spawn;
    OutlivedCapture New;
    New.User = IsTask ? CaptureUser::Task : CaptureUser::Thread;
    New.Frame = Id;
    New.Function = Maker->Function;
    New.Instr = Maker->Instr;
    New.Entry = Thread.Entry;
    New.Access = *Use;
    New.Level = IsTask ? Confidence::Medium : Confidence::High;
    auto assume = [&](const char *What) {
      New.Level = Confidence::Low;
      New.Assumptions.push_back(What);
    };
    // A queue that this frame keeps ends before what was declared before it,
    // and its end is taken to wait for the tasks.
    PathId Keeper = Thread.Task.Queue;
    if (Keeper == UnknownPath && isKeptHere(Here))
      Keeper = Pointers.resolveOne(raw(Here.Target));
    if (IsTask && Keeper != UnknownPath && endsWithFrame(Keeper) &&
        localOf(Keeper) >= localOf(Use->Object))
      continue;
    // A server that lives in main and its threads end with the program.
    if (Function.has(FunctionIsMain) &&
        !Store.path(Use->Object).Selectors.empty() && endsLast(Use->Object))
      assume("the thread still runs when main has returned");
    // The handle ends with the frame, and its end waits.
    if (Thread.AutoJoins && Alive->Handle != UnknownPath &&
        endsWithFrame(Alive->Handle))
      continue;
    if (mayTakeLeave(Use->Object))
      assume("the destructor of the object neither waits nor takes it back");
    if (IsTask && isFollowedUp(Threads[T].Instr))
      assume("what follows does not wait for the task");
    else if ((Exit.HasWaited && !waitsInVain()) || waitsAfter(Threads[T].Instr))
      assume("the wait before the end of the function is not for this thread");
    else if (!IsTask && Alive->Handle != UnknownPath) {
      // A thread object that ends unjoined ends the program.
      if (endsWithFrame(Alive->Handle))
        assume("the thread is neither joined nor is that fatal");
      else
        New.Level = std::min(New.Level, Confidence::Medium);
    }
    Owner.Captures.push_back(std::move(New));
  }
}

void Summariser::addOutlivedCallback(uint32_t Instr, const Value &Given,
                                     PathId Target) {
  if (Target == UnknownPath || endsWithFrame(Target))
    return;
  RootKind Root = Store.path(Target).Root.Kind;
  if (Root != RootKind::This && Root != RootKind::Global &&
      Root != RootKind::Param)
    return;
  for (const CallTarget &Entry : Graph.resolve(Given, Function.Usr)) {
    Substitution Bind(Prog, Store, Function, Instr, Entry, {});
    std::vector<AccessSummary> Accesses;
    liftInto(Instr, Entry.Function, Owner.of(Entry.Function).Accesses, Bind,
             Accesses);
    const AccessSummary *Use = findLocalUse(Accesses);
    if (!Use)
      continue;
    OutlivedCapture New;
    New.User = CaptureUser::Callback;
    New.Frame = New.Function = Id;
    New.Instr = Instr;
    New.Entry = Entry.Function;
    New.Access = *Use;
    if (isFollowedUp(Instr) || isTakenBack(Instr, Target)) {
      New.Level = Confidence::Low;
      New.Assumptions.push_back("what follows does not take the callback back");
    }
    Owner.Captures.push_back(std::move(New));
    return;
  }
}

/// What \p Instr stored at \p Target is overwritten before the frame ends.
bool Summariser::isTakenBack(uint32_t Instr, PathId Target) const {
  for (uint32_t I = Instr + 1; I < Function.Instructions.size(); ++I) {
    const Instruction &Later = Function.Instructions[I];
    if (Later.Kind == InstrKind::Assign && I != Instr &&
        Pointers.resolveOne(Store.intern(Later.Target, Function.Usr)) == Target)
      return true;
  }
  return false;
}

/// Callbacks that are stored, here or by a callee, without a thread in sight.
void Summariser::collectOutlivedCallbacks() {
  auto isClosure = [](const Value &V) {
    return V.Kind == ValueKind::Function || V.Kind == ValueKind::Bind;
  };
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
        isClosure(Instr.Args[0]) && !Graph.taskStore(Id, I)) {
      addOutlivedCallback(I, Instr.Args[0],
                          Pointers.resolveOne(raw(Instr.Target)));
      continue;
    }
    if (Instr.Kind != InstrKind::Call || llvm::none_of(Instr.Args, isClosure))
      continue;
    // A task is a thread's, and was looked at as such.
    bool StartsThread = llvm::any_of(
        Threads, [&](const FrameThread &Thread) { return Thread.Instr == I; });
    if (StartsThread)
      continue;
    for (const CallTarget &Target : Graph.targets(Id, I)) {
      Substitution Bind(Prog, Store, Function, I, Target);
      for (auto [To, What] : Owner.of(Target.Function).Stores) {
        const AccessPath &Stored = Store.path(What);
        if (Stored.Root.Kind != RootKind::Param || !Stored.Selectors.empty())
          continue;
        const Value *Actual = Bind.argument(Stored.Root.Index);
        if (Actual && isClosure(*Actual))
          addOutlivedCallback(I, *Actual, Pointers.resolveOne(Bind(To)));
      }
    }
  }
}
