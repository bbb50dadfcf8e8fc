// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Thread use bottom-up, roots, and what they reach top-down.
#include "Analysis/Entries.h"
#include "Analysis/StaticPhase.h"
#include "Analysis/ThreadUse.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace mapwarden;

std::vector<bool> mapwarden::reachableFromProgram(const Program &Prog,
                                                  const CallGraph &Graph,
                                                  const TestFiles &Tests) {
  std::vector<bool> Reached(Prog.Functions.size(), false);
  // Guests first: what they reach outside of the tests is not marked.
  for (bool IsGuest : {true, false}) {
    std::vector<FunctionId> Worklist;
    for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
      if (Prog.Functions[Id].has(FunctionIsMain) &&
          Tests.contains(Id) == IsGuest) {
        Reached[Id] = true;
        Worklist.push_back(Id);
      }
    while (!Worklist.empty()) {
      FunctionId Id = Worklist.back();
      Worklist.pop_back();
      for (FunctionId Callee : Graph.callees(Id))
        if (!Reached[Callee] && (!IsGuest || Tests.contains(Callee))) {
          Reached[Callee] = true;
          Worklist.push_back(Callee);
        }
    }
  }
  return Reached;
}

Entries Entries::build(const Program &Prog, const CallGraph &Graph) {
  Entries Result(Prog);
  size_t Count = Prog.Functions.size();
  Result.Uses.resize(Count);
  Result.Roots.resize(Count, false);
  Result.Exposed.resize(Count, false);
  Result.Reached.resize(Count);
  Result.findUses(Graph);
  Result.findRoots(Graph);
  Result.reachStarted(Graph);
  Result.reachExported(Graph);
  return Result;
}

//===-- Who uses locks, atomics and threads ---------------------------===//

namespace {
/// The first place of a kind, by file and then by what comes first in it.
class FirstUses {
public:
  void add(NameId Key, const SourceSpan &At) {
    if (Key == NameId::None || !At.isValid())
      return;
    SourceSpan &Known = ByKey[Key];
    if (!Known.isValid() ||
        std::tie(At.Line, At.Column) < std::tie(Known.Line, Known.Column))
      Known = At;
  }
  SourceSpan of(NameId Key) const { return ByKey.lookup(Key); }

private:
  llvm::DenseMap<NameId, SourceSpan> ByKey;
};
} // namespace

/// The class of a static member; None when no fact speaks of it.
static NameId classAround(const Program &Prog, const VariableFacts &Member) {
  llvm::StringRef Usr = Prog.text(Member.Usr);
  return Prog.Names.find(Usr.take_front(Usr.rfind('@')));
}

void Entries::findUses(const CallGraph &Graph) {
  FirstUses ByFile, ByClass;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    auto add = [&](const SourceSpan &At) {
      ByFile.add(Function.At.File, At);
      ByClass.add(Function.Class, At);
      if (!Uses[Id].isValid())
        Uses[Id] = At;
    };
    for (const Instruction &Instr : Function.Instructions)
      if (usesThreads(*Prog, Instr))
        add(Instr.At);
    for (const VariableFacts &Local : Function.Locals)
      if (usesThreads(Local))
        add(Local.At);
  }
  for (const ClassFacts &Class : Prog->Classes)
    for (const VariableFacts &Field : Class.Fields)
      if (usesThreads(Field)) {
        ByFile.add(Class.At.File, Field.At);
        ByClass.add(Class.Usr, Field.At);
      }
  for (const VariableFacts &Global : Prog->Globals)
    if (usesThreads(Global)) {
      ByFile.add(Global.At.File, Global.At);
      if (Global.has(VariableIsStaticMember))
        ByClass.add(classAround(*Prog, Global), Global.At);
    }
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (const SourceSpan &At :
         {ByClass.of(Function.Class), ByFile.of(Function.At.File)})
      if (!Uses[Id].isValid())
        Uses[Id] = At;
  }
  // Callers know of threads what their callees know.
  for (const std::vector<FunctionId> &Component : Graph.components())
    for (unsigned Round = 0; Round < (Component.size() > 1 ? 2 : 1); ++Round)
      for (FunctionId Id : Component)
        for (FunctionId Callee : Graph.callees(Id))
          if (!Uses[Id].isValid())
            Uses[Id] = Uses[Callee];
}

//===-- Roots ---------------------------------------------------------===//

void Entries::findRoots(const CallGraph &Graph) {
  const TestFiles Tests(*Prog);
  std::vector<bool> FromProgram = reachableFromProgram(*Prog, Graph, Tests);
  const std::vector<bool> IsEarly = runInStaticPhaseOnly(*Prog, Graph);
  // Members of one recursive group call each other; that hides none of them.
  std::vector<uint32_t> Group(Prog->Functions.size());
  for (uint32_t C = 0; C < Graph.components().size(); ++C)
    for (FunctionId Id : Graph.components()[C])
      Group[Id] = C;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    if (!Function.has(FunctionIsExternal) || !Function.has(FunctionIsPublic) ||
        Function.has(FunctionIsMain) || Function.Blocks.empty() ||
        Function.has(FunctionLockHeldByName) || FromProgram[Id] ||
        Tests.contains(Id) || IsEarly[Id])
      continue;
    Roots[Id] = llvm::all_of(Graph.callers(Id), [&](FunctionId Caller) {
      return Group[Caller] == Group[Id] || Tests.contains(Caller) ||
             isStaticInitialisation(Prog->Functions[Caller]);
    });
  }
}

//===-- What entries reach --------------------------------------------===//

void Entries::spread(const CallGraph &Graph, std::vector<FunctionId> Worklist) {
  for (size_t I = 0; I < Worklist.size(); ++I)
    for (FunctionId Callee : Graph.callees(Worklist[I]))
      if (Reached[Callee].Kind == EntryKind::None) {
        Reached[Callee] = Reached[Worklist[I]];
        Worklist.push_back(Callee);
      }
}

void Entries::reachStarted(const CallGraph &Graph) {
  // Started in a loop, by several starts, or several at once.
  std::vector<std::pair<unsigned, SourceSpan>> Starts(Prog->Functions.size());
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (const BlockFacts &Block : Function.Blocks)
      for (uint32_t I = Block.Begin; I < Block.End; ++I) {
        const Instruction &Instr = Function.Instructions[I];
        bool IsMany = Block.LoopDepth > 0 || Instr.has(SpawnMany);
        if (Instr.Kind == InstrKind::Spawn)
          for (const CallTarget &Target : Graph.targets(Id, I)) {
            auto &[Count, At] = Starts[Target.Function];
            Count += IsMany ? 2 : 1;
            At = Instr.At;
          }
        const TaskQueue *Queue = Graph.taskStore(Id, I);
        if (Queue && Queue->HasManyWorkers)
          for (const CallTarget &Target :
               Graph.resolve(Instr.Args[0], Function.Usr))
            Starts[Target.Function] = {2, Instr.At};
      }
  }
  std::vector<FunctionId> Worklist;
  for (FunctionId Id = 0; Id < Starts.size(); ++Id)
    if (Starts[Id].first > 1) {
      Reached[Id] = {EntryKind::Started, Id, Starts[Id].second};
      Worklist.push_back(Id);
    }
  spread(Graph, std::move(Worklist));
}

void Entries::reachExported(const CallGraph &Graph) {
  std::vector<FunctionId> Open;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id)
    if (Roots[Id])
      Open.push_back(Id);
  for (size_t I = 0; I < Open.size(); ++I) {
    Exposed[Open[I]] = true;
    for (FunctionId Callee : Graph.callees(Open[I]))
      if (!Exposed[Callee]) {
        Exposed[Callee] = true;
        Open.push_back(Callee);
      }
  }
  std::vector<FunctionId> Worklist;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id)
    if (Roots[Id] && Uses[Id].isValid() &&
        Reached[Id].Kind == EntryKind::None) {
      Reached[Id] = {EntryKind::Exported, Id, Uses[Id]};
      Worklist.push_back(Id);
    }
  spread(Graph, std::move(Worklist));
}

std::string Entries::whyConcurrent(FunctionId Id) const {
  const Reason &Why = Reached[Id];
  if (Why.Kind == EntryKind::None)
    return "";
  std::string Name =
      "'" + Prog->text(Prog->Functions[Why.Entry].Name).str() + "'";
  std::string At =
      (Prog->text(Why.At.File) + llvm::Twine(":") + llvm::Twine(Why.At.Line))
          .str();
  if (Why.Kind == EntryKind::Started)
    return Name + " runs in several threads, started at " + At;
  return Name +
         " is exported by a library that expects threads (a lock, atomic or "
         "thread at " +
         At + "): any thread may call it";
}
