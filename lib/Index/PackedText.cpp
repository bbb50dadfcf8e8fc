// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// zstd at its fastest: facts repeat themselves so much that more gains little.
#include "Index/PackedText.h"

#include "Support/Digest.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"

using namespace mapwarden;
using llvm::StringRef;

/// Longer texts are taken for garbage.
static constexpr uint64_t MaxLength = uint64_t(4) << 30;

std::string mapwarden::packText(StringRef Format, StringRef Text) {
  llvm::SmallVector<uint8_t, 0> Packed;
  llvm::compression::zstd::compress(llvm::arrayRefFromStringRef(Text), Packed,
                                    /*Level=*/1);
  StringRef Bytes = llvm::toStringRef(Packed);
  return (Format + " " + llvm::Twine(Text.size()) + " " + checksum(Bytes) +
          "\n" + Bytes)
      .str();
}

std::optional<std::string> mapwarden::unpackText(StringRef Format,
                                                 StringRef Packed) {
  auto [Line, Bytes] = Packed.split('\n');
  auto [Found, Numbers] = Line.split(' ');
  auto [Length, Sum] = Numbers.split(' ');
  uint64_t Size;
  if (Found != Format || Length.getAsInteger(10, Size) || Size > MaxLength ||
      checksum(Bytes) != Sum)
    return std::nullopt;
  llvm::SmallVector<uint8_t, 0> Text;
  if (llvm::Error E = llvm::compression::zstd::decompress(
          llvm::arrayRefFromStringRef(Bytes), Text, Size)) {
    llvm::consumeError(std::move(E));
    return std::nullopt;
  }
  if (Text.size() != Size)
    return std::nullopt;
  return llvm::toStringRef(Text).str();
}
