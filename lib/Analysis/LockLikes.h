// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What looks like a lock and was not understood.
///
/// The unknown sections of all functions (LockLikeSections.h) are added up by
/// what makes them, so that `mapwarden doctor` can propose models.
#ifndef MAPWARDEN_ANALYSIS_LOCKLIKES_H
#define MAPWARDEN_ANALYSIS_LOCKLIKES_H

#include "Analysis/LockLikeSections.h"
#include <map>

namespace mapwarden {

/// One type, or one free function, that looks like (a half of) a lock.
struct LockLike {
  using Kind = LockLikeSection::Kind;
  Kind Is = Kind::Type;
  /// Qualified: the class, or the function.
  std::string Name;
  /// Type: members by the key of the model (`lock`, `unlock-shared`), sorted.
  /// Function: one entry without members, the key that says what it does.
  std::map<std::string, std::vector<std::string>> Members;
  int MutexArgument = 0; ///< Function: as in LockLikeSection, like Mutex.
  std::string Mutex;
  unsigned Accesses = 0; ///< So many uses of maps stand in between.
  SourceSpan At;         ///< The first call, in the order of the program.
};

/// Those of \p Prog, types first, then functions, then guards, each by name.
/// Near linear in the number of instructions.
std::vector<LockLike> findLockLikes(const Program &Prog);

/// Model lines for \p Found, which `mapwarden models --check` accepts; empty
/// when there are none.
std::string proposeModels(llvm::ArrayRef<LockLike> Found);

} // namespace mapwarden

#endif
