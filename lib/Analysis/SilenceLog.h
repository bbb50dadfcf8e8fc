// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Why pairs of accesses were found to be no conflict, recorded by the analysis
/// that decided it.
///
/// "Why is this not reported?" must be answered by the code that kept silent; a
/// second implementation of its questions would drift. So the pair search tells
/// the log about each pair that it dismisses. Only accesses that somebody asks
/// about are watched: a program has millions of dismissed pairs.
#ifndef MAPWARDEN_ANALYSIS_SILENCELOG_H
#define MAPWARDEN_ANALYSIS_SILENCELOG_H

#include "Analysis/Summary.h"
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace mapwarden {

/// Why two accesses to one object, one of them a write, do not race.
enum class Dismissal : uint8_t {
  Later,        ///< The thread of the other access is started after this one.
  Joined,       ///< It has been joined before this one.
  Apart,        ///< Two threads that do not run at the same time.
  OneAtATime,   ///< Both in one thread, which does not overlap itself.
  OwnObject,    ///< Each run of the thread has an object of its own.
  Protected,    ///< A lock that both hold keeps them apart.
  FilledBefore, ///< One fills the map on first use, which has happened before
                ///< the thread is started.
};

/// A dismissed pair, as seen from the access that is watched.
struct DismissedPair {
  std::pair<FunctionId, uint32_t> Leaf, Other;
  Dismissal Why = Dismissal::Protected;
  /// The threads of the two sides, by the way to their starts; null for the
  /// thread of the frame itself.
  const TraceNode *Start = nullptr, *OtherStart = nullptr;
  /// Protected: the lock.
  PathId Lock = UnknownPath;
};

class SilenceLog {
public:
  using LeafFilter = std::function<bool(FunctionId, uint32_t)>;

  /// Watches the accesses that \p Watched accepts.
  explicit SilenceLog(LeafFilter Watched) : Watched(std::move(Watched)) {}

  /// Adds \p Pair if its Leaf is watched; equal ones are kept once. At most
  /// MaxPairs for each access.
  void add(const DismissedPair &Pair);
  /// In the order found.
  const std::vector<DismissedPair> &pairs() const { return Pairs; }

  static constexpr size_t MaxPairs = 64;

private:
  LeafFilter Watched;
  std::vector<DismissedPair> Pairs;
  std::set<std::tuple<FunctionId, uint32_t, FunctionId, uint32_t, Dismissal,
                      FunctionId, uint32_t, FunctionId, uint32_t, PathId>>
      Seen;
  std::map<std::pair<FunctionId, uint32_t>, size_t> PerLeaf;
};

} // namespace mapwarden

#endif
