// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A fix as a small diff.
#ifndef MAPWARDEN_REPORT_FIXTEXT_H
#define MAPWARDEN_REPORT_FIXTEXT_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include <string>
#include <vector>

namespace mapwarden {

/// Lines that change one behind the other.
struct DiffHunk {
  std::string File;
  uint32_t Line = 0; ///< Of the first of them, before the change.
  std::vector<std::string> Removed, Added; ///< Without line ends.
};

/// The lines that \p Repair changes, in the order of files and lines; lines
/// that stay are left out. Empty when a source cannot be read or an edit does
/// not fit it.
std::vector<DiffHunk> diffOf(const Fix &Repair, SourceTexts &Sources);

} // namespace mapwarden

#endif
