// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The text inside: for each unit its length on a line, and its facts.
#include "Index/ProgramFile.h"

#include "Index/PackedText.h"

using namespace mapwarden;
using llvm::StringRef;

static constexpr StringRef Format = "mapwarden-program-1";

bool mapwarden::isProgramFile(StringRef Bytes) {
  return Bytes.starts_with("mapwarden-program-");
}

std::string mapwarden::writeProgramFile(const FactTexts &Units) {
  std::string Text;
  for (const std::string &Unit : Units)
    (Text += std::to_string(Unit.size()) + "\n") += Unit;
  return packText(Format, Text);
}

llvm::Error mapwarden::readProgramFile(StringRef Bytes, StringRef FileName,
                                       FactTexts &Units) {
  auto damaged = [&] {
    return llvm::createStringError(
        FileName + ": damaged, or written by another version of mapwarden; "
                   "link it again");
  };
  std::optional<std::string> Text = unpackText(Format, Bytes);
  if (!Text)
    return damaged();
  for (StringRef Rest = *Text; !Rest.empty();) {
    auto [Line, Tail] = Rest.split('\n');
    uint64_t Size;
    if (Line.getAsInteger(10, Size) || Size > Tail.size())
      return damaged();
    Units.insert(Tail.take_front(Size).str());
    Rest = Tail.drop_front(Size);
  }
  return llvm::Error::success();
}
