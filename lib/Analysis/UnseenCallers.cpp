// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reasons to trust that nobody out of sight holds a lock.
#include "Analysis/UnseenCallers.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// The functions in \p Passed, `std::bind(&C::run, this)` too.
static void addFunctions(const Value &Passed, llvm::DenseSet<NameId> &Into) {
  if (Passed.Kind == ValueKind::Function)
    Into.insert(Passed.Name);
  for (const Value &Part : Passed.Bound)
    addFunctions(Part, Into);
}

UnseenCallers::UnseenCallers(const Program &Prog) : Prog(&Prog) {
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions)
      for (const Value &Passed : Instr.Args)
        addFunctions(Passed, HandedOut);
}

/// A comparison or hash: the containers that it is a part of call it, below
/// whoever uses them.
static bool isCallOperator(const Program &Prog, const FunctionFacts &Function) {
  return Prog.text(Function.Name).ends_with("operator()");
}

bool UnseenCallers::areUnseen(FunctionId Function) const {
  const FunctionFacts &Root = Prog->Functions[Function];
  return Root.Class != NameId::None &&
         (!Root.has(FunctionIsPublic) || isCallOperator(*Prog, Root)) &&
         !Root.has(FunctionIsLambda) && !Root.has(FunctionIsMain);
}

bool UnseenCallers::isUncallable(FunctionId Function) const {
  const FunctionFacts &Root = Prog->Functions[Function];
  return areUnseen(Function) && !Root.has(FunctionIsPublic) &&
         !Root.has(FunctionIsEntry) && !HandedOut.contains(Root.Usr) &&
         llvm::all_of(Root.Overrides, [&](NameId Base) {
           return Prog->FunctionByUsr.contains(Base);
         });
}

/// Whether the guard lies outside of the object whose method is called: in an
/// object that holds that one.
static bool isBeyondThis(PathStore &Store, const AccessVersion &Odd,
                         const GuardUse &Guard) {
  llvm::StringRef Key = Guard.Key;
  unsigned Levels = 0;
  const AccessPath &Object = Store.path(Odd.Access->Object);
  return Object.Root.Kind == RootKind::This && Key.consume_front("^") &&
         !Key.consumeInteger(10, Levels) &&
         Levels > llvm::count_if(Object.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Field;
         });
}

bool UnseenCallers::mayHold(PathStore &Store, const AccessVersion &Odd,
                            const AccessVersion &Holder,
                            const GuardUse &Guard) const {
  const FunctionFacts &Root = Prog->Functions[Odd.Root];
  if (Root.Class == NameId::None || Root.has(FunctionIsLambda) ||
      Root.has(FunctionIsMain))
    return false;
  if (isBeyondThis(Store, Odd, Guard))
    return true;
  if (!areUnseen(Odd.Root) || HandedOut.contains(Root.Usr))
    return false;
  // When all code that can name the mutex is known, and has errors, only a
  // callback that they hide can have called the member.
  const HeldLock *Held = findGuard(Store, *Holder.Access, Guard.Key);
  if (!Held)
    return true;
  for (const Selector &Step : llvm::reverse(Store.path(Held->Lock).Selectors))
    if (Step.K == Selector::Field) {
      const VariableFacts *Field = Prog->field(Step.Name);
      return !Field || !Field->has(VariableIsEnclosed);
    }
  return true;
}
