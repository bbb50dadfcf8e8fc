// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One walk over the call graph, callers first.
#include "Analysis/StaticPhase.h"
#include "Analysis/TestFiles.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

std::vector<bool> mapwarden::runInStaticPhaseOnly(const Program &Prog,
                                                  const CallGraph &Graph) {
  std::vector<bool> Result(Prog.Functions.size(), false);
  for (const std::vector<FunctionId> &Group :
       llvm::reverse(Graph.components())) {
    bool IsCalled = false;
    auto isEarly = [&](FunctionId Id) {
      return !Graph.isStarted(Id) &&
             llvm::all_of(Graph.callers(Id), [&](FunctionId Caller) {
               if (llvm::is_contained(Group, Caller))
                 return true; // Members call each other.
               IsCalled = true;
               return Result[Caller] ||
                      isStaticInitialisation(Prog.Functions[Caller]);
             });
    };
    if (llvm::all_of(Group, isEarly) && IsCalled)
      for (FunctionId Id : Group)
        Result[Id] = true;
  }
  return Result;
}
