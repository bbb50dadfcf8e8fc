// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Why is there a finding that was not there before?
///
/// A finding is introduced by a change, and the change is often not where the
/// finding is: a guard was taken out of a caller, a thread was started in
/// another file. So two programs are compared, not lines. The evidence of a
/// finding, the ways from the starts of two threads to two accesses, passes
/// through functions; what differs in these functions between the programs is
/// the cause:
///   - a thread is started that was not started before;
///   - a lock is no longer taken, or for reading only;
///   - a function is called from where it was not called;
///   - the map is accessed where it was not accessed;
///   - a thread is no longer joined.
/// Functions are found again by their key, instructions by what they are about
/// and how many of them there are; positions do not matter.
// LIMIT: a renamed function counts as new.
#ifndef MAPWARDEN_DRIVER_PROGRAMDIFF_H
#define MAPWARDEN_DRIVER_PROGRAMDIFF_H

#include "Findings/Finding.h"
#include "Link/Program.h"
#include "llvm/ADT/ArrayRef.h"

namespace mapwarden {

/// Sets Causes of each of \p Findings that is new; they come from \p New. Never
/// leaves a new finding without one: where nothing is found it says so. Linear
/// in the programs and in the steps of the findings.
void explainNewFindings(const Program &Old, const Program &New,
                        llvm::MutableArrayRef<Finding> Findings);

} // namespace mapwarden

#endif
