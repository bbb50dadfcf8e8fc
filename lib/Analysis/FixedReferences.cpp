// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collecting what each field of each owned object is bound to, and dropping
/// what is bound in two ways.
#include "Analysis/FixedReferences.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

using namespace mapwarden;

/// A field of the object that a function runs on, or makes, and its value in
/// that function's terms.
struct Binding {
  NameId Field = NameId::None;
  AccessPath Object;
};
using Bindings = std::vector<Binding>;

/// The last field of \p Path, elements behind it left out; the global when
/// there is no field.
static NameId ownerOf(const AccessPath &Path) {
  for (const Selector &Step : llvm::reverse(Path.Selectors))
    if (Step.K == Selector::Field)
      return Step.Name;
  return Path.Root.Kind == RootKind::Global ? Path.Root.Name : NameId::None;
}

static bool hasElement(const AccessPath &Path) {
  return llvm::any_of(Path.Selectors, [](const Selector &Step) {
    return Step.K == Selector::Element;
  });
}

static bool isThis(const AccessPath &Path) {
  return Path.Root.Kind == RootKind::This && Path.Root.Frame == NameId::None &&
         Path.Selectors.empty();
}

namespace mapwarden {

class FixedReferenceSearch {
public:
  FixedReferenceSearch(const Program &Prog, FixedReferences &Into)
      : Prog(Prog), Into(Into), Own(Prog.Functions.size()),
        Passed(Prog.Functions.size()) {}
  void run();

private:
  /// Objects that one function makes, by their root.
  using MadeObjects = std::vector<std::pair<PathRoot, Bindings>>;

  void noteAssignment(FunctionId Id, const Instruction &Instr);
  const Bindings &bindingsOf(FunctionId Id, unsigned Depth = 0);
  std::optional<AccessPath> inCaller(const AccessPath &Object,
                                     const Instruction &Call) const;
  void noteFunction(FunctionId Id);
  void noteCall(const Instruction &Call, MadeObjects &Made);
  void noteOwner(const Instruction &Assign, const MadeObjects &Made);
  void bind(const AccessPath &Owner, const Binding &Bound);
  void bindAnywhere();
  bool isLasting(const AccessPath &Object) const;
  void drop(NameId Owner, NameId Field) { Dropped.insert({Owner, Field}); }

  const Program &Prog;
  FixedReferences &Into;
  std::vector<Bindings> Own; ///< What functions store in fields of `this`.
  std::vector<std::optional<Bindings>> Passed; ///< With what they call.
  llvm::DenseMap<NameId, uint32_t> Stores;     ///< Of each reference.
  llvm::DenseSet<NameId> Unknown;              ///< Fields that anybody may set.
  llvm::DenseSet<NameId> OpenOwners;           ///< Hold objects made elsewhere.
  llvm::DenseSet<NameId> OwnedFields; ///< Bound by who owns the object.
  llvm::DenseSet<std::pair<NameId, NameId>> Dropped;
};

} // namespace mapwarden

/// Whether what is at \p Object stays there: no pointer that is set again, no
/// element of a collection.
bool FixedReferenceSearch::isLasting(const AccessPath &Object) const {
  if (hasElement(Object))
    return false;
  const VariableFacts *Variable =
      !Object.Selectors.empty() ? Prog.field(Object.Selectors.back().Name)
      : Object.Root.Kind == RootKind::Global ? Prog.global(Object.Root.Name)
                                             : nullptr;
  return !Variable || !Variable->has(VariableIsReference) ||
         Stores.lookup(ownerOf(Object)) <= 1;
}

/// Counts the stores of each reference and keeps those through `this`.
void FixedReferenceSearch::noteAssignment(FunctionId Id,
                                          const Instruction &Instr) {
  if (Instr.Args.empty() || Instr.Args[0].Kind == ValueKind::Null)
    return;
  const AccessPath &Target = Instr.Target;
  const Value &Given = Instr.Args[0];
  const bool IsField =
      !Target.Selectors.empty() && Target.Selectors.back().K == Selector::Field;
  const NameId Name = ownerOf(Target);
  if (Name == NameId::None || (!IsField && hasElement(Target)))
    return;
  const bool IsPath = Given.Kind == ValueKind::Path && Given.Path.isKnown();
  // A copy leads to where the original does.
  if (IsField && IsPath && !Given.Path.Selectors.empty() &&
      Given.Path.Selectors.back() == Target.Selectors.back())
    return;
  ++Stores[Name];
  const VariableFacts *Variable = IsField ? Prog.field(Name) : nullptr;
  if (!Variable || !Variable->has(VariableIsReference))
    return;
  const bool IsOfThis = Target.Selectors.size() == 1 &&
                        Target.Root.Kind == RootKind::This &&
                        Target.Root.Frame == NameId::None;
  if (IsOfThis && IsPath && !Given.Copied)
    Own[Id].push_back({Name, Given.Path});
  else if (IsOfThis || Target.Selectors.size() == 1)
    Unknown.insert(Name);
}

/// \p Object, which the callee of \p Call names, in the caller's terms; nothing
/// for what the caller cannot name.
std::optional<AccessPath>
FixedReferenceSearch::inCaller(const AccessPath &Object,
                               const Instruction &Call) const {
  const AccessPath *Base = nullptr;
  switch (Object.Root.Kind) {
  case RootKind::Global:
    return Object;
  case RootKind::This:
    Base = &Call.Target;
    break;
  case RootKind::Param:
    if (Object.Root.Index < Call.Args.size() &&
        Call.Args[Object.Root.Index].Kind == ValueKind::Path &&
        !Call.Args[Object.Root.Index].Copied)
      Base = &Call.Args[Object.Root.Index].Path;
    break;
  default:
    break;
  }
  if (!Base || !Base->isKnown() || Object.Root.Frame != NameId::None)
    return std::nullopt;
  AccessPath Result = *Base;
  Result.Selectors.append(Object.Selectors.begin(), Object.Selectors.end());
  return Result;
}

/// What \p Id binds in its object itself and through the members and base
/// constructors that it calls.
const Bindings &FixedReferenceSearch::bindingsOf(FunctionId Id,
                                                 unsigned Depth) {
  static constexpr unsigned MaxDepth = 8;
  if (Passed[Id])
    return *Passed[Id];
  Passed[Id] = Own[Id]; // Also ends a recursion.
  if (Depth == MaxDepth)
    return *Passed[Id];
  Bindings Result = Own[Id];
  for (const Instruction &Instr : Prog.Functions[Id].Instructions) {
    if (Instr.Kind != InstrKind::Call || !isThis(Instr.Target) ||
        Instr.Callee.Kind != ValueKind::Function)
      continue;
    auto Callee = Prog.FunctionByUsr.find(Instr.Callee.Name);
    if (Callee == Prog.FunctionByUsr.end())
      continue;
    for (const Binding &Bound : bindingsOf(Callee->second, Depth + 1))
      if (std::optional<AccessPath> Object = inCaller(Bound.Object, Instr))
        Result.push_back({Bound.Field, std::move(*Object)});
      else
        Unknown.insert(Bound.Field);
  }
  Passed[Id] = std::move(Result);
  return *Passed[Id];
}

/// The object at \p Owner, a field or global, has its reference bound.
void FixedReferenceSearch::bind(const AccessPath &Owner, const Binding &Bound) {
  const NameId Holder = ownerOf(Owner);
  OwnedFields.insert(Bound.Field);
  AccessPath Object = Bound.Object;
  const bool IsGlobal = Object.Root.Kind == RootKind::Global;
  // In the terms of the object that has the field: `this` is that object when
  // nothing else leads to it.
  size_t Fields = llvm::count_if(Owner.Selectors, [](const Selector &Step) {
    return Step.K == Selector::Field;
  });
  const bool IsOfOwner = Owner.Root.Kind == RootKind::This && Fields == 1 &&
                         Object.Root == Owner.Root;
  if (Holder == NameId::None || !isLasting(Object) ||
      !(IsGlobal || IsOfOwner)) {
    drop(Holder, Bound.Field);
    return;
  }
  Object.Root.Frame = NameId::None;
  auto [Known, IsNew] = Into.Targets.try_emplace({Holder, Bound.Field}, Object);
  if (!IsNew && !(Known->second == Object))
    drop(Holder, Bound.Field);
}

/// A constructor or setter of an object that this function names.
void FixedReferenceSearch::noteCall(const Instruction &Call,
                                    MadeObjects &Made) {
  if (Call.Callee.Kind != ValueKind::Function || isThis(Call.Target))
    return;
  auto Callee = Prog.FunctionByUsr.find(Call.Callee.Name);
  if (Callee == Prog.FunctionByUsr.end())
    return;
  const PathRoot &Root = Call.Target.Root;
  const bool IsMade = Root.Kind == RootKind::Local ||
                      Root.Kind == RootKind::Result ||
                      Root.Kind == RootKind::Allocation;
  for (const Binding &Bound : bindingsOf(Callee->second)) {
    // What leads into the object itself is the same for all.
    if (Bound.Object.Root.Kind == RootKind::This)
      continue;
    std::optional<AccessPath> Object = inCaller(Bound.Object, Call);
    if (!Object)
      Object = AccessPath(); // Something: not the same as others.
    OwnedFields.insert(Bound.Field);
    const bool IsWhole =
        llvm::all_of(Call.Target.Selectors, [](const Selector &Step) {
          return Step.K == Selector::Element;
        });
    if (IsMade && IsWhole) {
      auto Known = llvm::find_if(
          Made, [&](const auto &Each) { return Each.first == Root; });
      if (Known == Made.end())
        Known = Made.insert(Made.end(), {Root, {}});
      Known->second.push_back({Bound.Field, std::move(*Object)});
    } else if (ownerOf(Call.Target) != NameId::None) {
      bind(Call.Target, {Bound.Field, std::move(*Object)});
    } else {
      Unknown.insert(Bound.Field);
    }
  }
}

/// An object gets an owner: one that was made here, or any.
void FixedReferenceSearch::noteOwner(const Instruction &Assign,
                                     const MadeObjects &Made) {
  const NameId Owner = ownerOf(Assign.Target);
  if (Owner == NameId::None || Assign.Args.empty() ||
      Assign.Args[0].Kind == ValueKind::Null)
    return;
  const Value &Given = Assign.Args[0];
  auto Known = llvm::find_if(Made, [&](const auto &Each) {
    return Given.Kind == ValueKind::Path && Given.Path.Selectors.empty() &&
           Each.first == Given.Path.Root;
  });
  if (Known == Made.end()) {
    OpenOwners.insert(Owner);
    return;
  }
  for (const Binding &Bound : Known->second)
    bind(Assign.Target, Bound);
}

void FixedReferenceSearch::noteFunction(FunctionId Id) {
  const FunctionFacts &Function = Prog.Functions[Id];
  MadeObjects Made;
  for (const Instruction &Instr : Function.Instructions)
    if (Instr.Kind == InstrKind::Call)
      noteCall(Instr, Made);
  for (const Instruction &Instr : Function.Instructions) {
    if (Instr.Kind != InstrKind::Assign || Instr.Args.empty())
      continue;
    const AccessPath &Target = Instr.Target;
    // `auto w = std::make_unique<W>(&map_);`: the same object by another name.
    if (Target.Root.Kind == RootKind::Local && Target.Selectors.empty() &&
        Instr.Args[0].Kind == ValueKind::Path &&
        Instr.Args[0].Path.Selectors.empty()) {
      auto Known = llvm::find_if(Made, [&](const auto &Each) {
        return Each.first == Instr.Args[0].Path.Root;
      });
      if (Known != Made.end())
        Made.push_back({Target.Root, Known->second});
      continue;
    }
    noteOwner(Instr, Made);
    // `part_.out = &map_;`
    const VariableFacts *Field =
        Target.Selectors.size() > 1 &&
                Target.Selectors.back().K == Selector::Field
            ? Prog.field(Target.Selectors.back().Name)
            : nullptr;
    if (!Field || !Field->has(VariableIsReference) ||
        Instr.Args[0].Kind == ValueKind::Null)
      continue;
    AccessPath Holder = Target;
    Holder.Selectors.pop_back();
    const bool IsPath =
        Instr.Args[0].Kind == ValueKind::Path && !Instr.Args[0].Copied;
    if (ownerOf(Holder) == NameId::None)
      Unknown.insert(Target.Selectors.back().Name);
    else
      bind(Holder, {Target.Selectors.back().Name,
                    IsPath ? Instr.Args[0].Path : AccessPath()});
  }
}

/// Fields that every object binds to a part of itself, or all to one global.
void FixedReferenceSearch::bindAnywhere() {
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    for (const Binding &Bound : bindingsOf(Id)) {
      const RootKind Kind = Bound.Object.Root.Kind;
      // A parameter is bound by who calls: a derived class, or an owner.
      if (Kind == RootKind::Param && !OwnedFields.contains(Bound.Field))
        continue;
      const bool IsOfObject = Kind == RootKind::This &&
                              Bound.Object.Root.Frame == NameId::None &&
                              !Bound.Object.Selectors.empty();
      if (!(IsOfObject || Kind == RootKind::Global) ||
          OwnedFields.contains(Bound.Field) || !isLasting(Bound.Object)) {
        drop(NameId::None, Bound.Field);
        continue;
      }
      auto [Known, IsNew] =
          Into.Targets.try_emplace({NameId::None, Bound.Field}, Bound.Object);
      if (!IsNew && !(Known->second == Bound.Object))
        drop(NameId::None, Bound.Field);
    }
}

void FixedReferenceSearch::run() {
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    for (const Instruction &Instr : Prog.Functions[Id].Instructions)
      if (Instr.Kind == InstrKind::Assign)
        noteAssignment(Id, Instr);
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    noteFunction(Id);
  bindAnywhere();
  std::vector<std::pair<NameId, NameId>> Wrong(Dropped.begin(), Dropped.end());
  for (const auto &[Where, Object] : Into.Targets)
    if (Unknown.contains(Where.second) || OpenOwners.contains(Where.first))
      Wrong.push_back(Where);
  for (const auto &Where : Wrong)
    Into.Targets.erase(Where);
}

FixedReferences::FixedReferences(const Program &Prog) {
  FixedReferenceSearch(Prog, *this).run();
}

PathId FixedReferences::designated(PathStore &Store, PathId Reference) const {
  const AccessPath &Path = Store.path(Reference);
  if (Targets.empty() || Path.Selectors.empty() ||
      Path.Selectors.back().K != Selector::Field)
    return UnknownPath;
  const NameId Field = Path.Selectors.back().Name;
  AccessPath Holder = Path;
  Holder.Selectors.pop_back();
  AccessPath Owner = Holder;
  while (!Owner.Selectors.empty() &&
         Owner.Selectors.back().K == Selector::Element)
    Owner.Selectors.pop_back();
  auto Known = Targets.end();
  if (!Owner.Selectors.empty()) {
    Known = Targets.find({Owner.Selectors.back().Name, Field});
    Owner.Selectors.pop_back();
  } else if (Owner.Root.Kind == RootKind::Global) {
    Known = Targets.find({Owner.Root.Name, Field});
  }
  if (Known == Targets.end()) {
    Known = Targets.find({NameId::None, Field});
    Owner = Holder;
  }
  if (Known == Targets.end())
    return UnknownPath;
  const AccessPath &Object = Known->second;
  if (Object.Root.Kind == RootKind::Global)
    return Store.intern(Object, NameId::None);
  Owner.Selectors.append(Object.Selectors.begin(), Object.Selectors.end());
  return Store.intern(std::move(Owner), NameId::None);
}
