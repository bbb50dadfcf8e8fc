// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// An access that holds no lock, with a conflicting access that may run at the
/// same time.
///
/// If the other side holds a lock, the unlocked side is where the fix belongs;
/// if neither does, both are reported.
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "CWE-362", "CWE-820"};
const RuleInfo mapwarden::UnguardedAccessRule = {
    "mapwarden-unguarded-access", "UnguardedAccess",
    "A map is accessed without a lock while another thread may access it.",
    "error", Tags};

static void report(const CheckContext &Ctx, const Conflict &Pair,
                   bool IsAboutFirst, FindingSink &Out) {
  Finding Result = makeFinding(Ctx, Pair, IsAboutFirst);
  Result.Check = UnguardedAccessRule.Id.str();
  const AccessSide &Other = Result.Others.front();
  std::string What = Result.Primary.IsElement ? "an element of '" : "'";
  Result.Message =
      What + Result.Primary.Object + "' is " + verbOf(Result.Primary) +
      " without a lock while another thread may " +
      (Other.IsWrite ? "write" : "read") + " it (" + Other.Operation + ")";
  const ConflictSide &About = IsAboutFirst ? Pair.First : Pair.Second;
  // One cause, one finding: the view that it goes through has escaped.
  if (Ctx.Results.Escapes.explains(leafOf(About.Access)))
    return;
  Result.Advice = adviseGuard(Ctx, About.Access.Object);
  explainIdleGuard(Ctx, About.Access, Result);
  offerGuard(Ctx, About.Access, Result);
  Out.add(std::move(Result));
}

void mapwarden::checkUnguardedAccess(const CheckContext &Ctx,
                                     FindingSink &Out) {
  forEachConflict(Ctx, [&](const Conflict &Pair) {
    bool Neither = Pair.Relation == LockRelation::Neither;
    if (Neither || Pair.Relation == LockRelation::SecondOnly)
      report(Ctx, Pair, true, Out);
    bool IsOneAccess = leafOf(Pair.First.Access) == leafOf(Pair.Second.Access);
    if ((Neither && !IsOneAccess) || Pair.Relation == LockRelation::FirstOnly)
      report(Ctx, Pair, false, Out);
  });
}
