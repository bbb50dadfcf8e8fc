// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Functions that threads may run although nothing in the program starts them
/// there, and functions that several visible threads run.
///
/// A third of real races have no thread in the tree: the map sits in a library,
/// a plug-in or a handler, and the threads belong to whoever calls it
/// (design.md 4.5, docs/design/0005). An *exported* function, one with external
/// linkage that no visible program calls, may run in parallel with itself and
/// its siblings, if its part of the program shows that it expects threads: its
/// class, its file or what it calls uses a lock, an atomic or a thread. A
/// single-threaded library shows none and is silent.
///
/// Where a `main` reaches a function, contexts decide. A `main` of tests,
/// examples or benchmarks is a guest of the library, not its program: it counts
/// only for functions of such folders.
#ifndef MAPWARDEN_ANALYSIS_ENTRIES_H
#define MAPWARDEN_ANALYSIS_ENTRIES_H

#include "Analysis/CallGraph.h"
#include "Analysis/TestFiles.h"

namespace mapwarden {

/// Why a function may run in several threads at once.
enum class EntryKind : uint8_t {
  None,
  Started,  ///< By a visible thread that is started several times.
  Exported, ///< Any caller outside of the program may call it.
};

class Entries {
public:
  /// O(size of the call graph).
  static Entries build(const Program &Prog, const CallGraph &Graph);

  /// Whether \p Function may run in parallel with itself, on the same globals:
  /// below an entry that does. Says nothing about locks, or about what is
  /// sequential in one frame (before the start, after the join).
  bool mayRunConcurrently(FunctionId Function) const {
    return Reached[Function].Kind != EntryKind::None;
  }
  /// The entry through which it does: None when it does not.
  EntryKind kindOf(FunctionId Function) const { return Reached[Function].Kind; }
  /// One sentence for a finding, without a full stop: "'f' is exported by a
  /// library that uses threads (a lock at a.cpp:3): any thread may call it".
  /// Empty when \p Function does not run concurrently.
  std::string whyConcurrent(FunctionId Function) const;
  /// Whether callers outside of the program may reach \p Function, even where
  /// nothing shows that they are threads. For findings whose own shape shows
  /// that it is meant to be safe, such as a lazily filled static.
  bool isExposed(FunctionId Function) const { return Exposed[Function]; }
  /// Whether callers outside of the program may call \p Function first: it is
  /// exported, and no visible function calls it.
  bool isExportedRoot(FunctionId Function) const { return Roots[Function]; }
  /// Where the class, file or callees of \p Function use a lock, an atomic or a
  /// thread; an invalid span when they do not.
  SourceSpan threadUse(FunctionId Function) const { return Uses[Function]; }

private:
  struct Reason {
    EntryKind Kind = EntryKind::None;
    FunctionId Entry = ~0u; ///< The exported or started function.
    SourceSpan At;          ///< The thread use, or the start.
  };
  explicit Entries(const Program &Prog) : Prog(&Prog) {}
  void findUses(const CallGraph &Graph);
  void findRoots(const CallGraph &Graph);
  void reachStarted(const CallGraph &Graph);
  void reachExported(const CallGraph &Graph);
  void spread(const CallGraph &Graph, std::vector<FunctionId> Worklist);

  const Program *Prog;
  std::vector<SourceSpan> Uses;
  std::vector<bool> Roots, Exposed;
  std::vector<Reason> Reached;
};

/// Functions that a `main` may reach, through calls and thread starts; a `main`
/// of a folder for tests or examples reaches only functions of such folders.
/// Empty bits when the program has no main. O(size of the call graph).
std::vector<bool> reachableFromProgram(const Program &Prog,
                                       const CallGraph &Graph,
                                       const TestFiles &Tests);

} // namespace mapwarden

#endif
