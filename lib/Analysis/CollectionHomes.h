// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which collection a reference leads to: `io_` of a session is the `io` of
/// main that its constructor was given.
///
/// Task queues are known by the name of the field or variable that they lie in.
/// A queue that is handed around by reference has as many names as there are
/// references; this finds the one behind them, flow-insensitively, along
/// assignments and arguments. A reference that is given different ones keeps
/// its own name.
#ifndef MAPWARDEN_ANALYSIS_COLLECTIONHOMES_H
#define MAPWARDEN_ANALYSIS_COLLECTIONHOMES_H

#include "Facts/AccessPath.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace mapwarden {

class CollectionHomes {
public:
  /// \p To, a place in \p ToFrame, is set to, or bound to, \p From in
  /// \p Frame, and no copy of it.
  void add(const AccessPath &To, NameId ToFrame, const AccessPath &From,
           NameId Frame);
  /// The name of the collection that the last element in \p Path is of. A few
  /// steps for each reference on the way.
  NameId nameOf(const AccessPath &Path, NameId Frame) const;

private:
  /// A field or global by its name and 0; a parameter or local variable by its
  /// function and number.
  using Place = std::pair<uint32_t, uint32_t>;
  /// What it is bound to, and the name of that as a collection; None for a
  /// parameter.
  struct Home {
    std::optional<Place> Next;
    NameId Collection = NameId::None;
    bool IsSeveral = false;
  };
  static std::optional<Place> placeAt(llvm::ArrayRef<Selector> Steps,
                                      const PathRoot &Root, NameId Frame);

  llvm::DenseMap<Place, Home> Homes;
};

} // namespace mapwarden

#endif
