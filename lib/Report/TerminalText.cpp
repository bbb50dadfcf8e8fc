// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Decodes UTF-8 and decides per character.

#include "Report/TerminalText.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

/// Decodes the character at the front of \p Text (not empty). The number of its
/// bytes, or 0 when they are not UTF-8.
static size_t decodeFront(StringRef Text, UTF32 &Character) {
  const auto *Begin = reinterpret_cast<const UTF8 *>(Text.data());
  const UTF8 *Pos = Begin;
  if (convertUTF8Sequence(&Pos, Begin + Text.size(), &Character,
                          strictConversion) != conversionOK)
    return 0;
  return Pos - Begin;
}

static std::string spellByte(char Byte) {
  return "<" + toHex(StringRef(&Byte, 1)) + ">";
}

static std::string spellCharacter(UTF32 Character) {
  std::string Digits = utohexstr(Character);
  if (Digits.size() < 4)
    Digits.insert(0, 4 - Digits.size(), '0');
  return "<U+" + Digits + ">";
}

static bool hasGlyph(UTF32 Character) {
  int Code = static_cast<int>(Character); // At most U+10FFFF.
  return sys::unicode::isPrintable(Code) && !sys::unicode::isFormatting(Code);
}

std::vector<Glyph> mapwarden::splitGlyphs(StringRef Text) {
  std::vector<Glyph> Glyphs;
  for (size_t Pos = 0; Pos != Text.size();) {
    UTF32 Character = 0;
    size_t Size = decodeFront(Text.drop_front(Pos), Character);
    std::string Shown;
    if (Size == 0)
      Shown = spellByte(Text[Pos]);
    else if (hasGlyph(Character))
      Shown = Text.substr(Pos, Size).str();
    else
      Shown = spellCharacter(Character);
    unsigned Width = std::max(0, sys::unicode::columnWidthUTF8(Shown));
    Glyphs.push_back({std::move(Shown), Width, Pos});
    Pos += std::max<size_t>(Size, 1);
  }
  return Glyphs;
}

std::string mapwarden::makePrintable(StringRef Text) {
  std::string Result;
  for (const Glyph &G : splitGlyphs(Text))
    Result += G.Text;
  return Result;
}

unsigned mapwarden::measureColumns(StringRef Printable) {
  return std::max(0, sys::unicode::columnWidthUTF8(Printable));
}

std::vector<std::string> mapwarden::wrapText(StringRef Text, unsigned Width) {
  std::string Printable = makePrintable(Text);
  if (Width == 0)
    return {Printable};
  SmallVector<StringRef> Words;
  StringRef(Printable).split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<std::string> Lines = {""};
  unsigned Used = 0;
  for (StringRef Word : Words) {
    unsigned Columns = measureColumns(Word);
    if (Used != 0 && Used + 1 + Columns > Width) {
      Lines.emplace_back();
      Used = 0;
    }
    if (Used != 0) {
      Lines.back() += ' ';
      ++Used;
    }
    Lines.back() += Word;
    Used += Columns;
  }
  return Lines;
}
