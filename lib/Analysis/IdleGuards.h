// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Guards that guard nothing: code that looks locked and is not.
///
/// An unnamed temporary, a declaration that hides the mutex, a guard that is
/// deferred and never locked, a try whose answer nobody asks for, a mutex that
/// every call has for itself, a lock that has been released: none of them is
/// held at the access, which the flow analysis knows. What it cannot say is
/// that somebody meant to lock here. This file finds the guard that was meant,
/// so that a finding can name it and say how to mend it.
#ifndef MAPWARDEN_ANALYSIS_IDLEGUARDS_H
#define MAPWARDEN_ANALYSIS_IDLEGUARDS_H

#include "Analysis/Summary.h"
#include "Link/Program.h"
#include <optional>

namespace mapwarden {

/// Why a guard guards nothing.
enum class IdleKind : uint8_t {
  Unnamed,  ///< `lock_guard<mutex>(m);`
  Function, ///< `lock_guard<mutex> l();`
  Hiding,   ///< `unique_lock<mutex>(m);` declares a variable
  Empty,    ///< `scoped_lock l;`
  Deferred, ///< `unique_lock l(m, defer_lock);`, never locked
  Untested, ///< `unique_lock l(m, try_to_lock);`, never asked
  Ignored,  ///< `m.try_lock();`, its result ignored
  Local,    ///< the mutex is a local variable
  Released, ///< the lock has ended before the access
};

struct IdleGuard {
  IdleKind Kind = IdleKind::Released;
  FunctionId Function = 0;
  uint32_t Instr = 0; ///< The guard or lock, in Function.
  SourceSpan At;      ///< The guard.
  std::string Why;    ///< One sentence, with the place: "'lock_guard' at ...".
  std::string Remedy; ///< One sentence: "give the guard a name".
  /// It has guarded something, and was released before the access.
  bool WasHeld = false;
};

/// The guard in front of \p Access, in its function or in one along its trace,
/// that was probably meant to protect it, and does not; nothing when there is
/// none. A right guard that ended too early counts in the function of the
/// access alone: callers lock and unlock for reasons of their own. Linear in
/// the number of instructions of these functions.
std::optional<IdleGuard> findIdleGuard(const Program &Prog,
                                       const AccessSummary &Access);

} // namespace mapwarden

#endif
