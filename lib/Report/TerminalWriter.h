// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The only door through which a text report reaches its stream.
///
/// Every piece passes makePrintable() here, so no caller can forget it, and
/// colours are added here, so that without colour the words stay the same.
#ifndef MAPWARDEN_REPORT_TERMINALWRITER_H
#define MAPWARDEN_REPORT_TERMINALWRITER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>

namespace mapwarden {

/// What a piece of text is; the colour follows from that.
enum class Style : uint8_t {
  Plain,
  Strong,  ///< Places and messages of first lines, names of fields.
  Faint,   ///< Line numbers, what is said once more.
  Error,   ///< The word `error`.
  Warning, ///< The word `warning`.
  Note,    ///< The word `note`.
  Good,    ///< A lock that is held.
  Bad,     ///< A lock that is not, a unit that failed.
  Caret,   ///< The mark under source text.
};

/// Writes styled pieces, lines and fields.
class TerminalWriter {
public:
  TerminalWriter(llvm::raw_ostream &Out, bool Color, unsigned Width)
      : Out(Out), Color(Color), Width(Width) {}

  /// Writes \p Text on the current line, made printable.
  TerminalWriter &write(llvm::StringRef Text, Style As = Style::Plain);
  TerminalWriter &indent(unsigned Columns);
  TerminalWriter &endLine();

  /// Writes `  Label      Text` and a line end, with \p Text wrapped and its
  /// further lines below its first. An empty \p Label continues the field
  /// above.
  void writeField(llvm::StringRef Label, llvm::StringRef Text,
                  Style As = Style::Plain);

  /// The column at which the text of fields begins.
  static constexpr unsigned FieldIndent = 14;
  /// The columns that are left at \p Indent; at least 20, or 0 for no limit.
  unsigned getRoom(unsigned Indent) const;

private:
  llvm::raw_ostream &Out;
  bool Color;
  unsigned Width;
};

} // namespace mapwarden

#endif
