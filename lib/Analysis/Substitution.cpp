// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Binding of formals to actuals, and renaming of symbolic indices.
#include "Analysis/Substitution.h"
#include "Analysis/IndexText.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;

/// Longer spellings of an index are given up.
static constexpr size_t MaxIndexText = 80;

static PathId rootPath(PathStore &Store, RootKind Kind, uint32_t Number,
                       NameId Frame) {
  AccessPath Path;
  Path.Root.Kind = Kind;
  Path.Root.Index = Number;
  return Store.intern(std::move(Path), Frame);
}

/// A lambda's own `this` is its closure, which no path mentions.
static bool bindsThis(const FunctionFacts &Callee) {
  return Callee.has(FunctionIsMethod) && !Callee.has(FunctionIsLambda);
}

Substitution::Substitution(const Program &Prog, PathStore &Store,
                           const FunctionFacts &Caller, uint32_t Instr,
                           const CallTarget &Target)
    : Prog(Prog), Store(Store), Caller(Caller),
      Callee(Prog.Functions[Target.Function]) {
  const Instruction &Call = Caller.Instructions[Instr];
  Result = rootPath(Store, RootKind::Result, Instr, Caller.Usr);
  IsNested = Callee.Parent == Caller.Usr;
  if (Call.Target.isKnown() && Call.Kind == InstrKind::Call)
    This = Store.intern(Call.Target, Caller.Usr);
  else if (Call.Kind == InstrKind::Call)
    This = Result; // An object nobody named: distinct per call.
  llvm::SmallVector<const Value *, 4> Arguments;
  useBound(Target, Arguments);
  if (Target.IsHandedOver) {
    This = Target.Bound ? This : UnknownPath;
    bind(Arguments, Target.Frame);
    bindUserData(Target);
    return;
  }
  const Value *Skip = nullptr;
  if (!Target.Bound && Call.Kind != InstrKind::Call && bindsThis(Callee) &&
      !Call.Args.empty()) {
    This = valuePath(Call.Args[0], Caller.Usr); // thread(&C::run, object)
    Skip = &Call.Args[0];
  }
  // Arguments of the call fill the placeholders of a bind expression, then
  // follow it.
  size_t Placeholder = 0;
  for (const Value &Arg : Call.Args) {
    if (&Arg == Skip || Call.Kind == InstrKind::Assign)
      continue;
    while (Placeholder < Arguments.size() &&
           Arguments[Placeholder]->Kind != ValueKind::None)
      ++Placeholder;
    if (Placeholder < Arguments.size())
      Arguments[Placeholder++] = &Arg;
    else
      Arguments.push_back(&Arg), Placeholder = Arguments.size();
  }
  bind(Arguments, Caller.Usr);
}

Substitution::Substitution(const Program &Prog, PathStore &Store,
                           const FunctionFacts &Caller, uint32_t Instr,
                           const CallTarget &Target,
                           llvm::ArrayRef<PathId> Arguments, PathId Object)
    : Prog(Prog), Store(Store), Caller(Caller),
      Callee(Prog.Functions[Target.Function]), This(Object) {
  Result = rootPath(Store, RootKind::Result, Instr, Caller.Usr);
  IsNested = Callee.Parent == Caller.Usr;
  IsFromBelow = true;
  llvm::SmallVector<const Value *, 4> Bound;
  useBound(Target, Bound);
  bind(Bound, Caller.Usr);
  // Arguments fill the placeholders of a bind expression, then follow it.
  size_t Placeholder = 0;
  for (PathId Argument : Arguments) {
    while (Placeholder < Values.size() &&
           Values[Placeholder]->Kind != ValueKind::None)
      ++Placeholder;
    if (Placeholder < Values.size())
      Params[Placeholder++] = Argument;
    else
      Params.push_back(Argument);
  }
}

/// The object and leading arguments that a bind value carries.
void Substitution::useBound(const CallTarget &Target,
                            llvm::SmallVectorImpl<const Value *> &Arguments) {
  if (!Target.Bound)
    return;
  llvm::ArrayRef<Value> Bound =
      llvm::ArrayRef<Value>(Target.Bound->Bound).drop_front();
  if (bindsThis(Callee) && !Bound.empty()) {
    This = valuePath(Bound.front(), Target.Frame);
    Bound = Bound.drop_front();
  }
  for (const Value &V : Bound)
    Arguments.push_back(&V);
}

/// Code outside of the program calls: of the arguments only the user data is
/// known, which comes back where the callee has an untyped parameter, or one of
/// its class.
void Substitution::bindUserData(const CallTarget &Target) {
  if (!Target.UserData)
    return;
  PathId Data = valuePath(*Target.UserData, Target.UserFrame);
  const VariableFacts *Variable = Store.variable(Data);
  NameId Class = Variable ? Variable->TypeClass : NameId::None;
  const AccessPath &Path = Store.path(Data);
  if (Path.Root.Kind == RootKind::This && Path.Selectors.empty())
    if (const FunctionFacts *Frame = Prog.function(Path.Root.Frame))
      Class = Frame->Class;
  for (size_t I = Params.size(); I < Callee.Params.size(); ++I) {
    const VariableFacts &Param = Callee.Params[I];
    bool IsData = Param.has(VariableIsUntyped) ||
                  (Class != NameId::None && Param.TypeClass == Class);
    Params.push_back(IsData ? Data : UnknownPath);
    Values.push_back(IsData ? Target.UserData : nullptr);
  }
}

void Substitution::bind(llvm::ArrayRef<const Value *> Arguments, NameId Frame) {
  for (const Value *V : Arguments) {
    Params.push_back(valuePath(*V, Frame));
    Values.push_back(V);
  }
}

PathId Substitution::valuePath(const Value &V, NameId Frame) {
  if (V.Kind != ValueKind::Path)
    return UnknownPath;
  PathId Path = Store.intern(V.Path, Frame);
  if (V.Copied)
    Copied.push_back(Path);
  return Path;
}

bool Substitution::isCopied(PathId Object) const {
  return llvm::any_of(Copied, [&](PathId Source) {
    return Store.prefix(Object, Store.path(Source).Selectors.size()) == Source;
  });
}

/// \p Variable of the callee in the caller's words; nothing when it has none
/// there.
std::optional<std::string>
Substitution::wordsFor(llvm::StringRef Variable) const {
  auto isNamed = [&](const VariableFacts &Own) {
    return Prog.text(Own.Name) == Variable;
  };
  auto Param = llvm::find_if(Callee.Params, isNamed);
  if (Param == Callee.Params.end()) {
    // What a lambda captured, and fields, mean the same outside; the callee's
    // own variables do not.
    if (llvm::any_of(Callee.Locals, isNamed))
      return std::nullopt;
    return Variable.str();
  }
  size_t Number = Param - Callee.Params.begin();
  if (Number >= Params.size())
    return std::nullopt;
  const Value *Given = argument(Number);
  if (Given && Given->Name != NameId::None)
    return Prog.text(Given->Name).str();
  PathId Argument = argumentPath(Number);
  // A number that the code below makes up for each call.
  if (IsFromBelow && Argument == UnknownPath)
    return Variable.str() + RunNumberMark;
  const PathRoot &Root = Store.path(Argument).Root;
  bool IsOwn = Root.Frame == Caller.Usr && Root.Kind != RootKind::Result &&
               Root.Kind != RootKind::Allocation;
  if (!IsOwn && Root.Kind != RootKind::Global)
    return std::nullopt;
  return Store.spelling(Argument);
}

NameId Substitution::renameElement(NameId Name) const {
  llvm::StringRef Text = Store.text(Name);
  if (Text.empty() || isLiteralIndex(Text))
    return Name;
  std::optional<std::string> New = renameVariables(
      Text, [&](llvm::StringRef Variable) { return wordsFor(Variable); });
  return New && New->size() <= MaxIndexText ? Store.elementName(*New)
                                            : NameId::None;
}

PathId Substitution::operator()(PathId Path) const {
  const AccessPath &Old = Store.path(Path);
  if (!Old.isKnown())
    return UnknownPath;
  AccessPath New = Old;
  bool Renamed = false;
  if (Old.Root.Frame == Callee.Usr || Old.Root.Kind == RootKind::Global)
    for (Selector &Step : New.Selectors)
      if (Step.K == Selector::Element) {
        NameId Name = renameElement(Step.Name);
        Renamed |= Name != Step.Name;
        Step.Name = Name;
      }
  if (Old.Root.Frame != Callee.Usr || Old.Root.Kind == RootKind::Global)
    return Renamed ? Store.intern(std::move(New), NameId::None) : Path;
  PathId Base = UnknownPath;
  switch (Old.Root.Kind) {
  case RootKind::This:
    Base = This;
    break;
  case RootKind::Param:
    Base = argumentPath(Old.Root.Index);
    break;
  case RootKind::Return:
    Base = Result;
    break;
  case RootKind::Result:
  case RootKind::Allocation:
    // One abstract object per site; the caller may know it through a store.
    if (!isOfMade(Path))
      return Path;
    Base = Result;
    break;
  case RootKind::Local:
  case RootKind::Global:
  case RootKind::Unknown:
    return UnknownPath;
  }
  if (Base == UnknownPath)
    return UnknownPath;
  AccessPath Whole = Store.path(Base);
  Whole.Selectors.append(New.Selectors.begin(), New.Selectors.end());
  return Store.intern(std::move(Whole), NameId::None);
}

PathId Substitution::lock(PathId Path) const {
  PathId Translated = (*this)(Path);
  if (Translated != UnknownPath)
    return Translated;
  // What a local pointer leads to is no local.
  const PathRoot &Root = Store.path(Path).Root;
  bool IsOwnLocal = Root.Kind == RootKind::Local && Root.Frame == Callee.Usr &&
                    Root.Index < Callee.Locals.size() &&
                    !Callee.Locals[Root.Index].has(VariableIsReference);
  return IsOwnLocal ? UnknownPath : Path;
}
