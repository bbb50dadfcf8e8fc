// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Looks at comments only; a reason may go on over several lines.

#include "Findings/CodeCheckerComments.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace mapwarden;

/// Takes the directive from the front of a comment's text.
static bool consumeDirective(StringRef &Comment) {
  return Comment.consume_front("codechecker_suppress") ||
         Comment.consume_front("codechecker_false_positive") ||
         Comment.consume_front("codechecker_intentional");
}

static std::optional<Suppression> parse(StringRef Comment) {
  Comment.consume_back("*/");
  Comment = Comment.drop_front(2).ltrim("/*!< \t\r\n");
  if (!consumeDirective(Comment))
    return std::nullopt;
  Comment = Comment.ltrim();
  size_t Close = Comment.find(']');
  if (!Comment.starts_with("[") || Close == StringRef::npos)
    return std::nullopt;
  Suppression Result;
  StringRef List = Comment.slice(1, Close);
  if (is_contained(splitCheckList(List), "all"))
    Result.Checks = {"*"};
  else
    Result.Checks = parseOwnChecks(List);
  // In other lists the added prefix makes no check ours.
  Result.IsOurs = List.contains("mapwarden");
  Result.Reason = cleanReason(Comment.drop_front(Close + 1));
  return Result;
}

std::vector<Suppression>
mapwarden::findCodeCheckerComments(StringRef Text, const LineIndex &Lines) {
  std::vector<Suppression> Result;
  std::vector<SourceToken> Tokens = lexSource(Text);
  for (auto [Index, Token] : enumerate(Tokens)) {
    if (Token.Kind != TokenKind::Comment)
      continue;
    std::optional<Suppression> Found =
        parse(Text.slice(Token.Begin, Token.End));
    if (!Found)
      continue;
    uint32_t Line =
        findLineBelow(ArrayRef(Tokens).drop_front(Index + 1), Lines);
    if (Line == 0)
      continue;
    Found->Begin = {Line, 0};
    Found->End = {Line + 1, 0};
    Found->DirectiveLine = Lines.at(Token.Begin).Line;
    Result.push_back(std::move(*Found));
  }
  return Result;
}
