// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Why an access is not reported, in words.
#ifndef MAPWARDEN_CHECKS_SILENCE_H
#define MAPWARDEN_CHECKS_SILENCE_H

#include "checks/CheckContext.h"
#include <map>

namespace mapwarden {

/// Answers for all accesses of a program. Everything it says was decided by the
/// analyses: pairs that were dismissed, versions, guards, flags of variables.
class SilenceReasons {
public:
  /// \p Log must have watched the accesses that are asked about.
  /// O(summaries and log).
  SilenceReasons(const CheckContext &Ctx, const SilenceLog &Log);

  /// What keeps the access at \p Leaf silent, one clause each, the strongest
  /// first; never empty.
  std::vector<std::string> of(LeafId Leaf) const;

private:
  struct Object {
    std::vector<LeafId> Reads, Writes; // Sorted, each once.
    bool IsShared = false;             // Some version is not owned by its root.
  };
  using Reasons = std::vector<std::string>;

  void addDeclaration(LeafId Leaf, Reasons &Out) const;
  void addPairs(LeafId Leaf, Reasons &Out) const;
  void addPhases(LeafId Leaf, Reasons &Out) const;
  void addObject(LeafId Leaf, Reasons &Out) const;
  void addGuard(LeafId Leaf, const std::string &Key, Reasons &Out) const;
  std::string startOf(const TraceNode *Start) const;
  std::string placesOf(const std::vector<LeafId> &Leaves) const;
  const Instruction &at(LeafId Leaf) const;

  const CheckContext &Ctx;
  std::map<LeafId, std::vector<const DismissedPair *>> Pairs;
  std::map<LeafId, std::vector<const AccessVersion *>> Versions;
  std::map<std::string, Object> Objects; // By PathStore::key.
};

} // namespace mapwarden

#endif
