// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One pass with a count of open braces.

#include "Findings/FunctionBodies.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;
using namespace mapwarden;

/// Words in front of a brace that holds declarations. A function has
/// parentheses there, too: `struct S *f() {`.
static bool opensDeclarations(StringRef Word) {
  static const StringSet<> Words = {"namespace", "class", "struct",
                                    "union",     "enum",  "extern"};
  return Words.contains(Word);
}

std::vector<FunctionBody>
mapwarden::findFunctionBodies(StringRef Text, ArrayRef<SourceToken> Tokens) {
  std::vector<FunctionBody> Bodies;
  unsigned Depth = 0; // Of braces in a body; 0 outside.
  bool HasKeyword = false, HasParentheses = false; // Since the last boundary.
  size_t Begin = 0;
  for (auto [Index, Token] : enumerate(Tokens)) {
    StringRef Spelling = Text.slice(Token.Begin, Token.End);
    if (Token.Kind == TokenKind::Word) {
      HasKeyword |= opensDeclarations(Spelling);
      continue;
    }
    if (Token.Kind != TokenKind::Sign)
      continue;
    char Sign = Spelling.front();
    if (Depth != 0) {
      Depth += Sign == '{';
      Depth -= Sign == '}';
      if (Depth == 0)
        Bodies.push_back({Begin, Index + 1});
    } else if (Sign == '{' && (!HasKeyword || HasParentheses)) {
      Begin = Index;
      Depth = 1;
    }
    if (Sign == '(')
      HasParentheses = true;
    if (Sign == ';' || Sign == '{' || Sign == '}')
      HasKeyword = HasParentheses = false;
  }
  if (Depth != 0)
    Bodies.push_back({Begin, Tokens.size()});
  return Bodies;
}

std::string mapwarden::getBodyText(StringRef Text, ArrayRef<SourceToken> Tokens,
                                   ArrayRef<FunctionBody> Bodies,
                                   size_t Offset) {
  const FunctionBody *Body =
      partition_point(Bodies, [&](const FunctionBody &B) {
        return Tokens[B.End - 1].End <= Offset;
      });
  if (Body == Bodies.end() || Tokens[Body->Begin].Begin > Offset)
    return "";
  std::string Result;
  bool EndsInWord = false;
  for (const SourceToken &Token :
       Tokens.slice(Body->Begin, Body->End - Body->Begin)) {
    if (Token.Kind == TokenKind::Comment)
      continue;
    bool IsWord = Token.Kind != TokenKind::Sign;
    if (EndsInWord && IsWord)
      Result += ' ';
    Result += Text.slice(Token.Begin, Token.End);
    EndsInWord = IsWord;
  }
  return Result;
}
