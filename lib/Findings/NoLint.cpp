// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds the directives, then turns each into the places it covers.

#include "Findings/NoLint.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <optional>
#include <utility>

using namespace llvm;
using namespace mapwarden;

namespace {
enum class NoLintKind : uint8_t { Line, NextLine, Begin, End };

struct NoLint {
  NoLintKind Kind;
  size_t Pos;                     ///< Of the `N`.
  std::optional<StringRef> Names; ///< Between the parentheses.
  StringRef Rest;                 ///< The text behind the directive.
};
} // namespace

static std::optional<NoLintKind> parseKind(StringRef Word) {
  return StringSwitch<std::optional<NoLintKind>>(Word)
      .Case("NOLINT", NoLintKind::Line)
      .Case("NOLINTNEXTLINE", NoLintKind::NextLine)
      .Case("NOLINTBEGIN", NoLintKind::Begin)
      .Case("NOLINTEND", NoLintKind::End)
      .Default(std::nullopt);
}

static SmallVector<NoLint, 0> parseNoLints(StringRef Text) {
  SmallVector<NoLint, 0> Result;
  size_t Pos = 0;
  while ((Pos = Text.find("NOLINT", Pos)) != StringRef::npos) {
    size_t Begin = Pos;
    while (Pos < Text.size() && isAlpha(Text[Pos]))
      ++Pos;
    std::optional<NoLintKind> Kind = parseKind(Text.slice(Begin, Pos));
    if (!Kind)
      continue;
    std::optional<StringRef> Names;
    if (Pos < Text.size() && Text[Pos] == '(') {
      size_t Close = Text.find_first_of("\n)", ++Pos);
      if (Close != StringRef::npos && Text[Close] == ')') {
        Names = Text.slice(Pos, Close);
        Pos = Close + 1;
      }
    }
    Result.push_back({*Kind, Begin, Names, Text.drop_front(Pos)});
  }
  return Result;
}

/// The names in the form in which BEGIN and END are compared.
static std::optional<std::string> normalizeNames(const NoLint &Directive) {
  if (!Directive.Names)
    return std::nullopt;
  SmallVector<StringRef> Parts;
  Directive.Names->split(Parts, ',');
  for (StringRef &Part : Parts)
    Part = Part.trim();
  return join(Parts, ",");
}

static std::vector<std::string> parseGlobs(const NoLint &Directive) {
  if (!Directive.Names)
    return {"*"};
  std::vector<std::string> Globs;
  for (StringRef Name : splitCheckList(*Directive.Names))
    if (!Name.starts_with("-"))
      Globs.push_back(Name.str());
  return Globs;
}

static Suppression makeSuppression(const NoLint &Directive, LineColumn Begin,
                                   LineColumn End, uint32_t DirectiveLine) {
  return {Begin,
          End,
          parseGlobs(Directive),
          cleanReason(Directive.Rest),
          DirectiveLine,
          {},
          {},
          false};
}

std::vector<Suppression> mapwarden::findNoLints(StringRef Text,
                                                const LineIndex &Lines) {
  std::vector<Suppression> Result;
  SmallVector<NoLint, 4> Open; // Blocks that have begun and not ended so far.
  for (const NoLint &Directive : parseNoLints(Text)) {
    LineColumn At = Lines.at(Directive.Pos);
    switch (Directive.Kind) {
    case NoLintKind::Line:
      Result.push_back(
          makeSuppression(Directive, {At.Line, 0}, {At.Line + 1, 0}, At.Line));
      break;
    case NoLintKind::NextLine:
      Result.push_back(makeSuppression(Directive, {At.Line + 1, 0},
                                       {At.Line + 2, 0}, At.Line));
      break;
    case NoLintKind::Begin:
      Open.push_back(Directive);
      break;
    case NoLintKind::End:
      if (Open.empty() ||
          normalizeNames(Open.back()) != normalizeNames(Directive))
        break;
      NoLint Start = Open.pop_back_val();
      LineColumn Begin = Lines.at(Start.Pos);
      Result.push_back(makeSuppression(Start, Begin, At, Begin.Line));
      break;
    }
  }
  return Result;
}
