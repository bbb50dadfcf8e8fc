// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The iterator typestate analysis.
#include "Analysis/Iteration.h"
#include "Analysis/BranchRegions.h"
#include "Analysis/Substitution.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

using namespace mapwarden;

namespace {

struct IteratorState {
  PathId Container = UnknownPath;
  uint32_t Begin = 0;
  bool IsUsed = false;
  /// Copies of one iterator stand at one element until they are moved: the
  /// assignment that made the first; 0 for one of which there is no copy.
  uint32_t Place = 0;
  std::optional<uint32_t> InvalidatedBy;
  friend bool operator==(const IteratorState &,
                         const IteratorState &) = default;
};

using State = std::map<PathId, IteratorState>;

class IterationAnalysis {
public:
  IterationAnalysis(const Program &Prog, const CallGraph &Graph,
                    Summaries &Known, PathStore &Store, FunctionId Id)
      : Prog(Prog), Graph(Graph), Known(Known), Store(Store), Id(Id),
        Function(Prog.Functions[Id]), Pointers(Known.aliasesOf(Id)) {}

  void run(std::vector<BrokenIteration> &Out);

private:
  void transfer(uint32_t Number, State &Now);
  State alongEdge(uint32_t Block, unsigned Edge, State Now) const;
  void mutate(uint32_t Number, const AccessSummary &Access,
              const Instruction *Own, State &Now);
  void eraseByIterator(uint32_t Number, const State &Now);
  bool isPutOff(const AccessSummary &Access);
  bool isSetHere(const std::string &Key) const;
  bool isOfCurrentKey(uint32_t Number, const AccessSummary &Access) const;
  bool comesBack(uint32_t Number, PathId Container,
                 const AccessSummary &Access) const;
  void use(uint32_t Number, PathId Iterator, State &Now);
  const std::vector<AccessSummary> &callAccesses(uint32_t Number);
  bool callsParameter(uint32_t Number) const;
  std::vector<AccessSummary> givenAccesses(uint32_t Number);

  const Program &Prog;
  const CallGraph &Graph;
  Summaries &Known;
  PathStore &Store;
  FunctionId Id;
  const FunctionFacts &Function;
  Aliases Pointers;
  std::map<uint32_t, std::vector<AccessSummary>> CallCache;
  std::map<uint32_t, BrokenIteration> Broken; // By mutation.
  std::map<uint32_t, AccessSummary> InnerOf;  // By call instruction.
};

} // namespace

/// So many callers that may hand in callbacks are looked at.
static constexpr size_t MaxCallers = 16;

/// The union of what may have happened; true when \p Into changed.
static bool merge(State &Into, const State &From) {
  State Before = Into;
  for (const auto &[Iterator, Theirs] : From) {
    auto [Entry, IsNew] = Into.try_emplace(Iterator, Theirs);
    if (IsNew)
      continue;
    IteratorState &Mine = Entry->second;
    Mine.IsUsed |= Theirs.IsUsed;
    if (Mine.Place != Theirs.Place)
      Mine.Place = 0;
    if (Theirs.InvalidatedBy &&
        (!Mine.InvalidatedBy || *Theirs.InvalidatedBy < *Mine.InvalidatedBy))
      Mine.InvalidatedBy = Theirs.InvalidatedBy;
  }
  return Before != Into;
}

const std::vector<AccessSummary> &
IterationAnalysis::callAccesses(uint32_t Number) {
  auto [Entry, IsNew] = CallCache.try_emplace(Number);
  if (IsNew)
    Entry->second = callsParameter(Number) ? givenAccesses(Number)
                                           : Known.accessesOfCall(Id, Number);
  return Entry->second;
}

/// `callback(element)`
bool IterationAnalysis::callsParameter(uint32_t Number) const {
  const Value &Callee = Function.Instructions[Number].Callee;
  return Callee.Kind == ValueKind::Path &&
         Callee.Path.Root.Kind == RootKind::Param &&
         Callee.Path.Root.Frame == NameId::None &&
         Callee.Path.Selectors.empty();
}

/// What the callbacks that callers hand in do to the containers walked here.
std::vector<AccessSummary> IterationAnalysis::givenAccesses(uint32_t Number) {
  std::vector<PathId> Walked;
  for (const Instruction &Instr : Function.Instructions)
    if (Instr.Kind == InstrKind::IterBegin && !Instr.Args.empty() &&
        Instr.Args[0].Kind == ValueKind::Path)
      for (PathId Object :
           Pointers.resolve(Store.intern(Instr.Args[0].Path, Function.Usr)))
        if (Object != UnknownPath)
          Walked.push_back(Object);
  const uint32_t Parameter =
      Function.Instructions[Number].Callee.Path.Root.Index;
  std::vector<AccessSummary> Result;
  for (FunctionId Caller : Graph.callers(Id).take_front(MaxCallers)) {
    const FunctionFacts &Theirs = Prog.Functions[Caller];
    std::optional<Aliases> TheirPointers;
    for (uint32_t I = 0; I < Theirs.Instructions.size(); ++I)
      for (const CallTarget &Target : Graph.targets(Caller, I)) {
        if (Target.Function != Id)
          continue;
        Substitution Bind(Prog, Store, Theirs, I, Target);
        const Value *Given = Bind.argument(Parameter);
        if (!Given || (Given->Kind != ValueKind::Function &&
                       Given->Kind != ValueKind::Bind))
          continue;
        if (!TheirPointers)
          TheirPointers = Known.aliasesOf(Caller);
        for (const CallTarget &Callback : Graph.resolve(*Given, Theirs.Usr))
          for (const AccessSummary &Does : Known.of(Callback.Function).Accesses)
            for (PathId Object : Walked)
              if (!Does.StartedBy &&
                  TheirPointers->resolveOne(Bind(Object)) ==
                      TheirPointers->resolveOne(Does.Object)) {
                Result.push_back(Does);
                Result.back().Object = Object;
                Result.back().Trace = Known.trace(Id, Number, Does.Trace);
              }
      }
  }
  return Result;
}

void IterationAnalysis::use(uint32_t Number, PathId Iterator, State &Now) {
  auto Entry = Now.find(Iterator);
  if (Entry == Now.end() || !Entry->second.InvalidatedBy)
    return;
  uint32_t Mutation = *Entry->second.InvalidatedBy;
  BrokenIteration New;
  New.Function = Id;
  New.Mutation = Mutation;
  New.Begin = Entry->second.Begin;
  New.Use = Number;
  New.Container = Entry->second.Container;
  if (auto Inner = InnerOf.find(Mutation); Inner != InnerOf.end()) {
    New.Inner = Inner->second;
    New.Level = Confidence::Medium;
    New.IsBodyCall = Function.Instructions[New.Begin].Name != NameId::None &&
                     Function.Instructions[Number].Target ==
                         Function.Instructions[New.Begin].Target;
  }
  Broken.try_emplace(Mutation, std::move(New));
}

/// `m.erase(it)` with an iterator that something else has invalidated before.
void IterationAnalysis::eraseByIterator(uint32_t Number, const State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  if (!Instr.has(AccessByIterator) || Instr.Args.empty() ||
      Instr.Args[0].Kind != ValueKind::Path)
    return;
  auto Entry = Now.find(Store.intern(Instr.Args[0].Path, Function.Usr));
  if (Entry == Now.end() || !Entry->second.InvalidatedBy ||
      *Entry->second.InvalidatedBy == Number)
    return;
  BrokenIteration New;
  New.Function = Id;
  New.Mutation = New.Use = Number;
  New.Begin = Entry->second.Begin;
  New.Container = Entry->second.Container;
  New.InvalidatedBy = Entry->second.InvalidatedBy;
  New.Level = Confidence::Medium; // An insert invalidates only if it rehashes.
  Broken.try_emplace(Number, std::move(New));
}

/// A callback made elsewhere, or an object reached through a back pointer of an
/// element, changes the map of the same declaration: most likely this very one.
bool IterationAnalysis::comesBack(uint32_t Number, PathId Container,
                                  const AccessSummary &Access) const {
  if (Access.Function == Id || Store.key(Container) != Store.key(Access.Object))
    return false;
  const AccessPath &Iterated = Store.path(Container);
  const AccessPath &Changed = Store.path(Access.Object);
  // By a back pointer, or in a callback by the name of a global object or of a
  // variable that it captured.
  bool IsNamedByCallback =
      (Changed.Root.Kind == RootKind::Global ||
       (Changed.Root.Kind == RootKind::Local &&
        Changed.Root.Frame != Function.Usr)) &&
      Iterated.Root.Kind == RootKind::This &&
      Function.Instructions[Number].Callee.Kind == ValueKind::Path;
  bool IsForeign = ((Changed.Root.Kind == RootKind::This ||
                     Changed.Root.Kind == RootKind::Param) &&
                    Changed.Root.Frame != Function.Usr) ||
                   IsNamedByCallback;
  // children[*].children is the element's own, and so is a map in a map, as in
  // table[*][*]; listeners[*].subject.listeners leads back.
  bool IsThroughElement =
      Changed.Root == Iterated.Root &&
      Changed.Selectors.size() >= Iterated.Selectors.size() + 3 &&
      std::equal(Iterated.Selectors.begin(), Iterated.Selectors.end(),
                 Changed.Selectors.begin()) &&
      llvm::count_if(
          llvm::ArrayRef<Selector>(Changed.Selectors)
              .drop_front(Iterated.Selectors.size()),
          [](const Selector &Step) { return Step.K == Selector::Field; }) >= 2;
  return IsForeign || IsThroughElement;
}

/// Whether the function of the loop sets what has the key \p Key, itself or by
/// an object that it gives it to.
bool IterationAnalysis::isSetHere(const std::string &Key) const {
  auto isIt = [&](const AccessPath &Path) {
    return Path.isKnown() && Store.key(Store.intern(Path, Function.Usr)) == Key;
  };
  return llvm::any_of(Function.Instructions, [&](const Instruction &Instr) {
    if (Instr.Kind == InstrKind::Assign)
      return isIt(Instr.Target);
    return Instr.Kind == InstrKind::Call &&
           llvm::any_of(Instr.Args, [&](const Value &Given) {
             return Given.Kind == ValueKind::Path && isIt(Given.Path);
           });
  });
}

/// Whether a field decides in a callee that the change is made, and the
/// function of the loop sets that field: `if (iterating_) later_.push_back(Id);
/// else handlers_.erase(Id);`.
bool IterationAnalysis::isPutOff(const AccessSummary &Access) {
  auto isDecided = [&](FunctionId In, uint32_t Instr) {
    const FunctionFacts &Callee = Prog.Functions[In];
    auto Here = llvm::find_if(Callee.Blocks, [&](const BlockFacts &Block) {
      return Block.Begin <= Instr && Instr < Block.End;
    });
    if (In == Id || Here == Callee.Blocks.end())
      return false;
    BranchRegions Regions(Callee);
    for (uint32_t Branch = 0; Branch < Callee.Blocks.size(); ++Branch) {
      const BlockFacts &Block = Callee.Blocks[Branch];
      if (Block.Successors.size() != 2 ||
          Block.Condition >= Callee.Instructions.size())
        continue;
      const Instruction &Test = Callee.Instructions[Block.Condition];
      if (Test.Kind == InstrKind::Test && !Test.Target.Selectors.empty() &&
          isSetHere(Store.key(Store.intern(Test.Target, Callee.Usr))) &&
          Regions.decides(Branch, Here - Callee.Blocks.begin()))
        return true;
    }
    return false;
  };
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    if (isDecided(Node->Function, Node->Instr))
      return true;
  return isDecided(Access.Function, Access.Instr);
}

/// The callee of \p Number is given an element and inserts under that element's
/// own key, `each.first`, which is there already.
bool IterationAnalysis::isOfCurrentKey(uint32_t Number,
                                       const AccessSummary &Access) const {
  const Instruction &Inner =
      Prog.Functions[Access.Function].Instructions[Access.Instr];
  if (!(Access.Flags & AccessInserts) || Inner.Kind != InstrKind::Access ||
      Inner.Args.empty() || Inner.Args[0].Kind != ValueKind::Constant)
    return false;
  const FunctionFacts &Body = Prog.Functions[Access.Function];
  llvm::StringRef Key = Prog.text(Inner.Args[0].Name);
  return !Body.Params.empty() &&
         Key.consume_front(Prog.text(Body.Params[0].Name)) && Key == ".first" &&
         llvm::any_of(Graph.targets(Id, Number), [&](const CallTarget &Target) {
           return Target.Function == Access.Function;
         });
}

void IterationAnalysis::mutate(uint32_t Number, const AccessSummary &Access,
                               const Instruction *Own, State &Now) {
  constexpr uint64_t Mutates =
      AccessErases | AccessClears | AccessInvalidatesAll;
  if (!(Access.Flags & Mutates) || (Access.Flags & UnknownEffect))
    return;
  if (!Own && isPutOff(Access))
    return;
  PathId Argument = UnknownPath;
  if (Own && !Own->Args.empty() && Own->Args[0].Kind == ValueKind::Path)
    Argument = Store.intern(Own->Args[0].Path, Function.Usr);
  bool ByIterator = Own && Own->has(AccessByIterator);
  const auto Given = Now.find(Argument);
  const uint32_t Place = Given == Now.end() ? 0 : Given->second.Place;
  for (auto &[Iterator, One] : Now) {
    if (One.Container != Access.Object &&
        !comesBack(Number, One.Container, Access))
      continue;
    bool EndsAll = Access.Flags & (AccessClears | AccessInvalidatesAll);
    bool IsErase = Access.Flags & AccessErases;
    if (IsErase && !EndsAll) {
      // Exactly that iterator and its copies, or one already advanced past.
      if (ByIterator && (Argument == UnknownPath || Given != Now.end()))
        EndsAll = Argument == Iterator || (Place != 0 && One.Place == Place);
      else
        EndsAll = One.IsUsed;
    }
    // The key of an element is there already: nothing is inserted.
    bool IsKnownKey = !IsErase && (Access.Flags & AccessInserts) &&
                      ((Access.Flags & AccessOfElementKey) ||
                       (!Own && isOfCurrentKey(Number, Access)));
    if (EndsAll && !IsKnownKey && !One.InvalidatedBy) {
      One.InvalidatedBy = Number;
      if (!Own)
        InnerOf.try_emplace(Number, Access);
    }
  }
}

void IterationAnalysis::transfer(uint32_t Number, State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  PathId Target = Store.intern(Instr.Target, Function.Usr);
  switch (Instr.Kind) {
  case InstrKind::IterBegin: {
    if (Instr.Args.empty() || Instr.Args[0].Kind != ValueKind::Path)
      break;
    IteratorState Fresh;
    Fresh.Container =
        Pointers.resolveOne(Store.intern(Instr.Args[0].Path, Function.Usr));
    Fresh.Begin = Number;
    Now[Target] = Fresh;
    break;
  }
  case InstrKind::IterNext:
    use(Number, Target, Now);
    if (auto Entry = Now.find(Target); Entry != Now.end()) {
      Entry->second.IsUsed = false;
      Entry->second.Place = 0;
    }
    break;
  case InstrKind::IterUse:
    use(Number, Target, Now);
    if (auto Entry = Now.find(Target); Entry != Now.end()) {
      Entry->second.IsUsed = true;
      Entry->second.Place = 0; // std::advance looks like a use.
    }
    break;
  case InstrKind::Assign: {
    if (!Now.count(Target) && Now.empty())
      break;
    auto Source = Now.end();
    // A pointer that was read out of the element is a value of its own.
    if (!Instr.Args.empty() && Instr.Args[0].Kind == ValueKind::Path &&
        !Instr.has(AssignCopiesPointer))
      Source = Now.find(Store.intern(Instr.Args[0].Path, Function.Usr));
    if (Source != Now.end()) {
      const bool IsCopy = Instr.Callee.Kind == ValueKind::Path;
      if (IsCopy && Source->second.Place == 0)
        Source->second.Place = Number + 1;
      IteratorState Copy = Source->second;
      if (!IsCopy)
        Copy.Place = 0;
      Now[Target] = Copy;
    } else if (auto Entry = Now.find(Target); Entry != Now.end())
      Entry->second.InvalidatedBy.reset();
    break;
  }
  case InstrKind::Access:
    eraseByIterator(Number, Now);
    if (!Now.empty())
      for (PathId Object : Pointers.resolve(Target)) {
        AccessSummary Access;
        Access.Object = Object;
        Access.Flags = Instr.Flags;
        mutate(Number, Access, &Instr, Now);
      }
    break;
  case InstrKind::Call:
    if (!Now.empty() &&
        (callsParameter(Number) || !Graph.targets(Id, Number).empty()))
      for (const AccessSummary &Access : callAccesses(Number))
        if (!Access.StartedBy)
          mutate(Number, Access, nullptr, Now);
    break;
  default:
    break;
  }
}

/// What holds on edge number \p Edge out of \p Block: a container that is not
/// empty has not been cleared.
State IterationAnalysis::alongEdge(uint32_t Block, unsigned Edge,
                                   State Now) const {
  const BlockFacts &From = Function.Blocks[Block];
  if (Now.empty() || From.Successors.size() != 2 ||
      From.Condition >= Function.Instructions.size())
    return Now;
  const Instruction &Test = Function.Instructions[From.Condition];
  const bool IsTrue = (Edge == 0) != From.IsConditionNegated;
  if (Test.Kind != InstrKind::Access || !Test.has(AccessTestsEmpty) || IsTrue)
    return Now;
  const PathId Tested =
      Pointers.resolveOne(Store.intern(Test.Target, Function.Usr));
  for (auto &[Iterator, One] : Now) {
    if (One.Container != Tested || !One.InvalidatedBy)
      continue;
    auto Inner = InnerOf.find(*One.InvalidatedBy);
    const uint64_t Flags =
        Inner != InnerOf.end()
            ? Inner->second.Flags
            : Function.Instructions[*One.InvalidatedBy].Flags;
    if ((Flags & AccessClears) && !(Flags & AccessErases))
      One.InvalidatedBy.reset();
  }
  return Now;
}

void IterationAnalysis::run(std::vector<BrokenIteration> &Out) {
  std::vector<State> Entry(Function.Blocks.size());
  std::vector<bool> Reached(Function.Blocks.size(), false);
  std::set<uint32_t> Pending = {0};
  Reached[0] = true;
  while (!Pending.empty()) {
    uint32_t Block = *Pending.begin();
    Pending.erase(Pending.begin());
    State Now = Entry[Block];
    for (uint32_t I = Function.Blocks[Block].Begin;
         I < Function.Blocks[Block].End; ++I)
      transfer(I, Now);
    for (unsigned Edge = 0; Edge < Function.Blocks[Block].Successors.size();
         ++Edge) {
      const uint32_t Next = Function.Blocks[Block].Successors[Edge];
      if (merge(Entry[Next], alongEdge(Block, Edge, Now)) || !Reached[Next]) {
        Reached[Next] = true;
        Pending.insert(Next);
      }
    }
  }
  for (auto &[Mutation, One] : Broken)
    Out.push_back(std::move(One));
}

std::vector<BrokenIteration>
mapwarden::findBrokenIterations(const Program &Prog, const CallGraph &Graph,
                                Summaries &Known, PathStore &Store) {
  std::vector<BrokenIteration> Result;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    bool Iterates =
        llvm::any_of(Function.Instructions, [](const Instruction &I) {
          return I.Kind == InstrKind::IterBegin;
        });
    if (Iterates && !Function.Blocks.empty())
      IterationAnalysis(Prog, Graph, Known, Store, Id).run(Result);
  }
  return Result;
}
