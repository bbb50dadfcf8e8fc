// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What facts say about how well their unit could be read.
#ifndef MAPWARDEN_DRIVER_FACTSSTATUS_H
#define MAPWARDEN_DRIVER_FACTSSTATUS_H

#include "Facts/TuFacts.h"
#include "Findings/Finding.h"

namespace mapwarden {

/// Analysed, degraded with the first error as the detail, or failed.
TuStatus describeUnit(const TuFacts &Facts);

/// Facts that only say that \p Unit was lost.
TuFacts describeLoss(const TuStatus &Unit);

} // namespace mapwarden

#endif
