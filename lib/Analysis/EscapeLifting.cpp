// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that turns escapes of views into accesses.
///
/// What somebody does with a view after its lock is gone is an access without
/// that lock, whoever makes it and when. So an escape stands in the summary as
/// such an access, and callers lift it, with their own locks, like any other:
/// a helper that hands out a view under its caller's lock is covered, and
/// threads meet it as they meet accesses.
#include "Analysis/Summariser.h"
#include <tuple>

using namespace mapwarden;

/// What the result of the call leads to, in terms of this function.
llvm::SmallVector<ViewTarget, 2> Summariser::viewsOfCall(uint32_t Instr) {
  llvm::SmallVector<ViewTarget, 2> Targets;
  for (const CallTarget &Target : Graph.targets(Id, Instr)) {
    const FunctionSummary &Callee = Owner.of(Target.Function);
    if (Callee.Views.empty())
      continue;
    Substitution Bind = substitution(Instr, Target);
    for (ViewTarget Returned : Callee.Views) {
      Returned.Path = Pointers.resolveOne(Bind(Returned.Path));
      if (Returned.Path != UnknownPath &&
          !llvm::is_contained(Targets, Returned) && Targets.size() < 4)
        Targets.push_back(Returned);
    }
  }
  return Targets;
}

void Summariser::collectEscapes() {
  EscapeInputs In;
  In.Id = Id;
  In.Function = &Function;
  In.Prog = &Prog;
  In.Store = &Store;
  In.Pointers = &Pointers;
  In.Calls = &Inputs;
  In.Flow = Flow;
  In.Containers = &Owner.Containers;
  auto ResultViews = [&](uint32_t Instr) { return viewsOfCall(Instr); };
  In.ResultViews = ResultViews;
  EscapeResult Found = findEscapeSites(In);
  Summary.Views = std::move(Found.Returns);
  for (EscapeSite &Site : Found.Sites) {
    Owner.Escapes->push_back(std::move(Site));
    Escapes.push_back(&Owner.Escapes->back());
  }
  for (auto [Instr, Number] : Found.Explained)
    Owner.Explained[{Id, Instr}] = Escapes[Number];
}

void Summariser::addEscapes(uint32_t Instr, const FlowState &Before) {
  for (const EscapeSite *Site : Escapes) {
    if (Site->Instr != Instr)
      continue;
    // Without the locks that the view has lost. A signal in between does not
    // help: what it orders before the use may have come after the lookup.
    const SourceSpan &Lookup = Function.Instructions[Site->Lookup].At;
    auto isInBetween = [&](const HeldLock &Lock) {
      return Lock.IsFlag && Lock.IsShared &&
             std::tie(Lock.TakenAt.Line, Lock.TakenAt.Column) >
                 std::tie(Lookup.Line, Lookup.Column);
    };
    FlowState Later = Before;
    llvm::erase_if(Later.Held, [&](const HeldLock &Lock) {
      return isInBetween(Lock) ||
             llvm::any_of(Site->Lost, [&](const HeldLock &Lost) {
               return Lost.Lock == Lock.Lock;
             });
    });
    Later.HasWaited = Later.HasWaitedOnce = false;
    AccessSummary Access;
    Access.Object = Site->Object;
    Access.Flags = accessFlagsOf(*Site);
    Access.Function = Id;
    Access.Instr = Instr;
    Access.Trace = trace(Instr);
    Access.Escape = Site;
    addAccess(std::move(Access), Instr, Later);
  }
}
