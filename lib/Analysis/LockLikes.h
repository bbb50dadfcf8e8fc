// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What looks like a lock and was not understood.
///
/// A lock of a library whose bodies are not in the program, or one that is made
/// of things no model names, is only calls to the analysis. Yet the calls give
/// themselves away: two functions with opposite names (enter and leave,
/// `my_lock` and `my_unlock`) are called on one object, and a map is used in
/// between; or an object is made from a mutex and lives around such a use.
/// These are listed, so that `mapwarden doctor` can propose models for them.
/// They change no finding: a name is no proof.
#ifndef MAPWARDEN_ANALYSIS_LOCKLIKES_H
#define MAPWARDEN_ANALYSIS_LOCKLIKES_H

#include "Link/Program.h"
#include <map>

namespace mapwarden {

/// One type, or one free function, that looks like (a half of) a lock.
struct LockLike {
  enum class Kind : uint8_t {
    Type,     ///< `latch.enter(); ...; latch.leave();`
    Function, ///< `my_lock(&l); ...; my_unlock(&l);`
    Guard,    ///< `Gate gate(section);`
  } Is = Kind::Type;
  /// Qualified: the class, or the function.
  std::string Name;
  /// Type: members by the key of the model (`lock`, `unlock-shared`), sorted.
  /// Function: one entry without members, the key that says what it does.
  std::map<std::string, std::vector<std::string>> Members;
  int MutexArgument = 0; ///< Function: the number of the argument.
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
