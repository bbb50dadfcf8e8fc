// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How the process ends; documented in docs/reference/exit-codes.md.
#ifndef MAPWARDEN_DRIVER_EXITCODE_H
#define MAPWARDEN_DRIVER_EXITCODE_H

#include "Findings/Finding.h"
#include "Findings/RuleInfo.h"
#include "Findings/Severity.h"
#include "llvm/ADT/ArrayRef.h"

namespace mapwarden {

enum ExitCode : int {
  ExitOk = 0,         ///< Complete, and nothing at or above the gate.
  ExitFindings = 1,   ///< Findings at or above the gate.
  ExitUsage = 2,      ///< Bad option, configuration, database or output file.
  ExitIncomplete = 3, ///< No such finding, but units were not analysed.
  ExitInternal = 4,   ///< A bug in mapwarden.
  ExitSignal = 128,   ///< Plus the number of the signal that ended the run.
};

/// What makes a run fail.
struct Gate {
  /// Findings of this severity or more fail it; nullopt for none.
  std::optional<Severity> FailLevel = Severity::Warning;
  /// Findings below this are not shown and do not count.
  Confidence Minimum = Confidence::Medium;
  /// So many units may fail or time out.
  uint64_t MaxFailedTus = 0;
};

/// The exit code for a run that came to its end.
ExitCode judge(const ScanResult &Result, llvm::ArrayRef<RuleInfo> Rules,
               const Gate &Limits);

} // namespace mapwarden

#endif
