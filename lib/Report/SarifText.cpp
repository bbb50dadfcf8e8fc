// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Encodes and escapes.

#include "Report/SarifText.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace llvm;
using namespace mapwarden;

std::string mapwarden::makeUri(StringRef File) {
  // A drive letter is absolute, too; its slash is the root's.
  bool IsAbsolute = File.starts_with("/");
  bool HasDrive = File.size() > 2 && isAlpha(File[0]) && File[1] == ':' &&
                  (File[2] == '/' || File[2] == '\\');
  std::string Uri = IsAbsolute ? "file://" : HasDrive ? "file:///" : "";
  for (char C : File) {
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      Uri += C;
    else
      Uri += "%" + toHex(StringRef(&C, 1));
  }
  return Uri;
}

/// The UTF-16 units and, in \p Size, the bytes of the character at the front.
static unsigned measureFront(StringRef Text, size_t &Size) {
  const auto *Begin = reinterpret_cast<const UTF8 *>(Text.data());
  const UTF8 *Pos = Begin;
  UTF32 Character = 0;
  if (convertUTF8Sequence(&Pos, Begin + Text.size(), &Character,
                          strictConversion) != conversionOK) {
    Size = 1;
    return 1;
  }
  Size = Pos - Begin;
  return Character > 0xFFFF ? 2 : 1;
}

uint32_t mapwarden::convertToUtf16Column(StringRef Line, uint32_t Column) {
  size_t Bytes = Column == 0 ? 0 : Column - 1;
  uint32_t Units = 0;
  size_t Pos = 0;
  while (Pos < Line.size() && Pos < Bytes) {
    size_t Size = 0;
    Units += measureFront(Line.drop_front(Pos), Size);
    Pos += Size;
  }
  if (Bytes > Line.size())
    Units += Bytes - Line.size();
  return Units + 1;
}

std::string mapwarden::escapeMessage(StringRef Text) {
  std::string Printable = makePrintable(Text);
  // Brackets are common (`operator[]`); only `[x](y)` is a link.
  bool MayLink = StringRef(Printable).contains("](");
  std::string Result;
  for (size_t I = 0; I != Printable.size(); ++I) {
    char C = Printable[I];
    if (MayLink && (C == '[' || C == ']'))
      Result += '\\';
    if (C == '{' || C == '}')
      Result += C;
    Result += C;
  }
  return Result;
}

std::string mapwarden::finishSentence(std::string Text) {
  if (!Text.empty() && !StringRef(".!?").contains(Text.back()))
    Text += '.';
  return Text;
}
