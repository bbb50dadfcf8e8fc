// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Stretches of a function that something unknown seems to lock.
///
/// A lock of a library whose bodies are not in the program, or one that is made
/// of things no model names, is only calls to the analysis. Yet the calls give
/// themselves away: two functions with opposite names (enter and leave,
/// `my_lock` and `my_unlock`) are called on one object, and a map is used in
/// between; or an object is made from a mutex and lives around such a use.
#ifndef MAPWARDEN_ANALYSIS_LOCKLIKESECTIONS_H
#define MAPWARDEN_ANALYSIS_LOCKLIKESECTIONS_H

#include "Analysis/LockClasses.h"
#include <string>
#include <vector>

namespace mapwarden {

/// One half of it, as it is called.
struct LockLikeHalf {
  std::string Name; ///< Plain for a member, qualified for a free function.
  bool IsShared = false, IsTry = false;
};

/// From instruction Begin to End something is called that looks like a lock.
struct LockLikeSection {
  enum class Kind : uint8_t {
    Type,     ///< `latch.enter(); ...; latch.leave();`
    Function, ///< `my_lock(&l); ...; my_unlock(&l);`
    Guard,    ///< `Gate gate(section);`
  } Is = Kind::Type;
  uint32_t Begin = 0, End = 0;
  /// Type and guard: the class, qualified; function: empty.
  std::string Class;
  LockLikeHalf Takes, Gives; ///< Not of a guard.
  int MutexArgument = 0;     ///< Function: the number of the argument.
  /// Function without arguments: a name for the lock, which is one of the whole
  /// process. Otherwise empty.
  std::string Mutex;
  /// The names say "lock" themselves, or a guard has no bodies here.
  bool IsOutspoken = false;
};

class LockLikeSections {
public:
  explicit LockLikeSections(const Program &Prog) : Prog(Prog), Locks(Prog) {}

  /// Those of \p Function that calls enclose, in the order of their begins.
  /// Linear in its instructions but for MaxAhead calls after each.
  std::vector<LockLikeSection> byCalls(const FunctionFacts &Function) const;
  /// Those that objects enclose. \p IsLock says whether a class is known to
  /// look like a lock, besides those whose names do.
  std::vector<LockLikeSection>
  byGuards(const FunctionFacts &Function,
           llvm::function_ref<bool(NameId Class)> IsLock) const;

private:
  struct OpaqueCall;
  bool isOpaque(const Instruction &Call) const;
  std::vector<OpaqueCall> opaqueCalls(const FunctionFacts &Function) const;
  bool looksLikeMutex(const FunctionFacts &Function, const AccessPath &Path,
                      llvm::function_ref<bool(NameId)> IsLock) const;

  const Program &Prog;
  const LockClasses Locks;
};

} // namespace mapwarden

#endif
