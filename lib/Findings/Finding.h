// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A finding: what is wrong where, with the evidence for it, as data.
///
/// Everything a reader needs to accept or reject the finding is here; reporters
/// only lay it out. No Clang, no ids of a Program: plain text and places, so
/// findings can be stored, compared and read back without the sources.
#ifndef MAPWARDEN_FINDINGS_FINDING_H
#define MAPWARDEN_FINDINGS_FINDING_H

#include "Support/Confidence.h"
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mapwarden {

/// A place in the source as text; same conventions as SourceSpan (1-based, byte
/// columns, exclusive end).
struct FilePlace {
  std::string File;
  uint32_t Line = 0, Column = 0, EndLine = 0, EndColumn = 0;
  bool isValid() const { return Line != 0; }
  friend bool operator==(const FilePlace &, const FilePlace &) = default;
  friend auto operator<=>(const FilePlace &, const FilePlace &) = default;
};

/// One step of the way from a thread's start to an access.
struct TraceStep {
  FilePlace At;
  /// "thread started here", "calls Server::put", "takes lock mu_", "writes
  /// sessions_ (operator[])".
  std::string Text;
  friend auto operator<=>(const TraceStep &, const TraceStep &) = default;
};

/// A lock held at an access.
struct HeldLockText {
  std::string Name; ///< `mu_` as the user would write it.
  bool IsShared = false;
  FilePlace TakenAt; ///< Invalid when a caller or an annotation holds it.
  friend auto operator<=>(const HeldLockText &, const HeldLockText &) = default;
};

/// One of the two accesses of a conflict.
struct AccessSide {
  FilePlace At;
  std::string Operation; ///< `operator[]`, `erase`, `range-for`.
  std::string Object;    ///< `Server::sessions_`.
  std::string
      Function; ///< Qualified name of the function that contains the access.
  bool IsWrite = false;
  bool IsElement = false; ///< Through an element of the container.
  /// "main thread", "thread started at server.cpp:12 (runs Server::run)", "any
  /// caller". Empty when threads do not matter to the check
  /// (erase-in-range-for): reporters then say nothing about locks if none is
  /// listed.
  std::string Context;
  std::vector<TraceStep> Trace; ///< From the context's start to the access; the
                                ///< access is the last step.
  std::vector<HeldLockText> Locks;
  friend auto operator<=>(const AccessSide &, const AccessSide &) = default;
};

/// "17 of 18 accesses hold `mu_`".
struct GuardStatistics {
  std::string Guard;
  uint32_t Holding = 0, Total = 0;
  friend auto operator<=>(const GuardStatistics &,
                          const GuardStatistics &) = default;
};

/// A textual replacement that is part of a fix.
struct Replacement {
  FilePlace At; ///< The text to replace; empty (begin == end) inserts.
  std::string Text;
  friend auto operator<=>(const Replacement &, const Replacement &) = default;
};

struct Fix {
  std::string Description;
  std::vector<Replacement> Edits;
  friend auto operator<=>(const Fix &, const Fix &) = default;
};

struct Finding {
  std::string Check; ///< Full id: `mapwarden-unguarded-access`.
  Confidence Level = Confidence::Medium;
  /// What the level rests on: "both threads, both accesses and the object are
  /// visible", "assumes that the two use the same key". The sink fills in a
  /// general sentence when a check says nothing (ConfidenceText.h).
  std::string Grounds;
  /// One sentence: lower case, no period.
  std::string Message;
  /// The access that the finding is about. Its place is the finding's place.
  AccessSide Primary;
  /// Conflicting accesses, most convincing first; empty when the evidence is
  /// the discipline of the class.
  std::vector<AccessSide> Others;
  /// Why the two may run at the same time, or why the object is meant to be
  /// shared. One sentence each.
  std::vector<std::string> Reasons;
  /// What the proof assumes, as what follows "assumes that"; not empty for
  /// Low.
  std::vector<std::string> Assumptions;
  std::optional<GuardStatistics> DominantGuard;
  /// What would repair it, one sentence: "hold `mu_` here, as the other
  /// accesses do".
  std::string Advice;
  std::vector<Fix> Fixes;
  /// Identity that survives edits elsewhere: see Fingerprint.h. Hex digits;
  /// filled by the finding sink.
  std::string Fingerprint;
  /// USR-like key of the object and of the enclosing function, for the
  /// fingerprint; not shown.
  std::string ObjectKey, FunctionKey;
  /// Set when a suppression covers it: the justification. Suppressed findings
  /// do not gate.
  std::optional<std::string> Suppressed;
  /// Total order over the whole content, for results that do not depend on the
  /// order of arrival.
  friend auto operator<=>(const Finding &, const Finding &) = default;
};

/// A translation unit that was not analysed, or only in part.
struct TuStatus {
  enum class Outcome : uint8_t {
    Analysed,
    Degraded,
    Cached,
    Skipped,
    Failed,
    TimedOut
  } Result = Outcome::Analysed;
  std::string File;
  std::string Detail; ///< First error, rule, or signal; empty when analysed.
};

/// Everything a reporter lays out.
struct ScanResult {
  std::vector<Finding> Findings; ///< Sorted by file, line, column, check.
  std::vector<TuStatus> Units;   ///< Sorted by file.
  /// Counts for the summary.
  uint64_t Functions = 0, Maps = 0, Accesses = 0, ThreadEntries = 0, Locks = 0;
  /// Functions of which some accesses or threads were left out, because a bound
  /// of the analysis was hit.
  uint64_t BoundedFunctions = 0;
  double WallSeconds = 0; ///< Not part of machine-readable formats: those are
                          ///< the same bytes every time.
  std::string ToolVersion;
  std::string ProjectRoot; ///< Absolute; for reading source excerpts only,
                           ///< never printed.
};

} // namespace mapwarden

#endif
