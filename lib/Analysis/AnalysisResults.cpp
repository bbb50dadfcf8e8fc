// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The order of the analyses: calls, summaries with their frames, discipline,
/// iteration.
#include "Analysis/AnalysisResults.h"
#include "Analysis/EntryConflicts.h"
#include "Analysis/ObjectThreads.h"
#include "Analysis/TakerLocks.h"
#include "Analysis/UnknownLocks.h"
#include "llvm/Support/TimeProfiler.h"
#include <set>
#include <string>

using namespace mapwarden;

/// Conflicts of exported functions, where nothing says more: an access without
/// the lock that others hold breaks a discipline, and a static that is filled
/// on first use has a check of its own.
static void addEntryConflicts(const Program &Prog, AnalysisResults &Into) {
  std::set<std::string> Lazy;
  for (const LazyInit &Init : Into.LazyInits)
    Lazy.insert(Into.Store.key(Init.Object));
  for (Conflict &Pair : findEntryConflicts(Prog, Into.Store, Into.Outside,
                                           Into.Guards.versions())) {
    std::string Key = Into.Store.key(Pair.First.Access.Object);
    // Where visible threads access the map, they decide. What is no variable is
    // known by an accessor's name alone.
    bool IsDecided = Into.Guards.guardOf(Key) || Lazy.count(Key) ||
                     Into.Pairs.threadedObjects().count(Key);
    if (!IsDecided && Into.Store.variable(Pair.First.Access.Object))
      Into.ObjectPairs.push_back(std::move(Pair));
  }
}

static void qualifyByUnknownLocks(const Program &Prog, AnalysisResults &Into) {
  UnknownLocks Unknown(Prog);
  auto qualify = [&](auto &Each) { Unknown.qualify(Each); };
  Into.Pairs.amend(qualify);
  llvm::for_each(Into.ObjectPairs, qualify);
  Into.Guards.amend(qualify);
}

std::unique_ptr<AnalysisResults> mapwarden::analyse(const Program &Prog,
                                                    AnalysisRecord *Record) {
  auto Result = [&] {
    llvm::TimeTraceScope Scope("call graph");
    return std::make_unique<AnalysisResults>(Prog);
  }();
  if (Record)
    Result->Pairs.tell(&Record->Silence);
  // Each step shows in `--stats` and `--trace`.
  auto step = [](llvm::StringRef Name, auto Do) {
    llvm::TimeTraceScope Scope(Name);
    return Do();
  };
  Summaries Known = step("summaries and conflicts", [&] {
    return Summaries::build(Prog, Result->Graph, Result->Store,
                            [&](const Frame &Here) {
                              Result->Pairs.addFrame(Here);
                              if (Record)
                                Record->Threads.addFrame(Here);
                            });
  });
  const Residence Homes = step("homes", [&] {
    return Residence::build(Prog, Result->Graph, Result->Store, Known);
  });
  Result->Pairs.settle(Homes);
  TakerLocks Above(Prog, Result->Graph, Result->Store, Known);
  step("locks of takers", [&] {
    Result->Pairs.removeIf(Dismissal::Protected, [&](const Conflict &Pair) {
      return Above.areApart(Pair);
    });
    return 0;
  });
  Result->Guards = step("discipline", [&] {
    return Discipline::build(Prog, Result->Graph, Known, Result->Store,
                             Result->Pairs, Above);
  });
  Result->ObjectPairs = step("threads of objects", [&] {
    return findObjectThreadConflicts(Prog, Result->Graph, Result->Store, Homes,
                                     Result->Guards.versions());
  });
  Result->Escapes = step("escapes", [&] {
    return GuardEscapes::build(Prog, Result->Graph, Known, Result->Store,
                               Result->Pairs, Result->Guards,
                               Result->ObjectPairs);
  });
  Result->Iterations = step("iterations", [&] {
    return findBrokenIterations(Prog, Result->Graph, Known, Result->Store);
  });
  Result->Splits = step("split sections", [&] {
    return findSplitDecisions(Prog, Result->Graph, Known, Result->Store,
                              Result->Pairs, Result->Outside);
  });
  Result->LazyInits = step("lazy initialisation", [&] {
    return findLazyInits(Prog, Result->Graph, Known, Result->Store);
  });
  addEntryConflicts(Prog, *Result);
  removeFilledBefore(Prog, Result->Graph, Known, Result->LazyInits,
                     Result->Pairs);
  Result->Pairs.tell(nullptr);
  step("unknown locks", [&] {
    qualifyByUnknownLocks(Prog, *Result);
    return 0;
  });
  Result->Known = std::make_unique<Summaries>(std::move(Known));
  return Result;
}
