// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Recognition of the shape, one branch at a time.
#include "Analysis/LazyInit.h"
#include "Analysis/AccessKey.h"
#include "Analysis/BranchRegions.h"
#include "Analysis/CallerLocks.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

namespace {

/// What is kept of a program point.
struct Point {
  bool IsReached = false;
  uint32_t Block = 0;
  std::vector<HeldLock> Held;
  std::vector<AccessSummary> Accesses; ///< Held.* includes Held.
};

class LazySearch {
public:
  LazySearch(const Program &Prog, const CallGraph &Graph, Summaries &Known,
             PathStore &Store, CallerLocks &Above,
             const llvm::DenseSet<NameId> &Maps, FunctionId Id)
      : Prog(Prog), Graph(Graph), Known(Known), Store(Store), Above(Above),
        Maps(Maps), Id(Id), Function(Prog.Functions[Id]), Regions(Function) {}

  void run(std::vector<LazyInit> &Out);

private:
  void collectPoints();
  void look(uint32_t Branch, std::vector<LazyInit> &Out);
  void lookAtContainer(uint32_t Branch, std::vector<LazyInit> &Out);
  void lookAtVariable(uint32_t Branch, std::vector<LazyInit> &Out);
  void addFillings(LazyInit &New, const std::vector<bool> &Region,
                   PathId Object);
  void addSettings(LazyInit &New, const std::vector<bool> &Region);
  std::optional<uint32_t> findSetting(const std::vector<bool> &Region,
                                      PathId Flag, bool WasSet);
  bool locksOnItsOwn(const AccessSummary &Filling, uint32_t Setting) const;
  bool setsFlagIn(FunctionId Callee, const std::string &Key, bool WasSet,
                  unsigned Depth);
  bool fillsAnyhow(uint32_t Branch, unsigned Edge,
                   const AccessSummary &Filling);
  void finish(LazyInit New, std::vector<LazyInit> &Out);
  bool isShared(PathId Object) const;
  bool isForThis(const AccessSummary &Filling) const;
  bool isPointerToMap(PathId Pointer) const;
  PathId resolve(const AccessPath &Path) const {
    return Pointers->resolveOne(Store.intern(Path, Function.Usr));
  }

  const Program &Prog;
  const CallGraph &Graph;
  Summaries &Known;
  PathStore &Store;
  CallerLocks &Above;
  const llvm::DenseSet<NameId> &Maps; // Variables that are, or point to, one.
  FunctionId Id;
  const FunctionFacts &Function;
  BranchRegions Regions;
  std::optional<Aliases> Pointers;
  std::vector<Point> Points; // By instruction.
};

} // namespace

/// So many calls lie between a test and the filling at most: `load()`, which
/// has a file read, which inserts. What is done further down is no part of an
/// initialisation.
static constexpr unsigned MaxFillDepth = 3;
/// Callers of a function that exists to fill: the first use, and a reload.
static constexpr size_t MaxFillers = 2;

static bool isDeep(const AccessSummary &Access) {
  unsigned Calls = 0;
  for (const TraceNode *Node = Access.Trace; Node && Node->Next;
       Node = Node->Next)
    ++Calls;
  return Calls > MaxFillDepth;
}

/// Puts something into the map, or replaces it.
static bool fills(const Program &Prog, const AccessSummary &Access) {
  if (Access.StartedBy || !(Access.Flags & AccessWrite) ||
      (Access.Flags & UnknownEffect) || isDeep(Access))
    return false;
  const Instruction &Leaf =
      Prog.Functions[Access.Function].Instructions[Access.Instr];
  return (Access.Flags & AccessInserts) ||
         ((Access.Flags & AccessClears) &&
          (Prog.text(Leaf.Name) == "operator=" || !Leaf.Args.empty()));
}

static bool isMutexHold(const HeldLock &Lock) {
  return !Lock.IsOnce && !Lock.IsOfOtherElement;
}

/// Runs once by construction: inside call_once or a static's initialiser, or
/// where another flag than the one in question says so.
static bool isInOnce(const LazyInit &Lazy, llvm::ArrayRef<HeldLock> Held) {
  return llvm::any_of(Held, [&](const HeldLock &Lock) {
    return Lock.IsOnce && !Lock.IsShared && !Lock.IsUnpublished &&
           Lock.Lock != Lazy.Flag && Lock.Lock != Lazy.Object;
  });
}

void LazySearch::collectPoints() {
  Points.resize(Function.Instructions.size());
  Pointers = Known.aliasesOf(Id);
  Known.forEachPoint(Id, [&](const ProgramPoint &From) {
    Point &To = Points[From.Instr];
    To.IsReached = true;
    To.Block = From.Block;
    To.Held = From.Before.Held;
    To.Accesses = From.Accesses;
    for (AccessSummary &Access : To.Accesses)
      for (const HeldLock &Lock : To.Held)
        if (!llvm::is_contained(Access.Released, Lock.Lock) &&
            !llvm::is_contained(Access.Released, Lock.Guard) &&
            llvm::none_of(Access.Held, [&](const HeldLock &Own) {
              return Own.Lock == Lock.Lock;
            }))
          Access.Held.push_back(Lock);
  });
}

/// A map that other functions and threads can see, and that this function does
/// not make itself.
bool LazySearch::isShared(PathId Object) const {
  const AccessPath &Path = Store.path(Object);
  const VariableFacts *Variable = Store.variable(Object);
  if (Variable && (Variable->has(VariableIsThreadLocal) ||
                   Variable->has(VariableIsInternallySynchronised)))
    return false;
  if (Path.Root.Kind == RootKind::Global) {
    const VariableFacts *Root = Prog.global(Path.Root.Name);
    return !Root || !Root->has(VariableIsThreadLocal);
  }
  bool IsConstruction =
      Function.has(FunctionIsConstructor) || Function.has(FunctionIsDestructor);
  if (Path.Root.Kind == RootKind::This)
    return !IsConstruction && !Path.Selectors.empty();
  // A free variable of a lambda may be what its threads share.
  return Path.Root.Kind == RootKind::Param ||
         (Path.Root.Kind == RootKind::Local && Path.Root.Frame != Function.Usr);
}

void LazySearch::addFillings(LazyInit &New, const std::vector<bool> &Region,
                             PathId Object) {
  for (uint32_t I = 0; I < Points.size(); ++I) {
    if (!Points[I].IsReached || !Region[Points[I].Block])
      continue;
    for (const AccessSummary &Access : Points[I].Accesses)
      if (startsWith(Store.path(Access.Object), Store.path(Object)) &&
          !isDeep(Access) && isForThis(Access))
        New.Parts.push_back(Access);
    // What is done to a new object before the pointer is set is nobody else's
    // business.
    if (New.Test == LazyTest::Pointer && I < New.Fillings.front().Instr)
      continue;
    for (const AccessSummary &Access : Points[I].Accesses)
      if (Access.Object == Object && fills(Prog, Access)) {
        New.Fillings.push_back({I, Access});
        break;
      }
  }
}

/// Drops what is protected, and keeps the rest.
void LazySearch::finish(LazyInit New, std::vector<LazyInit> &Out) {
  if (New.Fillings.empty() || !isShared(New.Object))
    return;
  const AccessSummary &First = New.Fillings.front().Access;
  if (isInOnce(New, First.Held) || Above.alwaysHeldAt(Id))
    return;
  // The locks at the test: those of the function, and those that a helper takes
  // around its own look at the map.
  std::vector<HeldLock> AtTest = Points[New.TestInstr].Held;
  for (const AccessSummary &Access : Points[New.TestInstr].Accesses)
    if (Access.Object == New.Object) {
      AtTest.insert(AtTest.end(), Access.Held.begin(), Access.Held.end());
      New.Parts.push_back(Access);
    }
  for (const HeldLock &Lock : First.Held) {
    if (!isMutexHold(Lock))
      continue;
    if (llvm::any_of(AtTest, [&](const HeldLock &Held) {
          return Held.Lock == Lock.Lock && isMutexHold(Held);
        }))
      return;
    New.IsDoubleChecked = true;
    New.Lock = Lock.Lock;
  }
  const VariableFacts *Tested =
      Store.variable(New.Test == LazyTest::Flag ? New.Flag : New.Object);
  bool IsAtomic = Tested && Tested->has(VariableIsAtomic) &&
                  (New.Test == LazyTest::Flag || New.Test == LazyTest::Pointer);
  // An atomic pointer is published as a whole; an atomic flag needs a lock for
  // those who come at the same time.
  if (IsAtomic && !New.IsRelaxed &&
      (New.IsDoubleChecked || New.Test == LazyTest::Pointer))
    return;
  for (const LazyInit &Same : Out)
    if (Same.Function == Id && Same.Object == New.Object)
      return;
  Out.push_back(std::move(New));
}

/// Whether every way that leaves block \p Branch by \p Edge comes to \p
/// Filling, too: then the test decides something else.
bool LazySearch::fillsAnyhow(uint32_t Branch, unsigned Edge,
                             const AccessSummary &Filling) {
  auto fillsIn = [&](const BlockFacts &Block) {
    for (uint32_t I = Block.Begin; I < Block.End; ++I)
      for (const AccessSummary &Access : Points[I].Accesses)
        if (Access.Object == Filling.Object &&
            Access.Function == Filling.Function &&
            Access.Instr == Filling.Instr)
          return true;
    return false;
  };
  std::vector<bool> Seen(Function.Blocks.size(), false);
  std::vector<uint32_t> Work = {Function.Blocks[Branch].Successors[Edge]};
  while (!Work.empty()) {
    const uint32_t Number = Work.back();
    Work.pop_back();
    const BlockFacts &Block = Function.Blocks[Number];
    if (Seen[Number] || fillsIn(Block))
      continue;
    Seen[Number] = true;
    if (Block.Successors.empty() || Number == Branch)
      return false;
    Work.insert(Work.end(), Block.Successors.begin(), Block.Successors.end());
  }
  return true;
}

/// The map itself is asked whether it has been filled.
void LazySearch::lookAtContainer(uint32_t Branch, std::vector<LazyInit> &Out) {
  const BlockFacts &Block = Function.Blocks[Branch];
  const Instruction &Decider = Function.Instructions[Block.Condition];
  unsigned TrueEdge = Block.IsConditionNegated ? 1 : 0;
  bool IsOwn = Decider.Kind == InstrKind::Access;
  for (const AccessSummary &Test : Points[Block.Condition].Accesses) {
    LazyInit New;
    New.Function = Id;
    New.TestInstr = Block.Condition;
    New.Object = Test.Object;
    if (Test.Flags & AccessTestsEmpty) {
      // What a helper answers is not known, but only one way fills.
      for (unsigned Edge : {0u, 1u})
        if (!IsOwn || Edge == TrueEdge)
          addFillings(New, Regions.decidedBy(Branch, Edge), New.Object);
      if (IsOwn && !New.Fillings.empty() &&
          fillsAnyhow(Branch, 1 - TrueEdge, New.Fillings.front().Access))
        continue;
    } else if ((Test.Flags & AccessTestsPresence) && IsOwn &&
               keyOf(Prog, Store, Test, Id).isLiteral(Prog)) {
      New.Test = LazyTest::Key;
      addFillings(New, Regions.decidedBy(Branch, 1 - TrueEdge), New.Object);
    }
    finish(std::move(New), Out);
  }
}

/// Does \p Instr set a flag so that a test of it goes the other way from then
/// on? \p WasSet: it was found to be set.
static bool turns(const Program &Prog, const Instruction &Instr, bool WasSet) {
  if (Instr.Kind != InstrKind::Assign || Instr.Args.empty() ||
      Instr.Args[0].Kind != ValueKind::Constant)
    return false;
  const llvm::StringRef Given = Prog.text(Instr.Args[0].Name);
  return (Given == "0" || Given == "false") == WasSet;
}

/// Does \p Callee, or what it calls, turn the flag with \p Key, which was set
/// or not?
bool LazySearch::setsFlagIn(FunctionId Callee, const std::string &Key,
                            bool WasSet, unsigned Depth) {
  const FunctionFacts &Facts = Prog.Functions[Callee];
  for (uint32_t I = 0; I < Facts.Instructions.size(); ++I) {
    const Instruction &Instr = Facts.Instructions[I];
    if (turns(Prog, Instr, WasSet) &&
        Store.key(Store.intern(Instr.Target, Facts.Usr)) == Key)
      return true;
    if (Instr.Kind == InstrKind::Call && Depth > 0)
      for (const CallTarget &Target : Graph.targets(Callee, I))
        if (setsFlagIn(Target.Function, Key, WasSet, Depth - 1))
          return true;
  }
  return false;
}

/// The instruction of the region that turns \p Flag, or calls what does.
std::optional<uint32_t> LazySearch::findSetting(const std::vector<bool> &Region,
                                                PathId Flag, bool WasSet) {
  std::string Key = Store.key(Flag);
  for (uint32_t I = 0; I < Points.size(); ++I) {
    if (!Points[I].IsReached || !Region[Points[I].Block])
      continue;
    const Instruction &Instr = Function.Instructions[I];
    if (turns(Prog, Instr, WasSet) && resolve(Instr.Target) == Flag)
      return I;
    if (Instr.Kind == InstrKind::Call)
      for (const CallTarget &Target : Graph.targets(Id, I))
        if (setsFlagIn(Target.Function, Key, WasSet, 1))
          return I;
  }
  return std::nullopt;
}

/// Whether the filling holds a lock that the setting of the flag does without:
/// then the lock is there for the map, whoever calls, and the flag for
/// something else.
bool LazySearch::locksOnItsOwn(const AccessSummary &Filling,
                               uint32_t Setting) const {
  if (Function.Instructions[Setting].Kind == InstrKind::Call)
    return false;
  return llvm::any_of(Filling.Held, [&](const HeldLock &Lock) {
    return isMutexHold(Lock) &&
           llvm::none_of(Points[Setting].Held, [&](const HeldLock &Held) {
             return Held.Lock == Lock.Lock;
           });
  });
}

/// The pointee is a container, or an object that holds one.
bool LazySearch::isPointerToMap(PathId Pointer) const {
  const VariableFacts *Variable = Store.variable(Pointer);
  if (!Variable || Variable->has(VariableIsContainer))
    return false;
  if (Variable->TypeClass == NameId::None &&
      Store.pointerOf(Pointer) != UnknownPath)
    return true;
  if (const ClassFacts *Class = Prog.classOf(Variable->TypeClass))
    if (llvm::any_of(Class->Fields, [&](const VariableFacts &Field) {
          return Field.has(VariableIsContainer) &&
                 !Prog.text(Field.Usr).ends_with(PointerMark);
        }))
      return true;
  return Variable->Usr != NameId::None && Maps.contains(Variable->Usr);
}

/// A flag tells of the object it lies in; one of static storage may tell of
/// anything. What ends with the call tells of nothing.
static bool mayTellOf(const AccessPath &Flag, const AccessPath &Map) {
  RootKind Kind = Flag.Root.Kind;
  if (Kind != RootKind::Global && !(Flag.Root == Map.Root))
    return false;
  if (Kind == RootKind::Result || Kind == RootKind::Allocation ||
      Kind == RootKind::Unknown)
    return false;
  if (Flag.Selectors.empty())
    return true;
  return Flag.Root == Map.Root &&
         Flag.Selectors.size() <= Map.Selectors.size() &&
         std::equal(Flag.Selectors.begin(), std::prev(Flag.Selectors.end()),
                    Map.Selectors.begin());
}

/// Whether the functions between the flag and the filling are there for it:
/// what many others call fills the map on other occasions, too.
bool LazySearch::isForThis(const AccessSummary &Filling) const {
  for (const TraceNode *Node = Filling.Trace; Node; Node = Node->Next)
    if (Node->Function != Id &&
        Graph.callers(Node->Function).size() > MaxFillers)
      return false;
  return true;
}

/// Where the pointer New.Object is set: accesses of the variable that stands
/// for it, or where it has none, assignments.
void LazySearch::addSettings(LazyInit &New, const std::vector<bool> &Region) {
  const PathId Itself = Store.pointerOf(New.Object);
  for (uint32_t I = 0; I < Points.size(); ++I)
    for (const AccessSummary &Access : Points[I].Accesses)
      if (Itself != UnknownPath && Access.Object == Itself) {
        New.Parts.push_back(Access);
        if ((Access.Flags & AccessWrite) && Region[Points[I].Block] &&
            Access.Function == Id)
          New.Fillings.push_back({I, Access});
      }
  if (!New.Fillings.empty())
    return;
  for (uint32_t I = 0; I < Points.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (!Points[I].IsReached || !Region[Points[I].Block] ||
        Instr.Kind != InstrKind::Assign || Instr.Args.empty() ||
        Instr.Args[0].Kind != ValueKind::Path ||
        Store.intern(Instr.Target, Function.Usr) != New.Object)
      continue;
    AccessSummary Write;
    Write.Object = New.Object;
    Write.Flags = AccessWrite;
    Write.Function = Id;
    Write.Instr = I;
    Write.Held.append(Points[I].Held.begin(), Points[I].Held.end());
    New.Fillings.push_back({I, std::move(Write)});
  }
}

/// A flag or a pointer says whether the map has been filled.
void LazySearch::lookAtVariable(uint32_t Branch, std::vector<LazyInit> &Out) {
  const BlockFacts &Block = Function.Blocks[Branch];
  const Instruction &Decider = Function.Instructions[Block.Condition];
  // `if (instance) throw already_set();`: nothing is put off to the first use.
  for (uint32_t Next : Block.Successors)
    if (const auto &After = Function.Blocks[Next].Successors;
        After.size() == 1 && After[0] == Next)
      return;
  PathId Tested = resolve(Decider.Target);
  LazyInit Base;
  Base.Function = Id;
  Base.TestInstr = Block.Condition;
  Base.IsRelaxed = Prog.text(Decider.Name) == "relaxed";
  if (isPointerToMap(Tested)) {
    unsigned NullEdge = Block.IsConditionNegated ? 0 : 1;
    const std::vector<bool> &Region = Regions.decidedBy(Branch, NullEdge);
    Base.Test = LazyTest::Pointer;
    Base.Object = Tested;
    addSettings(Base, Region);
    if (!Base.Fillings.empty())
      addFillings(Base, Region, Tested);
    finish(std::move(Base), Out);
    return;
  }
  for (unsigned Edge : {0u, 1u}) {
    const std::vector<bool> &Region = Regions.decidedBy(Branch, Edge);
    const bool WasSet = (Edge == 0) != Block.IsConditionNegated;
    std::optional<uint32_t> Setting = findSetting(Region, Tested, WasSet);
    if (!Setting && Decider.has(TestCounts) &&
        Edge == (Block.IsConditionNegated ? 0 : 1))
      Setting = Block.Condition;
    if (!Setting)
      continue;
    // Each map that is filled under the flag.
    std::vector<PathId> Objects;
    for (const Point &P : Points)
      if (P.IsReached && Region[P.Block])
        for (const AccessSummary &Access : P.Accesses)
          if (fills(Prog, Access) && isForThis(Access) &&
              !locksOnItsOwn(Access, *Setting) &&
              mayTellOf(Store.path(Tested), Store.path(Access.Object)) &&
              !llvm::is_contained(Objects, Access.Object))
            Objects.push_back(Access.Object);
    for (PathId Object : Objects) {
      LazyInit New = Base;
      New.Test = LazyTest::Flag;
      New.Flag = Tested;
      New.Object = Object;
      addFillings(New, Region, Object);
      // Who gets there without a look at the flag does not fill on first use.
      llvm::erase_if(New.Fillings, [&](const auto &Each) {
        return !comesBefore(Function, Block.Condition, Each.Instr);
      });
      finish(std::move(New), Out);
    }
  }
}

void LazySearch::look(uint32_t Branch, std::vector<LazyInit> &Out) {
  const BlockFacts &Block = Function.Blocks[Branch];
  if (Block.Successors.size() != 2 ||
      Block.Condition >= Function.Instructions.size())
    return;
  switch (Function.Instructions[Block.Condition].Kind) {
  case InstrKind::Access:
  case InstrKind::Call:
    lookAtContainer(Branch, Out);
    break;
  case InstrKind::Test:
    if (Function.Instructions[Block.Condition].Args.empty())
      lookAtVariable(Branch, Out);
    break;
  default:
    break;
  }
}

void LazySearch::run(std::vector<LazyInit> &Out) {
  collectPoints();
  for (uint32_t Branch = 0; Branch < Function.Blocks.size(); ++Branch)
    look(Branch, Out);
}

/// A function with more below it is no lazy initialisation but a program.
// LIMIT: none is found in it.
static constexpr size_t MaxLazyAccesses = 1024;

/// Has the function a branch on something that may say "not yet", and does it
/// fill anything?
static bool mayFillLazily(const Program &Prog, const FunctionFacts &Function,
                          const FunctionSummary &Summary) {
  if (Summary.Accesses.size() > MaxLazyAccesses)
    return false;
  bool HasTest = llvm::any_of(Function.Blocks, [&](const BlockFacts &Block) {
    return Block.Condition < Function.Instructions.size() &&
           Block.Successors.size() == 2;
  });
  if (!HasTest)
    return false;
  bool SetsPointer =
      llvm::any_of(Function.Instructions, [](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
               Instr.Args[0].Kind == ValueKind::Path &&
               (Instr.Target.Root.Kind == RootKind::Global ||
                !Instr.Target.Selectors.empty());
      });
  return SetsPointer ||
         llvm::any_of(Summary.Accesses, [&](const AccessSummary &Access) {
           return fills(Prog, Access);
         });
}

/// The fields and globals that are accessed as a container somewhere.
static llvm::DenseSet<NameId> findMaps(const Program &Prog, Summaries &Known,
                                       const PathStore &Store) {
  llvm::DenseSet<NameId> Result;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    for (const AccessSummary &Access : Known.of(Id).Accesses)
      if (const VariableFacts *Variable = Store.variable(Access.Object))
        Result.insert(Variable->Usr);
  return Result;
}

std::vector<LazyInit> mapwarden::findLazyInits(const Program &Prog,
                                               const CallGraph &Graph,
                                               Summaries &Known,
                                               PathStore &Store) {
  CallerLocks Above(Prog, Graph, Known);
  llvm::DenseSet<NameId> Maps = findMaps(Prog, Known, Store);
  std::vector<LazyInit> Result;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    if (Function.has(FunctionNoAnalysis) ||
        Function.has(FunctionLockHeldByName) ||
        !mayFillLazily(Prog, Function, Known.of(Id)))
      continue;
    LazySearch(Prog, Graph, Known, Store, Above, Maps, Id).run(Result);
  }
  return Result;
}

bool mapwarden::isFilledBefore(const Program &Prog, const CallGraph &Graph,
                               Summaries &Known, const LazyInit &Lazy,
                               const Conflict &Pair) {
  FunctionId Frame = Pair.First.Context.Frame;
  const FunctionFacts &Starter = Prog.Functions[Frame];
  if (Frame != Pair.Second.Context.Frame || Starter.Blocks.empty())
    return false;
  bool IsDone = false, HasStarted = false;
  Known.forEachPoint(
      Frame,
      [&](const ProgramPoint &Point) {
        if (Point.Block != 0)
          return;
        HasStarted |= !Point.Before.Live.empty();
        if (HasStarted ||
            Starter.Instructions[Point.Instr].Kind != InstrKind::Call)
          return;
        for (const CallTarget &Target : Graph.targets(Frame, Point.Instr))
          IsDone |=
              Target.Function == Lazy.Function ||
              llvm::is_contained(Graph.callers(Lazy.Function), Target.Function);
      },
      /*WithThreads=*/true);
  return IsDone;
}

void mapwarden::removeFilledBefore(const Program &Prog, const CallGraph &Graph,
                                   Summaries &Known,
                                   llvm::ArrayRef<LazyInit> Inits,
                                   Conflicts &Pairs) {
  std::map<LeafId, const LazyInit *> ByFilling;
  for (const LazyInit &Lazy : Inits)
    for (const LazyInit::Filling &Filling : Lazy.Fillings)
      ByFilling.try_emplace(leafOf(Filling.Access), &Lazy);
  std::map<std::pair<const LazyInit *, FunctionId>, bool> Answers;
  Pairs.removeIf(Dismissal::FilledBefore, [&](const Conflict &Pair) {
    for (const ConflictSide *Side : {&Pair.First, &Pair.Second}) {
      auto Lazy = ByFilling.find(leafOf(Side->Access));
      if (Lazy == ByFilling.end())
        continue;
      auto [Answer, IsNew] =
          Answers.try_emplace({Lazy->second, Pair.First.Context.Frame}, false);
      if (IsNew)
        Answer->second =
            isFilledBefore(Prog, Graph, Known, *Lazy->second, Pair);
      if (Answer->second)
        return true;
    }
    return false;
  });
}
