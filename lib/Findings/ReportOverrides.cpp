// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Findings/ReportOverrides.h"

#include "Findings/PathGlob.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static bool isLeftOut(const Finding &F,
                      llvm::ArrayRef<ReportOverride> Overrides) {
  const std::vector<std::string> *Checks = nullptr;
  std::optional<Confidence> Minimum;
  for (const ReportOverride &Each : Overrides) {
    if (!matchesPath(Each.Path, F.Primary.At.File))
      continue;
    if (Each.Checks)
      Checks = &*Each.Checks;
    if (Each.Minimum)
      Minimum = Each.Minimum;
  }
  return (Checks && !llvm::is_contained(*Checks, F.Check)) ||
         (Minimum && F.Level < *Minimum);
}

uint64_t mapwarden::applyOverrides(std::vector<Finding> &Findings,
                                   llvm::ArrayRef<ReportOverride> Overrides) {
  const size_t Before = Findings.size();
  llvm::erase_if(Findings,
                 [&](const Finding &F) { return isLeftOut(F, Overrides); });
  return Before - Findings.size();
}
