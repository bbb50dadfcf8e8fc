// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The order of the analyses: calls, summaries with their frames, discipline,
/// iteration.
#include "Analysis/AnalysisResults.h"
#include "Analysis/ObjectThreads.h"

using namespace mapwarden;

std::unique_ptr<AnalysisResults> mapwarden::analyse(const Program &Prog,
                                                    AnalysisRecord *Record) {
  auto Result = std::make_unique<AnalysisResults>(Prog);
  if (Record)
    Result->Pairs.tell(&Record->Silence);
  Summaries Known = Summaries::build(Prog, Result->Graph, Result->Store,
                                     [&](const Frame &Here) {
                                       Result->Pairs.addFrame(Here);
                                       if (Record)
                                         Record->Threads.addFrame(Here);
                                     });
  Result->Guards = Discipline::build(Prog, Result->Graph, Known, Result->Store,
                                     Result->Pairs);
  Result->ObjectPairs = findObjectThreadConflicts(
      Prog, Result->Graph, Result->Store, Result->Guards.versions());
  Result->Escapes =
      GuardEscapes::build(Prog, Result->Graph, Known, Result->Store,
                          Result->Pairs, Result->Guards, Result->ObjectPairs);
  Result->Iterations =
      findBrokenIterations(Prog, Result->Graph, Known, Result->Store);
  Result->Splits = findSplitDecisions(Prog, Result->Graph, Known, Result->Store,
                                      Result->Pairs, Result->Outside);
  Result->LazyInits = findLazyInits(Prog, Result->Graph, Known, Result->Store);
  removeFilledBefore(Prog, Result->Graph, Known, Result->LazyInits,
                     Result->Pairs);
  Result->Pairs.tell(nullptr);
  Result->Known = std::make_unique<Summaries>(std::move(Known));
  return Result;
}
