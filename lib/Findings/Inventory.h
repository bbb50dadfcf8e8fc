// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a program holds, as the analysis sees it: maps, threads, locks and
/// accesses, as text and places.
///
/// Findings say what is wrong; this says what there is, so that a reader can
/// check that the analysis has understood the program. Like findings it needs
/// neither Clang nor the program to be shown.
#ifndef MAPWARDEN_FINDINGS_INVENTORY_H
#define MAPWARDEN_FINDINGS_INVENTORY_H

#include "Findings/Finding.h"

namespace mapwarden {

/// A map, or whatever container of the models.
struct MapEntry {
  std::string Name; ///< `Server::sessions_`.
  std::string Kind; ///< `field`, `global`, `local`, `parameter`, ...
  FilePlace At;     ///< Its declaration; invalid when that is not known.
  uint32_t Reads = 0, Writes = 0;
  std::optional<GuardStatistics> Guard;
  std::vector<std::string> Threads; ///< That reach it; sorted.
  friend auto operator<=>(const MapEntry &, const MapEntry &) = default;
};

/// A thread, or something that may be one.
struct ThreadEntry {
  /// `main`, `spawn`, `task`, `callback`, `declared` or `exported`.
  std::string Kind;
  std::string Found; ///< How it was found, one clause.
  FilePlace At;      ///< The start; of main and exported functions, the name.
  std::string Entry; ///< What it runs; empty when unknown.
  bool IsMany = false;
  std::string Multiplicity; ///< Why it runs once or many times.
  std::string
      Joined; ///< Where it ends for others, or that it is not waited for.
  std::vector<std::string> Calls; ///< Outermost caller to the starter.
  friend auto operator<=>(const ThreadEntry &, const ThreadEntry &) = default;
};

/// A mutex.
struct LockEntry {
  std::string Name;
  std::string Kind;
  FilePlace At; ///< Its declaration; invalid when that is not known.
  /// Where it is taken, and in which function.
  struct Hold {
    FilePlace At;
    std::string Function;
    bool IsShared = false;
    friend auto operator<=>(const Hold &, const Hold &) = default;
  };
  std::vector<Hold> Taken;
  /// Maps of which it is the dominant guard: the map and "6 of 7".
  struct Guarded {
    std::string Map;
    uint32_t Holding = 0, Total = 0;
    friend auto operator<=>(const Guarded &, const Guarded &) = default;
  };
  std::vector<Guarded> Guards;
  friend auto operator<=>(const LockEntry &, const LockEntry &) = default;
};

/// One access with what the analysis thinks of it.
struct AccessEntry {
  AccessSide Side; ///< Without a trace.
  std::vector<std::string> Threads;
  /// `reported`, `low`, `suppressed`, `partner` (the other side of a finding)
  /// or `silent`.
  std::string Verdict;
  /// Why: the findings, or what keeps the access silent.
  std::vector<std::string> Reasons;
  friend auto operator<=>(const AccessEntry &, const AccessEntry &) = default;
};

struct Inventory {
  std::vector<MapEntry> Maps;        ///< Sorted by name.
  std::vector<ThreadEntry> Threads;  ///< main first, then by place.
  std::vector<LockEntry> Locks;      ///< Sorted by name.
  std::vector<AccessEntry> Accesses; ///< Sorted by map, then place.
  /// Files of the program, as facts name them; sorted.
  std::vector<std::string> Files;
  /// Of the scan that it comes from.
  std::vector<TuStatus> Units;
};

/// What there is to say about one line of a source file.
struct LineExplanation {
  std::string File; ///< As facts name it, or as given when it is unknown.
  uint32_t Line = 0;
  std::vector<AccessEntry> Accesses; ///< On this line; by map and place.
  /// Findings at this line that concern no access in it, one sentence each.
  std::vector<std::string> Findings;
  /// Without accesses: the nearest ones above and below, at most two each.
  std::vector<AccessSide> Nearest;
  /// What may be missing: units that failed, a file that is not known.
  std::vector<std::string> Notes;
};

/// Which of the four lists a user wants to see.
enum class InventoryTopic : uint8_t { Maps, Threads, Locks, Accesses };

/// Keeps of the list of \p Topic what has \p Name in its name, upper and lower
/// case alike; of threads, in the entry. Empties the other lists. False when
/// nothing is left.
bool selectInventory(Inventory &All, InventoryTopic Topic,
                     const std::string &Name);

/// The names that selectInventory compares with, sorted, each once.
std::vector<std::string> listNames(const Inventory &All, InventoryTopic Topic);

} // namespace mapwarden

#endif
