// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Dominance by removal: what is still reached without the block that makes the
/// object has ways around it.
#include "Analysis/ObjectMakings.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// More than this in one function are not looked at.
static constexpr size_t MaxMakings = 16;

/// A field or global that holds one object: no element of a collection.
static bool isPublicName(const AccessPath &Path) {
  return Path.Root.Frame == NameId::None &&
         (Path.Root.Kind == RootKind::Global || !Path.Selectors.empty()) &&
         (Path.Root.Kind == RootKind::Global ||
          Path.Root.Kind == RootKind::This ||
          Path.Root.Kind == RootKind::Param) &&
         llvm::all_of(Path.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Field;
         });
}

static llvm::BitVector blocksAvoiding(const FunctionFacts &Function,
                                      uint32_t Block) {
  llvm::BitVector Reached(static_cast<unsigned>(Function.Blocks.size()));
  llvm::SmallVector<uint32_t, 16> Pending;
  if (Block != 0) {
    Reached.set(0);
    Pending.push_back(0);
  }
  while (!Pending.empty())
    for (uint32_t Next : Function.Blocks[Pending.pop_back_val()].Successors)
      if (Next != Block && !Reached.test(Next)) {
        Reached.set(Next);
        Pending.push_back(Next);
      }
  return Reached;
}

ObjectMakings::ObjectMakings(const FunctionFacts &Function, PathStore &Store)
    : Function(Function) {
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    for (uint32_t I = Function.Blocks[Id].Begin; I < Function.Blocks[Id].End;
         ++I) {
      const Instruction &Set = Function.Instructions[I];
      if (Set.Kind != InstrKind::Assign || Set.Args.empty() ||
          Set.Args[0].Kind != ValueKind::Path ||
          Set.Args[0].Path.Root.Kind != RootKind::Allocation ||
          !Set.Args[0].Path.Selectors.empty() || !isPublicName(Set.Target) ||
          All.size() == MaxMakings)
        continue;
      All.push_back({Store.intern(Set.Target, Function.Usr), I, Id,
                     blocksAvoiding(Function, Id)});
    }
}

bool ObjectMakings::isMadeBefore(PathId Pointer, uint32_t Instr) const {
  if (Pointer == UnknownPath)
    return false;
  return llvm::any_of(All, [&](const Making &One) {
    if (One.Pointer != Pointer)
      return false;
    const BlockFacts &Own = Function.Blocks[One.Block];
    if (Instr >= Own.Begin && Instr < Own.End)
      return Instr > One.Instr;
    for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
      if (Instr >= Function.Blocks[Id].Begin && Instr < Function.Blocks[Id].End)
        return !One.Avoiding.test(Id);
    return false;
  });
}
