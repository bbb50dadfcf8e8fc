// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The spelling of an index or key as evidence: which element it names.
///
/// An element selector keeps the canonical text of its index (`i`, `key % 8`).
/// Two selectors with one text in one function name one element. These
/// functions carry that over calls (the text in the caller's words) and over
/// parallel arrays, where `locks_[h % 8]` goes with `maps_[h]`.
#ifndef MAPWARDEN_ANALYSIS_INDEXTEXT_H
#define MAPWARDEN_ANALYSIS_INDEXTEXT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace mapwarden {

/// A number or a quoted literal: names the same element in every function, and
/// another one than a different literal.
bool isLiteralIndex(llvm::StringRef Text);

/// Whether different values of the variables in \p Text may give one index, as
/// far as its form tells: `hash(key) % N`, `bits >> 4`, `size / 2`.
bool mayCoincide(llvm::StringRef Text);

/// \p Text with its variables replaced. \p Rename is asked for every identifier
/// that is no member, qualified name or called function, and gives its
/// replacement: the text to put there, the identifier itself, or nothing, which
/// makes the whole index unknown. Replacements of several tokens are put in
/// parentheses. Linear.
std::optional<std::string> renameVariables(
    llvm::StringRef Text,
    llvm::function_ref<std::optional<std::string>(llvm::StringRef)> Rename);

/// How the index of a lock follows from the index of the map it guards, as a
/// text that is equal wherever the rule is the same: "=" when they are the same
/// expression. Empty when the lock's index does not follow from the map's.
std::string relateIndices(llvm::StringRef OfLock, llvm::StringRef OfObject);

/// Two indices of parallel arrays that surely differ: two literals, or two
/// variables.
bool areOtherIndices(llvm::StringRef OfLock, llvm::StringRef OfObject);

} // namespace mapwarden

#endif
