// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Objects that each run of a loop, or each element of a collection, has for
/// itself.
#include "Analysis/Conflicts.h"
#include "Analysis/IndexText.h"
#include "Analysis/Loops.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

bool mapwarden::isPerIteration(const Program &Prog, const PathStore &Store,
                               const Frame &Here, const FrameThread &Thread,
                               PathId Path) {
  if (Thread.LoopDepth == 0)
    return false;
  const AccessPath &P = Store.path(Path);
  const FunctionFacts &Function = Prog.Functions[Here.Function];
  if (P.Root.Frame == Function.Usr) {
    if (P.Root.Kind == RootKind::Local &&
        P.Root.Index < Function.Locals.size() &&
        Function.Locals[P.Root.Index].LoopDepth >= Thread.LoopDepth)
      return true;
    if (P.Root.Kind == RootKind::Result || P.Root.Kind == RootKind::Allocation)
      return areInOneLoop(Function, P.Root.Index, Thread.Instr);
  }
  // An index expression of this frame changes with the loop; literals do not,
  // and a stripe that is chosen by a hash may be chosen twice.
  return llvm::any_of(P.Selectors, [&](const Selector &Step) {
    llvm::StringRef Text = Store.text(Step.Name);
    return Step.K == Selector::Element && !Text.empty() &&
           !isLiteralIndex(Text) && !mayCoincide(Text);
  });
}

/// Whether \p Function is \p Outer or a lambda in it.
static bool isNestedIn(const Program &Prog, const FunctionFacts *Function,
                       NameId Outer) {
  while (Function && Function->Usr != Outer)
    Function = Function->Parent == NameId::None
                   ? nullptr
                   : Prog.function(Function->Parent);
  return Function != nullptr;
}

bool mapwarden::isOfLoopElement(const Program &Prog, const PathStore &Store,
                                const Frame &Here, const FrameThread &Thread,
                                const AccessSummary &Access) {
  const FunctionFacts &Loop = Prog.Functions[Here.Function];
  const FunctionFacts &Body = Prog.Functions[Access.Function];
  const Instruction &Use = Body.Instructions[Access.Instr];
  if (Thread.LoopDepth == 0 || !(Access.Flags & AccessElement) ||
      Use.Args.empty() || Use.Args[0].Kind != ValueKind::Constant ||
      Store.path(Access.Object).Root.Frame != Loop.Usr ||
      !isNestedIn(Prog, &Body, Loop.Usr))
    return false;
  // The element goes by the name of the iterator that designates it.
  llvm::StringRef Key = Store.text(Use.Args[0].Name);
  return llvm::any_of(Loop.Blocks, [&](const BlockFacts &Block) {
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const Instruction &Step = Loop.Instructions[I];
      if (Step.Kind == InstrKind::IterNext &&
          Step.Target.Root.Kind == RootKind::Local &&
          Step.Target.Root.Frame == NameId::None &&
          Step.Target.Root.Index < Loop.Locals.size() &&
          Store.text(Loop.Locals[Step.Target.Root.Index].Name) == Key &&
          Block.LoopDepth >= Thread.LoopDepth &&
          areInOneLoop(Loop, I, Thread.Instr))
        return true;
    }
    return false;
  });
}
