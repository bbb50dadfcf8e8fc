// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Thread use bottom-up, roots, and what they reach top-down.
#include "Analysis/Entries.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace mapwarden;

bool mapwarden::isTestFile(llvm::StringRef File) {
  static constexpr llvm::StringLiteral Words[] = {
      "test",     "tests",      "testing",  "unittest",  "unittests",
      "example",  "demo",       "demos",    "benchmark", "bench",
      "examples", "benchmarks", "fuzz",     "fuzzer",    "fuzzing",
      "sample",   "samples",    "tutorial", "tutorials"};
  while (!File.empty()) {
    auto [Part, Rest] = File.split('/');
    // Of the file's name itself only the words around `_` count.
    llvm::StringRef Stem = Rest.empty() ? Part.split('.').first : Part;
    std::string Lower = Stem.lower();
    llvm::StringRef Word = Lower;
    if (!Rest.empty()
            ? llvm::is_contained(Words, Word)
            : Word.starts_with("test_") || Word.ends_with("_test") ||
                  Word.ends_with("_tests") || Word.ends_with("_unittest") ||
                  Word.ends_with("_benchmark"))
      return true;
    File = Rest;
  }
  return false;
}

static bool isInTests(const Program &Prog, FunctionId Id) {
  return isTestFile(Prog.text(Prog.Functions[Id].At.File));
}

std::vector<bool> mapwarden::reachableFromProgram(const Program &Prog,
                                                  const CallGraph &Graph) {
  std::vector<bool> Reached(Prog.Functions.size(), false);
  // Guests first: what they reach outside of the tests is not marked.
  for (bool IsGuest : {true, false}) {
    std::vector<FunctionId> Worklist;
    for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
      if (Prog.Functions[Id].has(FunctionIsMain) &&
          isInTests(Prog, Id) == IsGuest) {
        Reached[Id] = true;
        Worklist.push_back(Id);
      }
    while (!Worklist.empty()) {
      FunctionId Id = Worklist.back();
      Worklist.pop_back();
      for (FunctionId Callee : Graph.callees(Id))
        if (!Reached[Callee] && (!IsGuest || isInTests(Prog, Callee))) {
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

static bool isThreadInstruction(const Program &Prog, const Instruction &Instr) {
  switch (Instr.Kind) {
  case InstrKind::Lock: {
    // A magic static locks without anybody having thought of threads.
    const PathRoot &Root = Instr.Target.Root;
    const VariableFacts *Variable =
        Root.Kind == RootKind::Global ? Prog.global(Root.Name) : nullptr;
    return !Instr.has(LockOnce) || !Variable ||
           !Variable->has(VariableIsFunctionStatic);
  }
  case InstrKind::Guard:
  case InstrKind::GuardLock:
  case InstrKind::GuardWait:
  case InstrKind::Spawn:
  case InstrKind::Join:
    return true;
  default:
    return false;
  }
}

static bool isThreadVariable(const VariableFacts &Variable) {
  return Variable.has(VariableIsMutex) || Variable.has(VariableIsAtomic) ||
         Variable.has(VariableIsThreadHandle);
}

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
      if (isThreadInstruction(*Prog, Instr))
        add(Instr.At);
    for (const VariableFacts &Local : Function.Locals)
      if (isThreadVariable(Local))
        add(Local.At);
  }
  for (const ClassFacts &Class : Prog->Classes)
    for (const VariableFacts &Field : Class.Fields)
      if (isThreadVariable(Field)) {
        ByFile.add(Class.At.File, Field.At);
        ByClass.add(Class.Usr, Field.At);
      }
  for (const VariableFacts &Global : Prog->Globals)
    if (isThreadVariable(Global))
      ByFile.add(Global.At.File, Global.At);
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

/// The initialisers of namespace-scope variables of one file, which run before
/// everything else and once.
static bool isStaticInitialisation(const FunctionFacts &Function) {
  return Function.Flags == 0 && Function.Class == NameId::None &&
         Function.Parent == NameId::None;
}

void Entries::findRoots(const CallGraph &Graph) {
  std::vector<bool> FromProgram = reachableFromProgram(*Prog, Graph);
  // Members of one recursive group call each other; that hides none of them.
  std::vector<uint32_t> Group(Prog->Functions.size());
  for (uint32_t C = 0; C < Graph.components().size(); ++C)
    for (FunctionId Id : Graph.components()[C])
      Group[Id] = C;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    if (!Function.has(FunctionIsExternal) || !Function.has(FunctionIsPublic) ||
        Function.has(FunctionIsMain) || Function.Blocks.empty() ||
        FromProgram[Id] || isInTests(*Prog, Id))
      continue;
    Roots[Id] = llvm::all_of(Graph.callers(Id), [&](FunctionId Caller) {
      return Group[Caller] == Group[Id] || isInTests(*Prog, Caller) ||
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
