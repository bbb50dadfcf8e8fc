// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Everything the checks read, derived once per program.
#ifndef MAPWARDEN_ANALYSIS_ANALYSISRESULTS_H
#define MAPWARDEN_ANALYSIS_ANALYSISRESULTS_H

#include "Analysis/Discipline.h"
#include "Analysis/Entries.h"
#include "Analysis/GuardEscapes.h"
#include "Analysis/Iteration.h"
#include "Analysis/LazyInit.h"
#include "Analysis/SilenceLog.h"
#include "Analysis/SplitSections.h"
#include "Analysis/ThreadTable.h"

namespace mapwarden {

struct AnalysisResults {
  explicit AnalysisResults(const Program &Prog)
      : Prog(Prog), Store(Prog), Graph(CallGraph::build(Prog)),
        Outside(Entries::build(Prog, Graph)), Pairs(Prog, Store) {}

  const Program &Prog;
  PathStore Store;
  CallGraph Graph;
  Entries Outside; ///< Who may run concurrently without a visible start.
  std::unique_ptr<Summaries>
      Known;       ///< Owns the traces and accesses that the rest points into.
  Conflicts Pairs; ///< Proved by frames.
  std::vector<Conflict>
      ObjectPairs; ///< By threads that objects keep running, and by entries.
  Discipline Guards;
  GuardEscapes Escapes;
  std::vector<BrokenIteration> Iterations;
  std::vector<SplitDecision> Splits;
  std::vector<LazyInit> LazyInits;
};

/// What is recorded besides the results, for those who ask about the analysis
/// rather than about findings.
struct AnalysisRecord {
  SilenceLog Silence;
  ThreadTable Threads;
};

/// Runs every analysis, and fills \p Record if there is one. Near linear in the
/// size of the program.
std::unique_ptr<AnalysisResults> analyse(const Program &Prog,
                                         AnalysisRecord *Record = nullptr);

} // namespace mapwarden

#endif
