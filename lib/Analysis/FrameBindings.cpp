// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Single call sites and the walk up their chain.
#include "Analysis/FrameBindings.h"
#include "Analysis/Substitution.h"

using namespace mapwarden;

static constexpr unsigned MaxChain = 16;

FrameBindings::FrameBindings(const Program &Prog, const CallGraph &Graph)
    : Prog(&Prog), Sites(Prog.Functions.size()) {
  for (FunctionId Caller = 0; Caller < Prog.Functions.size(); ++Caller) {
    const auto &Instructions = Prog.Functions[Caller].Instructions;
    for (uint32_t I = 0; I < Instructions.size(); ++I)
      for (const CallTarget &Target : Graph.targets(Caller, I)) {
        Site &Known = Sites[Target.Function];
        if (++Known.Count == 1)
          Known = {Caller, I, Target, 1};
      }
  }
}

PathId FrameBindings::rebind(PathStore &Store, PathId Path,
                             FunctionId Here) const {
  PathId Current = Path;
  for (unsigned Step = 0; Step < MaxChain; ++Step) {
    const PathRoot &Root = Store.path(Current).Root;
    if (Root.Kind != RootKind::This && Root.Kind != RootKind::Param)
      return Root.Kind == RootKind::Global ? Current : Path;
    auto Owner = Prog->FunctionByUsr.find(Root.Frame);
    if (Owner == Prog->FunctionByUsr.end())
      return Path;
    if (Owner->second == Here)
      return Current;
    const Site &Only = Sites[Owner->second];
    if (Only.Count != 1)
      return Path;
    Substitution Bind(*Prog, Store, Prog->Functions[Only.Caller], Only.Instr,
                      Only.Target);
    Current = Bind(Current);
    if (Current == UnknownPath)
      return Path;
    if (Only.Caller == Here)
      return Current;
  }
  return Path;
}
