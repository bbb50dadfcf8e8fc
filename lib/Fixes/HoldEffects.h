// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// May a stretch of code run while a lock is held?
///
/// A guard that a fix adds is held over whatever stands behind it. That must
/// not take the same lock again, wait for a thread (which may want the lock),
/// run code that nobody knows, or take another lock under which somebody takes
/// this one.
#ifndef MAPWARDEN_FIXES_HOLDEFFECTS_H
#define MAPWARDEN_FIXES_HOLDEFFECTS_H

#include "Analysis/AnalysisResults.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

namespace mapwarden {

class HoldEffects {
public:
  HoldEffects(const Program &Prog, AnalysisResults &Results);

  /// Whether instruction \p Instr of \p Function may run under \p Lock, what it
  /// calls included. Lock events of the function itself are the caller's
  /// business, but for their order. \p IsTaken says of a function whether it is
  /// going to take the lock. Linear in what can be reached, at most MaxReach
  /// functions.
  bool canHold(FunctionId Function, uint32_t Instr, PathId Lock,
               llvm::function_ref<bool(FunctionId)> IsTaken);
  /// Whether somebody who holds the lock named \p Other (PathStore::key) may
  /// take the one named \p Lock.
  bool isTakenUnder(const std::string &Lock, const std::string &Other);
  /// The lock that a Lock or Guard instruction names, one for each argument;
  /// empty text where only callers know it.
  std::vector<std::string> locksOf(const FunctionFacts &Function,
                                   const Instruction &Instr);

  static constexpr unsigned MaxReach = 512;

private:
  struct Local {
    std::set<std::string> Locks;
    bool TakesUnknown = false; ///< A lock that only callers know.
    bool Waits = false;
    bool RunsUnknown = false;
  };
  const Local &localOf(FunctionId Function);
  bool reach(FunctionId From, llvm::DenseSet<FunctionId> &Seen);

  const Program &Prog;
  AnalysisResults &Results;
  std::map<FunctionId, Local> Locals;
  std::map<std::string, std::vector<FunctionId>> Takers;
  std::map<std::pair<std::string, std::string>, bool> Orders;
};

} // namespace mapwarden

#endif
