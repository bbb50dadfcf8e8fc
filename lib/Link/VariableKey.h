// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One key for a variable wherever it is named.
#ifndef MAPWARDEN_LINK_VARIABLEKEY_H
#define MAPWARDEN_LINK_VARIABLEKEY_H

#include "Facts/AccessPath.h"
#include <utility>

namespace mapwarden {

/// The USR of a field or global; of a local or parameter its frame and number.
/// A field is the same in all objects.
using VariableKey = std::pair<NameId, uint32_t>;

/// The variable that the first \p Length selectors of \p Path end in, elements
/// left out; the path stands in \p Function.
inline VariableKey keyOfVariable(const AccessPath &Path, size_t Length,
                                 NameId Function) {
  for (size_t I = Length; I-- > 0;)
    if (Path.Selectors[I].K == Selector::Field)
      return {Path.Selectors[I].Name, 0};
  if (Path.Root.Kind == RootKind::Global)
    return {Path.Root.Name, 0};
  return {Path.Root.Frame == NameId::None ? Function : Path.Root.Frame,
          Path.Root.Index + 1};
}

} // namespace mapwarden

#endif
