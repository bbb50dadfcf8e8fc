// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counts from the calls that set them.
#include "Analysis/WorkerCounts.h"
#include "Analysis/Loops.h"

using namespace mapwarden;

/// Constructors that delegate, and setters that constructors call, are followed
/// so far.
static constexpr unsigned MaxDepth = 8;
static constexpr uint32_t NoLocal = ~0u;

/// The field of `this` that \p Path is; None when it is none.
static NameId ownField(const AccessPath &Path) {
  return Path.Root.Kind == RootKind::This && Path.Root.Frame == NameId::None &&
                 Path.Selectors.size() == 1 &&
                 Path.Selectors[0].K == Selector::Field
             ? Path.Selectors[0].Name
             : NameId::None;
}

static bool isOwnObject(const AccessPath &Path) {
  return Path.Root.Kind == RootKind::This && Path.Root.Frame == NameId::None &&
         Path.Selectors.empty();
}

static const AccessPath *parameterIn(const Value &Given) {
  return Given.Kind == ValueKind::Path &&
                 Given.Path.Root.Kind == RootKind::Param &&
                 Given.Path.Root.Frame == NameId::None &&
                 Given.Path.Selectors.empty()
             ? &Given.Path
             : nullptr;
}

WorkerCounts::WorkerCounts(const Program &Prog) : Prog(Prog) {
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions)
      if (Instr.Kind == InstrKind::Rounds && !Instr.Args.empty() &&
          Instr.Args[0].Kind == ValueKind::Path)
        if (NameId Field = ownField(Instr.Args[0].Path); Field != NameId::None)
          Fields[Field] = true;
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions) {
      if (Instr.Kind == InstrKind::Call &&
          Instr.Callee.Kind == ValueKind::Function &&
          !isOwnObject(Instr.Target))
        addCall(Function, Instr);
      if (Instr.Kind != InstrKind::Assign || Instr.Args.empty())
        continue;
      // `pool.count = 4`, and a pool that comes from somewhere.
      if (ownField(Instr.Target) == NameId::None &&
          !Instr.Target.Selectors.empty() &&
          Fields.contains(Instr.Target.Selectors.back().Name))
        Anywhere[Instr.Target.Selectors.back().Name] = false;
      const Value &From = Instr.Args[0];
      bool IsMade = From.Kind == ValueKind::Null ||
                    (From.Kind == ValueKind::Path &&
                     From.Path.Root.Kind == RootKind::Allocation &&
                     From.Path.Selectors.empty());
      if (!IsMade)
        if (std::optional<Holder> Of = holderOf(Instr.Target, Function.Usr))
          Unknown[*Of] = true;
    }
}

WorkerCounts::Count WorkerCounts::around(FunctionId Id, uint32_t Instr) const {
  const FunctionFacts &Function = Prog.Functions[Id];
  Count Result;
  for (const BlockFacts &Block : Function.Blocks)
    for (uint32_t I = Block.Begin; I < Block.End && Block.LoopDepth == 1; ++I) {
      const Instruction &Rounds = Function.Instructions[I];
      if (Rounds.Kind != InstrKind::Rounds || Rounds.Args.empty() ||
          !areInOneLoop(Function, I, Instr))
        continue;
      const Value &Bound = Rounds.Args[0];
      if (Bound.Kind == ValueKind::Constant)
        Result.IsOne = true; // Others are not written down.
      else if (Bound.Kind == ValueKind::Path)
        Result.Key = parameterIn(Bound) ? Function.Usr : ownField(Bound.Path);
      return Result;
    }
  return Result;
}

WorkerCounts::Effect WorkerCounts::given(NameId Key, const Value *Given) const {
  if (!Given)
    return {Effect::Many, Key, 0};
  if (Given->Kind == ValueKind::Constant) {
    llvm::StringRef Text = Prog.text(Given->Name);
    return {Text == "0" || Text == "1" ? Effect::One : Effect::Many, Key, 0};
  }
  if (const AccessPath *Param = parameterIn(*Given))
    return {Effect::Param, Key, Param->Root.Index};
  return {Effect::Many, Key, 0};
}

WorkerCounts::Effect WorkerCounts::substitute(Effect Of,
                                              const Instruction &Call) const {
  if (Of.Is != Effect::Param)
    return Of;
  return given(Of.Key,
               Of.Index < Call.Args.size() ? &Call.Args[Of.Index] : nullptr);
}

const WorkerCounts::Effects &WorkerCounts::effectsOf(FunctionId Id,
                                                     unsigned Depth) {
  auto [Entry, IsNew] = Known.try_emplace(Id);
  if (!IsNew || Depth > MaxDepth)
    return Entry->second;
  const FunctionFacts &Function = Prog.Functions[Id];
  Effects Result;
  for (const Instruction &Instr : Function.Instructions) {
    if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty()) {
      NameId Field = ownField(Instr.Target);
      if (Field != NameId::None && Fields.contains(Field))
        Result.push_back(given(Field, &Instr.Args[0]));
    } else if (Instr.Kind == InstrKind::Rounds && !Instr.Args.empty() &&
               parameterIn(Instr.Args[0])) {
      Result.push_back(given(Function.Usr, &Instr.Args[0]));
    } else if (Instr.Kind == InstrKind::Call && isOwnObject(Instr.Target) &&
               Instr.Callee.Kind == ValueKind::Function) {
      auto Callee = Prog.FunctionByUsr.find(Instr.Callee.Name);
      if (Callee == Prog.FunctionByUsr.end())
        continue;
      Effects Inner = effectsOf(Callee->second, Depth + 1);
      for (const Effect &Of : Inner)
        Result.push_back(substitute(Of, Instr));
    }
  }
  return Known[Id] = std::move(Result);
}

std::optional<WorkerCounts::Holder>
WorkerCounts::holderOf(const AccessPath &Path, NameId Frame) const {
  if (!Path.Selectors.empty())
    return Path.Selectors.back().K == Selector::Field
               ? std::optional<Holder>({Path.Selectors.back().Name, NoLocal})
               : std::nullopt;
  if (Path.Root.Kind == RootKind::Global)
    return Holder{Path.Root.Name, NoLocal};
  if (Path.Root.Kind == RootKind::Local)
    return Holder{Path.Root.Frame == NameId::None ? Frame : Path.Root.Frame,
                  Path.Root.Index};
  return std::nullopt;
}

void WorkerCounts::set(Holder Of, NameId Key, bool IsOne) {
  auto [Entry, IsNew] = Held.try_emplace({Of, Key}, IsOne);
  Entry->second &= IsOne;
}

/// What \p Call makes of the counts of its object, another one than the
/// caller's own.
void WorkerCounts::addCall(const FunctionFacts &Caller,
                           const Instruction &Call) {
  auto Callee = Prog.FunctionByUsr.find(Call.Callee.Name);
  if (Callee == Prog.FunctionByUsr.end())
    return;
  Effects All = effectsOf(Callee->second, 0);
  for (const Effect &Of : All) {
    bool IsOne = substitute(Of, Call).Is == Effect::One;
    auto [Entry, IsNew] = Anywhere.try_emplace(Of.Key, IsOne);
    Entry->second &= IsOne;
    const PathRoot &Root = Call.Target.Root;
    if (Root.Kind != RootKind::Allocation || !Call.Target.Selectors.empty()) {
      if (std::optional<Holder> Object = holderOf(Call.Target, Caller.Usr))
        set(*Object, Of.Key, IsOne);
      continue;
    }
    // What is made is kept in a variable afterwards.
    for (const Instruction &Store : Caller.Instructions)
      if (Store.Kind == InstrKind::Assign && !Store.Args.empty() &&
          Store.Args[0].Kind == ValueKind::Path &&
          Store.Args[0].Path == Call.Target)
        if (std::optional<Holder> Object = holderOf(Store.Target, Caller.Usr))
          set(*Object, Of.Key, IsOne);
  }
}

bool WorkerCounts::isOne(const PathStore &Store, PathId Object,
                         NameId Key) const {
  if (Key == NameId::None)
    return false;
  if (auto All = Anywhere.find(Key); All != Anywhere.end() && All->second)
    return true;
  const AccessPath &Path = Store.path(Object);
  std::optional<Holder> Of = holderOf(Path, Path.Root.Frame);
  if (!Of || Unknown.contains(*Of))
    return false;
  auto Entry = Held.find({*Of, Key});
  return Entry != Held.end() && Entry->second;
}
