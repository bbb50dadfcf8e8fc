// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Driver/FactsStatus.h"

#include "llvm/ADT/Twine.h"

using namespace mapwarden;

TuStatus mapwarden::describeUnit(const TuFacts &Facts) {
  TuStatus Status;
  Status.File = Facts.Names.text(Facts.MainFile).str();
  if (!Facts.Lost.empty()) {
    Status.Result = TuStatus::Outcome::Failed;
    Status.Detail = Facts.Lost;
    return Status;
  }
  if (!Facts.isDegraded())
    return Status;
  const TuProblem &First = Facts.Problems.front();
  Status.Result = TuStatus::Outcome::Degraded;
  Status.Detail = First.Message;
  if (First.At.isValid())
    Status.Detail += (" (" + Facts.Names.text(First.At.File) + ":" +
                      llvm::Twine(First.At.Line) + ")")
                         .str();
  return Status;
}

TuFacts mapwarden::describeLoss(const TuStatus &Unit) {
  TuFacts Facts;
  Facts.MainFile = Facts.Names.intern(Unit.File);
  Facts.Lost = Unit.Detail.empty() ? "not analysed" : Unit.Detail;
  return Facts;
}
