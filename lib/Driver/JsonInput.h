// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads JSON that somebody else wrote.
///
/// llvm::json::parse recurses once for each level and so dies on a file with a
/// hundred thousand brackets. A scan that only counts brackets goes first and
/// refuses such a file; it also remembers the lines on which the elements of
/// the outermost array begin, which json::Value does not keep, so that a later
/// complaint about an element can name its line.
#ifndef MAPWARDEN_DRIVER_JSONINPUT_H
#define MAPWARDEN_DRIVER_JSONINPUT_H

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <cstdint>
#include <vector>

namespace mapwarden {

/// Deeper documents are refused. A compilation database needs three levels.
inline constexpr unsigned MaxJsonDepth = 200;

/// A parsed document.
struct JsonInput {
  llvm::json::Value Root = nullptr;
  /// 1-based lines on which the objects directly in the outermost array begin,
  /// in order.
  std::vector<uint32_t> ObjectLines;
};

/// Parses \p Text. Errors read `FileName:line:column: what is wrong`. Bytes
/// that are not UTF-8 become U+FFFD: one strange file name must not cost the
/// rest.
llvm::Expected<JsonInput> parseJson(llvm::StringRef Text,
                                    llvm::StringRef FileName);

} // namespace mapwarden

#endif
