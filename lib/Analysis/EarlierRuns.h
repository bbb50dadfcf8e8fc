// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Branches that find out that the function has run before.
///
/// `if (stopped_.exchange(true)) return; thread_.join();`, or with a test and a
/// store: who leaves early does so because an earlier run has set the flag, and
/// that run has joined. So of what is joined when the function ends, the early
/// way takes nothing away. A run that is still at it is not told from one that
/// is over.
#ifndef MAPWARDEN_ANALYSIS_EARLIERRUNS_H
#define MAPWARDEN_ANALYSIS_EARLIERRUNS_H

#include "Facts/FunctionFacts.h"
#include "Support/NameTable.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

class EarlierRuns {
public:
  EarlierRuns() = default;
  /// Linear in the function for each of its tests of a flag.
  EarlierRuns(const FunctionFacts &Function, const NameTable &Names);
  /// Whether successor number \p Edge of \p Block is taken only where an
  /// earlier run has taken the other one.
  bool show(uint32_t Block, size_t Edge) const {
    return Edges.contains(Block * 2 + static_cast<uint32_t>(Edge));
  }

private:
  llvm::DenseSet<uint32_t> Edges; // Block * 2 + edge.
};

} // namespace mapwarden

#endif
