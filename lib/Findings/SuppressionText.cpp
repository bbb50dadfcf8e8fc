// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lines, lists and reasons of suppressions.

#include "Findings/SuppressionText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;
using namespace mapwarden;

LineIndex::LineIndex(StringRef Text) : Starts({0}) {
  for (size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == '\n' ||
        (Text[I] == '\r' && (I + 1 == Text.size() || Text[I + 1] != '\n')))
      Starts.push_back(I + 1);
}

LineColumn LineIndex::at(size_t Offset) const {
  auto After =
      partition_point(Starts, [&](size_t Start) { return Start <= Offset; });
  size_t Line = After - Starts.begin(); // At least 1: the first start is 0.
  return {static_cast<uint32_t>(Line),
          static_cast<uint32_t>(Offset - Starts[Line - 1] + 1)};
}

std::vector<StringRef> mapwarden::splitCheckList(StringRef List) {
  SmallVector<StringRef> Parts;
  List.split(Parts, ',');
  std::vector<StringRef> Names;
  for (StringRef Part : Parts)
    if (StringRef Name = Part.trim(); !Name.empty())
      Names.push_back(Name);
  return Names;
}

std::string mapwarden::cleanReason(StringRef Rest) {
  Rest = Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
  Rest = Rest.take_front(Rest.find("*/"));
  return Rest.ltrim(":-;,. \t").rtrim().str();
}
