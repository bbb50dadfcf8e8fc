// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Small formats for other people's tools. Each lists the findings that are
/// open and at or above the minimum, and says which units were lost, for a
/// report that hides that looks clean.
#ifndef MAPWARDEN_REPORT_EXCHANGEREPORTERS_H
#define MAPWARDEN_REPORT_EXCHANGEREPORTERS_H

#include "Findings/SourceTexts.h"
#include "Report/Reporter.h"

namespace mapwarden {

/// What the formats below have in common.
struct ExchangeReport {
  const ScanResult &Result;
  llvm::ArrayRef<RuleInfo> Rules;
  const ReportOptions &Options;

  bool shows(const Finding &F) const {
    return F.Level >= Options.Minimum && F.isOpen();
  }
};

/// Checkstyle's XML: an `<error>` for each finding, by file.
void writeCheckstyleReport(const ExchangeReport &Report,
                           llvm::raw_ostream &Out);
/// JUnit's XML: a failed test for each finding, an error for each lost unit,
/// and one test that passes when there is neither.
void writeJunitReport(const ExchangeReport &Report, llvm::raw_ostream &Out);
/// GitLab's code quality: an array of issues.
void writeGitlabReport(const ExchangeReport &Report, llvm::raw_ostream &Out);
/// Reviewdog's diagnostic format, one object.
void writeRdjsonReport(const ExchangeReport &Report, llvm::raw_ostream &Out);
/// Markdown for a job summary or a comment: counts, then a table. At most 100
/// findings; the rest is counted.
void writeMarkdownReport(const ExchangeReport &Report, llvm::raw_ostream &Out);
/// Both threads side by side, for a terminal at least 80 columns wide.
void writePrettyReport(const ExchangeReport &Report, SourceTexts &Sources,
                       llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
