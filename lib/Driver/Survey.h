// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Questions about a program instead of a report: what it holds, and what
/// became of the accesses of one line.
#ifndef MAPWARDEN_DRIVER_SURVEY_H
#define MAPWARDEN_DRIVER_SURVEY_H

#include "Analysis/LockLikes.h"
#include "Driver/Pipeline.h"
#include "Findings/Inventory.h"

namespace mapwarden {

struct SurveyOptions {
  /// Findings below this count as hidden.
  Confidence Minimum = Confidence::Medium;
  /// Absolute; the place that relative paths of the user start from.
  std::string WorkingDirectory;
  /// What the project file says; its root is that of the facts.
  AnalysisOptions Analysis;
};

/// The list of \p Topic of the program; the others are empty.
Inventory takeInventory(ProgramFacts Facts, InventoryTopic Topic,
                        const SurveyOptions &Options);

/// Why the accesses on line \p Line of \p File are or are not reported. \p File
/// is a path of the user: as facts name it, relative to the working directory,
/// or the end of one. Fails when it is the end of several.
llvm::Expected<LineExplanation> explainLine(ProgramFacts Facts,
                                            const std::string &File,
                                            uint32_t Line,
                                            const SurveyOptions &Options);

/// What looks like a lock in a program and was not understood, and the file
/// where each is met first.
struct LockLikeSurvey {
  std::vector<LockLike> Found;
  std::vector<std::string> Files;
};
LockLikeSurvey surveyLockLikes(std::vector<TuFacts> Facts);

} // namespace mapwarden

#endif
