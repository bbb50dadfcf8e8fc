// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads the class and constness of a method from its USR.
#include "Link/AssumedAccesses.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// A wrapper has so many members at most.
static constexpr size_t MaxFields = 3;

/// The one container that an object of class \p Usr is made around; null when
/// it is no such class, or one that may be safe by itself.
static const VariableFacts *wrappedContainer(const Program &Linked,
                                             NameId Usr) {
  const ClassFacts *Class = Linked.classOf(Usr);
  if (!Class || !Class->Bases.empty() || Class->Fields.size() > MaxFields)
    return nullptr;
  constexpr uint64_t DecidesItself = VariableIsMutex | VariableIsGuard |
                                     VariableIsAtomic | VariableIsThreadHandle |
                                     VariableIsReference |
                                     VariableIsInternallySynchronised;
  const VariableFacts *Wrapped = nullptr;
  for (const VariableFacts &Field : Class->Fields) {
    if (Field.Flags & DecidesItself)
      return nullptr;
    if (!Field.has(VariableIsContainer) || Field.has(VariableIsStaticMember))
      continue;
    if (Wrapped)
      return nullptr;
    Wrapped = &Field;
  }
  return Wrapped;
}

void mapwarden::assumeAccesses(Program &Linked) {
  for (FunctionFacts &Function : Linked.Functions)
    for (Instruction &Call : Function.Instructions) {
      if (Call.Kind != InstrKind::Call || !Call.Target.isKnown() ||
          Call.Callee.Kind != ValueKind::Function ||
          Call.has(CallConstructs | CallDestroys | CallVirtual | CallNoBody) ||
          Linked.function(Call.Callee.Name) ||
          Call.Target.Selectors.size() >= MaxSelectors)
        continue;
      auto [Class, Method] = Linked.text(Call.Callee.Name).rsplit("@F@");
      const VariableFacts *Wrapped =
          wrappedContainer(Linked, Linked.Names.find(Class));
      // `c:@S@Cache@F@get#I#1`: the last letter says that it is const.
      auto [Name, Signature] = Method.split('#');
      if (!Wrapped || Name.empty())
        continue;
      Call.Kind = InstrKind::Access;
      const bool IsConst = Signature == "1" || Signature.ends_with("#1");
      Call.Flags = (IsConst ? AccessRead : AccessWrite) | UnknownEffect;
      Call.Name = Linked.Names.intern(Name.str());
      Call.Callee = {};
      Call.Args.clear();
      Call.Target.Selectors.push_back({Selector::Field, Wrapped->Usr});
    }
}
