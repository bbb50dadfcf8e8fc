// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Views that outlive their critical section while somebody may change the
/// container (design.md, guard-escape).
///
/// The sites come from EscapeSites.h, one function at a time. Here they meet
/// the rest of the program: a change that ends the view, in a thread that may
/// run meanwhile; or, where no thread is visible, the discipline of the class:
/// the lock that the view has lost is the dominant guard of the map. An
/// element of a node-based map that is never erased from stays where it is: no
/// change ends such a view, and nothing is reported.
#ifndef MAPWARDEN_ANALYSIS_GUARDESCAPES_H
#define MAPWARDEN_ANALYSIS_GUARDESCAPES_H

#include "Analysis/Discipline.h"
#include <deque>
#include <memory>
#include <set>

namespace mapwarden {

struct GuardEscape {
  const EscapeSite *Site = nullptr;
  ConflictSide Escape, Change;
  /// Nothing is held where the view is handed out: this lock is held by all
  /// other accesses.
  PathId Missing = UnknownPath;
  /// Set when frames or running threads prove that the two may overlap.
  std::optional<Conflict> Proof;
  Confidence Level = Confidence::Medium;
  std::vector<std::string> Assumptions;
};

class GuardEscapes {
public:
  /// Near linear: each view is compared with the changes of its own map.
  /// Conflicts with a view among \p ObjectPairs are moved out of it.
  static GuardEscapes build(const Program &Prog, const CallGraph &Graph,
                            const Summaries &Known, PathStore &Store,
                            const Conflicts &Pairs, const Discipline &Guards,
                            std::vector<Conflict> &ObjectPairs);

  /// One for each view obtained, its first escape, in program order.
  const std::vector<GuardEscape> &all() const { return Found; }
  /// Whether the access at \p Leaf goes through a view whose escape is reported
  /// with at least medium confidence.
  bool explains(const LeafId &Leaf) const { return Explained.count(Leaf); }

private:
  /// Sites of getters that hold no lock at all.
  std::unique_ptr<std::deque<EscapeSite>> Open =
      std::make_unique<std::deque<EscapeSite>>();
  std::vector<GuardEscape> Found;
  std::set<LeafId> Explained;
};

} // namespace mapwarden

#endif
