// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Less certain where something unknown seems to lock.
///
/// A call that looks like a lock (LockLikeSections.h) guards nothing as long as
/// no model says that it is one: a name is no proof. But neither is a finding
/// certain that rests on its being none. Where both accesses stand between such
/// calls, or one does and the other holds a lock that may be the same, the
/// finding says so and is less than high; where the name itself says "lock", it
/// is low. An access that nothing at all surrounds races with both.
#ifndef MAPWARDEN_ANALYSIS_UNKNOWNLOCKS_H
#define MAPWARDEN_ANALYSIS_UNKNOWNLOCKS_H

#include "Analysis/Conflicts.h"
#include "Analysis/Discipline.h"
#include "Analysis/LockLikeSections.h"

namespace mapwarden {

class UnknownLocks {
public:
  explicit UnknownLocks(const Program &Prog) : Prog(Prog), Sections(Prog) {}

  /// Lowers the level of \p Pair or \p Break, and adds the assumption. Each
  /// function on the way to an access is looked at once.
  void qualify(Conflict &Pair);
  void qualify(DisciplineBreak &Break);

private:
  /// The outermost section around \p Access, of those in \p Like if that is
  /// not null; null when there is none.
  const LockLikeSection *around(const AccessSummary &Access,
                                const LockLikeSection *Like = nullptr);
  const std::vector<LockLikeSection> &sectionsOf(FunctionId Function);

  const Program &Prog;
  const LockLikeSections Sections;
  std::map<FunctionId, std::vector<LockLikeSection>> ByFunction;
};

} // namespace mapwarden

#endif
