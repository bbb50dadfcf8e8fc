// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The inventory of an analysed program: what `mapwarden show` and `mapwarden
/// explain FILE:LINE` print.
#ifndef MAPWARDEN_CHECKS_SURVEY_H
#define MAPWARDEN_CHECKS_SURVEY_H

#include "Findings/Inventory.h"
#include "Findings/SourceTexts.h"
#include "checks/CheckContext.h"

namespace mapwarden {

/// The findings that accesses are matched with, as a report would show them.
struct SurveyFindings {
  llvm::ArrayRef<Finding> All;             ///< With suppressions applied.
  Confidence Minimum = Confidence::Medium; ///< Below it they are not shown.
};

/// Threads, main first.
std::vector<ThreadEntry> surveyThreads(const CheckContext &Ctx,
                                       const ThreadTable &Threads);
/// Locks, by name.
std::vector<LockEntry> surveyLocks(const CheckContext &Ctx);
/// Accesses that \p Wanted accepts, by map and place; each with its verdict.
/// \p Log must have watched them.
std::vector<AccessEntry> surveyAccesses(const CheckContext &Ctx,
                                        const SilenceLog &Log,
                                        const SilenceLog::LeafFilter &Wanted,
                                        const SurveyFindings &Findings,
                                        SourceTexts &Sources);
/// Maps, by name. O(program log program), as are the others.
std::vector<MapEntry> surveyMaps(const CheckContext &Ctx);

/// An access of the facts and an object that it may go to.
struct SurveyedAccess {
  LeafId Leaf;
  PathId Object = UnknownPath;
  uint64_t Flags = 0;
  /// Its versions on this object; empty when no summary has it.
  std::vector<const AccessVersion *> Versions;
};

/// Every access that \p Wanted accepts, once for each object it may go to.
std::vector<SurveyedAccess> listAccesses(const CheckContext &Ctx,
                                         const SilenceLog::LeafFilter &Wanted);

/// The threads of some versions, as findings name them; sorted, each once.
std::vector<std::string>
listThreads(const CheckContext &Ctx,
            llvm::ArrayRef<const AccessVersion *> Versions);

} // namespace mapwarden

#endif
