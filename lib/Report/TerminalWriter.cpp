// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// ANSI sequences and fields.

#include "Report/TerminalWriter.h"
#include "Report/TerminalText.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;
using namespace mapwarden;

/// Colours from the basic eight: those are legible on light and dark grounds
/// because the user's theme decides them.
static StringRef getSequence(Style As) {
  switch (As) {
  case Style::Plain:
    return "";
  case Style::Strong:
    return "\033[1m";
  case Style::Faint:
    return "\033[2m";
  case Style::Error:
  case Style::Bad:
    return "\033[1;31m";
  case Style::Warning:
    return "\033[1;35m";
  case Style::Note:
    return "\033[1;36m";
  case Style::Good:
    return "\033[32m";
  case Style::Caret:
    return "\033[1;32m";
  }
  llvm_unreachable("unknown style");
}

TerminalWriter &TerminalWriter::write(StringRef Text, Style As) {
  StringRef Sequence = Color && !Text.empty() ? getSequence(As) : "";
  Out << Sequence << makePrintable(Text) << (Sequence.empty() ? "" : "\033[0m");
  return *this;
}

TerminalWriter &TerminalWriter::indent(unsigned Columns) {
  Out.indent(Columns);
  return *this;
}

TerminalWriter &TerminalWriter::endLine() {
  Out << '\n';
  return *this;
}

unsigned TerminalWriter::getRoom(unsigned Indent) const {
  if (Width == 0)
    return 0;
  return Width > Indent + 20 ? Width - Indent : 20;
}

void TerminalWriter::writeField(StringRef Label, StringRef Text, Style As) {
  unsigned Used = 2 + measureColumns(makePrintable(Label));
  indent(2).write(Label, Style::Strong);
  indent(Used < FieldIndent ? FieldIndent - Used : 1);
  bool IsFirst = true;
  for (const std::string &Line : wrapText(Text, getRoom(FieldIndent))) {
    if (!IsFirst)
      indent(FieldIndent);
    IsFirst = false;
    write(Line, As).endLine();
  }
}
