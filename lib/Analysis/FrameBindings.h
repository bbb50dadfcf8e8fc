// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What `this` and the parameters of a function are, where only one place calls
/// it.
///
/// A callback made in `setup(Server &)` and run by a worker reaches the worker
/// without the frame of setup: its paths keep saying "the parameter of setup".
/// If setup has a single call site, that parameter is known, and a function
/// above that site can read the callback's paths in its own terms.
#ifndef MAPWARDEN_ANALYSIS_FRAMEBINDINGS_H
#define MAPWARDEN_ANALYSIS_FRAMEBINDINGS_H

#include "Analysis/CallGraph.h"
#include "Analysis/PathStore.h"

namespace mapwarden {

class FrameBindings {
public:
  /// Linear in the number of calls.
  FrameBindings(const Program &Prog, const CallGraph &Graph);

  /// \p Path in the terms of function \p Here, if its root belongs to a
  /// function that only a chain of single call sites below \p Here reaches;
  /// otherwise
  /// \p Path. Cost: the length of the chain, bounded.
  PathId rebind(PathStore &Store, PathId Path, FunctionId Here) const;

private:
  struct Site {
    FunctionId Caller = 0;
    uint32_t Instr = 0;
    CallTarget Target;
    unsigned Count = 0;
  };
  const Program *Prog;
  std::vector<Site> Sites; // By function; meaningful when Count is 1.
};

} // namespace mapwarden

#endif
