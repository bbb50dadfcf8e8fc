// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Flags that are set once, when something has been filled.
///
/// `table[k] = v; ready.store(true);` in one thread and `while (!ready.load())
/// ;` in another: the store synchronises with the load that sees it
/// ([atomics.order]), so what precedes the one happens before what follows the
/// other. This holds for whoever passes the test only if there is one store:
/// one place that runs once in the life of the program. A flag that a condition
/// variable waits for need not be atomic: the mutex of the wait orders the two.
#ifndef MAPWARDEN_ANALYSIS_PUBLISHEDFLAGS_H
#define MAPWARDEN_ANALYSIS_PUBLISHEDFLAGS_H

#include "Analysis/CallGraph.h"
#include "Link/VariableKey.h"
#include "llvm/ADT/DenseMap.h"

namespace mapwarden {

class PublishedFlags {
public:
  /// Linear in the program, and in the callers of the functions that set a
  /// flag.
  PublishedFlags(const Program &Prog, const CallGraph &Graph);
  /// Whether \p Flag, named in function \p Function, ends in a variable that
  /// is set once.
  bool has(const AccessPath &Flag, NameId Function) const;
  /// Whether instruction \p Assign of \p Function sets such a flag.
  bool isStore(const Instruction &Assign, NameId Function) const;

private:
  llvm::DenseMap<VariableKey, SourceSpan> Stores;
};

} // namespace mapwarden

#endif
