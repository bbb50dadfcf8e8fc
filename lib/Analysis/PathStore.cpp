// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Interning, editing and spelling of access paths.
#include "Analysis/PathStore.h"
#include "Analysis/IndexText.h"
#include "Support/CallWords.h"
#include "llvm/ADT/Twine.h"

using namespace mapwarden;

/// Multiplicative hashing: paths are a few small numbers, and interning them is
/// a tenth of an analysis.
static uint32_t hashPath(const AccessPath &Path) {
  uint64_t Hash = 0;
  auto mix = [&](uint64_t Number) {
    Hash = (Hash ^ Number) * 0x9E3779B97F4A7C15u;
    Hash ^= Hash >> 32;
  };
  mix(static_cast<uint64_t>(Path.Root.Kind) << 32 | Path.Root.Index);
  mix(static_cast<uint64_t>(index(Path.Root.Name)) << 32 |
      index(Path.Root.Frame));
  for (const Selector &Step : Path.Selectors)
    mix(static_cast<uint64_t>(Step.K) << 32 | index(Step.Name));
  return static_cast<uint32_t>(Hash);
}

static bool hasFrame(RootKind Kind) {
  return Kind != RootKind::Unknown && Kind != RootKind::Global;
}

PathId PathStore::intern(AccessPath Path, NameId Frame) {
  if (!Path.isKnown())
    return UnknownPath;
  if (hasFrame(Path.Root.Kind) && Path.Root.Frame == NameId::None)
    Path.Root.Frame = Frame;
  if (Path.Selectors.size() > MaxSelectors)
    return UnknownPath; // Its prefix would be another object.
  const uint32_t Hash = hashPath(Path);
  PathId &Slot = slotFor(Path, Hash);
  if (Slot != UnknownPath)
    return Slot;
  const PathId Id = Slot = static_cast<PathId>(Paths.size());
  Paths.push_back(std::move(Path));
  Hashes.push_back(Hash);
  Parents.push_back(UnknownPath);
  if (Paths.size() > Slots.size() / 2)
    growSlots();
  return Id;
}

/// The slot of \p Path, or the free one that it would take.
PathId &PathStore::slotFor(const AccessPath &Path, uint32_t Hash) {
  const size_t Mask = Slots.size() - 1;
  size_t At = Hash & Mask;
  while (Slots[At] != UnknownPath &&
         (Hashes[Slots[At]] != Hash || Paths[Slots[At]] != Path))
    At = (At + 1) & Mask;
  return Slots[At];
}

void PathStore::growSlots() {
  Slots.assign(Slots.size() * 2, UnknownPath);
  const size_t Mask = Slots.size() - 1;
  for (PathId Id = 1; Id < Paths.size(); ++Id) {
    size_t At = Hashes[Id] & Mask;
    while (Slots[At] != UnknownPath)
      At = (At + 1) & Mask;
    Slots[At] = Id;
  }
}

/// \p Path, which has selectors, without the last.
PathId PathStore::parent(PathId Path) {
  if (Parents[Path] == UnknownPath) {
    AccessPath Result = Paths[Path];
    Result.Selectors.pop_back();
    const PathId Id = intern(std::move(Result), NameId::None);
    Parents[Path] = Id;
  }
  return Parents[Path];
}

PathId PathStore::append(PathId Base, PathId Path, unsigned From) {
  const AccessPath &Rest = Paths[Path];
  if (From >= Rest.Selectors.size())
    return Base;
  if (Base == UnknownPath)
    return UnknownPath;
  AccessPath Result = Paths[Base];
  Result.Selectors.append(Rest.Selectors.begin() + From, Rest.Selectors.end());
  return intern(std::move(Result), NameId::None);
}

PathId PathStore::append(PathId Base, Selector Step) {
  if (Base == UnknownPath)
    return UnknownPath;
  AccessPath Result = Paths[Base];
  Result.Selectors.push_back(Step);
  return intern(std::move(Result), NameId::None);
}

PathId PathStore::prefix(PathId Path, unsigned Length) {
  for (size_t Size = Paths[Path].Selectors.size(); Size > Length; --Size)
    Path = parent(Path);
  return Path;
}

PathId PathStore::withoutElement(PathId Path) {
  const AccessPath &P = Paths[Path];
  if (P.Selectors.empty() || P.Selectors.back().K != Selector::Element)
    return Path;
  return prefix(Path, P.Selectors.size() - 1);
}

PathId PathStore::anyElement(PathId Path) {
  AccessPath Result = Paths[Path];
  bool Changed = false;
  for (Selector &Step : Result.Selectors)
    if (Step.K == Selector::Element && Step.Name != NameId::None) {
      Step.Name = NameId::None;
      Changed = true;
    }
  return Changed ? intern(std::move(Result), NameId::None) : Path;
}

PathId PathStore::futureOf(PathId Task) {
  return FutureName == NameId::None
             ? UnknownPath
             : append(Task, Selector{Selector::Field, FutureName});
}

PathId PathStore::pointerOf(PathId Designated) {
  AccessPath Path = Paths[Designated];
  const bool IsField = !Path.Selectors.empty();
  if (IsField ? Path.Selectors.back().K != Selector::Field
              : Path.Root.Kind != RootKind::Global)
    return UnknownPath;
  NameId &Usr = IsField ? Path.Selectors.back().Name : Path.Root.Name;
  Usr = Prog.Names.find((llvm::Twine(text(Usr)) + PointerMark).str());
  return Usr == NameId::None ? UnknownPath
                             : intern(std::move(Path), NameId::None);
}

bool PathStore::isFuture(PathId Path) const {
  const AccessPath &P = Paths[Path];
  return FutureName != NameId::None && !P.Selectors.empty() &&
         P.Selectors.back().Name == FutureName;
}

bool PathStore::areDistinct(PathId First, PathId Second) const {
  const AccessPath &L = Paths[First], &R = Paths[Second];
  for (size_t I = 0; I < L.Selectors.size() && I < R.Selectors.size(); ++I)
    if (L.Selectors[I].K == Selector::Element &&
        R.Selectors[I].K == Selector::Element &&
        L.Selectors[I].Name != R.Selectors[I].Name &&
        isLiteralIndex(text(L.Selectors[I].Name)) &&
        isLiteralIndex(text(R.Selectors[I].Name)))
      return true;
  return false;
}

NameId PathStore::elementName(llvm::StringRef Text) {
  if (Text.empty())
    return NameId::None;
  if (NameId Known = Prog.Names.find(Text); Known != NameId::None)
    return Known;
  return static_cast<NameId>(Prog.Names.size() + index(Added.intern(Text)));
}

llvm::StringRef PathStore::text(NameId Id) const {
  return index(Id) < Prog.Names.size()
             ? Prog.text(Id)
             : Added.text(static_cast<NameId>(index(Id) - Prog.Names.size()));
}

/// The variable that a root names, or null.
static const VariableFacts *rootVariable(const Program &Prog,
                                         const PathRoot &Root) {
  if (Root.Kind == RootKind::Global)
    return Prog.global(Root.Name);
  const FunctionFacts *Frame = Prog.function(Root.Frame);
  if (!Frame)
    return nullptr;
  if (Root.Kind == RootKind::Local && Root.Index < Frame->Locals.size())
    return &Frame->Locals[Root.Index];
  if (Root.Kind == RootKind::Param && Root.Index < Frame->Params.size())
    return &Frame->Params[Root.Index];
  return nullptr;
}

/// A part of a library's aggregate (`first`), which has no facts of its own.
bool PathStore::isPart(const Selector &Step) const {
  return Step.K == Selector::Field && !Prog.field(Step.Name) &&
         !Prog.function(Step.Name) && !text(Step.Name).starts_with("c:");
}

const VariableFacts *PathStore::variable(PathId Id) const {
  const AccessPath &Path = Paths[Id];
  for (const Selector &Step : llvm::reverse(Path.Selectors))
    if (Step.K == Selector::Field && !isPart(Step))
      return Prog.field(Step.Name);
  return rootVariable(Prog, Path.Root);
}

bool PathStore::isOfThread(PathId Id) const {
  const AccessPath &Path = Paths[Id];
  const VariableFacts *Root = rootVariable(Prog, Path.Root);
  if (!Root || !Root->has(VariableIsThreadLocal))
    return false;
  return llvm::none_of(Path.Selectors, [&](const Selector &Step) {
    const VariableFacts *Field =
        Step.K == Selector::Field ? Prog.field(Step.Name) : nullptr;
    return Field && Field->has(VariableIsReference);
  });
}

/// A name for a root that has no variable: results and allocations are named by
/// what made them.
static std::string spellRoot(const Program &Prog, const PathRoot &Root) {
  if (const VariableFacts *Variable = rootVariable(Prog, Root))
    return Prog.text(Variable->Name).str();
  switch (Root.Kind) {
  case RootKind::This:
    return "this";
  case RootKind::Param:
    return "parameter " + std::to_string(Root.Index + 1);
  case RootKind::Global:
    if (const FunctionFacts *Accessor = Prog.function(Root.Name))
      return Prog.text(Accessor->Name).str() + "()";
    return Prog.text(Root.Name).str();
  case RootKind::Result:
  case RootKind::Allocation: {
    const FunctionFacts *Frame = Prog.function(Root.Frame);
    if (Frame && Root.Index < Frame->Instructions.size()) {
      const Instruction &Maker = Frame->Instructions[Root.Index];
      if (const FunctionFacts *Callee = Prog.function(Maker.Callee.Name))
        return Prog.text(Callee->Name).str() + "()";
      if (llvm::StringRef Name = Maker.Callee.Kind == ValueKind::Function
                                     ? memberInUsr(Prog.text(Maker.Callee.Name))
                                     : llvm::StringRef();
          !Name.empty())
        return Name.str() + "()";
      if (Maker.Name != NameId::None)
        return Prog.text(Maker.Name).str() + "()";
    }
    return Root.Kind == RootKind::Result ? "a call's result"
                                         : "an allocated object";
  }
  case RootKind::Return:
    return "the returned object";
  case RootKind::Local:
  case RootKind::Unknown:
    break;
  }
  return "an unknown object";
}

std::string PathStore::spelling(PathId Id) const {
  const AccessPath &Path = Paths[Id];
  bool HidesRoot = Path.Root.Kind == RootKind::This && !Path.Selectors.empty();
  std::string Text = HidesRoot ? "" : spellRoot(Prog, Path.Root);
  for (const Selector &Step : Path.Selectors) {
    if (Step.K == Selector::Element) {
      llvm::StringRef Index = text(Step.Name);
      Index.consume_back(llvm::StringRef(&RunNumberMark, 1));
      Text += "[" +
              (Index.empty() || Index.starts_with("__") ? "..." : Index.str()) +
              "]";
      continue;
    }
    if (!Text.empty())
      Text += ".";
    if (const VariableFacts *Field = Prog.field(Step.Name))
      Text += Prog.text(Field->Name);
    else if (const FunctionFacts *Accessor = Prog.function(Step.Name))
      Text += Prog.text(Accessor->Name).rsplit("::").second.str() + "()";
    else
      Text += Prog.text(Step.Name);
  }
  return Text;
}

std::string PathStore::fieldName(NameId Usr) const {
  auto Field = Prog.FieldByUsr.find(Usr);
  if (Field == Prog.FieldByUsr.end())
    return Prog.text(Usr).str();
  const ClassFacts &Class = Prog.Classes[Field->second.first];
  return (llvm::Twine(Prog.text(Class.Name)) +
          "::" + Prog.text(Class.Fields[Field->second.second].Name))
      .str();
}

std::string PathStore::qualifiedSpelling(PathId Id) const {
  std::string Parts;
  for (const Selector &Step : llvm::reverse(Paths[Id].Selectors)) {
    if (isPart(Step))
      Parts = "." + text(Step.Name).str() + Parts;
    if (Step.K != Selector::Field || isPart(Step))
      continue;
    auto Field = Prog.FieldByUsr.find(Step.Name);
    bool IsNamed = Field != Prog.FieldByUsr.end() &&
                   !Prog.text(Prog.Classes[Field->second.first].Name)
                        .ends_with("::"); // An unnamed class.
    return IsNamed ? fieldName(Step.Name) + Parts : spelling(Id);
  }
  return spelling(Id);
}

std::string PathStore::key(PathId Id) const {
  const AccessPath &Path = Paths[Id];
  std::string Parts;
  for (const Selector &Step : llvm::reverse(Path.Selectors)) {
    if (isPart(Step))
      Parts = "." + text(Step.Name).str() + Parts;
    else if (Step.K == Selector::Field)
      return Prog.text(Step.Name).str() + Parts;
  }
  if (Path.Root.Kind == RootKind::Global)
    return Prog.text(Path.Root.Name).str() + Parts;
  return (llvm::Twine(Prog.text(Path.Root.Frame)) + "#" +
          spellRoot(Prog, Path.Root) + Parts)
      .str();
}
