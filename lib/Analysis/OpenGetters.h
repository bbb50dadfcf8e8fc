// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Public getters that hand out a guarded map itself, without its lock.
///
/// `const Map &all() const { return map_; }` reads nothing, so it breaks no
/// discipline where it stands, but whoever calls it will. Where callers are
/// visible they are judged; here it is about those of a library, which are not.
#ifndef MAPWARDEN_ANALYSIS_OPENGETTERS_H
#define MAPWARDEN_ANALYSIS_OPENGETTERS_H

#include "Analysis/Discipline.h"

namespace mapwarden {

struct OpenGetter {
  FunctionId Function = 0;
  uint32_t Instr = 0;         ///< The return.
  PathId Map = UnknownPath;   ///< In the function's terms.
  PathId Guard = UnknownPath; ///< The lock, beside the map.
};

/// Getters that no visible code calls, of maps whose every other access holds a
/// private mutex of the same object, where no member hands that mutex out.
/// Linear in the number of instructions.
std::vector<OpenGetter> findOpenGetters(const Program &Prog,
                                        const CallGraph &Graph,
                                        PathStore &Store,
                                        const Discipline &Guards);

} // namespace mapwarden

#endif
