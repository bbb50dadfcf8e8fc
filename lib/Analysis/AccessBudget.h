// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which accesses stay where a function does too much to keep them all.
#ifndef MAPWARDEN_ANALYSIS_ACCESSBUDGET_H
#define MAPWARDEN_ANALYSIS_ACCESSBUDGET_H

#include "Analysis/Summary.h"
#include "llvm/ADT/DenseMap.h"

namespace mapwarden {

/// Counts the accesses that a summary keeps. Few places of a program make most
/// accesses of a full summary: the copy of one class, on each of the hundreds
/// of objects that lead to it. Up to half of the bound every access is kept;
/// from there on, up to the bound, only the first few objects of each place, so
/// that no place is lost to the objects of another.
class AccessBudget {
public:
  /// \p Bound: so many accesses at most.
  explicit AccessBudget(size_t Bound) : Bound(Bound) {}

  /// Whether \p Access is to be kept; if so, it is counted. Constant time.
  bool take(const AccessSummary &Access) {
    unsigned &OfPlace = Places[{Access.Function, Access.Instr}];
    bool IsKept =
        Taken < Bound / 2 || (Taken < Bound && OfPlace < MaxObjectsOfPlace);
    Taken += IsKept;
    OfPlace += IsKept;
    return IsKept;
  }

private:
  static constexpr unsigned MaxObjectsOfPlace = 4;
  size_t Bound;
  size_t Taken = 0;
  llvm::DenseMap<std::pair<FunctionId, uint32_t>, unsigned> Places;
};

} // namespace mapwarden

#endif
