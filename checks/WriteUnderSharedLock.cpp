// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A write, operator[] included, while the lock is held as a reader.
///
/// Readers exclude writers, not each other: two threads that both hold the lock
/// shared may both be here. The usual case is a lookup by operator[], which
/// inserts on a miss.
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "CWE-362", "CWE-667"};
const RuleInfo mapwarden::WriteUnderSharedLockRule = {
    "mapwarden-write-under-shared-lock", "WriteUnderSharedLock",
    "A map is modified while its lock is held in shared (reader) mode.",
    "error", Tags};

static std::string sharedLock(const AccessSide &Side) {
  for (const HeldLockText &Lock : Side.Locks)
    if (Lock.IsShared)
      return Lock.Name;
  return "the lock";
}

static void finish(const CheckContext &Ctx, const AccessSummary &Access,
                   Finding Result, FindingSink &Out) {
  Result.Check = WriteUnderSharedLockRule.Id.str();
  std::string Lock = sharedLock(Result.Primary);
  bool IsLookup = Result.Primary.Operation == "operator[]";
  Result.Message = "'" + Result.Primary.Object + "' is " +
                   verbOf(Result.Primary) + " while '" + Lock +
                   "' is held only as a reader" +
                   (IsLookup ? "; operator[] inserts on a miss" : "");
  Result.Advice = IsLookup ? "look up with find() or at(), or hold '" + Lock +
                                 "' exclusively"
                           : "hold '" + Lock + "' exclusively here";
  if (Ctx.Fixes)
    Result.Fixes = Ctx.Fixes->makeExclusive(Access);
  Out.add(std::move(Result));
}

void mapwarden::checkWriteUnderSharedLock(const CheckContext &Ctx,
                                          FindingSink &Out) {
  forEachConflict(Ctx, [&](const Conflict &Pair) {
    if (Pair.Relation != LockRelation::SharedOnly)
      return;
    if (Pair.First.Access.Flags & AccessWrite)
      finish(Ctx, Pair.First.Access, makeFinding(Ctx, Pair, true), Out);
    if (Pair.Second.Access.Flags & AccessWrite)
      finish(Ctx, Pair.Second.Access, makeFinding(Ctx, Pair, false), Out);
  });
  for (const DisciplineBreak &Break : Ctx.Results.Guards.breaks()) {
    if (!Break.IsWriteUnderShared)
      continue;
    Finding Result;
    Result.Level = Break.Level;
    Result.Primary = describeSide(Ctx, Break.Odd);
    if (leafOf(*Break.Partner.Access) != leafOf(*Break.Odd.Access))
      Result.Others.push_back(describeSide(Ctx, Break.Partner));
    Result.Reasons.push_back("a reader lock admits several threads at once, so "
                             "two of them may be here");
    Result.DominantGuard = GuardStatistics{
        Break.Guard.Spelling, Break.Guard.Holding, Break.Guard.Total};
    setGrounds(Result, Break);
    Result.ObjectKey = Ctx.Results.Store.key(Break.Odd.Access->Object);
    Result.FunctionKey =
        Ctx.Prog.text(Ctx.Prog.Functions[Break.Odd.Access->Function].Usr).str();
    finish(Ctx, *Break.Odd.Access, std::move(Result), Out);
  }
}
