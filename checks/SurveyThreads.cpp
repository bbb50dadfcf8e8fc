// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Threads: how each was found, how often it runs, and where it ends.
#include "checks/Evidence.h"
#include "checks/Survey.h"
#include <set>

using namespace mapwarden;

namespace {
class ThreadSurvey {
public:
  explicit ThreadSurvey(const CheckContext &Ctx) : Ctx(Ctx), Prog(Ctx.Prog) {}
  std::vector<ThreadEntry> run(const ThreadTable &Threads);

private:
  void indexEnds();
  ThreadEntry describe(const KnownThread &Thread);
  std::string howFound(const KnownThread &Thread, std::string &Kind) const;
  std::string multiplicity(const KnownThread &Thread) const;
  std::string joined(const KnownThread &Thread) const;
  void addMain(std::vector<ThreadEntry> &Out) const;
  void addExported(std::vector<ThreadEntry> &Out) const;
  uint16_t loopDepth(FunctionId Function, uint32_t Instr) const;
  std::string nameOf(FunctionId Function) const {
    return Function < Prog.Functions.size()
               ? Prog.text(Prog.Functions[Function].Name).str()
               : "";
  }
  std::string lineOf(FunctionId Function, uint32_t Instr) const {
    const SourceSpan &At = Prog.Functions[Function].Instructions[Instr].At;
    return Prog.text(At.File).str() + ":" + std::to_string(At.Line);
  }

  const CheckContext &Ctx;
  const Program &Prog;
  // By key of the handle (PathStore::key): where it ends, and what it is moved
  // to.
  std::map<std::string, std::set<std::string>> Joins, Detaches, Moves;
};
} // namespace

/// Where handles are joined, detached and moved, by name.
void ThreadSurvey::indexEnds() {
  PathStore &Store = Ctx.store();
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      auto keyOf = [&](const AccessPath &Path) {
        return Store.key(Store.intern(Path, Function.Usr));
      };
      if (Instr.Kind == InstrKind::Join)
        Joins[keyOf(Instr.Target)].insert(lineOf(Id, I));
      else if (Instr.Kind == InstrKind::Detach)
        Detaches[keyOf(Instr.Target)].insert(lineOf(Id, I));
      else if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
               Instr.Args[0].Kind == ValueKind::Path &&
               Instr.Target.isKnown() && Instr.Args[0].Path.isKnown()) {
        const VariableFacts *Variable =
            Store.variable(Store.intern(Instr.Args[0].Path, Function.Usr));
        bool IsResult = Instr.Args[0].Path.Root.Kind == RootKind::Result;
        if (IsResult || (Variable && Variable->has(VariableIsThreadHandle))) {
          std::string From = keyOf(Instr.Args[0].Path);
          std::string To = keyOf(Instr.Target);
          Moves[From].insert(To);
          // `for (auto &T : Threads) T.join();` ends what the collection holds.
          if (!IsResult)
            Moves[To].insert(From);
        }
      }
    }
  }
}

uint16_t ThreadSurvey::loopDepth(FunctionId Function, uint32_t Instr) const {
  for (const BlockFacts &Block : Prog.Functions[Function].Blocks)
    if (Instr >= Block.Begin && Instr < Block.End)
      return Block.LoopDepth;
  return 0;
}

std::string ThreadSurvey::howFound(const KnownThread &Thread,
                                   std::string &Kind) const {
  const Instruction &Start =
      Prog.Functions[Thread.Starter].Instructions[Thread.Instr];
  if (Prog.Functions[Thread.Starter].has(FunctionIsEntryRoot)) {
    Kind = "declared";
    return "declared by an annotation, a framework's base class or the project "
           "file";
  }
  std::string With = Prog.text(Start.Name).str();
  bool IsParameter = Start.Callee.Kind == ValueKind::Path &&
                     Start.Callee.Path.Root.Kind == RootKind::Param;
  if (Start.Kind == InstrKind::Spawn) {
    Kind = "spawn";
    std::string Text =
        With.empty() ? "a thread start" : "a start by '" + With + "'";
    if (IsParameter)
      Text +=
          "; inferred: " + nameOf(Thread.Starter) + " starts what it is given";
    return Text;
  }
  if (const TaskQueue *Queue =
          Ctx.Results.Graph.taskStore(Thread.Starter, Thread.Instr)) {
    Kind = "task";
    const VariableFacts *Variable = Prog.field(Queue->Key);
    if (!Variable)
      Variable = Prog.global(Queue->Key);
    std::string Name =
        Variable ? "'" + Prog.text(Variable->Name).str() + "'" : "a collection";
    return "inferred: put into " + Name + ", from which " +
           (Queue->HasManyWorkers ? "several threads take" : "a thread takes") +
           " callables to run them";
  }
  Kind = "callback";
  return "inferred: handed to code that is not in the program, which may call "
         "it from other threads";
}

std::string ThreadSurvey::multiplicity(const KnownThread &Thread) const {
  const Instruction &Start =
      Prog.Functions[Thread.Starter].Instructions[Thread.Instr];
  if (Prog.Functions[Thread.Starter].has(FunctionIsEntryRoot))
    return "any number of callers";
  if (Start.has(SpawnMany))
    return "one statement starts several";
  bool InLoop = loopDepth(Thread.Starter, Thread.Instr) > 0;
  if (Thread.IsMany && InLoop)
    return "started in a loop";
  for (const TraceNode *Node = Thread.Start;
       Thread.IsMany && Node && Node->Next; Node = Node->Next)
    if (loopDepth(Node->Function, Node->Instr) > 0)
      return nameOf(Node->Next->Function) + " is called in a loop at " +
             lineOf(Node->Function, Node->Instr);
  if (Thread.IsMany)
    return "started again before it has ended";
  return InLoop ? "started in a loop, but over before it is started again"
                : "not started again while it runs";
}

static std::string list(const std::set<std::string> &Places) {
  std::string Text;
  for (const std::string &Place : Places)
    Text += (Text.empty() ? "" : ", ") + Place;
  return Text;
}

std::string ThreadSurvey::joined(const KnownThread &Thread) const {
  const Instruction &Start =
      Prog.Functions[Thread.Starter].Instructions[Thread.Instr];
  if (Prog.Functions[Thread.Starter].has(FunctionIsEntryRoot))
    return "";
  if (Start.has(SpawnJoinsHere))
    return "over when the statement that starts it is";
  std::set<std::string> Known, Joined, Detached;
  std::vector<std::string> Worklist;
  auto visit = [&](const std::string &Key) {
    if (Known.insert(Key).second)
      Worklist.push_back(Key);
  };
  PathStore &Store = Ctx.store();
  if (Start.Kind == InstrKind::Spawn && Start.Target.isKnown())
    visit(Store.key(
        Store.intern(Start.Target, Prog.Functions[Thread.Starter].Usr)));
  if (Thread.Handle != UnknownPath)
    visit(Store.key(Thread.Handle));
  while (!Worklist.empty()) {
    std::string Key = Worklist.back();
    Worklist.pop_back();
    auto addAll = [&](const auto &Index, auto Add) {
      if (auto Entry = Index.find(Key); Entry != Index.end())
        llvm::for_each(Entry->second, Add);
    };
    addAll(Joins, [&](const std::string &At) { Joined.insert(At); });
    addAll(Detaches, [&](const std::string &At) { Detached.insert(At); });
    addAll(Moves, visit);
  }
  std::string Text;
  if (!Joined.empty())
    Text = "joined at " + list(Joined);
  if (Start.has(SpawnFuture) || Start.has(SpawnAutoJoin))
    Text += std::string(Text.empty() ? "" : "; ") +
            "the destructor of its handle waits for it";
  if (!Detached.empty())
    Text += (Text.empty() ? "" : "; ") + ("detached at " + list(Detached));
  return Text.empty() ? "nobody waits for it" : Text;
}

ThreadEntry ThreadSurvey::describe(const KnownThread &Thread) {
  ThreadEntry Entry;
  Entry.Found = howFound(Thread, Entry.Kind);
  Entry.At = placeOf(
      Prog, Prog.Functions[Thread.Starter].Instructions[Thread.Instr].At);
  Entry.Entry = nameOf(Thread.Entry);
  Entry.IsMany = Thread.IsMany;
  Entry.Multiplicity = multiplicity(Thread);
  Entry.Joined = joined(Thread);
  if (Entry.Kind == "declared")
    return Entry;
  for (const TraceNode *Node = Thread.Start; Node; Node = Node->Next)
    Entry.Calls.push_back(nameOf(Node->Function));
  if (Entry.Calls.empty())
    Entry.Calls.push_back(nameOf(Thread.Starter));
  return Entry;
}

void ThreadSurvey::addMain(std::vector<ThreadEntry> &Out) const {
  for (const FunctionFacts &Function : Prog.Functions)
    if (Function.has(FunctionIsMain))
      Out.push_back({"main",
                     "the program starts here",
                     placeOf(Prog, Function.At),
                     Prog.text(Function.Name).str(),
                     false,
                     "one for each process",
                     "",
                     {}});
}

/// Functions that threads outside of the program may call, if they reach a map.
void ThreadSurvey::addExported(std::vector<ThreadEntry> &Out) const {
  const Entries &Outside = Ctx.Results.Outside;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    if (Outside.isExportedRoot(Id) &&
        Outside.kindOf(Id) == EntryKind::Exported &&
        !Ctx.Results.Known->of(Id).Accesses.empty())
      Out.push_back({"exported",
                     Outside.whyConcurrent(Id),
                     placeOf(Prog, Prog.Functions[Id].At),
                     nameOf(Id),
                     true,
                     "any number of callers",
                     "",
                     {}});
}

std::vector<ThreadEntry> ThreadSurvey::run(const ThreadTable &Threads) {
  indexEnds();
  std::vector<ThreadEntry> Main, Rest;
  addMain(Main);
  for (const KnownThread &Thread :
       Threads.list(Prog, Ctx.Results.Graph, Ctx.store()))
    Rest.push_back(describe(Thread));
  addExported(Rest);
  auto order = [](const ThreadEntry &L, const ThreadEntry &R) {
    return std::tie(L.At, L) < std::tie(R.At, R);
  };
  llvm::sort(Main, order);
  llvm::sort(Rest, order);
  Main.insert(Main.end(), Rest.begin(), Rest.end());
  return Main;
}

std::vector<ThreadEntry> mapwarden::surveyThreads(const CheckContext &Ctx,
                                                  const ThreadTable &Threads) {
  return ThreadSurvey(Ctx).run(Threads);
}
