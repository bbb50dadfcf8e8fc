// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Compares findings and units.

#include "Findings/FindingOrder.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace llvm;
using namespace mapwarden;

static auto makeOrderKey(const Finding &F) {
  const FilePlace &At = F.Primary.At;
  return std::tie(At.File, At.Line, At.Column, F.Check);
}

void mapwarden::sortFindings(std::vector<Finding> &Findings) {
  sort(Findings, [](const Finding &A, const Finding &B) {
    auto Order = makeOrderKey(A) <=> makeOrderKey(B);
    return Order != 0 ? Order < 0 : A < B;
  });
}

void mapwarden::sortUnits(std::vector<TuStatus> &Units) {
  sort(Units, [](const TuStatus &A, const TuStatus &B) {
    return std::tie(A.File, A.Result, A.Detail) <
           std::tie(B.File, B.Result, B.Detail);
  });
}
