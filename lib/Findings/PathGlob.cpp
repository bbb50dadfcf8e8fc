// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A table of which prefix of the pattern matches which prefix of the path.

#include "Findings/PathGlob.h"
#include <vector>

using namespace llvm;
using namespace mapwarden;

/// Which prefixes of \p Path does all of \p Glob match? Index N: the first N
/// bytes.
static std::vector<bool> matchPrefixes(StringRef Glob, StringRef Path) {
  std::vector<bool> Reached(Path.size() + 1);
  Reached[0] = true;
  while (!Glob.empty()) {
    std::vector<bool> Next(Path.size() + 1);
    bool IsAny = Glob.consume_front("**");
    bool IsSlashed = IsAny && Glob.consume_front("/"); // `**/a` matches `a`.
    bool IsStar = !IsAny && Glob.consume_front("*");
    char Want = '\0';
    if (!IsAny && !IsStar) {
      Want = Glob.front();
      Glob = Glob.drop_front();
    }
    for (size_t I = 0; I <= Path.size(); ++I) {
      char Last = I ? Path[I - 1] : '\0';
      if (IsAny)
        Next[I] = Reached[I] || (I && Next[I - 1]);
      else if (IsStar)
        Next[I] = Reached[I] || (I && Next[I - 1] && Last != '/');
      else
        Next[I] =
            I && Reached[I - 1] && (Want == '?' ? Last != '/' : Want == Last);
    }
    if (IsSlashed)
      for (size_t I = 1; I <= Path.size(); ++I)
        Next[I] = Reached[I] || (Next[I] && Path[I - 1] == '/');
    Reached = std::move(Next);
  }
  return Reached;
}

bool mapwarden::matchesPath(StringRef Glob, StringRef Path) {
  bool IsFromRoot = Glob.consume_front("/");
  bool IsFolder = Glob.consume_back("/");
  if (Glob.empty())
    return false;
  std::string Pattern = Glob.str();
  if (!IsFromRoot && !Glob.contains('/'))
    Pattern = "**/" + Pattern;
  std::vector<bool> Reached = matchPrefixes(Pattern, Path);
  for (size_t I = 1; I < Path.size(); ++I)
    if (Reached[I] && Path[I] == '/')
      return true;
  return Reached[Path.size()] && !IsFolder;
}
