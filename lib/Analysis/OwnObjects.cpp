// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// By the root of the path, and by what follows in the function.
#include "Analysis/OwnObjects.h"
#include "Support/CallWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace mapwarden;

/// Is it what a function without a body returned that looks
/// something up: `auto room = findRoom(id);`. Others can do so, too.
bool OwnObjects::isLookedUp(const PathRoot &Root) {
  const FunctionFacts *Frame = Prog.function(Root.Frame);
  if (!Frame || Root.Index >= Frame->Instructions.size())
    return false;
  const Instruction &Call = Frame->Instructions[Root.Index];
  if (Call.Kind != InstrKind::Call || Call.Callee.Kind != ValueKind::Function ||
      Call.has(CallConstructs | CallNoBody) || Prog.function(Call.Callee.Name))
    return false;
  if (namesMaker(memberInUsr(Prog.text(Call.Callee.Name))))
    return false;
  return llvm::any_of(Frame->Instructions, [&](const Instruction &Set) {
    const PathRoot &To = Set.Target.Root;
    return Set.Kind == InstrKind::Assign && !Set.Args.empty() &&
           Set.Args[0].Kind == ValueKind::Path &&
           Set.Args[0].Path.Root.Kind == RootKind::Result &&
           Set.Args[0].Path.Root.Index == Root.Index &&
           To.Kind == RootKind::Local && To.Index < Frame->Locals.size() &&
           Frame->Locals[To.Index].has(VariableIsReference);
  });
}

bool OwnObjects::isOwnedBy(FunctionId Function, PathId Object) {
  const PathRoot &Root = Store.path(Object).Root;
  const FunctionFacts &Facts = Prog.Functions[Function];
  if (Root.Kind == RootKind::Result) {
    auto [Known, IsNew] = LookedUp.try_emplace({Root.Frame, Root.Index}, false);
    if (IsNew)
      Known->second = isLookedUp(Root);
    return !Known->second;
  }
  if (Root.Kind == RootKind::Allocation)
    return true;
  if (Root.Frame != Facts.Usr)
    return false;
  if (Root.Kind == RootKind::Param && Root.Index < Facts.Params.size())
    return Facts.Params[Root.Index].has(VariableIsCopiedParam);
  if (Root.Kind != RootKind::Local || Root.Index >= Facts.Locals.size())
    return false;
  return !Facts.Locals[Root.Index].has(VariableIsReference);
}

/// `delete p;` of a parameter.
static bool deletesParameter(const Instruction &Instr) {
  return Instr.has(CallEndsEarly) && Instr.has(CallDestroys) &&
         Instr.Target.Root.Kind == RootKind::Param &&
         Instr.Target.Selectors.empty();
}

bool OwnObjects::isDeletedAfter(FunctionId Id, uint32_t Instr, PathId Object) {
  const FunctionFacts &Function = Prog.Functions[Id];
  const PathRoot &Root = Store.path(Object).Root;
  if (Root.Kind != RootKind::Param || Root.Frame != Function.Usr)
    return false;
  auto [Known, IsNew] = Deletes.try_emplace(Id, false);
  if (IsNew)
    Known->second = llvm::any_of(Function.Instructions, deletesParameter);
  if (!Known->second)
    return false;
  auto deletes = [&](uint32_t I) {
    const Instruction &End = Function.Instructions[I];
    return deletesParameter(End) && End.Target.Root.Index == Root.Index;
  };
  llvm::SmallVector<uint32_t, 8> Work;
  std::vector<bool> Seen(Function.Blocks.size(), false);
  for (uint32_t B = 0; B < Function.Blocks.size(); ++B)
    if (Function.Blocks[B].Begin <= Instr && Instr < Function.Blocks[B].End)
      Work.push_back(B);
  for (bool IsFirst = true; !Work.empty(); IsFirst = false) {
    const uint32_t B = Work.pop_back_val();
    const BlockFacts &Block = Function.Blocks[B];
    if (Seen[B] || llvm::any_of(llvm::seq<uint32_t>(
                                    IsFirst ? Instr : Block.Begin, Block.End),
                                deletes))
      continue;
    Seen[B] = true;
    if (Block.Successors.empty())
      return false;
    Work.append(Block.Successors.begin(), Block.Successors.end());
  }
  return true;
}
