// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Walks tokens to both ends of a statement.

#include "Findings/StatementText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;
using namespace mapwarden;

static constexpr size_t MaxTokens = 256;

namespace {
/// The tokens around a place, comments left out.
struct Window {
  StringRef Text;
  SmallVector<SourceToken, 64> Tokens;
  size_t Middle = 0; ///< Index of the token at the place.

  /// The byte of a punctuation token; 0 for others.
  char sign(size_t Index) const {
    const SourceToken &Token = Tokens[Index];
    return Token.Kind == TokenKind::Sign ? Text[Token.Begin] : '\0';
  }
  bool isDirective(size_t Index) const {
    return Tokens[Index].Kind == TokenKind::Directive;
  }
};
} // namespace

static Window makeWindow(StringRef Text, ArrayRef<SourceToken> Tokens,
                         size_t Offset) {
  const SourceToken *At = partition_point(
      Tokens, [&](const SourceToken &Token) { return Token.End <= Offset; });
  Window Result{Text, {}, 0};
  for (const SourceToken *I = At;
       I != Tokens.begin() && Result.Tokens.size() < MaxTokens;)
    if ((--I)->Kind != TokenKind::Comment)
      Result.Tokens.push_back(*I);
  std::reverse(Result.Tokens.begin(), Result.Tokens.end());
  Result.Middle = Result.Tokens.size();
  for (const SourceToken *I = At;
       I != Tokens.end() && Result.Tokens.size() < Result.Middle + MaxTokens;
       ++I)
    if (I->Kind != TokenKind::Comment)
      Result.Tokens.push_back(*I);
  return Result;
}

/// The index of the first token of the statement.
static size_t findBegin(const Window &W) {
  int Depth = 0; // Of parentheses and brackets that close before the place.
  size_t Begin = W.Middle;
  while (Begin != 0 && !W.isDirective(Begin - 1)) {
    char Sign = W.sign(Begin - 1);
    if (Depth <= 0 && (Sign == ';' || Sign == '{' || Sign == '}'))
      break;
    if (Sign == ')' || Sign == ']')
      ++Depth;
    if (Sign == '(' || Sign == '[')
      --Depth;
    --Begin;
  }
  return Begin;
}

/// Does the `{` at \p Index open a braced value rather than a block?
static bool isBracedValue(const Window &W, size_t Index) {
  if (Index == 0)
    return false;
  char Before = W.sign(Index - 1);
  return Before == '=' || Before == '(' || Before == ',' || Before == '[';
}

/// The index after the last token of the statement.
static size_t findEnd(const Window &W) {
  int Depth = 0; // Of what opens after the place.
  size_t End = W.Middle;
  while (End != W.Tokens.size() && !W.isDirective(End)) {
    char Sign = W.sign(End);
    if (Depth <= 0) {
      if (Sign == ';')
        return End + 1;
      if (Sign == '}' || (Sign == '{' && !isBracedValue(W, End)))
        return End;
    }
    if (Sign == '(' || Sign == '[' || Sign == '{')
      ++Depth;
    if (Sign == ')' || Sign == ']' || Sign == '}')
      --Depth;
    ++End;
  }
  return End;
}

std::string mapwarden::getStatementText(StringRef Text,
                                        ArrayRef<SourceToken> Tokens,
                                        size_t Offset) {
  Window W = makeWindow(Text, Tokens, Offset);
  std::string Result;
  bool LastIsWord = false;
  for (size_t I = findBegin(W), End = findEnd(W); I < End; ++I) {
    bool IsWord = W.Tokens[I].Kind == TokenKind::Word;
    if (IsWord && LastIsWord)
      Result += ' ';
    Result += Text.slice(W.Tokens[I].Begin, W.Tokens[I].End);
    LastIsWord = IsWord;
  }
  return Result;
}
