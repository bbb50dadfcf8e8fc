// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Makes the root of declared entries.
#include "Link/DeclaredEntries.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static constexpr char RootUsr[] = "c:@declared entries";

/// The class that \p Usr names, before the index of classes is built.
static const ClassFacts *findClass(const Program &Linked, NameId Usr) {
  auto Found = llvm::find_if(Linked.Classes, [&](const ClassFacts &Class) {
    return Class.Usr == Usr;
  });
  return Found == Linked.Classes.end() ? nullptr : &*Found;
}

void mapwarden::declareExported(
    Program &Linked, llvm::function_ref<bool(llvm::StringRef)> IsExported) {
  llvm::DenseSet<NameId> Called;
  for (const FunctionFacts &Caller : Linked.Functions)
    if (!Caller.has(FunctionIsInTest))
      for (const Instruction &Instr : Caller.Instructions)
        if (Instr.Kind == InstrKind::Call && Instr.Callee.Name != Caller.Usr)
          Called.insert(Instr.Callee.Name);
  constexpr uint64_t Wanted = FunctionIsExternal | FunctionIsPublic;
  constexpr uint64_t Unwanted = FunctionIsConstructor | FunctionIsDestructor |
                                FunctionIsMain | FunctionIsLambda |
                                FunctionIsImplicit | FunctionIsInTest;
  for (FunctionFacts &Function : Linked.Functions)
    if ((Function.Flags & Wanted) == Wanted && !(Function.Flags & Unwanted) &&
        !Function.Blocks.empty() && !Called.contains(Function.Usr) &&
        phaseOf(Linked.text(Function.Name)) == Phase::Service &&
        IsExported(Linked.text(Function.At.File)))
      Function.Flags |= FunctionIsEntry;
}

void mapwarden::addDeclaredEntries(Program &Linked) {
  FunctionFacts Root;
  llvm::DenseMap<NameId, NameId> Objects;
  for (const FunctionFacts &Function : Linked.Functions) {
    if (!Function.has(FunctionIsEntry) || Function.Blocks.empty())
      continue;
    Instruction Spawn;
    Spawn.Kind = InstrKind::Spawn;
    Spawn.Flags = SpawnMany;
    Spawn.At = Function.At;
    Spawn.Callee = Value::named(ValueKind::Function, Function.Usr);
    Spawn.Name = Linked.Names.intern("entry");
    if (Function.has(FunctionIsMethod)) {
      auto [Object, IsNew] = Objects.try_emplace(Function.Class, NameId::None);
      if (IsNew) {
        const ClassFacts *Class = findClass(Linked, Function.Class);
        Object->second = Class ? Class->Name : Function.Class;
      }
      AccessPath This;
      This.Root.Kind = RootKind::Global;
      This.Root.Name = Object->second;
      Spawn.Args.push_back(Value::path(std::move(This)));
    }
    Root.Instructions.push_back(std::move(Spawn));
  }
  if (Root.Instructions.empty())
    return;
  Root.Usr = Linked.Names.intern(RootUsr);
  Root.Name = Linked.Names.intern("declared entries");
  Root.At = Root.Instructions.front().At;
  Root.EndLine = Root.At.Line;
  Root.Flags = FunctionIsEntryRoot;
  BlockFacts &Block = Root.Blocks.emplace_back();
  Block.End = static_cast<uint32_t>(Root.Instructions.size());
  auto Place = llvm::partition_point(
      Linked.Functions, [&](const FunctionFacts &Function) {
        return Linked.text(Function.Usr) < RootUsr;
      });
  if (Place != Linked.Functions.end() && Place->Usr == Root.Usr)
    *Place = std::move(Root); // Linked again.
  else
    Linked.Functions.insert(Place, std::move(Root));
}
