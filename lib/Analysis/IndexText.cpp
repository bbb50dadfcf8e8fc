// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A scanner for index expressions; no grammar is needed to find the names.
#include "Analysis/IndexText.h"
#include "Facts/AccessPath.h"
#include "llvm/ADT/StringExtras.h"
#include <vector>

using namespace mapwarden;
using llvm::StringRef;

static bool isWordStart(char C) { return llvm::isAlpha(C) || C == '_'; }
static bool isWordPart(char C) { return llvm::isAlnum(C) || C == '_'; }

bool mapwarden::isLiteralIndex(StringRef Text) {
  if (Text.empty() || Text.contains('@'))
    return !Text.empty(); // A USR names one entity.
  if (Text.front() == '"' || Text.front() == '\'')
    return Text.find(Text.front(), 1) == Text.size() - 1;
  Text.consume_front("-");
  return !Text.empty() && llvm::isDigit(Text.front()) &&
         llvm::all_of(Text, isWordPart);
}

/// The end of the token that starts at \p At: a word, a number, a literal or
/// one other character.
static size_t tokenEnd(StringRef Text, size_t At) {
  char First = Text[At];
  if (isWordPart(First)) {
    size_t End = At;
    while (End < Text.size() && isWordPart(Text[End]))
      ++End;
    return End;
  }
  if (First == '"' || First == '\'') {
    size_t End = Text.find(First, At + 1);
    return End == StringRef::npos ? Text.size() : End + 1;
  }
  return At + 1;
}

/// Is the word [Begin, End) of \p Text a variable, as far as its neighbours
/// tell?
static bool isVariable(StringRef Text, size_t Begin, size_t End) {
  StringRef Before = Text.take_front(Begin).rtrim(),
            After = Text.drop_front(End).ltrim();
  bool IsMember =
      Before.ends_with(".") || Before.ends_with("->") || Before.ends_with("::");
  return isWordStart(Text[Begin]) && !IsMember && !After.starts_with("(") &&
         !After.starts_with("::") && !After.starts_with("<") &&
         !After.starts_with("{");
}

bool mapwarden::mayCoincide(StringRef Text) {
  for (size_t At = 0; At < Text.size(); At = tokenEnd(Text, At)) {
    const char C = Text[At];
    const bool IsBinary = At > 0 && Text[At - 1] == ' ';
    if (C == '%' || C == '/' || (C == '&' && IsBinary) ||
        Text.substr(At).starts_with(">> "))
      return true;
  }
  return false;
}

static bool isOneToken(StringRef Text) {
  return Text.empty() || tokenEnd(Text, 0) == Text.size();
}

std::optional<std::string> mapwarden::renameVariables(
    StringRef Text,
    llvm::function_ref<std::optional<std::string>(StringRef)> Rename) {
  std::string Result;
  for (size_t At = 0; At < Text.size();) {
    size_t End = tokenEnd(Text, At);
    StringRef Token = Text.slice(At, End);
    if (isVariable(Text, At, End)) {
      std::optional<std::string> New = Rename(Token);
      if (!New)
        return std::nullopt;
      bool IsWhole = Token.size() == Text.size();
      Result += IsWhole || isOneToken(*New) ? *New : "(" + *New + ")";
    } else {
      Result += Token;
    }
    At = End;
  }
  return Result;
}

/// \p Text with every occurrence of \p Part, as whole tokens, replaced by `$`.
static std::string replacePart(StringRef Text, StringRef Part) {
  std::string Result;
  for (size_t At = 0; At < Text.size();) {
    bool IsWordBefore = At > 0 && isWordPart(Text[At - 1]);
    size_t End = At + Part.size();
    bool IsWordAfter = End < Text.size() && isWordPart(Text[End]);
    if (Text.drop_front(At).starts_with(Part) && !IsWordBefore &&
        !IsWordAfter) {
      Result += '$';
      At = End;
    } else {
      Result += Text[At++];
    }
  }
  return Result;
}

std::string mapwarden::relateIndices(StringRef OfLock, StringRef OfObject) {
  if (OfLock.empty() || OfObject.empty())
    return "";
  if (OfLock == OfObject)
    return "=";
  std::string Inner = replacePart(OfLock, OfObject);
  if (Inner != OfLock) {
    for (size_t At; (At = Inner.find("($)")) != std::string::npos;)
      Inner.replace(At, 3, "$");
    return Inner == "$" ? "=" : Inner;
  }
  // Both follow from the same variables: `h % 4` with `h % 16`.
  std::vector<std::string> Variables;
  bool IsKnown = true, MayAdd = true;
  auto canonical = [&](StringRef Word) -> std::optional<std::string> {
    auto Known = llvm::find(Variables, Word);
    if (Known == Variables.end()) {
      IsKnown &= MayAdd;
      Known = Variables.insert(Variables.end(), Word.str());
    }
    return "$" + std::to_string(Known - Variables.begin());
  };
  std::optional<std::string> Object = renameVariables(OfObject, canonical);
  MayAdd = false;
  std::optional<std::string> Lock = renameVariables(OfLock, canonical);
  return IsKnown && !Variables.empty() ? *Lock + "|" + *Object : "";
}

bool mapwarden::areOtherIndices(StringRef OfLock, StringRef OfObject) {
  auto isName = [](StringRef Text) {
    Text.consume_back(StringRef(&RunNumberMark, 1));
    return isWordStart(Text.front()) && isOneToken(Text);
  };
  if (OfLock.empty() || OfObject.empty() || OfLock == OfObject)
    return false;
  return (isLiteralIndex(OfLock) && isLiteralIndex(OfObject)) ||
         (isName(OfLock) && isName(OfObject));
}
