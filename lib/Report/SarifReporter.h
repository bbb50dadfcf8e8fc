// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// SARIF 2.1.0, for code scanning services and editors.
///
/// Written for its readers, not just to the letter: GitHub uses the first
/// location, the message and what the message links to; editors draw the first
/// code flow (SarifCodeFlows.h). Paths are relative to %SRCROOT%, which the
/// reader defines; no time, host or absolute path of the project is in it, so
/// the same result gives the same bytes everywhere. Not LLVM's SARIF writer:
/// that one belongs to Clang and writes absolute paths.
///
/// Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
#ifndef MAPWARDEN_REPORT_SARIFREPORTER_H
#define MAPWARDEN_REPORT_SARIFREPORTER_H

#include "Findings/SourceTexts.h"
#include "Report/Reporter.h"

namespace mapwarden {

/// Results that are written; more would be refused or hidden by services. The
/// best proved ones stay, and a notification says how many do not.
inline constexpr size_t MaxSarifResults = 5000;

/// Writes one run. \p Sources converts columns to UTF-16.
void writeSarifReport(const ScanResult &Result, llvm::ArrayRef<RuleInfo> Rules,
                      const ReportOptions &Options, SourceTexts &Sources,
                      llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
