// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a branch decides: the blocks that only one of its two ways leads to.
///
/// Control dependence (Ferrante, Ottenstein and Warren, 1987) in the form that
/// the checks need: not the tree of dependences, but whether code runs because
/// a branch went one way. Code after `if (x) return;` is decided by it, code
/// after the place where both ways meet is not.
#ifndef MAPWARDEN_ANALYSIS_BRANCHREGIONS_H
#define MAPWARDEN_ANALYSIS_BRANCHREGIONS_H

#include "Facts/FunctionFacts.h"
#include <map>
#include <optional>

namespace mapwarden {

class BranchRegions {
public:
  explicit BranchRegions(const FunctionFacts &Function) : Function(&Function) {}

  /// The blocks that can be reached from successor number \p Edge of \p Branch,
  /// and not from its other successor, without running \p Branch again. \p
  /// Branch must have two successors. Computed once; linear in the function.
  const std::vector<bool> &decidedBy(uint32_t Branch, unsigned Edge);
  /// Whether one way out of \p Branch decides that \p Block runs.
  bool decides(uint32_t Branch, uint32_t Block) {
    return decidedBy(Branch, 0)[Block] || decidedBy(Branch, 1)[Block];
  }

  /// The number of the successor that leads back to \p Branch, the head of a
  /// loop; nothing when none or both do. Linear in the function.
  std::optional<unsigned> edgeIntoLoop(uint32_t Branch) const;

private:
  const FunctionFacts *Function;
  std::map<uint32_t, std::pair<std::vector<bool>, std::vector<bool>>> Known;
};

/// Whether every way from the beginning of \p Function to instruction \p Second
/// runs instruction \p First before it (dominance). Linear in the function.
bool comesBefore(const FunctionFacts &Function, uint32_t First,
                 uint32_t Second);

} // namespace mapwarden

#endif
