// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Promises, the futures that objects keep of them, and other signals.
///
/// `table[k] = v; promise.set_value();` in one thread and `future.wait();` in
/// another: fulfilling the promise synchronises with the wait
/// ([futures.state]), and it is done once in the life of a promise. The future
/// is named by its promise, `promise.<future>` (FutureSelector); a class that
/// keeps both in fields of its own gives the future a second name. Latches and
/// semaphores signal in the same way: `latch.<future>`.
#ifndef MAPWARDEN_ANALYSIS_PROMISES_H
#define MAPWARDEN_ANALYSIS_PROMISES_H

#include "Analysis/PathStore.h"
#include "Link/VariableKey.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

class Promises {
public:
  /// Linear in the program.
  explicit Promises(const Program &Prog);
  /// Whether \p Assign fulfils a promise: a store to its future.
  bool isFulfilment(const Instruction &Assign) const {
    return Assign.Kind == InstrKind::Assign && isFuture(Assign.Target);
  }
  /// The name of the future \p Path that its promise gives it: `this.done_`,
  /// always made by `this.promise_.get_future()`, is `this.promise_.<future>`.
  /// Others stay as they are.
  PathId nameOf(PathStore &Store, PathId Path) const;
  /// Whether somebody is seen to fulfil the promise of \p Future; a promise
  /// that is moved away may be fulfilled under another name.
  bool isFulfilled(const AccessPath &Future) const;

private:
  void addFulfilledByCallees(const Program &Prog);

  bool isFuture(const AccessPath &Path) const {
    return FutureName != NameId::None && !Path.Selectors.empty() &&
           Path.Selectors.back().Name == FutureName;
  }

  NameId FutureName;
  /// By the field or global that keeps a future: the future's path by its
  /// promise, from the object on that has the field. Unknown if it has several.
  llvm::DenseMap<NameId, AccessPath> Kept;
  llvm::DenseSet<VariableKey> Fulfilled; // Of the promises.
};

} // namespace mapwarden

#endif
