// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads our own JSON report back.
///
/// So that a report can be made again in another format without scanning, and
/// so that tests of reporters start from findings. The file may come from
/// anywhere: it is checked before use, and nothing in it is trusted.
#ifndef MAPWARDEN_REPORT_JSONREADER_H
#define MAPWARDEN_REPORT_JSONREADER_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace mapwarden {

/// The result that \p Text holds, a report of `"version": 1`. Unknown keys are
/// ignored: version 1 may grow. ProjectRoot is empty, as are the keys that only
/// serve fingerprints; the fingerprints themselves are kept. Findings and units
/// come back sorted. Fails with the file, the key and what was expected there:
/// `report.json: findings[2].line: expected a number from 0 to 4294967295`.
llvm::Expected<ScanResult> readJsonReport(llvm::StringRef Text,
                                          llvm::StringRef FileName);

} // namespace mapwarden

#endif
