// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The bottom-up pass.
#include "Analysis/Summaries.h"
#include "Analysis/Summariser.h"

using namespace mapwarden;

Summaries Summaries::build(const Program &Prog, const CallGraph &Graph,
                           PathStore &Store, FrameVisitor Visit) {
  Summaries Result(Prog, Graph, Store);
  for (const std::vector<FunctionId> &Component : Graph.components()) {
    // In a recursive group the first round misses what the later members do;
    // the second sees all of it. More rounds only lengthen traces.
    unsigned Rounds =
        Component.size() > 1 ||
                llvm::is_contained(Graph.callers(Component[0]), Component[0])
            ? 2
            : 1;
    for (unsigned Round = 0; Round < Rounds; ++Round)
      for (FunctionId Id : Component) {
        Summariser One(Result, Id);
        Frame Own;
        One.run(Own);
        if (Round + 1 == Rounds && !Own.Threads.empty())
          Visit(Own);
        Result.All[Id] = One.takeSummary();
      }
  }
  return Result;
}

std::vector<AccessSummary> Summaries::accessesOfCall(FunctionId Caller,
                                                     uint32_t Instr) {
  std::vector<AccessSummary> Result;
  Summariser One(*this, Caller);
  One.buildAliases();
  for (const CallTarget &Target : Graph->targets(Caller, Instr)) {
    Substitution Bind(*Prog, *Store, Prog->Functions[Caller], Instr, Target);
    One.liftAccesses(Instr, Target, Bind, Result);
  }
  return Result;
}

Aliases Summaries::aliasesOf(FunctionId Id) const {
  return Summariser(const_cast<Summaries &>(*this), Id).buildAliases();
}
