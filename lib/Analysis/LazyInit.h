// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Maps that are filled on first use, and what keeps two first users apart.
///
/// The shape: a branch tests whether a map has been filled (it is empty, a
/// pointer to it is null, a flag is not set, a fixed key is absent), and only
/// the way of "not yet" leads to code that fills it. It is racy unless a lock
/// is held at both the test and the filling, or the filling runs once by
/// construction (call_once, a static local's initialiser), or the test reads an
/// atomic with ordering and the filling holds a lock: correct double-checked
/// locking. Whether two threads may be there at once is another question; the
/// evidence is collected from conflicts, broken discipline, and the shape
/// itself: code that fills a *static* map on first use expects to be called
/// from anywhere.
#ifndef MAPWARDEN_ANALYSIS_LAZYINIT_H
#define MAPWARDEN_ANALYSIS_LAZYINIT_H

#include "Analysis/Conflicts.h"

namespace mapwarden {

/// What says that the map has not been filled yet.
enum class LazyTest : uint8_t {
  Empty,   ///< `if (m.empty())`, `if (m.size() == 0)`
  Key,     ///< `if (m.count("a") == 0)`: a fixed key stands for all
  Flag,    ///< `if (!filled)`
  Pointer, ///< `if (!map) map = new Map;`
};

struct LazyInit {
  LazyTest Test = LazyTest::Empty;
  FunctionId Function = 0;
  uint32_t TestInstr = 0;
  /// The instructions of the function that fill: accesses, calls, and the
  /// assignment of a pointer. In block order, the first one first.
  struct Filling {
    uint32_t Instr = 0;
    AccessSummary Access; ///< With all locks. For an assignment: a write of the
                          ///< pointer.
  };
  std::vector<Filling> Fillings;
  /// Accesses to the object, or through it, that are the test or happen where
  /// it has decided to fill; not those of functions that others call as well.
  std::vector<AccessSummary> Parts;
  PathId Object = UnknownPath; ///< The map, or the pointer to it.
  PathId Flag = UnknownPath;   ///< For Flag.
  /// The filling holds a lock that the test does not.
  bool IsDoubleChecked = false;
  PathId Lock = UnknownPath; ///< That lock.
  bool IsRelaxed = false;    ///< The test loads an atomic without ordering.
};

/// All fillings that nothing keeps apart, in program order; a function and
/// object once. Linear in the functions that have the shape.
std::vector<LazyInit> findLazyInits(const Program &Prog, const CallGraph &Graph,
                                    Summaries &Known, PathStore &Store);

/// Whether the function that starts the threads of \p Pair has the map filled
/// before it starts the first one: the threads then find it filled. Looks at
/// straight-line code only.
bool isFilledBefore(const Program &Prog, const CallGraph &Graph,
                    Summaries &Known, const LazyInit &Lazy,
                    const Conflict &Pair);

/// Removes from \p Pairs the conflicts with fillings that never run in the
/// threads, because they have run before.
void removeFilledBefore(const Program &Prog, const CallGraph &Graph,
                        Summaries &Known, llvm::ArrayRef<LazyInit> Inits,
                        Conflicts &Pairs);

} // namespace mapwarden

#endif
