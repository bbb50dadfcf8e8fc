// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the name of a function says about locking.
///
/// Locks whose bodies nobody has give themselves away by two functions with
/// opposite names: enter and leave, `my_lock` and `my_unlock`.
#ifndef MAPWARDEN_SUPPORT_LOCKWORDS_H
#define MAPWARDEN_SUPPORT_LOCKWORDS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

/// A name without the words for the mode: `spin_rdlock` is spin, lock, and
/// shared; `myunlock` is my, unlock.
struct LockName {
  llvm::SmallVector<std::string, 4> Words; ///< In lower case.
  bool IsShared = false, IsTry = false;
};

/// O(length).
LockName readLockName(llvm::StringRef Name);

/// `c:@N@house@S@Latch` is house::Latch; what stands in the arguments of a
/// template is left out.
std::string nameInUsr(llvm::StringRef Usr);

/// Are the names the same but for one word, and that the opposite?
bool areOpposite(const LockName &Takes, const LockName &Gives);

/// Has the name a word that begins a critical section, or ends one?
bool takesLock(const LockName &Said);
bool givesLock(const LockName &Said);

/// Does the name itself say that it is about a lock: `lock`, `critical`?
bool saysLock(const LockName &Said);

/// Is it the name of a mutex, a spin lock, a critical section: of nothing that
/// is locked for another purpose, like a file?
bool namesMutex(const LockName &Said);

/// What `port_exit_critical()` gives back: `port_critical`.
std::string nameOfProcessLock(const LockName &Gives);

} // namespace mapwarden

#endif
