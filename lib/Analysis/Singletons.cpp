// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counting what holds or makes objects of each class.
#include "Analysis/Singletons.h"
#include "llvm/ADT/DenseSet.h"

using namespace mapwarden;

/// Declared in the class or in a function of it.
static bool isInClass(const Program &Prog, const VariableFacts &Variable,
                      const ClassFacts &Class) {
  llvm::StringRef Name = Prog.text(Variable.Name);
  return Name.consume_front(Prog.text(Class.Name)) && Name.starts_with("::");
}

Singletons::Singletons(const Program &Prog) {
  llvm::DenseSet<NameId> MadeElsewhere, HasSeveral;
  auto hold = [&](const VariableFacts &Variable) {
    if (!Variable.has(VariableIsReference))
      MadeElsewhere.insert(Variable.TypeClass);
  };
  for (const ClassFacts &Class : Prog.Classes)
    for (const VariableFacts &Field : Class.Fields)
      hold(Field);
  for (const FunctionFacts &Function : Prog.Functions) {
    for (const VariableFacts &Local : Function.Locals)
      hold(Local);
    for (const Instruction &Instr : Function.Instructions) {
      if (Instr.Kind != InstrKind::Call || !Instr.has(CallConstructs))
        continue;
      const FunctionFacts *Constructor = Prog.function(Instr.Callee.Name);
      RootKind Kind = Instr.Target.Root.Kind;
      // A base, a member, and what is made for a variable counts there.
      bool IsFree = Kind == RootKind::Result || Kind == RootKind::Allocation ||
                    Kind == RootKind::Unknown;
      if (Constructor && IsFree)
        MadeElsewhere.insert(Constructor->Class);
    }
  }
  for (const VariableFacts &Global : Prog.Globals) {
    const ClassFacts *Class = Prog.classOf(Global.TypeClass);
    if (!Class || Global.has(VariableIsThreadLocal))
      continue;
    const VariableFacts *&Known = Objects[Class->Usr];
    bool IsOwn = isInClass(Prog, Global, *Class);
    if (Known && (!IsOwn || isInClass(Prog, *Known, *Class)))
      HasSeveral.insert(Class->Usr);
    if (!Known || IsOwn)
      Known = &Global;
  }
  for (auto &[Class, Object] : Objects)
    if (Object && !isInClass(Prog, *Object, *Prog.classOf(Class)) &&
        (HasSeveral.contains(Class) || MadeElsewhere.contains(Class) ||
         Object->has(VariableIsReference)))
      Object = nullptr;
}
