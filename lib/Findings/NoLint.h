// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// clang-tidy's NOLINT comments, by clang-tidy's rules.
///
/// The same comment must mean the same to the plug-in, where clang-tidy reads
/// it, and to the command line, where we do. So this follows clang-tidy 22 in
/// its surprises, too: the word counts anywhere in the text, in a string as
/// well; `NOLINT()` covers nothing; negative globs are ignored; BEGIN and END
/// pair up as a stack and must name the same checks to the letter.
/// (NoLintDirectiveHandler.cpp and GlobList.cpp in clang-tools-extra.)
#ifndef MAPWARDEN_FINDINGS_NOLINT_H
#define MAPWARDEN_FINDINGS_NOLINT_H

#include "Findings/SuppressionText.h"
#include "Findings/Suppressions.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace mapwarden {

/// What the NOLINT comments of \p Text cover. \p Lines belongs to it.
std::vector<Suppression> findNoLints(llvm::StringRef Text,
                                     const LineIndex &Lines);

} // namespace mapwarden

#endif
