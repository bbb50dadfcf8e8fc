// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Atomic flags that a body uses as a lock.
///
/// `while (busy.test_and_set()) ;` waits until it has the flag, and
/// `busy.clear()` gives it back: a spinlock without a class. `if
/// (busy.exchange(true)) return;` is the same without waiting, if the body also
/// gives the flag back; a flag that is only ever set says who comes first, and
/// guards nothing for long.
#ifndef MAPWARDEN_EXTRACT_ATOMICLOCKS_H
#define MAPWARDEN_EXTRACT_ATOMICLOCKS_H

#include "Extract/CallShape.h"

namespace mapwarden {

class AtomicLocks {
public:
  /// Notes the calls in \p Condition, that of a loop if \p IsLoop.
  void noteCondition(LoweringContext &Context, const clang::Expr *Condition,
                     bool IsLoop);
  /// Looks whether \p Call gives a flag back.
  void noteCall(LoweringContext &Context, const clang::CallExpr *Call);

  enum class Role : uint8_t {
    None,
    Acquires,   ///< Has the flag if the result is false.
    AcquiresIf, ///< Has the flag if the result is true.
    Releases,
  };
  /// What \p Call, of shape \p Shape, does. A call that sets a flag back is a
  /// release if the body takes that flag, or if it is all that the body does
  /// (\p IsAlone).
  Role roleOf(LoweringContext &Context, const clang::CallExpr *Call,
              const CallShape &Shape, bool IsAlone) const;

private:
  /// Calls whose result decides a branch.
  llvm::DenseSet<const clang::Expr *> Spins, Decides;
  llvm::DenseSet<const clang::ValueDecl *> Taken, GivenBack;
};

} // namespace mapwarden

#endif
