// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How sure a proof is: shared by the analyses that prove and the findings that
/// state it.
#ifndef MAPWARDEN_SUPPORT_CONFIDENCE_H
#define MAPWARDEN_SUPPORT_CONFIDENCE_H

#include <cstdint>

namespace mapwarden {

/// Ordered: Low < Medium < High (design.md section 1).
enum class Confidence : uint8_t {
  Low,    ///< Needs an assumption, which the finding prints.
  Medium, ///< Class-level reasoning, a framework entry, an element access.
  High,   ///< Both contexts and both accesses are visible, and the object is
          ///< the same by construction.
};

/// One step less sure; Low stays Low.
inline Confidence lower(Confidence Level) {
  return Level == Confidence::High ? Confidence::Medium : Confidence::Low;
}

} // namespace mapwarden

#endif
