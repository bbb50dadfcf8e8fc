// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Classes of the program that are locks by their interface.
///
/// A class that declares both halves of a critical section (lock and unlock,
/// acquire and release, enter and leave) is a lock, whatever its bodies do:
/// spin on an atomic flag, call an unknown library, dispatch to a factory's
/// product. Calling the halves on an object locks and unlocks that object.
/// These are the names of the BasicLockable and SharedLockable requirements
/// ([thread.req.lockable]) and what other houses call the same two operations.
#ifndef MAPWARDEN_ANALYSIS_LOCKCLASSES_H
#define MAPWARDEN_ANALYSIS_LOCKCLASSES_H

#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

/// What a member function is to the lock it belongs to.
struct LockMember {
  enum { None, Acquire, Release } Half = None;
  bool IsShared = false;
  bool IsTry = false;
};

/// Whether a class of this name, whose bodies are not in the program, is taken
/// to hold the mutex it is constructed with until it is destroyed.
bool isGuardName(llvm::StringRef QualifiedName);

/// The same for one that releases it as long as it lives.
bool isUnlockerName(llvm::StringRef QualifiedName);

class LockClasses {
public:
  /// Linear in the number of functions.
  explicit LockClasses(const Program &Prog);
  /// The role of \p Function; None for members of classes that are no locks.
  LockMember member(const FunctionFacts &Function) const;

private:
  const Program *Prog;
  llvm::DenseSet<NameId> Classes;
};

} // namespace mapwarden

#endif
