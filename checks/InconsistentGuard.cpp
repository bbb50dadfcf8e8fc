// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Accesses that hold locks, but none in common; and accesses that break the
/// lock discipline of their class or file where no thread is visible.
///
/// The odd side out is reported: the one without the dominant guard of the map,
/// or both when no guard dominates.
#include "Analysis/LockRelation.h"
#include "checks/Evidence.h"
#include "checks/Rules.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "CWE-362", "CWE-821"};
const RuleInfo mapwarden::InconsistentGuardRule = {
    "mapwarden-inconsistent-guard", "InconsistentGuard",
    "Accesses to one map hold different locks, or one of them lacks the lock "
    "that the others hold.",
    "error", Tags};

static std::string listLocks(const AccessSide &Side) {
  std::string Text;
  for (const HeldLockText &Lock : Side.Locks)
    Text += (Text.empty() ? "'" : ", '") + Lock.Name + "'";
  return Text;
}

static const llvm::StringRef OtherKeyOtherLock =
    ", which is another lock for another key";
static const llvm::StringRef StripedAdvice =
    "hold one mutex around the whole map, or divide the map as its locks are "
    "divided";

/// Whether the locks of both sides are chosen from several by a key, for one
/// map.
static bool areStriped(const CheckContext &Ctx, const Conflict &Pair) {
  auto isStriped = [&](const AccessSummary &Access) {
    return llvm::all_of(Access.Held, [&](const HeldLock &Lock) {
      return Lock.IsOnce ||
             isOneMapUnderStripes(Ctx.Prog, Ctx.store(), Access, Lock);
    });
  };
  return isStriped(Pair.First.Access) && isStriped(Pair.Second.Access);
}

static void reportPair(const CheckContext &Ctx, const Conflict &Pair,
                       bool IsAboutFirst, FindingSink &Out) {
  const ConflictSide &About = IsAboutFirst ? Pair.First : Pair.Second;
  if (Ctx.Results.Escapes.explains(leafOf(About.Access)))
    return; // The view that it goes through has escaped.
  Finding Result = makeFinding(Ctx, Pair, IsAboutFirst);
  Result.Check = InconsistentGuardRule.Id.str();
  const bool IsStriped = areStriped(Ctx, Pair);
  Result.Message =
      "'" + Result.Primary.Object + "' is " + verbOf(Result.Primary) +
      " under " + listLocks(Result.Primary) +
      (IsStriped
           ? OtherKeyOtherLock.str()
           : " while another thread may " +
                 std::string(Result.Others.front().IsWrite ? "write" : "read") +
                 " it under " + listLocks(Result.Others.front()));
  Result.Advice =
      IsStriped ? StripedAdvice.str() : adviseGuard(Ctx, About.Access.Object);
  explainIdleGuard(Ctx, About.Access, Result);
  if (!IsStriped)
    offerGuard(Ctx, About.Access, Result);
  Out.add(std::move(Result));
}

static void reportBreak(const CheckContext &Ctx, const DisciplineBreak &Break,
                        FindingSink &Out) {
  if (Ctx.Results.Escapes.explains(leafOf(*Break.Odd.Access)))
    return; // The view that it goes through has escaped.
  Finding Result;
  Result.Check = InconsistentGuardRule.Id.str();
  Result.Level = Break.Level;
  Result.Primary = describeSide(Ctx, Break.Odd);
  bool IsDeclared = Break.DeclaredAt.isValid();
  if (!IsDeclared)
    Result.Others.push_back(describeSide(Ctx, Break.Partner));
  std::string Guard = "'" + Break.Guard.Spelling + "'";
  Result.Message =
      std::string(Result.Primary.IsElement ? "an element of '" : "'") +
      Result.Primary.Object + "' is " + verbOf(Result.Primary) +
      (Break.IsIntended ? " behind a guard that guards nothing"
       : Break.IsStriped
           ? " under " + listLocks(Result.Primary) + OtherKeyOtherLock.str()
       : Result.Primary.Locks.empty() ? " without " + Guard
                                      : " under another lock than " + Guard) +
      (Break.IsIntended || Break.IsStriped ? ""
       : IsDeclared
           ? ", by which it is declared to be guarded"
           : ", which " + std::to_string(Break.Guard.Holding) + " of " +
                 std::to_string(Break.Guard.Total) + " accesses hold");
  if (IsDeclared)
    Result.Reasons.push_back("the declaration at " +
                             spellPlace(Ctx.Prog, Break.DeclaredAt) +
                             " says that " + Guard + " guards it");
  else if (Break.IsIntended)
    Result.Reasons.push_back("the map is meant to be shared: somebody wanted "
                             "to lock here");
  else
    Result.Reasons.push_back("the map is meant to be shared: " + Guard +
                             " is held where '" + Result.Others.front().Object +
                             "' is " + verbOf(Result.Others.front()));
  if (!Break.IsIntended && !Break.IsStriped)
    Result.DominantGuard = GuardStatistics{
        Break.Guard.Spelling, Break.Guard.Holding, Break.Guard.Total};
  Result.Advice = Break.IsStriped ? StripedAdvice.str()
                  : IsDeclared
                      ? "hold " + Guard + " here, as its declaration demands"
                      : adviseGuard(Ctx, Break.Odd.Access->Object);
  explainIdleGuard(Ctx, *Break.Odd.Access, Result);
  if (!Break.IsStriped)
    offerGuard(Ctx, *Break.Odd.Access, Result);
  Result.ObjectKey = Ctx.Results.Store.key(Break.Odd.Access->Object);
  Result.FunctionKey =
      Ctx.Prog.text(Ctx.Prog.Functions[Break.Odd.Access->Function].Usr).str();
  setGrounds(Result, Break);
  Out.add(std::move(Result));
}

void mapwarden::checkInconsistentGuard(const CheckContext &Ctx,
                                       FindingSink &Out) {
  forEachConflict(Ctx, [&](const Conflict &Pair) {
    if (Pair.Relation != LockRelation::Different)
      return;
    bool FirstDominant =
        Ctx.Results.Guards.holdsDominantGuard(Ctx.store(), Pair.First.Access);
    bool SecondDominant =
        Ctx.Results.Guards.holdsDominantGuard(Ctx.store(), Pair.Second.Access);
    bool IsTie = FirstDominant == SecondDominant;
    if (!FirstDominant || IsTie)
      reportPair(Ctx, Pair, true, Out);
    if (!SecondDominant || IsTie)
      reportPair(Ctx, Pair, false, Out);
  });
  for (const DisciplineBreak &Break : Ctx.Results.Guards.breaks())
    if (!Break.IsWriteUnderShared)
      reportBreak(Ctx, Break, Out);
}
