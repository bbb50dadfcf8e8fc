// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Follows the way to an access and looks for sections on it.
#include "Analysis/UnknownLocks.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

const std::vector<LockLikeSection> &
UnknownLocks::sectionsOf(FunctionId Function) {
  auto [Known, IsNew] = ByFunction.try_emplace(Function);
  if (IsNew) {
    const FunctionFacts &Facts = Prog.Functions[Function];
    Known->second = Sections.byCalls(Facts);
    llvm::append_range(Known->second,
                       Sections.byGuards(Facts, [](NameId) { return false; }));
  }
  return Known->second;
}

/// Are both made by the same lock, as far as names tell?
static bool areAlike(const LockLikeSection &One, const LockLikeSection &Two) {
  return One.Is == Two.Is && One.Class == Two.Class &&
         One.Gives.Name == Two.Gives.Name;
}

const LockLikeSection *UnknownLocks::around(const AccessSummary &Access,
                                            const LockLikeSection *Like) {
  for (const TraceNode *Step = Access.Trace; Step; Step = Step->Next)
    for (const LockLikeSection &Each : sectionsOf(Step->Function))
      if (Each.Begin < Step->Instr && Step->Instr < Each.End &&
          (!Like || areAlike(Each, *Like)))
        return &Each;
  return nullptr;
}

/// How the finding names it.
static std::string spell(const LockLikeSection &Section) {
  switch (Section.Is) {
  case LockLikeSection::Kind::Guard:
    return "'" + Section.Class + "', which looks like a guard around";
  case LockLikeSection::Kind::Type:
    return "'" + Section.Class + "::" + Section.Takes.Name +
           "', which looks like a lock around";
  case LockLikeSection::Kind::Function:
    return "'" + Section.Takes.Name + "', which looks like a lock around";
  }
  llvm_unreachable("no such kind");
}

static Confidence levelFor(const LockLikeSection &Section, Confidence Level) {
  return Section.IsOutspoken ? Confidence::Low : lower(Level);
}

static bool holdsAny(const AccessSummary &Access) {
  return llvm::any_of(Access.Held, [](const HeldLock &Lock) {
    return !Lock.IsOnce && !Lock.IsOfOtherElement;
  });
}

void UnknownLocks::qualify(Conflict &Pair) {
  const AccessSummary &One = Pair.First.Access, &Two = Pair.Second.Access;
  const LockLikeSection *Around = around(One), *Other = around(Two);
  if (!Around && !Other)
    return;
  const bool IsOne = !Around != !Other;
  if (IsOne) {
    // The unknown lock may be the one that the other side holds.
    if (!holdsAny(Around ? Two : One))
      return;
    Around = Around ? Around : Other;
  } else if (const LockLikeSection *Same = around(Two, Around);
             !Same || (Around->Takes.IsShared && Same->Takes.IsShared)) {
    return; // Readers together, or two locks.
  }
  Pair.Level = levelFor(*Around, Pair.Level);
  Pair.Assumptions.push_back(
      spell(*Around) +
      (IsOne ? " one of the two accesses, is no lock of the other one's mutex"
             : " both accesses, is none") +
      " (mapwarden doctor proposes a model)");
}

void UnknownLocks::qualify(DisciplineBreak &Break) {
  if (!Break.Odd.Access || Break.DeclaredAt.isValid())
    return;
  const LockLikeSection *Around = around(*Break.Odd.Access);
  if (!Around || Around->Takes.IsShared)
    return;
  Break.Level = levelFor(*Around, Break.Level);
  Break.Assumptions.push_back(spell(*Around) +
                              " the access, does not lock this mutex "
                              "(mapwarden doctor proposes a model)");
}
