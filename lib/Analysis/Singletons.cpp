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

/// Variables that are other names of an object: `static T &known = T::get();`.
static llvm::DenseSet<NameId> namesOfOthers(const Program &Prog) {
  llvm::DenseSet<NameId> Result;
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions) {
      if (Instr.Kind != InstrKind::Assign || Instr.Args.empty() ||
          Instr.Target.Root.Kind != RootKind::Global ||
          !Instr.Target.Selectors.empty() ||
          Instr.Args[0].Kind != ValueKind::Path || Instr.Args[0].Copied)
        continue;
      const PathRoot &From = Instr.Args[0].Path.Root;
      bool IsReturned = From.Kind == RootKind::Result &&
                        From.Index < Function.Instructions.size() &&
                        !Function.Instructions[From.Index].has(CallConstructs);
      const VariableFacts *Variable = Prog.global(Instr.Target.Root.Name);
      if ((From.Kind == RootKind::Global || IsReturned) && Variable &&
          Variable->has(VariableIsReference) &&
          !Variable->has(VariableIsSharedPointer))
        Result.insert(Variable->Usr);
    }
  return Result;
}

PathId Singletons::share(PathStore &Store, PathId Path,
                         const FunctionFacts &Method) const {
  const AccessPath &Own = Store.path(Path);
  if (Own.Root.Kind != RootKind::This || Own.Root.Frame != Method.Usr)
    return Path;
  const VariableFacts *Object = objectOf(Method.Class);
  if (!Object)
    return Path;
  AccessPath Shared = Own;
  Shared.Root = {};
  Shared.Root.Kind = RootKind::Global;
  Shared.Root.Name = Object->Usr;
  return Store.intern(std::move(Shared), NameId::None);
}

Singletons::Singletons(const Program &Prog) {
  llvm::DenseSet<NameId> MadeElsewhere, HasSeveral;
  const llvm::DenseSet<NameId> Others = namesOfOthers(Prog);
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
    if (!Class || Global.has(VariableIsThreadLocal) ||
        Others.contains(Global.Usr))
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
