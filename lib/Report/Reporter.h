// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From a scan's result to a report.
///
/// All formats are laid out from one ScanResult and decide nothing: what is
/// shown, how loud it is and what the counts are comes from Findings/. The same
/// result gives the same bytes; only the text format may mention the time.
#ifndef MAPWARDEN_REPORT_REPORTER_H
#define MAPWARDEN_REPORT_REPORTER_H

#include "Findings/Finding.h"
#include "Findings/RuleInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>
#include <optional>

namespace mapwarden {

/// The formats. See docs/reference/output-formats.md.
enum class ReportKind : uint8_t {
  Text,       ///< For people: clang style first line, evidence, summary.
  Sarif,      ///< SARIF 2.1.0 for code scanning services and viewers.
  Json,       ///< Our own versioned format; readJsonReport() reads it back.
  Github,     ///< Workflow commands that GitHub turns into annotations.
  Pretty,     ///< For people, both threads side by side.
  Jsonl,      ///< The JSON format, a line for each finding.
  Gitlab,     ///< Code quality of GitLab.
  Checkstyle, ///< XML of Checkstyle.
  Junit,      ///< XML of JUnit.
  Rdjson,     ///< Diagnostic format of reviewdog.
  Markdown,   ///< For job summaries and comments.
};

/// The kind with the name \p Name (`text`, `sarif`, ...); nullopt for any
/// other.
std::optional<ReportKind> parseReportKind(llvm::StringRef Name);
/// The names of all kinds in the order of the enum, for messages.
llvm::ArrayRef<llvm::StringRef> getReportKindNames();

struct ReportOptions {
  /// Text only: ANSI colours. Nothing is said by colour alone.
  bool Color = false;
  /// Text only: findings without the summary.
  bool Quiet = false;
  /// Text only: prose is wrapped at this many columns; 0 for never. First lines
  /// and source excerpts are not wrapped.
  unsigned Width = 100;
  /// Findings below it are counted as hidden in the summary and left out.
  Confidence Minimum = Confidence::Medium;
};

/// Writes \p Result to \p Out in the given format. \p Rules are the checks of
/// this tool, in their order; findings of unknown checks are reported too.
/// Excerpts and column conversion read sources below Result.ProjectRoot; what
/// cannot be read is left out. Fails only if \p Out reports an error.
llvm::Error writeReport(ReportKind Kind, const ScanResult &Result,
                        llvm::ArrayRef<RuleInfo> Rules,
                        const ReportOptions &Options, llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
