// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Quote removal, POSIX.1-2017 XCU 2.2.
#include "Driver/ShellWords.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// Appends the text up to the closing double quote to \p Word and returns the
/// position after that quote. A backslash escapes only $, `, ", \ and newline.
static size_t readDoubleQuoted(StringRef Command, size_t I, std::string &Word) {
  for (; I < Command.size() && Command[I] != '"'; ++I) {
    if (Command[I] == '\\' && I + 1 < Command.size() &&
        StringRef("$`\"\\\n").contains(Command[I + 1]))
      ++I;
    Word += Command[I];
  }
  return I + 1;
}

std::vector<std::string> mapwarden::splitShellWords(StringRef Command) {
  std::vector<std::string> Words;
  std::string Word;
  bool InWord = false;
  for (size_t I = 0; I < Command.size();) {
    char C = Command[I++];
    if (C == ' ' || C == '\t' || C == '\n' || C == '\r') {
      if (InWord)
        Words.push_back(std::move(Word));
      Word.clear();
      InWord = false;
      continue;
    }
    InWord = true;
    if (C == '\'') {
      size_t End = std::min(Command.find('\'', I), Command.size());
      Word += Command.slice(I, End);
      I = End + 1;
    } else if (C == '"') {
      I = readDoubleQuoted(Command, I, Word);
    } else if (C == '\\' && I < Command.size()) {
      Word += Command[I++];
    } else {
      Word += C;
    }
  }
  if (InWord)
    Words.push_back(std::move(Word));
  return Words;
}

static std::string quote(StringRef Word) {
  bool IsPlain = !Word.empty() && llvm::all_of(Word, [](char C) {
    return llvm::isAlnum(C) || StringRef("_-./=+:,@%").contains(C);
  });
  if (IsPlain)
    return Word.str();
  std::string Quoted = "'";
  for (char C : Word)
    Quoted += C == '\'' ? StringRef("'\\''") : StringRef(&C, 1);
  return Quoted + "'";
}

std::string mapwarden::joinShellWords(const std::vector<std::string> &Words) {
  std::string Joined;
  for (const std::string &Word : Words)
    (Joined += Joined.empty() ? "" : " ") += quote(Word);
  return Joined;
}
