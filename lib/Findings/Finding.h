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

/// What a finding is to the findings that were known before (FindingMatch.h).
enum class KnownState : uint8_t {
  Unasked, ///< Nothing to compare with.
  New,     ///< Not among the known ones.
  Same,    ///< Known, with the same fingerprint.
  Edited,  ///< Known: same map and function, the statement was changed.
  Renamed, ///< Known: same map and statement in a function with another name.
  Moved,   ///< Known: the same in a file with another name.
};

/// A line that accesses an object, by PathStore::key.
struct ObjectLine {
  std::string File;
  uint32_t Line = 0;
  std::string ObjectKey;
  friend auto operator<=>(const ObjectLine &, const ObjectLine &) = default;
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
  /// The statement and a hash of the body of the function around it, without
  /// white space and comments; empty when the source cannot be read. Filled
  /// with the fingerprint.
  std::string Statement, Body;
  KnownState Known = KnownState::Unasked;
  /// Of a new one, when two programs were compared: what in the change made it,
  /// most likely first. Places are in the new program.
  std::vector<TraceStep> Causes;
  /// Set when a suppression covers it: the justification. Suppressed findings
  /// do not gate.
  std::optional<std::string> Suppressed;
  /// It is covered by a rule of the project file, not by a comment.
  bool IsSuppressedByRule = false;
  /// Where the map, the function and the guard are declared: a comment there
  /// covers the finding, too.
  std::vector<FilePlace> Declared;
  /// Other lines of the same cause: findings of weaker rules there that
  /// conflict with nothing else say nothing new (RulePrecedence.h). Not shown.
  std::vector<ObjectLine> Covers;
  /// The line has the same fault with another map, too, which a word about
  /// this one does not cover.
  bool HasOtherMaps = false;
  /// Neither suppressed nor known: what a gate looks at and reports show.
  bool isOpen() const { return !Suppressed && !isKnown(); }
  bool isKnown() const { return Known > KnownState::New; }
  /// Total order over the whole content, for results that do not depend on the
  /// order of arrival.
  friend auto operator<=>(const Finding &, const Finding &) = default;
};

/// A translation unit that was not analysed, or only in part.
struct TuStatus {
  enum class Outcome : uint8_t {
    Analysed,
    Degraded,
    Cached, ///< Only in reports of others: a scan says FromCache instead.
    Skipped,
    Failed,
    TimedOut
  } Result = Outcome::Analysed;
  std::string File;
  std::string Detail; ///< First error, rule, or signal; empty when analysed.
};

/// A finding as a baseline keeps it: what it is about, and nothing of where
/// it is but the file's name. See Baseline.h.
struct KnownFinding {
  std::string Check, File, Function, Object;
  std::string Access; ///< `read`, `write`, `element read`, `element write`.
  std::string Operation, Statement;
  std::string Body, ObjectKey, FunctionKey, Fingerprint;
  friend auto operator<=>(const KnownFinding &, const KnownFinding &) = default;
};

/// Something to say about a suppression itself.
struct SuppressionNote {
  FilePlace At;
  std::string Text; ///< `covers nothing`, `expired on 2026-01-31`.
  friend auto operator<=>(const SuppressionNote &,
                          const SuppressionNote &) = default;
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
  /// Of so many units the facts came from the cache. Not part of
  /// machine-readable formats, for the same reason.
  uint64_t FromCache = 0;
  /// What findings were compared with: the name of a baseline or a revision;
  /// empty without a comparison.
  std::string ComparedWith;
  /// Known findings that are not found any more, sorted. Empty as well when the
  /// run saw only a part of the program.
  std::vector<KnownFinding> Gone;
  /// Suppressions that cover nothing any more, or have expired. Sorted.
  std::vector<SuppressionNote> SuppressionNotes;
  /// Findings left out because they lie in code of others.
  uint64_t ThirdParty = 0;
  /// Findings left out by overrides of the project file.
  uint64_t Overridden = 0;
  /// Keys of all functions with a body (as in Finding::FunctionKey), sorted.
  std::vector<std::string> FunctionKeys;
  /// Some findings were left out on purpose: by path or by check.
  bool IsPartial = false;
  std::string ToolVersion;
  std::string ProjectRoot; ///< Absolute; for reading source excerpts only,
                           ///< never printed.
};

} // namespace mapwarden

#endif
