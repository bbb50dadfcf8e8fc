// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The one order in which findings and units are listed.
#ifndef MAPWARDEN_FINDINGS_FINDINGORDER_H
#define MAPWARDEN_FINDINGS_FINDINGORDER_H

#include "Findings/Finding.h"
#include <vector>

namespace mapwarden {

/// Sorts by file, line, column and check; findings that agree in these by
/// their whole content, so the result does not depend on the order before.
void sortFindings(std::vector<Finding> &Findings);

/// Sorts by file, then outcome, then detail.
void sortUnits(std::vector<TuStatus> &Units);

} // namespace mapwarden

#endif
