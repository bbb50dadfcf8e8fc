// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Handles that surely get a new thread before the function ends.
///
/// `seen_.clear(); thread_ = std::thread(&W::run, this);`: assigning to a
/// handle whose thread has not been joined ends the program
/// ([thread.thread.assign]). So on the way to such an assignment the handle
/// holds no running thread, unless something joins it in between. A method that
/// starts its object's thread like that, called once for each of several
/// objects, prepares an object whose thread does not run yet. Handles that wait
/// when they are assigned to (std::jthread, a future) and those that a function
/// fills in (pthread_create) say nothing.
#ifndef MAPWARDEN_ANALYSIS_RESTARTS_H
#define MAPWARDEN_ANALYSIS_RESTARTS_H

#include "Analysis/FunctionFlow.h"
#include "llvm/ADT/BitVector.h"

namespace mapwarden {

class Restarts {
public:
  Restarts() = default;
  /// \p Inputs with the effects of the calls.
  explicit Restarts(const FlowInputs &Inputs);

  /// The handles among \p Inputs' that hold no running thread at instruction \p
  /// Instr, as far as that matters for \p Object: a handle in an object says
  /// something of that object only. Linear in the starts of the function.
  llvm::SmallVector<PathId, 2> idleAt(uint32_t Instr, PathStore &Store,
                                      PathId Object) const;

private:
  struct Restart {
    PathId Handle = UnknownPath;
    uint32_t Instr = 0, Block = 0;
    llvm::BitVector Avoiding; ///< Blocks from which some way ends without it.
  };
  std::vector<Restart> All;
  std::vector<uint32_t> Blocks; ///< By instruction, when there are any starts.
};

} // namespace mapwarden

#endif
