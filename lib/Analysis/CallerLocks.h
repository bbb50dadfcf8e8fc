// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Do all visible callers of a function hold a lock around it?
///
/// A helper that takes no lock, or takes one again (recursive mutexes), is one
/// critical section when its callers hold one. Asked for the few functions that
/// a check is about to report; which lock it is does not matter, so that doubt
/// silences.
#ifndef MAPWARDEN_ANALYSIS_CALLERLOCKS_H
#define MAPWARDEN_ANALYSIS_CALLERLOCKS_H

#include "Analysis/Summaries.h"
#include <set>

namespace mapwarden {

class CallerLocks {
public:
  CallerLocks(const Program &Prog, const CallGraph &Graph, Summaries &Known)
      : Prog(Prog), Graph(Graph), Known(Known) {}

  /// Whether \p Function is called, and every call is made under a lock or
  /// inside a once-initialisation, by its caller or further up. Each caller is
  /// looked at once.
  bool alwaysHeldAt(FunctionId Function) { return isHeld(Function, 0); }

private:
  bool isHeld(FunctionId Function, unsigned Depth);
  /// The functions that \p Caller calls, always while it holds something.
  const std::set<FunctionId> &calledUnder(FunctionId Caller);
  bool isCalleeUnder(FunctionId Caller, uint32_t Instr, FunctionId Passed);

  const Program &Prog;
  const CallGraph &Graph;
  Summaries &Known;
  std::map<FunctionId, std::set<FunctionId>> Locked;
  std::map<FunctionId, bool> Held;
  static constexpr unsigned MaxDepth = 8;
};

} // namespace mapwarden

#endif
