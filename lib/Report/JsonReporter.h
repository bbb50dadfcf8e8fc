// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Our own format for scripts, complete and versioned.
///
/// docs/reference/json.md explains the keys, docs/reference/report.schema.json
/// checks them, JsonReader.h reads them back. Within a version keys may be
/// added and never change their meaning.
#ifndef MAPWARDEN_REPORT_JSONREPORTER_H
#define MAPWARDEN_REPORT_JSONREPORTER_H

#include "Report/Reporter.h"

namespace mapwarden {

/// The number under `version`.
inline constexpr int JsonReportVersion = 1;

/// Writes all findings at or above Options.Minimum, suppressed ones with their
/// reason. Bytes that are not UTF-8 become U+FFFD. The same result gives the
/// same bytes.
void writeJsonReport(const ScanResult &Result, llvm::ArrayRef<RuleInfo> Rules,
                     const ReportOptions &Options, llvm::raw_ostream &Out);

/// The same as lines: the report without its findings first, then each finding
/// on a line of its own.
void writeJsonLines(const ScanResult &Result, llvm::ArrayRef<RuleInfo> Rules,
                    const ReportOptions &Options, llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
