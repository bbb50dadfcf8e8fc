// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The bottom-up pass.
#include "Analysis/Summaries.h"
#include "Analysis/Summariser.h"

using namespace mapwarden;

Summaries Summaries::build(const Program &Prog, const CallGraph &Graph,
                           PathStore &Store, FrameVisitor Visit) {
  Summaries Result(Prog, Graph, Store);
  Result.collectStatics();
  for (const std::vector<FunctionId> &Component : Graph.components()) {
    // In a recursive group the first round misses what the later members do;
    // the second sees all of it. More rounds only lengthen traces.
    unsigned Rounds =
        Component.size() > 1 ||
                llvm::is_contained(Graph.callers(Component[0]), Component[0])
            ? 2
            : 1;
    for (unsigned Round = 0; Round < Rounds; ++Round)
      for (FunctionId Id : Component) {
        Summariser One(Result, Id);
        Frame Own;
        One.run(Own);
        if (Round + 1 == Rounds && !Own.Threads.empty())
          Visit(Own);
        Result.All[Id] = One.takeSummary();
      }
  }
  return Result;
}

/// The variable of static storage that every return of \p Accessor names;
/// UnknownPath when there is none.
static PathId staticResult(PathStore &Store, const FunctionFacts &Accessor) {
  PathId Result = UnknownPath;
  for (const Instruction &Instr : Accessor.Instructions) {
    if (Instr.Kind != InstrKind::Return)
      continue;
    bool IsStatic = !Instr.Args.empty() &&
                    Instr.Args[0].Kind == ValueKind::Path &&
                    Instr.Args[0].Path.Root.Kind == RootKind::Global;
    PathId Returned =
        IsStatic ? Store.intern(Instr.Args[0].Path, Accessor.Usr) : UnknownPath;
    if (Returned == UnknownPath ||
        (Result != UnknownPath && Result != Returned))
      return UnknownPath;
    Result = Returned;
  }
  return Result;
}

/// What \p V of \p Function names of static storage, also through an accessor;
/// UnknownPath when it is nothing of the kind.
static PathId staticValue(const Program &Prog, const CallGraph &Graph,
                          PathStore &Store, const FunctionFacts &Function,
                          const Value &V) {
  if (V.Kind != ValueKind::Path)
    return UnknownPath;
  const PathRoot &Root = V.Path.Root;
  if (Root.Kind == RootKind::Global)
    return Store.intern(V.Path, Function.Usr);
  bool IsCall = Root.Kind == RootKind::Result && V.Path.Selectors.empty() &&
                (Root.Frame == NameId::None || Root.Frame == Function.Usr);
  if (!IsCall)
    return UnknownPath;
  auto Self = Prog.FunctionByUsr.find(Function.Usr);
  if (Self == Prog.FunctionByUsr.end())
    return UnknownPath;
  llvm::ArrayRef<CallTarget> Targets = Graph.targets(Self->second, Root.Index);
  return Targets.size() == 1
             ? staticResult(Store, Prog.Functions[Targets[0].Function])
             : UnknownPath;
}

/// `static Table &Alias = Global;`, `static auto &Alias = instance();`: set
/// once, to something of static storage.
void Summaries::collectStatics() {
  std::map<PathId, llvm::SmallVector<PathId, 2>> Values;
  for (const FunctionFacts &Function : Prog->Functions)
    for (const Instruction &Instr : Function.Instructions)
      if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
          Instr.Target.Root.Kind == RootKind::Global &&
          Instr.Target.Selectors.empty() && !Instr.Args[0].Copied)
        Values[Store->intern(Instr.Target, Function.Usr)].push_back(
            staticValue(*Prog, *Graph, *Store, Function, Instr.Args[0]));
  for (const auto &[Pointer, Objects] : Values)
    if (Objects.size() == 1 &&
        Store->path(Objects[0]).Root.Kind == RootKind::Global)
      Statics.add(Pointer, Objects[0]);
}

std::vector<AccessSummary> Summaries::accessesOfCall(FunctionId Caller,
                                                     uint32_t Instr) {
  std::vector<AccessSummary> Result;
  Summariser One(*this, Caller);
  One.buildAliases();
  for (const CallTarget &Target : Graph->targets(Caller, Instr)) {
    Substitution Bind(*Prog, *Store, Prog->Functions[Caller], Instr, Target);
    std::vector<Invocation> Open;
    One.liftAccesses(Instr, Target, Bind, Result, Open);
  }
  return Result;
}

void Summaries::forEachPoint(FunctionId Id, PointVisitor Visit,
                             bool WithThreads) {
  Summariser(*this, Id).forEachPoint(Visit, WithThreads);
}

Aliases Summaries::aliasesOf(FunctionId Id) const {
  return Summariser(const_cast<Summaries &>(*this), Id).buildAliases();
}
