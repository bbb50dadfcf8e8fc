// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Names for content: the same parts give the same name, others another one.
///
/// BLAKE3 over the parts, each framed by its length, so that moving a border
/// between two parts changes the name.
#ifndef MAPWARDEN_SUPPORT_DIGEST_H
#define MAPWARDEN_SUPPORT_DIGEST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/BLAKE3.h"
#include <string>

namespace mapwarden {

class Digest {
public:
  Digest &add(llvm::StringRef Part);
  Digest &add(uint64_t Number);
  /// The number of the parts, then each.
  Digest &add(llvm::ArrayRef<std::string> Parts);
  /// 40 hex digits. The digest can be added to afterwards.
  std::string text() const;

private:
  llvm::BLAKE3 Hasher;
};

/// A checksum against accidents, at the speed of memory: 32 hex digits of
/// XXH3.
std::string checksum(llvm::StringRef Bytes);

} // namespace mapwarden

#endif
