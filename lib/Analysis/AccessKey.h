// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The key that an access names, in the terms of any function above it.
///
/// `cache.has(k)` looks up parameter 0 of `has`; seen from the caller that is
/// `k`. Two accesses of one function are about the same element if their keys
/// are the same expression there.
#ifndef MAPWARDEN_ANALYSIS_ACCESSKEY_H
#define MAPWARDEN_ANALYSIS_ACCESSKEY_H

#include "Analysis/Summaries.h"

namespace mapwarden {

struct AccessKey {
  enum Kind : uint8_t {
    None,    ///< The operation takes no key: size(), begin(), clear().
    Unknown, ///< It takes one, or an iterator, but nobody knows which.
    Path,    ///< The object at Path.
    Text,    ///< A literal, or an expression as the function spells it.
  } K = None;
  uint32_t Id = 0; ///< PathId or NameId.

  /// Both are known to be the same key.
  bool isSame(const AccessKey &Other) const {
    return K == Other.K && Id == Other.Id && (K == Path || K == Text);
  }
  bool isKnown() const { return K == Path || K == Text; }
  /// A number, string or character: the same in every call.
  bool isLiteral(const Program &Prog) const;
};

/// The key of \p Access as function \p Frame, whose frame its trace starts in,
/// names it. \p Names resolves the pointers and references of Frame.
AccessKey keyOf(const Program &Prog, PathStore &Store,
                const AccessSummary &Access, FunctionId Frame);

} // namespace mapwarden

#endif
