// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The report for people.
///
/// A finding must be accepted or rejected in under a minute without opening
/// another tool. So it answers in this order: where (a first line that editors
/// and terminals recognise, and the code), who gets there (thread and call
/// path, for both sides), what protects it (locks, in words that stand out),
/// why both may happen at once, what the rest of the program does, what to do.
/// At the end stands what was looked at, and what was not.
#ifndef MAPWARDEN_REPORT_TEXTREPORTER_H
#define MAPWARDEN_REPORT_TEXTREPORTER_H

#include "Findings/SourceTexts.h"
#include "Report/Reporter.h"
#include "Report/TerminalWriter.h"

namespace mapwarden {

/// Writes findings and, unless Options.Quiet, the summary.
void writeTextReport(const ScanResult &Result, llvm::ArrayRef<RuleInfo> Rules,
                     const ReportOptions &Options, SourceTexts &Sources,
                     llvm::raw_ostream &Out);

/// Writes the summary (TextSummary.cpp). Without findings it begins with one
/// line that says what was looked at.
void writeTextSummary(const ScanResult &Result, const ReportOptions &Options,
                      TerminalWriter &Writer);

} // namespace mapwarden

#endif
