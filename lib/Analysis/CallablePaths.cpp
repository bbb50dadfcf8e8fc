// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Naming of collections.
#include "Analysis/CallablePaths.h"

using namespace mapwarden;

NameId mapwarden::wholeName(const AccessPath &Path) {
  if (!Path.Selectors.empty())
    return Path.Selectors.back().K == Selector::Field
               ? Path.Selectors.back().Name
               : NameId::None;
  return Path.Root.Kind == RootKind::Global ? Path.Root.Name : NameId::None;
}

NameId mapwarden::collectionName(const AccessPath &Path, NameId Frame) {
  for (size_t I = Path.Selectors.size(); I-- > 0;)
    if (Path.Selectors[I].K == Selector::Element) {
      while (I-- > 0)
        if (Path.Selectors[I].K == Selector::Field)
          return Path.Selectors[I].Name;
      break;
    }
  if (Path.Root.Kind == RootKind::Global)
    return Path.Root.Name;
  // A lambda uses a collection of the function around it.
  return Path.Root.Frame == NameId::None ? Frame : Path.Root.Frame;
}
