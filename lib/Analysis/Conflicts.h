// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pairs of accesses that may race: same object, at least one write, may happen
/// in parallel, no common lock.
///
/// Parallelism inside a frame comes from the threads alive at each point, which
/// the flow knows: a thread started before and not surely joined; a thread that
/// is alive where another starts; a thread that is alive at its own start (a
/// loop that starts it again), which therefore overlaps itself. Barriers,
/// condition variables and atomics order some runs only and are left out on
/// purpose.
#ifndef MAPWARDEN_ANALYSIS_CONFLICTS_H
#define MAPWARDEN_ANALYSIS_CONFLICTS_H

#include "Analysis/LockRelation.h"
#include "Analysis/Residence.h"
#include "Analysis/SilenceLog.h"
#include "Analysis/Singletons.h"
#include "Analysis/Summaries.h"
#include "Support/Confidence.h"
#include <map>
#include <set>

namespace mapwarden {

/// Where one side of a conflict runs.
struct ConflictContext {
  /// The frame in which the two sides met.
  FunctionId Frame = 0;
  /// The way to the start of the side's thread; null for the frame's own
  /// thread.
  const TraceNode *Start = nullptr;
  FunctionId Entry = ~0u; ///< What the thread runs.
  bool OverlapsItself = false;
  /// No thread is visible: any thread outside of the program may run Frame.
  bool IsOutside = false;
};

struct ConflictSide {
  AccessSummary Access;
  ConflictContext Context;
};

struct Conflict {
  ConflictSide First, Second;
  LockRelation Relation = LockRelation::Neither;
  Confidence Level = Confidence::High;
  /// What the proof assumes, as what follows "assumes that"; says why Level is
  /// below High.
  std::vector<std::string> Assumptions;
  /// What the evidence shows, when that is less than both threads and both
  /// accesses: "the object keeps the thread running". Empty otherwise.
  std::string Seen;
};

class FrameOverlaps;

/// Whether the loop that starts \p Thread again and again gives each run its
/// own object at \p Path.
bool isPerIteration(const Program &Prog, const PathStore &Store,
                    const Frame &Here, const FrameThread &Thread, PathId Path);

/// Whether \p Access, in a thread or nested lambda of the frame, goes to the
/// element that the loop that starts \p Thread stands at: another one each time
/// round.
bool isOfLoopElement(const Program &Prog, const PathStore &Store,
                     const Frame &Here, const FrameThread &Thread,
                     const AccessSummary &Access);

/// What an access with AccessSummary::IsGuess assumes.
inline constexpr char GuessedCallable[] =
    "of all that is stored in such a field, the callable that leads here is "
    "the one that is called";

/// Where an access stands: (function, instruction).
using LeafId = std::pair<FunctionId, uint32_t>;

inline LeafId leafOf(const AccessSummary &Access) {
  return {Access.Function, Access.Instr};
}

/// Collects the conflicts of all frames, each pair of leaves once, the most
/// certain version of it.
class Conflicts {
public:
  explicit Conflicts(const Program &Prog, PathStore &Store)
      : Prog(Prog), Store(Store), Known(Prog) {}

  /// Looks for conflicts in one frame. Accesses are grouped by object, so cost
  /// is the sum of the squares of the groups, each access looking for at most
  /// MaxPartners partners.
  /// In a method of a singleton `this` is the variable that holds it.
  void addFrame(const Frame &Here);
  /// Keeps of the pairs that may run on one serial executor those that do not,
  /// once all frames are in.
  void settle(const Residence &Homes);
  /// Forgets what \p IsNone says is no conflict, for the reason \p Why, once
  /// all frames are in.
  void removeIf(Dismissal Why,
                llvm::function_ref<bool(const Conflict &)> IsNone) {
    llvm::erase_if(Found, [&](const Conflict &Pair) {
      bool IsGone = IsNone(Pair);
      if (IsGone && Silence)
        tellRemoved(Pair, Why);
      return IsGone;
    });
  }
  /// Changes what is said of a pair, escapes too, once all frames are in.
  void amend(llvm::function_ref<void(Conflict &)> Change) {
    llvm::for_each(Found, Change);
    llvm::for_each(Escapes, Change);
  }
  /// From now on \p Log, which must outlive this, hears of each pair that is
  /// dismissed; null for nobody.
  void tell(SilenceLog *Log) { Silence = Log; }
  /// In the order found; frames come callees first.
  const std::vector<Conflict> &all() const { return Found; }
  /// Those with a view that has escaped on one side, in the order found.
  const std::vector<Conflict> &escapes() const { return Escapes; }
  /// Objects (PathStore::key) that some thread accesses: for them contexts
  /// decide, not the discipline of the class.
  const std::map<std::string, bool> &threadedObjects() const {
    return Threaded;
  }
  /// Whether what instruction \p Call (function and number) accesses, itself or
  /// below it, may be written by another thread at about the same time,
  /// whatever locks the two hold: what it has found may be outdated once its
  /// lock is gone.
  bool mayBeOutdated(LeafId Call) const { return Outdated.count(Call) != 0; }
  static constexpr unsigned MaxPartners = 4;
  /// An access looks at so many others of its group for a partner.
  static constexpr unsigned MaxReach = 512;
  /// So many versions of one pair wait for settle().
  static constexpr unsigned MaxOpenVersions = 16;

  /// Whether two accesses to one object can disturb each other at all.
  static bool areInConflict(const AccessSummary &First,
                            const AccessSummary &Second);

private:
  struct Item;
  void findPairs(const Frame &Here);
  void markOutdated(const AccessSummary &Access);
  void addPair(const Frame &Here, const Item &First, const Item &Second,
               bool IsSelf);
  bool mayOverlap(const FrameOverlaps &InFrame, FunctionId Frame,
                  const Item &First, const Item &Second, bool &IsSelf) const;
  void tellRemoved(const Conflict &Pair, Dismissal Why) const;
  void keep(Conflict New);
  RunPlace placeOf(const Frame &Here, const Item &I);
  void dismiss(const Frame &Here, const Item &First, const Item &Second,
               Dismissal Why, PathId Lock = UnknownPath) const;
  Dismissal whyNotParallel(const Frame &Here, const Item &First,
                           const Item &Second) const;
  bool isThroughStoredPointer(PathId Object) const;

  const Program &Prog;
  PathStore &Store;
  const Singletons Known;
  SilenceLog *Silence = nullptr;
  // Of the frame being looked at; Ordered trusts waits.
  const FrameOverlaps *Overlaps = nullptr, *Ordered = nullptr;
  std::vector<Conflict> Found, Escapes;
  std::map<std::pair<LeafId, LeafId>, size_t> ByPair, ByEscape;
  /// A pair whose sides may turn out to run on one serial executor.
  struct OpenPair {
    Conflict Pair;
    RunPlace First, Second;
  };
  std::vector<OpenPair> Open;
  /// By leaves: which of Open.
  std::map<std::pair<LeafId, LeafId>, llvm::SmallVector<uint32_t, 2>>
      OpenByPair;
  std::map<std::string, bool> Threaded;
  std::set<LeafId> Outdated;
  std::set<const TraceNode *> OutdatedTraces; // Those already in Outdated.
};

} // namespace mapwarden

#endif
