// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which kinds of fixes are tried for which fault.
#include "Fixes/FixPlanner.h"
#include "Fixes/CopyOut.h"
#include "Fixes/GuardAnnotation.h"
#include "Fixes/GuardRepair.h"
#include "Fixes/IterationRepair.h"
#include "Fixes/LongerHold.h"
#include "Fixes/LookupRepair.h"
#include "Fixes/OnceRepair.h"

using namespace mapwarden;

struct FixPlanner::Parts {
  Parts(const Program &Prog, AnalysisResults &Results, SourceTexts &Sources)
      : Ctx(Prog, Results, Sources), Guards(Ctx), Repairs(Ctx, Guards) {}

  FixContext Ctx;
  GuardInsertion Guards;
  GuardRepair Repairs;
};

FixPlanner::FixPlanner(const Program &Prog, AnalysisResults &Results,
                       SourceTexts &Sources)
    : All(std::make_unique<Parts>(Prog, Results, Sources)) {}

FixPlanner::~FixPlanner() = default;

static std::vector<Fix> listOf(std::optional<Fix> One) {
  std::vector<Fix> List;
  if (One)
    List.push_back(std::move(*One));
  return List;
}

std::vector<Fix> FixPlanner::guardAccess(const AccessSummary &Access) {
  // A guard that was meant to protect it is better than a second one.
  if (std::optional<IdleGuard> Idle = findIdleGuard(All->Ctx.Prog, Access))
    if (std::optional<Fix> Mended = All->Repairs.mendIdle(*Idle, Access))
      return {std::move(*Mended)};
  std::optional<Fix> Guarded = All->Guards.fixFor(Access);
  if (Guarded)
    if (std::optional<Replacement> Annotation =
            annotateGuard(All->Ctx, Access.Object, {leafOf(Access).first})) {
      Guarded->Edits.push_back(std::move(*Annotation));
      llvm::sort(Guarded->Edits);
      Guarded->Description += ", and declare the map to be guarded by it";
    }
  return listOf(std::move(Guarded));
}

std::vector<Fix> FixPlanner::makeExclusive(const AccessSummary &Access) {
  // The first one is what an export takes: it changes no answer, while at()
  // throws where the key is not there.
  std::vector<Fix> Result = listOf(All->Repairs.makeExclusive(Access));
  if (std::optional<Fix> Lookup = lookUp(All->Ctx, Access))
    Result.push_back(std::move(*Lookup));
  return Result;
}

std::vector<Fix> FixPlanner::continueIteration(const BrokenIteration &Broken) {
  return listOf(mapwarden::continueIteration(All->Ctx, Broken));
}

std::vector<Fix> FixPlanner::fillOnce(const LazyInit &Lazy) {
  return listOf(mapwarden::fillOnce(All->Ctx, Lazy));
}

std::vector<Fix> FixPlanner::keepView(const EscapeSite &Site) {
  std::optional<Fix> Mended = returnCopy(All->Ctx, Site);
  if (!Mended)
    Mended = copyLocal(All->Ctx, Site);
  if (!Mended)
    Mended = holdLonger(All->Ctx, All->Guards, Site);
  return listOf(std::move(Mended));
}

std::vector<Fix> FixPlanner::mergeSections(const SplitDecision &Split) {
  return listOf(All->Guards.mergeSections(Split.Function, Split.Lock,
                                          Split.Test, Split.Act));
}
