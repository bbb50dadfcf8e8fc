// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Support/Digest.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace mapwarden;

Digest &Digest::add(uint64_t Number) {
  uint8_t Bytes[8];
  llvm::support::endian::write64le(Bytes, Number);
  Hasher.update(Bytes);
  return *this;
}

Digest &Digest::add(llvm::StringRef Part) {
  add(Part.size());
  Hasher.update(Part);
  return *this;
}

Digest &Digest::add(llvm::ArrayRef<std::string> Parts) {
  add(Parts.size());
  for (const std::string &Part : Parts)
    add(llvm::StringRef(Part));
  return *this;
}

std::string Digest::text() const {
  llvm::BLAKE3 Copy = Hasher; // final() is not const.
  return llvm::toHex(Copy.final<20>(), /*LowerCase=*/true);
}

std::string mapwarden::checksum(llvm::StringRef Bytes) {
  llvm::XXH128_hash_t Hash =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Bytes));
  uint8_t Text[16];
  llvm::support::endian::write64be(Text, Hash.high64);
  llvm::support::endian::write64be(Text + 8, Hash.low64);
  return llvm::toHex(Text, /*LowerCase=*/true);
}
