// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Paths of callables that live in collections.
#ifndef MAPWARDEN_ANALYSIS_CALLABLEPATHS_H
#define MAPWARDEN_ANALYSIS_CALLABLEPATHS_H

#include "Facts/AccessPath.h"
#include "llvm/ADT/STLExtras.h"

namespace mapwarden {

/// Whether \p Path goes through an element of a collection.
inline bool hasElement(const AccessPath &Path) {
  return llvm::any_of(Path.Selectors, [](const Selector &Step) {
    return Step.K == Selector::Element;
  });
}

/// The USR of the field or variable that holds the collection an element path
/// goes through; \p Frame for a local one.
NameId collectionName(const AccessPath &Path, NameId Frame);

/// The USR of the field or global that \p Path ends in; None for others.
NameId wholeName(const AccessPath &Path);

} // namespace mapwarden

#endif
