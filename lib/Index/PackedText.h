// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A text, compressed, with what it takes to see that it is whole: one line
/// with the format, the length and a checksum, then the packed bytes.
#ifndef MAPWARDEN_INDEX_PACKEDTEXT_H
#define MAPWARDEN_INDEX_PACKEDTEXT_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace mapwarden {

/// \p Text as a file of the format \p Format, a word. The same text gives the
/// same bytes.
std::string packText(llvm::StringRef Format, llvm::StringRef Text);

/// The text in \p Packed; nullopt when it is no whole file of that format.
/// Never makes more than 4 GiB of what it is given.
std::optional<std::string> unpackText(llvm::StringRef Format,
                                      llvm::StringRef Packed);

} // namespace mapwarden

#endif
