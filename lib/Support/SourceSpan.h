// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A place in the source, as users see it.
#ifndef MAPWARDEN_SUPPORT_SOURCESPAN_H
#define MAPWARDEN_SUPPORT_SOURCESPAN_H

#include "Support/NameTable.h"
#include <tuple>

namespace mapwarden {

/// A range of source text. Line and Column are 1-based, Column counts bytes;
/// the end is exclusive. Macro uses are placed where the macro is expanded, and
/// line markers are honoured (the presumed location). A span with Line 0 means
/// "no place". File is the path relative to the project root with '/'
/// separators, or the path as given when it lies outside of it.
struct SourceSpan {
  NameId File = NameId::None;
  uint32_t Line = 0;
  uint32_t Column = 0;
  uint32_t EndLine = 0;
  uint32_t EndColumn = 0;

  bool isValid() const { return Line != 0; }
  friend bool operator==(const SourceSpan &, const SourceSpan &) = default;
};

} // namespace mapwarden

#endif
