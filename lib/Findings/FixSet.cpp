// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which edits are the same, and which run into each other.
#include "Findings/FixSet.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace mapwarden;

/// Two edits of one file. Two insertions at one place have no order.
static bool clash(const Replacement &One, const Replacement &Two) {
  auto Begin = [](const Replacement &R) {
    return std::tuple(R.At.Line, R.At.Column);
  };
  auto End = [](const Replacement &R) {
    return std::tuple(R.At.EndLine, R.At.EndColumn);
  };
  return Begin(One) == Begin(Two) ||
         (Begin(One) < End(Two) && Begin(Two) < End(One));
}

std::optional<std::vector<Replacement>> FixSet::add(const Fix &Added) {
  std::vector<Replacement> New;
  for (const Replacement &Edit : Added.Edits) {
    const std::vector<Replacement> &Known = ByFile[Edit.At.File];
    if (llvm::is_contained(Known, Edit))
      continue;
    if (llvm::any_of(Known, [&](const Replacement &Other) {
          return clash(Edit, Other);
        }))
      return std::nullopt;
    New.push_back(Edit);
  }
  for (const Replacement &Edit : New)
    ByFile[Edit.At.File].push_back(Edit);
  return New;
}
