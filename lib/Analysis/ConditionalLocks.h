// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Locks that are taken under a condition which their release repeats.
///
/// `if (locks) mutex.lock(); ...; if (locks) mutex.unlock();`: where the flag
/// is not set there is nothing to take, because the caller holds the mutex or
/// the object is used by one thread. What stands between the two tests is
/// guarded by intent. A lock whose condition nobody repeats, as with a deferred
/// guard, is none on the other way.
/// Callers that pass a constant do not come here: the function has a version
/// for each of them (Link/Variants.h).
#ifndef MAPWARDEN_ANALYSIS_CONDITIONALLOCKS_H
#define MAPWARDEN_ANALYSIS_CONDITIONALLOCKS_H

#include "Analysis/BranchRegions.h"
#include "Analysis/PathStore.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mapwarden {

class ConditionalLocks {
public:
  using LockOf = llvm::function_ref<PathId(const AccessPath &)>;

  /// Looks for them in \p Function; \p lockOf names the mutex at a path. Where
  /// a thread begins with the function (\p IsStarted), no caller holds
  /// anything, and flags that are its parameters count for nothing. Costs
  /// nothing for functions that do not test one flag twice.
  ConditionalLocks(const FunctionFacts &Function, bool IsStarted,
                   LockOf lockOf);

  struct Effect {
    PathId Lock = UnknownPath;
    bool IsRelease = false;
  };
  /// What is taken or released on the other way out of \p Block, where nothing
  /// happens by intent; null when nothing is.
  const Effect *onOtherWay(uint32_t Block, size_t Edge) const;

private:
  struct Half {
    uint32_t Block = 0;
    size_t Edge = 0; ///< Where nothing happens.
    Effect What;
  };
  std::vector<Half> Halves;
};

} // namespace mapwarden

#endif
