// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Our own directives, and the matching of findings with all of them.

#include "Findings/Suppressions.h"
#include "Findings/CodeCheckerComments.h"
#include "Findings/NoLint.h"
#include "Findings/SourceLexer.h"
#include "Findings/SuppressionText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include <optional>

using namespace llvm;
using namespace mapwarden;

bool mapwarden::matchesGlob(StringRef Glob, StringRef Text) {
  // On a mismatch, the last `*` takes one byte more; earlier ones never need
  // to, so this is not exponential.
  size_t GlobPos = 0, TextPos = 0;
  size_t AfterStar = StringRef::npos, StarText = 0;
  while (TextPos < Text.size()) {
    if (GlobPos < Glob.size() && Glob[GlobPos] == '*') {
      AfterStar = ++GlobPos;
      StarText = TextPos;
    } else if (GlobPos < Glob.size() && Glob[GlobPos] == Text[TextPos]) {
      ++GlobPos;
      ++TextPos;
    } else if (AfterStar != StringRef::npos) {
      GlobPos = AfterStar;
      TextPos = ++StarText;
    } else {
      return false;
    }
  }
  return Glob.drop_front(GlobPos).find_first_not_of('*') == StringRef::npos;
}

bool Suppression::covers(StringRef Check, LineColumn At) const {
  return Begin <= At && At < End &&
         any_of(
             Checks,
             [&](const std::string &G) { return matchesGlob(G, Check); });
}

bool Suppression::coversDeclaration(StringRef Check, LineColumn At) const {
  return DeclarationBegin <= At && At < DeclarationEnd &&
         any_of(
             Checks,
             [&](const std::string &G) { return matchesGlob(G, Check); });
}

namespace {
/// `ignore(CHECKS) reason` or `ignore-file(CHECKS) reason`.
struct OwnDirective {
  bool IsForFile = false;
  StringRef Checks;
  StringRef Reason;
};
} // namespace

/// Reads a comment's text; nullopt when it is not a directive of ours.
static std::optional<OwnDirective> parseComment(StringRef Comment) {
  Comment.consume_back("*/");
  Comment = Comment.drop_front(2).ltrim("/*!< \t");
  if (!Comment.consume_front("mapwarden:"))
    return std::nullopt;
  OwnDirective Result;
  Comment = Comment.ltrim();
  if (Comment.consume_front("ignore-file"))
    Result.IsForFile = true;
  else if (!Comment.consume_front("ignore"))
    return std::nullopt;
  size_t Close = Comment.find(')');
  if (!Comment.starts_with("(") || Close == StringRef::npos)
    return std::nullopt;
  Result.Checks = Comment.slice(1, Close);
  Result.Reason = Comment.drop_front(Close + 1);
  return Result;
}

std::vector<std::string> mapwarden::parseOwnChecks(StringRef List) {
  std::vector<std::string> Globs;
  for (StringRef Name : splitCheckList(List)) {
    Globs.push_back(Name.str());
    Globs.push_back(("mapwarden-" + Twine(Name)).str());
  }
  return Globs;
}

uint32_t mapwarden::findLineBelow(ArrayRef<SourceToken> Following,
                                  const LineIndex &Lines) {
  for (const SourceToken &Token : Following)
    if (Token.Kind != TokenKind::Comment)
      return Lines.at(Token.Begin).Line;
  return 0;
}

/// Is there code on the line where comment \p Index begins or ends?
static bool hasCodeBeside(ArrayRef<SourceToken> Tokens, size_t Index,
                          const LineIndex &Lines) {
  auto LineOf = [&](size_t Offset) { return Lines.at(Offset).Line; };
  auto IsCode = [&](size_t I) { return Tokens[I].Kind != TokenKind::Comment; };
  const SourceToken &Comment = Tokens[Index];
  return (Index != 0 && IsCode(Index - 1) &&
          LineOf(Tokens[Index - 1].End - 1) == LineOf(Comment.Begin)) ||
         (Index + 1 != Tokens.size() && IsCode(Index + 1) &&
          LineOf(Tokens[Index + 1].Begin) == LineOf(Comment.End - 1));
}

/// Where the head of the declaration that \p Following begin with ends: at the
/// first semicolon or brace outside of parentheses.
static LineColumn findHeadEnd(StringRef Text, ArrayRef<SourceToken> Following,
                              const LineIndex &Lines) {
  int Depth = 0;
  for (const SourceToken &Token : Following) {
    if (Token.Kind != TokenKind::Sign)
      continue;
    char Sign = Text[Token.Begin];
    if (Depth <= 0 && (Sign == ';' || Sign == '{' || Sign == '}'))
      return Lines.at(Token.Begin);
    Depth += Sign == '(' || Sign == '[';
    Depth -= Sign == ')' || Sign == ']';
  }
  return EndOfFile;
}

static void addOwnSuppressions(StringRef Text, const LineIndex &Lines,
                               std::vector<Suppression> &Result) {
  std::vector<SourceToken> Tokens = lexSource(Text);
  for (size_t I = 0; I != Tokens.size(); ++I) {
    if (Tokens[I].Kind != TokenKind::Comment)
      continue;
    auto Directive = parseComment(Text.slice(Tokens[I].Begin, Tokens[I].End));
    if (!Directive)
      continue;
    uint32_t Line = Lines.at(Tokens[I].Begin).Line;
    bool SharesLine = hasCodeBeside(Tokens, I, Lines);
    uint32_t Covered =
        SharesLine ? Line
                   : findLineBelow(ArrayRef(Tokens).drop_front(I + 1), Lines);
    Suppression S;
    S.Begin = {Directive->IsForFile ? 0 : Covered, 0};
    S.End = Directive->IsForFile ? EndOfFile : LineColumn{Covered + 1, 0};
    S.Checks = parseOwnChecks(Directive->Checks);
    S.Reason = cleanReason(Directive->Reason);
    S.DirectiveLine = Line;
    S.IsOurs = true;
    if (!Directive->IsForFile) {
      S.DeclarationBegin = S.Begin;
      S.DeclarationEnd =
          SharesLine
              ? S.End
              : findHeadEnd(Text, ArrayRef(Tokens).drop_front(I + 1), Lines);
    }
    if (Covered != 0 || Directive->IsForFile)
      Result.push_back(std::move(S));
  }
}

std::vector<Suppression> mapwarden::findSuppressions(StringRef Text) {
  // Most files have none.
  if (!Text.contains("NOLINT") && !Text.contains("mapwarden:") &&
      !Text.contains("codechecker_"))
    return {};
  LineIndex Lines(Text);
  std::vector<Suppression> Result = findNoLints(Text, Lines);
  if (Text.contains("mapwarden:"))
    addOwnSuppressions(Text, Lines, Result);
  for (Suppression &S : Result)
    S.IsOurs |= any_of(
        S.Checks, [](StringRef Glob) { return Glob.starts_with("mapwarden"); });
  if (Text.contains("codechecker_"))
    append_range(Result, findCodeCheckerComments(Text, Lines));
  return Result;
}

std::vector<SuppressionComments::Comment> &
SuppressionComments::read(StringRef File) {
  auto [Entry, IsNew] = ByFile.try_emplace(File);
  if (IsNew)
    if (std::optional<StringRef> Text = Sources.text(File))
      for (Suppression &S : findSuppressions(*Text))
        Entry->second.push_back({std::move(S)});
  return Entry->second;
}

const Suppression *SuppressionComments::findCovering(const Finding &F) {
  const Suppression *First = nullptr;
  auto use = [&](Comment &C) {
    C.IsUsed = true;
    if (!First)
      First = &C.Rule;
  };
  const FilePlace &At = F.Primary.At;
  for (Comment &C : read(At.File))
    if (C.Rule.covers(F.Check, {At.Line, At.Column}))
      use(C);
  for (const FilePlace &Name : F.Declared)
    for (Comment &C : read(Name.File))
      if (C.Rule.coversDeclaration(F.Check, {Name.Line, Name.Column}))
        use(C);
  return First;
}

void SuppressionComments::apply(MutableArrayRef<Finding> Findings) {
  for (Finding &F : Findings)
    if (!F.Suppressed && F.Primary.At.isValid())
      if (const Suppression *Covering = findCovering(F))
        F.Suppressed = Covering->Reason;
}

std::vector<SuppressionNote>
SuppressionComments::findUnused(ArrayRef<std::string> Files) {
  std::vector<SuppressionNote> Result;
  for (const std::string &File : Files) {
    // All sources of a large program do not fit into memory.
    const bool IsPassing = !Sources.isLoaded(File);
    for (const Comment &C : read(File))
      if (!C.IsUsed && C.Rule.IsOurs)
        Result.push_back({{File, C.Rule.DirectiveLine, 1},
                          "this suppression covers nothing any more"});
    if (IsPassing)
      Sources.release(File);
  }
  sort(Result);
  Result.erase(llvm::unique(Result), Result.end());
  return Result;
}

void mapwarden::applySuppressions(MutableArrayRef<Finding> Findings,
                                  SourceTexts &Sources) {
  SuppressionComments(Sources).apply(Findings);
}
