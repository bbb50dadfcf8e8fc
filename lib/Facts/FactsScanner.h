// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Splits the text form of facts into words, names and numbers, one line at a
/// time.
///
/// The scanner never looks past the text it was given and keeps the first error
/// only; every function returns false once there is one, so that callers need
/// no checks of their own. Names are views of the text: only a quoted name with
/// an escape is copied.
#ifndef MAPWARDEN_FACTS_FACTSSCANNER_H
#define MAPWARDEN_FACTS_FACTSSCANNER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mapwarden {

class FactsScanner {
public:
  FactsScanner(llvm::StringRef Text, llvm::StringRef FileName)
      : Next(Text.begin()), Stop(Text.end()), FileName(FileName) {}

  /// Goes to the first line that holds more than blanks and a comment; the
  /// first call looks at the current line. False at the end of the text. The
  /// line before must have been read to its end (\c expectEndOfLine).
  bool findLine();
  /// Fails unless only blanks and a comment are left of the line.
  bool expectEndOfLine();

  /// Nothing but blanks and a comment is left of the line.
  bool isEndOfLine();
  /// Skips blanks; true if the next character is \p C.
  bool isNext(char C);
  /// Skips blanks; takes \p C if it is next.
  bool take(char C);
  /// Takes \p C if it is the very next character, without blanks before it.
  bool takeHere(char C);
  bool expect(char C);

  /// Skips blanks and returns the word of letters, digits, '_' and '-' that
  /// comes next, without taking it; may be empty.
  llvm::StringRef peekWord();
  /// Takes the word of \c peekWord; fails with "expected <What>" when there is
  /// none.
  bool readWord(llvm::StringRef &Word, const char *What);
  /// True if the next word is \p Word and is not followed by '='; takes it.
  bool takeWord(llvm::StringRef Word);
  /// True if what follows the next word is '='.
  bool isAttribute();

  /// Reads a decimal number up to \p Limit.
  bool readNumber(uint32_t &Number, uint32_t Limit = ~0u);
  /// Reads a name: quoted, or a plain word of letters, digits, '_' and '::'.
  /// The view is valid until the next name.
  bool readName(llvm::StringRef &Name, const char *What);
  /// Like readName, but a plain file name may hold '.', '/', '-' and '+' as
  /// well, and no ':'.
  bool readFileName(llvm::StringRef &Name);

  /// Records "expected <What>, found <the next token>" at the current line,
  /// unless there is an error. Returns false.
  bool failExpected(const llvm::Twine &What);
  /// Records \p Message at \p Line, unless there is an error. Returns false.
  bool failAt(unsigned Line, const llvm::Twine &Message);

  unsigned line() const { return Line; }
  bool hasFailed() const { return !Error.empty(); }
  /// The first error as `file:line: message`; success if there was none.
  llvm::Error takeError();

private:
  void skipBlanks();
  bool readQuoted(llvm::StringRef &Name);
  bool readEscape();
  template <typename Predicate> llvm::StringRef takeWhile(Predicate IsWanted);

  const char *Next;
  const char *Stop;
  llvm::StringRef FileName;
  unsigned Line = 1;
  std::string Unescaped;
  std::string Error;
};

} // namespace mapwarden

#endif
