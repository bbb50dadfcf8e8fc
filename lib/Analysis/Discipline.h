// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lock consistency where no thread is visible (design.md 4.5).
///
/// A class that owns a mutex and locks it around some accesses to a map is
/// meant to be shared; an access that does not hold it breaks the discipline.
/// For each map the accesses are counted under each guard, writes twice; the
/// guard with the largest weight is the dominant one (after Engler et al.,
/// "Bugs as deviant behavior", SOSP 2001, and RacerD's argument that one locked
/// access shows intent). Where visible threads access the map, they decide
/// instead.
#ifndef MAPWARDEN_ANALYSIS_DISCIPLINE_H
#define MAPWARDEN_ANALYSIS_DISCIPLINE_H

#include "Analysis/Conflicts.h"
#include "Analysis/TakerLocks.h"
#include "Analysis/Versions.h"

namespace mapwarden {

/// The dominant guard of one map.
struct GuardUse {
  std::string Key;      ///< As relativeGuard gives it.
  std::string Spelling; ///< As the accesses name it: `mu_`.
  uint32_t Holding = 0,
           Total = 0;  ///< Accesses that hold it, and all that count.
  double Weight = 0;   ///< Share of the weighted accesses that hold it.
  bool IsTied = false; ///< Another guard weighs as much: none dominates.
};

/// Whether the guard lies beside the map, in the same object or one that holds
/// it, and not merely in the same file.
bool isOfObject(const GuardUse &Guard);

struct DisciplineBreak {
  AccessVersion Odd;     ///< The access that does not hold the dominant guard.
  AccessVersion Partner; ///< One that does, a write if there is one.
  GuardUse Guard;
  /// Odd holds the guard, but as a reader, and writes.
  bool IsWriteUnderShared = false;
  Confidence Level = Confidence::Medium;
  /// What the finding assumes, as what follows "assumes that"; not empty when
  /// Level is Low.
  std::vector<std::string> Assumptions;
  /// The declaration names the guard (GUARDED_BY): where it stands. Partner is
  /// then Odd itself.
  SourceSpan DeclaredAt;
  /// No access holds any lock, but in front of Odd stands a guard that guards
  /// nothing: somebody meant to lock. Guard is empty then.
  bool IsIntended = false;
  /// Odd holds the guard, one of an array of locks that the key chooses, and
  /// another key chooses another one: the guard does not guard the map.
  bool IsStriped = false;
};

class Discipline {
public:
  static Discipline build(const Program &Prog, const CallGraph &Graph,
                          const Summaries &Known, PathStore &Store,
                          const Conflicts &Pairs, TakerLocks &Takers);

  const std::vector<DisciplineBreak> &breaks() const { return Breaks; }
  /// Changes what is said of a break.
  void amend(llvm::function_ref<void(DisciplineBreak &)> Change) {
    llvm::for_each(Breaks, Change);
  }
  /// Whether \p Access holds the dominant guard of its object. False when there
  /// is none.
  bool holdsDominantGuard(PathStore &Store, const AccessSummary &Access) const;
  /// The dominant guard of the object with \p Key (PathStore::key), or null
  /// when no access to it holds any lock.
  const GuardUse *guardOf(const std::string &Key) const;
  const std::vector<AccessVersion> &versions() const { return Versions; }

private:
  std::vector<AccessVersion> Versions;
  std::vector<DisciplineBreak> Breaks;
  std::map<std::string, GuardUse> Guards;
};

} // namespace mapwarden

#endif
