// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The bracket scan, and the translation of the parser's errors.
#include "Driver/JsonInput.h"

#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

static llvm::Error makeError(StringRef FileName, uint32_t Line, uint32_t Column,
                             const llvm::Twine &What) {
  return llvm::createStringError(FileName + ":" + llvm::Twine(Line) + ":" +
                                 llvm::Twine(Column) + ": " + What);
}

/// Fills \p ObjectLines, or fails when brackets nest too deep.
static llvm::Error scanBrackets(StringRef Text, StringRef FileName,
                                std::vector<uint32_t> &ObjectLines) {
  unsigned Depth = 0;
  uint32_t Line = 1;
  size_t LineStart = 0;
  bool InString = false;
  for (size_t I = 0; I != Text.size(); ++I) {
    char C = Text[I];
    if (C == '\n') {
      ++Line;
      LineStart = I + 1;
    } else if (InString) {
      if (C == '\\')
        ++I;
      else if (C == '"')
        InString = false;
    } else if (C == '"') {
      InString = true;
    } else if (C == '[' || C == '{') {
      if (Depth == 1 && C == '{')
        ObjectLines.push_back(Line);
      if (++Depth > MaxJsonDepth)
        return makeError(FileName, Line, I - LineStart + 1,
                         "malformed JSON: nested deeper than " +
                             llvm::Twine(MaxJsonDepth) + " levels");
    } else if ((C == ']' || C == '}') && Depth) {
      --Depth;
    }
  }
  return llvm::Error::success();
}

/// json::ParseError has no accessors: its text is "[line:column, byte=n]:
/// what".
static llvm::Error translate(llvm::Error Problem, StringRef FileName) {
  std::string Message = llvm::toString(std::move(Problem));
  StringRef Rest(Message);
  uint32_t Line = 0, Column = 0;
  if (Rest.consume_front("[") && !Rest.consumeInteger(10, Line) &&
      Rest.consume_front(":") && !Rest.consumeInteger(10, Column)) {
    StringRef What = Rest.split("]: ").second;
    return makeError(FileName, Line, Column + 1,
                     "malformed JSON: " + What.take_front().lower() +
                         What.drop_front());
  }
  return llvm::createStringError(FileName + ": malformed JSON: " + Message);
}

llvm::Expected<JsonInput> mapwarden::parseJson(StringRef Text,
                                               StringRef FileName) {
  Text.consume_front("\xEF\xBB\xBF");
  std::string Repaired;
  if (!llvm::json::isUTF8(Text)) {
    Repaired = llvm::json::fixUTF8(Text);
    Text = Repaired;
  }
  JsonInput Result;
  if (llvm::Error E = scanBrackets(Text, FileName, Result.ObjectLines))
    return E;
  llvm::Expected<llvm::json::Value> Root = llvm::json::parse(Text);
  if (!Root)
    return translate(Root.takeError(), FileName);
  Result.Root = std::move(*Root);
  return Result;
}
