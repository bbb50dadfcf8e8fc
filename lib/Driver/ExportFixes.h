// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Fixes as the YAML that clang-apply-replacements applies.
#ifndef MAPWARDEN_DRIVER_EXPORTFIXES_H
#define MAPWARDEN_DRIVER_EXPORTFIXES_H

#include "Findings/Finding.h"
#include "llvm/Support/raw_ostream.h"

namespace mapwarden {

/// Writes the first fix of each finding of \p Result that is shown (not
/// suppressed, at least \p Minimum) to \p Out. Edits that several fixes have in
/// common are written once; a fix that runs into one of an earlier finding is
/// left out, as the two cannot be applied together. Files are named by their
/// absolute paths, because the program that applies the edits may run anywhere.
/// Returns the number of findings whose fix was left out.
unsigned exportFixes(const ScanResult &Result, Confidence Minimum,
                     llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
