// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Classification of accesses as tests and acts.
#include "Analysis/SectionEvents.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static const Instruction &leafInstruction(const Program &Prog,
                                          const AccessSummary &Access) {
  return Prog.Functions[Access.Function].Instructions[Access.Instr];
}

static TestKind testKindOf(const AccessSummary &Access, const AccessKey &Key) {
  if (Access.Flags & AccessTestsEmpty)
    return TestKind::Empty;
  if (Access.Flags & (AccessElement | AccessIterates | AccessWholeCopy))
    return Key.isKnown() ? TestKind::Key : TestKind::Other;
  return Key.K == AccessKey::None ? TestKind::Size : TestKind::Key;
}

static ActKind actKindOf(const Program &Prog, FunctionId Id,
                         const AccessSummary &Access) {
  const Instruction &Leaf = leafInstruction(Prog, Access);
  bool IsSubscript = Prog.text(Leaf.Name) == "operator[]";
  if (Access.Flags & AccessErases)
    return ActKind::Erases;
  if (Access.Flags & AccessClears) // Assignment replaces, clear() removes.
    return Prog.text(Leaf.Name) == "operator=" ? ActKind::Overwrites
                                               : ActKind::Erases;
  if (Access.Flags & AccessElement)
    return Access.Flags & AccessWrite ? ActKind::Overwrites : ActKind::None;
  if (Access.Flags & AccessInserts) {
    if (!(Access.Flags & AccessInsertsIfAbsent))
      return Access.Flags & AccessUpdates ? ActKind::Updates
                                          : ActKind::Overwrites;
    if (IsSubscript)
      return Access.Flags & AccessYieldsElement ? ActKind::Relies
                                                : ActKind::None;
    return ActKind::Inserts;
  }
  // One that asks, and whose answer is followed without a look: only here, as
  // what a callee may know of the key is not seen.
  bool IsLookup = (Access.Flags & AccessYieldsElement) &&
                  (Access.Function == Id ||
                   !(Access.Flags & (AccessTestsPresence | AccessTestsEmpty)));
  return IsLookup ? ActKind::Relies : ActKind::None;
}

/// What decides when one call makes several accesses: the gravest act, or the
/// first test of a key.
static bool isMoreDecisive(const SectionEvent &New, const SectionEvent &Old) {
  auto rank = [](const SectionEvent &E) {
    switch (E.Act) {
    case ActKind::Erases:
    case ActKind::Overwrites:
    case ActKind::Updates:
      return 4;
    case ActKind::Relies:
      return 3;
    case ActKind::Inserts:
      return 2;
    case ActKind::None:
      return E.Key.isKnown() ? 1 : 0;
    }
    return 0;
  };
  return rank(New) > rank(Old);
}

llvm::SmallVector<SectionEvent, 2>
mapwarden::eventsOf(const Program &Prog, PathStore &Store, FunctionId Id,
                    const ProgramPoint &Point) {
  llvm::SmallVector<SectionEvent, 2> Result;
  for (const AccessSummary &Access : Point.Accesses) {
    if (Access.StartedBy || (Access.Flags & UnknownEffect))
      continue;
    SectionEvent New;
    New.Object = Access.Object;
    New.Instr = Point.Instr;
    New.Block = Point.Block;
    New.Key = keyOf(Prog, Store, Access, Id);
    const VariableFacts *Variable = Store.variable(New.Object);
    New.IsPointer = Variable && Prog.text(Variable->Usr).ends_with(PointerMark);
    New.IsWrite = Access.Flags & AccessWrite;
    // `--m[k] == 0` looks at what it has changed.
    New.IsRead = !New.IsWrite || isInsertingLookup(Access) ||
                 ((Access.Flags & AccessUpdates) != 0);
    New.Test = testKindOf(Access, New.Key);
    New.Act = actKindOf(Prog, Id, Access);
    New.Settles = New.Act == ActKind::Inserts;
    New.Access = Access;
    for (const HeldLock &Lock : Access.Held)
      if (!Lock.IsOnce && !Lock.IsOfOtherElement)
        New.Inner.push_back(Lock);
    for (const HeldLock &Lock : Point.Before.Held) {
      bool IsReleased = llvm::is_contained(Access.Released, Lock.Lock) ||
                        llvm::is_contained(Access.Released, Lock.Guard);
      if (Lock.IsOnce || IsReleased)
        continue;
      New.Outer.push_back(Lock);
      if (llvm::none_of(New.Access.Held, [&](const HeldLock &Own) {
            return Own.Lock == Lock.Lock;
          }))
        New.Access.Held.push_back(Lock);
    }
    auto Known = llvm::find_if(
        Result, [&](const SectionEvent &E) { return E.Object == New.Object; });
    if (Known == Result.end()) {
      Result.push_back(std::move(New));
      continue;
    }
    bool IsRead = Known->IsRead && New.IsRead;
    bool IsWrite = Known->IsWrite || New.IsWrite;
    bool Settles = Known->Settles || New.Settles;
    if (isMoreDecisive(New, *Known))
      *Known = std::move(New);
    Known->IsRead = IsRead;
    Known->IsWrite = IsWrite;
    Known->Settles = Settles;
  }
  return Result;
}

bool mapwarden::reliesOn(const SectionEvent &Act, const SectionEvent &Test) {
  switch (Act.Act) {
  case ActKind::None:
    return false;
  case ActKind::Inserts:
    return Test.Test == TestKind::Size;
  case ActKind::Relies:
    // `m[k]` asks not whether the key is there.
    return Test.Test == TestKind::Key && Act.Key.isSame(Test.Key) &&
           !isInsertingLookup(Test.Access);
  case ActKind::Erases:
  case ActKind::Overwrites:
  case ActKind::Updates:
    break;
  }
  // Emptying what is empty by now harms nobody.
  if ((Act.Access.Flags & AccessClears) && Test.Test == TestKind::Empty)
    return Act.Act == ActKind::Overwrites;
  // `return m.erase(k) > 0;` asks again.
  if (Act.Access.Flags & AccessTellsErased)
    return false;
  // What `m[k]` gives may be the key of another element.
  if ((Act.Key.isKnown() && Test.Key.isKnown()) ||
      isInsertingLookup(Test.Access))
    return Act.Key.isSame(Test.Key);
  return true;
}

PathId mapwarden::commonLock(const SectionEvent &Test,
                             const SectionEvent &Act) {
  for (const HeldLock &Mine : Test.Access.Held)
    for (const HeldLock &Theirs : Act.Access.Held)
      if (!Mine.IsOnce && !Theirs.IsOnce && Mine.Lock == Theirs.Lock)
        return Mine.Lock;
  return UnknownPath;
}
