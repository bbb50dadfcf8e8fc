// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Workflow commands that GitHub Actions turns into annotations.
///
/// For a job that has no upload to code scanning: `::warning file=...::text` on
/// the standard output is enough. GitHub shows ten annotations of a level per
/// step and drops the rest in silence, so the rest is counted in words.
#ifndef MAPWARDEN_REPORT_GITHUBREPORTER_H
#define MAPWARDEN_REPORT_GITHUBREPORTER_H

#include "Report/Reporter.h"

namespace mapwarden {

/// Writes one command for each of the first ten findings of each level, one
/// that counts the others, and one if units were not analysed.
void writeGithubReport(const ScanResult &Result, llvm::ArrayRef<RuleInfo> Rules,
                       const ReportOptions &Options, llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
