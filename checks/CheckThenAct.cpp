// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What was read in one critical section decides a change in another one.
///
/// Every access holds the lock, so there is no data race; but the two sections
/// are not one operation, and what the first one saw may be gone by the second.
#include "Findings/ConfidenceText.h"
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "atomicity", "CWE-367",
                                       "CWE-662"};
const RuleInfo mapwarden::CheckThenActRule = {
    "mapwarden-check-then-act", "CheckThenAct",
    "A map is changed because of what an earlier critical section has read; "
    "it may have changed in between.",
    "warning", Tags};

/// One side as the function with both sections sees it: the access itself, or
/// the call that makes it.
static AccessSide sideOf(const CheckContext &Ctx, const SplitDecision &Split,
                         const AccessSummary &Access, uint32_t Instr) {
  const FunctionFacts &Function = Ctx.Prog.Functions[Split.Function];
  ConflictContext Context;
  Context.Frame = Split.Function;
  AccessSide Side = describeSide(Ctx, Access, Context);
  Side.At = placeOf(Ctx.Prog, Function.Instructions[Instr].At);
  Side.Function = Ctx.Prog.text(Function.Name).str();
  return Side;
}

static std::string calleeOf(const CheckContext &Ctx,
                            const AccessSummary &Access) {
  const TraceNode *Inside = Access.Trace ? Access.Trace->Next : nullptr;
  if (!Inside)
    return "";
  return Ctx.Prog.text(Ctx.Prog.Functions[Inside->Function].Name).str();
}

static std::string describe(const CheckContext &Ctx, const SplitDecision &Split,
                            const AccessSide &Act, const AccessSide &Test) {
  std::string Callee = calleeOf(Ctx, Split.ActAccess);
  std::string What = "'" + Act.Object + "' is " + verbOf(Act);
  if (!Callee.empty())
    What += " by the call of " + Callee;
  return What + " because of what was read (" + Test.Operation + ") on line " +
         std::to_string(Test.At.Line) +
         " in an earlier critical section; another thread may have changed it "
         "in between";
}

static std::string advise(const CheckContext &Ctx, const SplitDecision &Split) {
  std::string Lock = "'" + Ctx.Results.Store.spelling(Split.Lock) + "'";
  bool Inserts = Split.ActAccess.Flags & AccessInserts;
  if (calleeOf(Ctx, Split.ActAccess).empty())
    return Inserts ? "hold " + Lock +
                         " from the test to the change, or insert with "
                         "try_emplace and use what it returns"
                   : "hold " + Lock +
                         " from the test to the change, or test again under "
                         "it before the change";
  return "make one function of the test and the change that holds " + Lock +
         " around both";
}

void mapwarden::checkCheckThenAct(const CheckContext &Ctx, FindingSink &Out) {
  for (const SplitDecision &Split : Ctx.Results.Splits) {
    Finding Result;
    Result.Check = CheckThenActRule.Id.str();
    Result.Level = Split.Level;
    Result.Primary = sideOf(Ctx, Split, Split.ActAccess, Split.Act);
    Result.Others.push_back(sideOf(Ctx, Split, Split.TestAccess, Split.Test));
    const AccessSide &Test = Result.Others.front();
    Result.Message = describe(Ctx, Split, Result.Primary, Test);
    std::string Lock = "'" + Ctx.Results.Store.spelling(Split.Lock) + "'";
    Result.Reasons.push_back(
        Lock + " is released after line " + std::to_string(Test.At.Line) +
        " and taken again for line " + std::to_string(Result.Primary.At.Line));
    if (Split.IsProved)
      Result.Reasons.push_back("another thread writes '" +
                               Result.Primary.Object + "', too");
    else if (std::string Why =
                 Ctx.Results.Outside.whyConcurrent(Split.Function);
             !Why.empty())
      Result.Reasons.push_back(Why);
    if (Split.Level == Confidence::Low)
      Result.Assumptions.push_back("both sections are about the same element");
    Result.Grounds = composeGrounds(
        Split.Level,
        Split.IsProved ? "both sections and the thread that writes in between "
                         "are visible"
                       : "both sections are visible; that the map is shared is "
                         "inferred from the lock",
        Result.Assumptions);
    Result.Advice = advise(Ctx, Split);
    Result.DominantGuard = guardStatistics(Ctx, Split.ActAccess.Object);
    Result.ObjectKey = Ctx.Results.Store.key(Split.ActAccess.Object);
    Result.FunctionKey =
        Ctx.Prog.text(Ctx.Prog.Functions[Split.Function].Usr).str();
    if (Ctx.Fixes)
      Result.Fixes = Ctx.Fixes->mergeSections(Split);
    Out.add(std::move(Result));
  }
}
