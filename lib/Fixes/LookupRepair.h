// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A subscript that only reads, made a lookup: `m[k]` becomes `m.at(k)`.
///
/// What readers do to a map they share is to look things up; the subscript was
/// never meant to insert. A key that is missing is then an exception instead of
/// an empty element, which the description says.
#ifndef MAPWARDEN_FIXES_LOOKUPREPAIR_H
#define MAPWARDEN_FIXES_LOOKUPREPAIR_H

#include "Fixes/FixContext.h"

namespace mapwarden {

/// The edit for \p Access; nothing when it is no such subscript, or its text is
/// not what it seems. Constant.
std::optional<Fix> lookUp(FixContext &Ctx, const AccessSummary &Access);

} // namespace mapwarden

#endif
