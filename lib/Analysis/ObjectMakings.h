// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pointers that a function sets to a new object before it uses them.
///
/// `reaper_ = new Reaper; reaper_->start();`: each run of the function has a
/// reaper of its own, although all of them are called `reaper_`. What one run
/// does before it starts the thread is no conflict with the thread that an
/// earlier run has started.
#ifndef MAPWARDEN_ANALYSIS_OBJECTMAKINGS_H
#define MAPWARDEN_ANALYSIS_OBJECTMAKINGS_H

#include "Analysis/PathStore.h"
#include "llvm/ADT/BitVector.h"

namespace mapwarden {

class ObjectMakings {
public:
  ObjectMakings(const FunctionFacts &Function, PathStore &Store);

  bool empty() const { return All.empty(); }
  /// Whether \p Pointer has been set to a new object on every way to
  /// instruction \p Instr. Linear in the makings.
  bool isMadeBefore(PathId Pointer, uint32_t Instr) const;

private:
  struct Making {
    PathId Pointer = UnknownPath;
    uint32_t Instr = 0, Block = 0;
    llvm::BitVector Avoiding; ///< Blocks that some way reaches without it.
  };
  const FunctionFacts &Function;
  std::vector<Making> All;
};

} // namespace mapwarden

#endif
