// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the pointers and references of one function designate.
///
/// Flow-insensitive on purpose: references bind once and most pointers to
/// containers and mutexes are set once, so one map from path to path answers
/// nearly every question; where several values are possible, all are tried
/// (bounded).
#ifndef MAPWARDEN_ANALYSIS_ALIASES_H
#define MAPWARDEN_ANALYSIS_ALIASES_H

#include "Analysis/PathStore.h"

namespace mapwarden {

class Aliases {
public:
  /// \p Shared, if given, holds what is true in every function (references of
  /// static storage) and must outlive this.
  explicit Aliases(PathStore &Store, const Aliases *Shared = nullptr)
      : Store(&Store), Shared(Shared) {}

  /// \p Pointer may designate \p Object. Self-extending pairs (p = p->next) are
  /// ignored.
  void add(PathId Pointer, PathId Object);
  /// The objects \p Path may denote, itself when nothing is known of it; at
  /// most 4. Sorted, never empty.
  llvm::SmallVector<PathId, 2> resolve(PathId Path) const;
  /// The only object \p Path denotes, or \p Path itself when there are several.
  PathId resolveOne(PathId Path) const;
  bool empty() const { return Objects.empty(); }

private:
  const llvm::SmallVector<PathId, 2> *find(PathId Path) const;

  PathStore *Store;
  const Aliases *Shared;
  llvm::DenseMap<PathId, llvm::SmallVector<PathId, 2>> Objects;
};

} // namespace mapwarden

#endif
