// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Post-dominance by removal: what still gets to the end without the block that
/// starts the thread has ways around it.
#include "Analysis/Restarts.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// More than this in one function are not looked at.
static constexpr size_t MaxRestarts = 8;

/// Which of the Spawns \p Starts \p Assign puts into its target, directly or
/// through a local handle; null for any other assignment.
static const Instruction *startOf(const FunctionFacts &Function,
                                  llvm::ArrayRef<const Instruction *> Starts,
                                  const Instruction &Assign) {
  if (Assign.Kind != InstrKind::Assign || Assign.Args.empty() ||
      Assign.Args[0].Kind != ValueKind::Path)
    return nullptr;
  const AccessPath &From = Assign.Args[0].Path;
  if (!From.Selectors.empty() || From.Root.Frame != NameId::None)
    return nullptr;
  const bool IsMade = From.Root.Kind == RootKind::Result ||
                      From.Root.Kind == RootKind::Allocation;
  for (const Instruction *Start : Starts)
    if (IsMade ? Start == &Function.Instructions[From.Root.Index]
               : From.Root.Kind == RootKind::Local && Start->Target == From)
      return Start;
  return nullptr;
}

/// A variable that holds one thread of one object, or of the program.
static bool isOneHandle(const AccessPath &Path) {
  return Path.Root.Frame == NameId::None &&
         (Path.Root.Kind == RootKind::Global ||
          (Path.Root.Kind == RootKind::This && !Path.Selectors.empty())) &&
         llvm::all_of(Path.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Field;
         });
}

/// Whether the thread in \p Handle may be joined in the function.
static bool hasJoin(const FlowInputs &In, const AccessPath &Handle) {
  for (const Instruction &I : In.Function->Instructions)
    if ((I.Kind == InstrKind::Join && !I.has(SpawnAutoJoin) &&
         I.Target == Handle) ||
        (I.Kind == InstrKind::Detach && I.Target == Handle))
      return true;
  PathId Id = In.Store->intern(Handle, In.Function->Usr);
  return llvm::any_of(In.Calls, [&](const auto &Call) {
    return llvm::is_contained(Call.second.Joined, Id);
  });
}

static llvm::BitVector blocksAvoiding(const FunctionFacts &Function,
                                      uint32_t Block) {
  const auto Count = static_cast<unsigned>(Function.Blocks.size());
  std::vector<llvm::SmallVector<uint32_t, 2>> Before(Count);
  llvm::BitVector Ends(Count);
  llvm::SmallVector<uint32_t, 16> Pending;
  for (uint32_t Id = 0; Id < Count; ++Id) {
    for (uint32_t Next : Function.Blocks[Id].Successors)
      Before[Next].push_back(Id);
    if (Function.Blocks[Id].Successors.empty() && Id != Block) {
      Ends.set(Id);
      Pending.push_back(Id);
    }
  }
  while (!Pending.empty())
    for (uint32_t Id : Before[Pending.pop_back_val()])
      if (Id != Block && !Ends.test(Id)) {
        Ends.set(Id);
        Pending.push_back(Id);
      }
  return Ends;
}

Restarts::Restarts(const FlowInputs &In) {
  const FunctionFacts &Function = *In.Function;
  llvm::SmallVector<const Instruction *, 4> Starts;
  for (const Instruction &I : Function.Instructions)
    if (I.Kind == InstrKind::Spawn && !I.has(SpawnAutoJoin) &&
        !I.has(SpawnFuture))
      Starts.push_back(&I);
  if (Starts.empty())
    return;
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    for (uint32_t I = Function.Blocks[Id].Begin; I < Function.Blocks[Id].End;
         ++I) {
      const Instruction &Set = Function.Instructions[I];
      const Instruction *Start = startOf(Function, Starts, Set);
      if (!Start || !isOneHandle(Set.Target) || All.size() == MaxRestarts ||
          hasJoin(In, Set.Target))
        continue;
      // A plain pointer may lose its thread; what owns one ends it first.
      if (Start->Target.Root.Kind == RootKind::Allocation &&
          (I == 0 || Function.Instructions[I - 1].Kind != InstrKind::Join ||
           !(Function.Instructions[I - 1].Target == Set.Target)))
        continue;
      All.push_back({In.Store->intern(Set.Target, Function.Usr), I, Id,
                     blocksAvoiding(Function, Id)});
    }
  if (All.empty())
    return;
  Blocks.resize(Function.Instructions.size());
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    for (uint32_t I = Function.Blocks[Id].Begin; I < Function.Blocks[Id].End;
         ++I)
      Blocks[I] = Id;
}

/// Whether \p Object is a part of the object whose field \p Handle is, and not
/// of one that several may share.
static bool isBeside(PathStore &Store, PathId Object, PathId Handle) {
  const AccessPath &Path = Store.path(Object);
  const PathRoot &Root = Store.path(Handle).Root;
  if (Root.Kind == RootKind::Global)
    return true;
  if (!(Path.Root == Root))
    return false;
  for (size_t Length = 1; Length <= Path.Selectors.size(); ++Length) {
    const VariableFacts *Field = Store.variable(Store.prefix(Object, Length));
    // An element may be a pointer to something that others have, too.
    if (Path.Selectors[Length - 1].K != Selector::Field || !Field ||
        Field->has(VariableIsReference))
      return false;
  }
  return true;
}

llvm::SmallVector<PathId, 2> Restarts::idleAt(uint32_t Instr, PathStore &Store,
                                              PathId Object) const {
  llvm::SmallVector<PathId, 2> Result;
  for (const Restart &One : All) {
    const uint32_t Block = Blocks[Instr];
    bool IsBefore =
        Block == One.Block ? Instr < One.Instr : !One.Avoiding.test(Block);
    if (IsBefore && isBeside(Store, Object, One.Handle) &&
        !llvm::is_contained(Result, One.Handle))
      Result.push_back(One.Handle);
  }
  return Result;
}
