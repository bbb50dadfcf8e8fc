// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collections that threads take what they run from: home-made pools, timers,
/// buses, observers.
///
/// A *take* is a call, in code that a thread reaches, of a callable that came
/// out of a collection, or of a method on an object behind a pointer that did.
/// Whatever is stored into such a collection is a task: it may run from then
/// on, in the threads that take. So the calls at the takes are dropped and the
/// stores start threads instead, which says when a task exists, and on which
/// object.
#include "Analysis/CallGraph.h"
#include "Analysis/CallablePaths.h"
#include "Support/CallWords.h"
#include <algorithm>

using namespace mapwarden;

/// Kinds of tasks that are told apart in one collection.
static constexpr size_t MaxEntries = 8;
/// So many functions that take from one collection are looked at.
static constexpr size_t MaxTakers = 16;

std::vector<CallGraph::Reach> CallGraph::reachOfThreads() const {
  std::vector<Reach> Reached(Prog->Functions.size());
  std::vector<FunctionId> Worklist;
  auto mark = [&](FunctionId Id, Reach New) {
    Reach &Old = Reached[Id];
    if (New.How == Reach::Counted && Old.How == Reach::Counted &&
        New.CountKey != Old.CountKey)
      New.How = Reach::Many;
    if (New.How > Old.How) {
      Old = New;
      Worklist.push_back(Id);
    }
  };
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (const auto &[Instr, Kept] : Registrations[Id])
      for (const CallTarget &Target : Kept.Targets)
        mark(Target.Function, {Reach::Many});
    for (const BlockFacts &Block : Function.Blocks)
      for (uint32_t I = Block.Begin; I < Block.End; ++I) {
        if (Function.Instructions[I].Kind != InstrKind::Spawn)
          continue;
        Reach New{Reach::Once};
        if (Block.LoopDepth > 0) {
          WorkerCounts::Count Rounds = Counts.around(Id, I);
          New = {Rounds.IsOne                 ? Reach::Once
                 : Rounds.Key != NameId::None ? Reach::Counted
                                              : Reach::Many,
                 Rounds.Key};
        }
        if (Function.Instructions[I].has(SpawnMany))
          New = {Reach::Many};
        for (const CallTarget &Target : targets(Id, I)) {
          bool IsKnown = Reached[Target.Function].How != Reach::Never;
          mark(Target.Function, IsKnown ? Reach{Reach::Many} : New);
        }
      }
  }
  while (!Worklist.empty()) {
    FunctionId Id = Worklist.back();
    Worklist.pop_back();
    for (const auto &[Instr, Targets] : CallTargets[Id])
      if (Prog->Functions[Id].Instructions[Instr].Kind == InstrKind::Call)
        for (const CallTarget &Target : Targets)
          mark(Target.Function, Reached[Id]);
  }
  return Reached;
}

/// The collection whose element \p Path is (part of), and which part; None when
/// it is of none.
NameId
CallGraph::collectionBehind(const AccessPath &Path, NameId Frame,
                            llvm::SmallVectorImpl<Selector> &Suffix) const {
  auto Last =
      llvm::find_if(llvm::reverse(Path.Selectors), [](const Selector &Step) {
        return Step.K == Selector::Element;
      });
  AccessPath Root;
  Root.Root = Path.Root;
  std::optional<uint32_t> OfRoot = findSlot(Root, Frame);
  if (Last != Path.Selectors.rend()) {
    Suffix.assign(Last.base(), Path.Selectors.end());
    NameId Name = Homes.nameOf(Path, Frame);
    bool IsLocal = Name == Frame || Prog->FunctionByUsr.contains(Name);
    if (!IsLocal)
      return Name;
    // A local copy of a collection, or what was swapped out of it.
    if (OfRoot && Slots[*OfRoot].FromCollection)
      return Slots[*OfRoot].Collection;
    if (OfRoot && Slots[*OfRoot].Whole != NameId::None)
      return Slots[*OfRoot].Whole;
    return Name;
  }
  if (std::optional<uint32_t> Own = findSlot(Path, Frame);
      Own && Slots[*Own].FromCollection) {
    Suffix = Slots[*Own].Suffix;
    return Slots[*Own].Collection;
  }
  if (!Path.Selectors.empty() && OfRoot && Slots[*OfRoot].FromCollection) {
    Suffix = Slots[*OfRoot].Suffix;
    Suffix.append(Path.Selectors.begin(), Path.Selectors.end());
    return Slots[*OfRoot].Collection;
  }
  return NameId::None;
}

/// Whether calling \p Method on an object that was taken from a collection runs
/// a job: a method that subclasses define, or one that is called for it. Other
/// methods ask the object something, or tell it. What a map keeps is looked up
/// by its key to be told something, whatever class it is of.
static bool runsJob(const Program &Prog, const Instruction &Call, NameId Method,
                    bool IsFromMap) {
  if (Call.has(CallVirtual) && !IsFromMap)
    return true;
  const FunctionFacts *Function = Prog.function(Method);
  if (!Function)
    return true;
  llvm::StringRef Name = Prog.text(Function->Name);
  Name = Name.substr(Name.rfind(':') + 1);
  static constexpr llvm::StringLiteral Verbs[] = {"run",  "execute", "exec",
                                                  "call", "invoke",  "perform",
                                                  "work", "fire",    "do"};
  return Name.starts_with("operator") ||
         llvm::any_of(wordsOf(Name), [](llvm::StringRef Word) {
           return llvm::is_contained(Verbs, Word);
         });
}

void CallGraph::addTake(FunctionId Id, uint32_t Instr, Reach How) {
  const FunctionFacts &Function = Prog->Functions[Id];
  const Instruction &Call = Function.Instructions[Instr];
  TaskEntry Entry;
  NameId Key = NameId::None;
  if (Call.Callee.Kind == ValueKind::Path) {
    // `(this->*operations[kind])(k)`: a table of members, called on the object
    // that is at hand, holds no jobs.
    if (Call.Target.isKnown())
      return;
    Key = collectionBehind(Call.Callee.Path, Function.Usr, Entry.Suffix);
  } else if (Call.Callee.Kind == ValueKind::Function && Call.Target.isKnown() &&
             !Call.has(CallConstructs | CallDestroys)) {
    Key = collectionBehind(Call.Target, Function.Usr, Entry.Suffix);
    Entry.Method = Call.Callee.Name;
    const VariableFacts *Collection = Prog->field(Key);
    if (!Collection)
      Collection = Prog->global(Key);
    bool IsMap = Collection && Collection->has(VariableIsContainer);
    if (!runsJob(*Prog, Call, Entry.Method, IsMap))
      return;
  }
  if (Key == NameId::None)
    return;
  auto [Known, IsNew] =
      QueueByKey.try_emplace(Key, static_cast<uint32_t>(Queues.size()));
  if (IsNew) {
    Queues.emplace_back();
    Queues.back().Key = Key;
  }
  TaskQueue &Queue = Queues[Known->second];
  Queue.HasManyWorkers |= How.How >= Reach::Counted;
  Queue.IsUncounted |=
      How.How == Reach::Many ||
      (Queue.CountKey != NameId::None && Queue.CountKey != How.CountKey);
  Queue.CountKey = Queue.IsUncounted ? NameId::None : How.CountKey;
  auto Place = llvm::find(Queue.Entries, Entry);
  uint32_t Number = Place - Queue.Entries.begin();
  if (Place == Queue.Entries.end()) {
    if (Queue.Entries.size() == MaxEntries)
      return;
    Queue.Entries.push_back(std::move(Entry));
  }
  TaskTakes[Id][Instr] = {Known->second, Number};
}

const Value *CallGraph::storedBy(const Instruction &Made,
                                 llvm::ArrayRef<Selector> Suffix) const {
  const FunctionFacts *Constructor = Made.Callee.Kind == ValueKind::Function
                                         ? Prog->function(Made.Callee.Name)
                                         : nullptr;
  if (!Constructor || Suffix.empty())
    return nullptr;
  for (const Instruction &Store : Constructor->Instructions) {
    if (Store.Kind != InstrKind::Assign || Store.Args.empty() ||
        Store.Target.Root.Kind != RootKind::This ||
        !llvm::ArrayRef<Selector>(Store.Target.Selectors).equals(Suffix) ||
        Store.Args[0].Kind != ValueKind::Path)
      continue;
    const AccessPath &From = Store.Args[0].Path;
    if (From.Root.Kind == RootKind::Param && From.Selectors.empty() &&
        From.Root.Index < Made.Args.size())
      return &Made.Args[From.Root.Index];
  }
  return nullptr;
}

/// The stores of \p Id into task queues, and what it takes away from them.
void CallGraph::addStores(FunctionId Id, bool IsThreaded) {
  const FunctionFacts &Function = Prog->Functions[Id];
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    bool IsRemoval = Instr.Kind == InstrKind::Access &&
                     Instr.has(AccessErases | AccessClears);
    bool IsElement = hasElement(Instr.Target);
    // `tasks.emplace(f, priority)` constructs the element.
    bool IsMade = IsElement && Instr.Kind == InstrKind::Call &&
                  Instr.has(CallConstructs) && !Instr.Args.empty();
    if (!IsRemoval && !IsMade &&
        (Instr.Kind != InstrKind::Assign || Instr.Args.empty()))
      continue;
    auto Known =
        QueueByKey.find(IsElement ? Homes.nameOf(Instr.Target, Function.Usr)
                                  : wholeName(Instr.Target));
    if (Known == QueueByKey.end())
      continue;
    TaskQueue &Queue = Queues[Known->second];
    if (IsMade) {
      TaskStores[Id][I] = Known->second;
      continue;
    }
    if (IsRemoval || !IsElement || Instr.Args[0].Kind == ValueKind::Null) {
      if (IsThreaded) { // erase(), pop(), clear(), swap()
        Queue.IsKept = false;
        for (const auto &[Take, From] : TaskTakes[Id])
          Queue.IsDrained |= From.first == Known->second;
      }
      continue;
    }
    TaskStores[Id][I] = Known->second;
  }
}

/// Functions that run without any thread: called from main, or from nobody.
std::vector<bool> CallGraph::reachedWithoutThreads() const {
  std::vector<bool> IsTarget(Prog->Functions.size(), false);
  for (const auto &Calls : CallTargets)
    for (const auto &[Instr, Targets] : Calls)
      for (const CallTarget &Target : Targets)
        IsTarget[Target.Function] = true;
  std::vector<bool> Reached(Prog->Functions.size(), false);
  std::vector<FunctionId> Worklist;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id)
    if (!IsTarget[Id] || Prog->Functions[Id].has(FunctionIsMain)) {
      Reached[Id] = true;
      Worklist.push_back(Id);
    }
  while (!Worklist.empty()) {
    FunctionId Id = Worklist.back();
    Worklist.pop_back();
    for (const auto &[Instr, Targets] : CallTargets[Id])
      if (Prog->Functions[Id].Instructions[Instr].Kind == InstrKind::Call)
        for (const CallTarget &Target : Targets)
          if (!Reached[Target.Function]) {
            Reached[Target.Function] = true;
            Worklist.push_back(Target.Function);
          }
  }
  return Reached;
}

/// Keeps the takes and stores that make up a queue, and drops the calls that
/// they stand for.
void CallGraph::settleQueues() {
  auto isTask = [](const TaskQueue &Queue, const TaskEntry &Entry) {
    return Entry.Method == NameId::None || Queue.IsDrained;
  };
  std::vector<bool> HasStores(Queues.size(), false);
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    llvm::SmallVector<uint32_t, 2> Unused;
    for (const auto &[Instr, Number] : TaskStores[Id]) {
      const Instruction &Store = Prog->Functions[Id].Instructions[Instr];
      const Value &Stored = Store.Args[0];
      // An object by value has no methods that anybody overrides, and belongs
      // to the collection.
      bool IsPointer = Stored.Kind == ValueKind::Path && !Stored.Copied;
      bool IsTask =
          llvm::any_of(Queues[Number].Entries, [&](const TaskEntry &Entry) {
            if (Store.Kind == InstrKind::Call)
              return isTask(Queues[Number], Entry) &&
                     storedBy(Store, Entry.Suffix) != nullptr;
            return isTask(Queues[Number], Entry) &&
                   (Entry.Method == NameId::None || !Entry.Suffix.empty() ||
                    IsPointer);
          });
      if (IsTask)
        HasStores[Number] = true;
      else
        Unused.push_back(Instr);
    }
    for (uint32_t Instr : Unused)
      TaskStores[Id].erase(Instr);
  }
  std::vector<bool> IsCalledToo = reachedWithoutThreads();
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    llvm::SmallVector<uint32_t, 2> Unused;
    for (const auto &[Instr, Take] : TaskTakes[Id]) {
      auto [Number, Entry] = Take;
      TaskQueue &Queue = Queues[Number];
      if (!HasStores[Number] || !isTask(Queue, Queue.Entries[Entry])) {
        Unused.push_back(Instr);
        continue;
      }
      if (Queue.Takers.size() < MaxTakers &&
          !llvm::is_contained(Queue.Takers, Id))
        Queue.Takers.push_back(Id);
      if (!IsCalledToo[Id])
        CallTargets[Id].erase(Instr);
    }
    for (uint32_t Instr : Unused)
      TaskTakes[Id].erase(Instr);
  }
  for (TaskQueue &Queue : Queues)
    llvm::erase_if(Queue.Entries, [&](const TaskEntry &Entry) {
      return !isTask(Queue, Entry);
    });
}

/// What references are bound to: by assignments, constructors' among them, and
/// by the arguments of calls.
void CallGraph::findHomes() {
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
          Instr.Args[0].Kind == ValueKind::Path && !Instr.Args[0].Copied)
        Homes.add(Instr.Target, Function.Usr, Instr.Args[0].Path, Function.Usr);
      if (Instr.Kind != InstrKind::Call)
        continue;
      for (const CallTarget &Target : targets(Id, I)) {
        AccessPath Param;
        Param.Root.Kind = RootKind::Param;
        for (uint32_t A = 0; A < Instr.Args.size() && !Target.Bound; ++A)
          if (Instr.Args[A].Kind == ValueKind::Path && !Instr.Args[A].Copied) {
            Param.Root.Index = A;
            Homes.add(Param, Prog->Functions[Target.Function].Usr,
                      Instr.Args[A].Path, Function.Usr);
          }
      }
    }
  }
}

void CallGraph::findTaskQueues() {
  findHomes();
  std::vector<Reach> Reached = reachOfThreads();
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    if (Reached[Id].How == Reach::Never)
      continue;
    const FunctionFacts &Function = Prog->Functions[Id];
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I)
      if (Function.Instructions[I].Kind == InstrKind::Call)
        addTake(Id, I, Reached[Id]);
  }
  if (Queues.empty())
    return;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id)
    addStores(Id, Reached[Id].How != Reach::Never);
  settleQueues();
}
