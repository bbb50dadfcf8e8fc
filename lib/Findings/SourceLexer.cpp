// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One pass over the bytes; each function consumes one kind of token.

#include "Findings/SourceLexer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

static bool isWordByte(char C) {
  return isAlnum(C) || C == '_' || C == '$' ||
         static_cast<unsigned char>(C) >= 0x80;
}

static bool isNewline(char C) { return C == '\n' || C == '\r'; }

namespace {
class Lexer {
public:
  explicit Lexer(StringRef Text) : Text(Text) {}
  std::vector<SourceToken> run();

private:
  char peek(size_t Ahead = 0) const {
    return Pos + Ahead < Text.size() ? Text[Pos + Ahead] : '\0';
  }
  bool isAtEnd() const { return Pos >= Text.size(); }
  bool skipSplice();
  TokenKind consumeToken();
  void consumeLineComment();
  void consumeBlockComment();
  void consumeDirective();
  void consumeQuoted(char Quote);
  void consumeRawString();
  void consumeNumber();

  StringRef Text;
  size_t Pos = 0;
  bool IsAtLineStart = true;
};
} // namespace

/// A backslash before a line end joins the lines.
bool Lexer::skipSplice() {
  if (peek() != '\\' || !isNewline(peek(1)))
    return false;
  Pos += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
  return true;
}

void Lexer::consumeLineComment() {
  while (!isAtEnd() && !isNewline(peek()))
    if (!skipSplice())
      ++Pos;
}

void Lexer::consumeBlockComment() {
  size_t Close = Text.find("*/", Pos + 2);
  Pos = Close == StringRef::npos ? Text.size() : Close + 2;
}

void Lexer::consumeDirective() {
  while (!isAtEnd() && !isNewline(peek()) &&
         !(peek() == '/' && (peek(1) == '/' || peek(1) == '*')))
    if (!skipSplice())
      ++Pos;
}

void Lexer::consumeQuoted(char Quote) {
  ++Pos;
  // An unclosed quote ends with its line, so that one mistake stays local.
  while (!isAtEnd() && !isNewline(peek())) {
    if (skipSplice())
      continue;
    if (peek() == Quote) {
      ++Pos;
      return;
    }
    Pos += peek() == '\\' && Pos + 1 < Text.size() ? 2 : 1;
  }
}

void Lexer::consumeRawString() {
  size_t Open = Text.find('(', Pos);
  // The standard allows a delimiter of 16 characters.
  if (Open == StringRef::npos || Open - Pos > 17)
    return consumeQuoted('"');
  std::string Close = (")" + Text.slice(Pos + 1, Open) + "\"").str();
  size_t End = Text.find(Close, Open);
  Pos = End == StringRef::npos ? Text.size() : End + Close.size();
}

void Lexer::consumeNumber() {
  while (!isAtEnd()) {
    bool IsSign = (peek() == '+' || peek() == '-') &&
                  StringRef("eEpP").contains(Text[Pos - 1]);
    bool IsSeparator = peek() == '\'' && isWordByte(peek(1));
    if (!isWordByte(peek()) && peek() != '.' && !IsSign && !IsSeparator)
      return;
    ++Pos;
  }
}

TokenKind Lexer::consumeToken() {
  if (peek() == '/' && peek(1) == '/') {
    consumeLineComment();
    return TokenKind::Comment;
  }
  if (peek() == '/' && peek(1) == '*') {
    consumeBlockComment();
    return TokenKind::Comment;
  }
  if (peek() == '#' && IsAtLineStart) {
    consumeDirective();
    return TokenKind::Directive;
  }
  if (peek() == '"' || peek() == '\'') {
    consumeQuoted(peek());
    return TokenKind::Literal;
  }
  if (isDigit(peek()) || (peek() == '.' && isDigit(peek(1)))) {
    ++Pos;
    consumeNumber();
    return TokenKind::Word;
  }
  if (!isWordByte(peek())) {
    ++Pos;
    return TokenKind::Sign;
  }
  size_t Begin = Pos;
  while (!isAtEnd() && isWordByte(peek()))
    ++Pos;
  bool IsRawPrefix = StringSwitch<bool>(Text.slice(Begin, Pos))
                         .Cases({"R", "LR", "uR", "UR", "u8R"}, true)
                         .Default(false);
  if (!IsRawPrefix || peek() != '"')
    return TokenKind::Word;
  consumeRawString();
  return TokenKind::Literal;
}

std::vector<SourceToken> Lexer::run() {
  std::vector<SourceToken> Tokens;
  while (!isAtEnd()) {
    if (isNewline(peek())) {
      IsAtLineStart = true;
      ++Pos;
      continue;
    }
    if (isSpace(peek())) {
      ++Pos;
      continue;
    }
    if (skipSplice())
      continue;
    size_t Begin = Pos;
    TokenKind Kind = consumeToken();
    Tokens.push_back({Kind, Begin, std::min(Pos, Text.size())});
    // A comment before the `#` does not stop it from being a directive.
    if (Kind != TokenKind::Comment)
      IsAtLineStart = false;
  }
  return Tokens;
}

std::vector<SourceToken> mapwarden::lexSource(StringRef Text) {
  return Lexer(Text).run();
}
