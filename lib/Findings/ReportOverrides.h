// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is reported about some files only, from `overrides` of the project
/// file. The analysis is of the whole program and does not know of them.
#ifndef MAPWARDEN_FINDINGS_REPORTOVERRIDES_H
#define MAPWARDEN_FINDINGS_REPORTOVERRIDES_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <string>
#include <vector>

namespace mapwarden {

struct ReportOverride {
  std::string Path; ///< PathGlob over the finding's file.
  /// Full ids of the checks that are reported there; without a value this
  /// override says nothing about checks.
  std::optional<std::vector<std::string>> Checks;
  /// Findings below it are left out; without a value nothing is said.
  std::optional<Confidence> Minimum;
};

/// Removes the findings that \p Overrides leave out and returns how many. Of
/// the overrides that match a file, the last one that speaks of checks decides
/// about checks, and the last one that speaks of confidence about confidence.
uint64_t applyOverrides(std::vector<Finding> &Findings,
                        llvm::ArrayRef<ReportOverride> Overrides);

} // namespace mapwarden

#endif
