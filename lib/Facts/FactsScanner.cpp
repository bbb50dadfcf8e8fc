// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Plain pointer scanning: reading facts back is what a warm scan spends its
/// time on.
#include "Facts/FactsScanner.h"
#include "llvm/ADT/StringExtras.h"
#include <cstring>

using namespace mapwarden;
using llvm::StringRef;

static bool isPlain(char C) { return llvm::isAlnum(C) || C == '_'; }
static bool isWordChar(char C) { return isPlain(C) || C == '-'; }

template <typename Predicate>
StringRef FactsScanner::takeWhile(Predicate IsWanted) {
  const char *Begin = Next;
  while (Next != Stop && IsWanted(*Next))
    ++Next;
  return StringRef(Begin, Next - Begin);
}

void FactsScanner::skipBlanks() {
  while (Next != Stop && (*Next == ' ' || *Next == '\t' || *Next == '\r'))
    ++Next;
}

bool FactsScanner::isEndOfLine() {
  skipBlanks();
  return Next == Stop || *Next == '\n' || *Next == '#';
}

bool FactsScanner::findLine() {
  while (!hasFailed() && isEndOfLine()) {
    const char *End =
        static_cast<const char *>(std::memchr(Next, '\n', Stop - Next));
    if (!End) {
      Next = Stop;
      return false;
    }
    Next = End + 1;
    ++Line;
  }
  return !hasFailed();
}

bool FactsScanner::expectEndOfLine() {
  if (hasFailed())
    return false;
  return isEndOfLine() || failExpected("the end of the line");
}

bool FactsScanner::isNext(char C) {
  skipBlanks();
  return Next != Stop && *Next == C;
}

bool FactsScanner::takeHere(char C) {
  if (Next == Stop || *Next != C)
    return false;
  ++Next;
  return true;
}

bool FactsScanner::take(char C) {
  skipBlanks();
  return takeHere(C);
}

bool FactsScanner::expect(char C) {
  return take(C) || failExpected("'" + llvm::Twine(C) + "'");
}

StringRef FactsScanner::peekWord() {
  skipBlanks();
  const char *Begin = Next;
  StringRef Word = takeWhile(isWordChar);
  Next = Begin;
  return Word;
}

bool FactsScanner::readWord(StringRef &Word, const char *What) {
  Word = peekWord();
  if (Word.empty())
    return failExpected(What);
  Next = Word.end();
  return !hasFailed();
}

bool FactsScanner::takeWord(StringRef Word) {
  if (peekWord() != Word)
    return false;
  if (Next + Word.size() != Stop && Next[Word.size()] == '=')
    return false;
  Next += Word.size();
  return true;
}

bool FactsScanner::isAttribute() {
  StringRef Word = peekWord();
  return !Word.empty() && Word.end() != Stop && *Word.end() == '=';
}

bool FactsScanner::readNumber(uint32_t &Number, uint32_t Limit) {
  skipBlanks();
  const char *Begin = Next;
  uint64_t Value = 0;
  while (Next != Stop && llvm::isDigit(*Next) && Next - Begin < 12)
    Value = Value * 10 + (*Next++ - '0');
  if (Next == Begin)
    return failExpected("a number");
  if (Value > Limit || (Next != Stop && llvm::isDigit(*Next))) {
    Next = Begin;
    return failExpected("a number up to " + llvm::Twine(Limit));
  }
  Number = static_cast<uint32_t>(Value);
  return !hasFailed();
}

/// Reads what follows a backslash in quotes.
bool FactsScanner::readEscape() {
  if (Next == Stop)
    return failAt(Line, "expected '\"' at the end of the name");
  char C = *Next++;
  if (C == '"' || C == '\\') {
    Unescaped += C;
    return true;
  }
  if (C == 'n') {
    Unescaped += '\n';
    return true;
  }
  if (C == 'x' && Stop - Next >= 2 && llvm::isHexDigit(Next[0]) &&
      llvm::isHexDigit(Next[1])) {
    Unescaped += static_cast<char>(llvm::hexFromNibbles(Next[0], Next[1]));
    Next += 2;
    return true;
  }
  return failAt(Line, "unknown escape in a name, expected \\\\, \\\", \\n or "
                      "\\x and two hexadecimal digits");
}

bool FactsScanner::readQuoted(StringRef &Name) {
  const char *Begin = ++Next;
  auto IsOrdinary = [](char C) { return C != '"' && C != '\\' && C != '\n'; };
  takeWhile(IsOrdinary);
  if (Next != Stop && *Next == '"') {
    Name = StringRef(Begin, Next - Begin);
    ++Next;
    return !hasFailed();
  }
  Unescaped.assign(Begin, Next);
  while (takeHere('\\')) {
    if (!readEscape())
      return false;
    Unescaped += takeWhile(IsOrdinary);
  }
  if (!takeHere('"'))
    return failAt(Line, "expected '\"' at the end of the name");
  Name = Unescaped;
  return !hasFailed();
}

bool FactsScanner::readName(StringRef &Name, const char *What) {
  skipBlanks();
  if (Next != Stop && *Next == '"')
    return readQuoted(Name);
  const char *Begin = Next;
  takeWhile(isPlain);
  while (Stop - Next >= 3 && Next[0] == ':' && Next[1] == ':' &&
         isPlain(Next[2])) {
    Next += 2;
    takeWhile(isPlain);
  }
  Name = StringRef(Begin, Next - Begin);
  if (Name.empty())
    return failExpected(What);
  return !hasFailed();
}

bool FactsScanner::readFileName(StringRef &Name) {
  skipBlanks();
  if (Next != Stop && *Next == '"')
    return readQuoted(Name);
  Name = takeWhile(
      [](char C) { return isWordChar(C) || C == '.' || C == '/' || C == '+'; });
  if (Name.empty())
    return failExpected("a file name");
  return !hasFailed();
}

bool FactsScanner::failAt(unsigned At, const llvm::Twine &Message) {
  if (!hasFailed())
    Error = (FileName + ":" + llvm::Twine(At) + ": " + Message).str();
  return false;
}

bool FactsScanner::failExpected(const llvm::Twine &What) {
  if (hasFailed())
    return false;
  if (isEndOfLine())
    return failAt(Line, "expected " + What + ", found the end of the line");
  StringRef Rest(Next, Stop - Next);
  StringRef Found =
      Rest.take_until([](char C) { return C == ' ' || C == '\n'; })
          .take_front(40);
  return failAt(Line, "expected " + What + ", found '" + Found + "'");
}

llvm::Error FactsScanner::takeError() {
  if (Error.empty())
    return llvm::Error::success();
  return llvm::createStringError(Error);
}
