// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What somebody else needs to see a crash or a hang of ours: the unit in one
/// preprocessed file, and the command.
#ifndef MAPWARDEN_DRIVER_REPRODUCERS_H
#define MAPWARDEN_DRIVER_REPRODUCERS_H

#include "Driver/Scheduler.h"

namespace mapwarden {

/// Writes `NAME.ii` and `NAME.sh` to \p Folder for each of \p Units, the fates
/// of the jobs of \p Plan in its order, that crashed, timed out or ran out of
/// memory; returns how many. A unit that cannot even be preprocessed within 60
/// s gets the command alone, on its sources. Fails when \p Folder cannot be
/// written or no worker be started.
llvm::Expected<unsigned> writeReproducers(const ScanPlan &Plan,
                                          llvm::ArrayRef<TuStatus> Units,
                                          const SchedulerOptions &Options,
                                          const std::string &Folder);

} // namespace mapwarden

#endif
