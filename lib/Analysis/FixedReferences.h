// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// References and pointers that an object is given once, by its owner: what
/// they lead to is known wherever the owner is.
///
/// `Server() : worker_(&table_)` gives the field `out_` of its part `worker_`
/// the server's own `table_`. A function that only sees the server and calls
/// `worker_.start()` meets `worker_.out_` without the constructor in sight;
/// with this table both are `table_`. The same for an object made with new,
/// for the elements of a collection when all are given the same, for what a
/// setter is given, and for a field that every constructor binds to a part of
/// its own object.
#ifndef MAPWARDEN_ANALYSIS_FIXEDREFERENCES_H
#define MAPWARDEN_ANALYSIS_FIXEDREFERENCES_H

#include "Analysis/PathStore.h"

namespace mapwarden {

class FixedReferences {
public:
  /// Looks at every assignment and call once, and again at the constructors
  /// and setters that pass on what they are given. Linear but for chains of
  /// these.
  explicit FixedReferences(const Program &Prog);

  bool isEmpty() const { return Targets.empty(); }
  /// What \p Reference, which ends in a field, always leads to; UnknownPath
  /// when that differs from object to object or is not known.
  PathId designated(PathStore &Store, PathId Reference) const;

private:
  friend class FixedReferenceSearch;
  /// The field or global that holds the object, None for any object, and the
  /// reference in it.
  using Place = std::pair<NameId, NameId>;
  /// What it leads to: a global, or a path of the owner, with `this` as root.
  /// For Place.first None the owner is the object itself.
  llvm::DenseMap<Place, AccessPath> Targets;
};

} // namespace mapwarden

#endif
