// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Interned access paths with explicit frames: the currency of all
/// whole-program analyses.
///
/// A path in facts is relative to the function that contains it. Here every
/// frame is written out (the root says whose `this`, whose local), so paths of
/// different functions can stand side by side, and comparing two is comparing
/// ids.
#ifndef MAPWARDEN_ANALYSIS_PATHSTORE_H
#define MAPWARDEN_ANALYSIS_PATHSTORE_H

#include "Link/Program.h"
#include <deque>
#include <vector>

namespace mapwarden {

/// Index into a PathStore. 0 is the unknown path.
using PathId = uint32_t;
inline constexpr PathId UnknownPath = 0;

/// Owns paths. Not safe for concurrent interning.
class PathStore {
public:
  explicit PathStore(const Program &Prog)
      : Prog(Prog), FutureName(Prog.Names.find(FutureSelector)), Hashes(1),
        Parents(1), Slots(1024, UnknownPath) {
    Paths.emplace_back();
  }

  /// The id of \p Path, whose relative roots belong to the function with USR \p
  /// Frame. Paths
  /// over MaxSelectors are unknown: a prefix would name another object.
  PathId intern(AccessPath Path, NameId Frame);
  const AccessPath &path(PathId Id) const { return Paths[Id]; }

  /// \p Base followed by the selectors of \p Path from number \p From on.
  PathId append(PathId Base, PathId Path, unsigned From);
  PathId append(PathId Base, Selector Step);
  /// The first \p Length selectors of \p Path.
  PathId prefix(PathId Path, unsigned Length);
  /// The path without a trailing element selector, if it has one.
  PathId withoutElement(PathId Path);
  /// The path with all element names forgotten: which objects it may denote
  /// over all iterations and keys.
  PathId anyElement(PathId Path);

  /// The path \p Task.<future> (FutureSelector); UnknownPath when the program
  /// has no futures of tasks.
  PathId futureOf(PathId Task);
  /// The variable that stands for the pointer \p Designated itself
  /// (PointerMark); UnknownPath when it has none.
  PathId pointerOf(PathId Designated);
  bool isFuture(PathId Path) const;
  /// Whether the two paths, equal but for their elements, go through different
  /// elements: `tables[0]` and `tables[1]`.
  bool areDistinct(PathId First, PathId Second) const;
  /// The id of \p Text as the name of an element, also where no fact spells it.
  NameId elementName(llvm::StringRef Text);
  /// The text of an element's name.
  llvm::StringRef text(NameId Id) const;

  /// As a user would write it: `sessions_`, `shards_[i].map`, `Config::table`.
  std::string spelling(PathId Id) const;
  /// With the class of a field: `Server::sessions_`; what findings name the
  /// object.
  std::string qualifiedSpelling(PathId Id) const;
  /// `Server::sessions_` for the field \p Usr, the same for all instances of a
  /// class template; empty for None.
  std::string fieldName(NameId Usr) const;
  /// The declared variable at the end of the path: field, global, local or
  /// parameter; null when there is none.
  const VariableFacts *variable(PathId Id) const;
  /// Whether the path leads to a part of a variable that each thread has for
  /// itself, or to what a thread_local pointer points to. What such a variable
  /// refers to further on may be shared.
  bool isOfThread(PathId Id) const;
  /// What stays the same for one object in all functions: the USR of the last
  /// field, the global, or frame and local. Element selectors are left out.
  /// Sorted output may use it.
  std::string key(PathId Id) const;

private:
  bool isPart(const Selector &Step) const;
  PathId &slotFor(const AccessPath &Path, uint32_t Hash);
  void growSlots();
  PathId parent(PathId Path);

  const Program &Prog;
  NameId FutureName;
  std::deque<AccessPath> Paths; // References stay valid while the store grows.
  // By PathId: the path's hash, and the path without its last selector,
  // UnknownPath until somebody asks. Prefixes are what is asked for most.
  std::vector<uint32_t> Hashes;
  std::vector<PathId> Parents;
  // An open hash table of paths, a power of two long; UnknownPath is a free
  // slot.
  std::vector<PathId> Slots;
  NameTable Added; // Names behind those of the program.
};

} // namespace mapwarden

#endif
