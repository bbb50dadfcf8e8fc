// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The dataflow of pending reads, and what makes a split decision of one.
#include "Analysis/SplitSections.h"
#include "Analysis/BranchRegions.h"
#include "Analysis/CallerLocks.h"
#include "Analysis/SectionEvents.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <memory>
#include <set>

using namespace mapwarden;

namespace {

/// A read that may still decide something: the event's number, and the locks
/// held since; none left means that it is outdated.
using Pending = std::map<uint32_t, llvm::SmallVector<PathId, 2>>;

/// The sections of one function.
class FunctionSections {
public:
  FunctionSections(const Program &Prog, const CallGraph &Graph,
                   PathStore &Store, Summaries &Known, FunctionId Id);

  /// Calls \p Report for each act with the outdated read that decides it.
  void run(llvm::function_ref<void(const SectionEvent &Test,
                                   const SectionEvent &Act, bool IsByData)>
               Report);
  /// Whether the access \p Leaf below instruction \p Instr always comes after a
  /// test of its own key in this function.
  bool isChecked(uint32_t Instr, LeafId Leaf);

private:
  static constexpr uint32_t NoInstr = ~0u;
  void dropReleased(uint32_t Instr, Pending &Now) const;
  void transfer(uint32_t Instr, uint32_t Before, Pending &Now);
  void forget(const SectionEvent &Seen, uint32_t Number, Pending &Now);
  void claim(const SectionEvent &Seen, Pending &Now);
  bool isSeenAgain(const SectionEvent &Act);
  bool isWalk(const SectionEvent &Seen) const;
  bool givesUp(const SectionEvent &Seen) const;
  bool answers(const SectionEvent &Later, const SectionEvent &Earlier) const;
  bool dependsOn(const SectionEvent &Act, const SectionEvent &Test,
                 bool &IsByData);

  const Program &Prog;
  const FunctionFacts &Function;
  BranchRegions Regions;
  std::vector<SectionEvent> Events;
  std::vector<llvm::SmallVector<uint32_t, 1>> EventsAt; // By instruction.
  llvm::DenseMap<PathId, llvm::SmallVector<uint32_t, 4>> EventsOn; // By object.
  std::vector<std::vector<HeldLock>> Held; // By instruction.
  llvm::BitVector IsGivenUp; // Locks may be released and taken again in it.
  llvm::BitVector IsTested, IsUsed; // The result decides a branch; anything.
  llvm::BitVector IsClaimed; // By event: the key was inserted in its section.
};

} // namespace

/// Does \p Function give up a lock of its caller for a while: through a guard
/// that it is passed, or by unlocking first?
static bool releasesForAWhile(const FunctionFacts &Function) {
  bool HasLocked = false;
  for (const Instruction &Instr : Function.Instructions) {
    bool IsOfCaller = Instr.Target.Root.Kind == RootKind::Param;
    if ((Instr.Kind == InstrKind::GuardUnlock ||
         Instr.Kind == InstrKind::GuardWait) &&
        IsOfCaller)
      return true;
    HasLocked |= Instr.Kind == InstrKind::Lock;
    if (Instr.Kind == InstrKind::Unlock && !Instr.has(LockOnce) && !HasLocked)
      return true;
  }
  return false;
}

FunctionSections::FunctionSections(const Program &Prog, const CallGraph &Graph,
                                   PathStore &Store, Summaries &Known,
                                   FunctionId Id)
    : Prog(Prog), Function(Prog.Functions[Id]), Regions(Function) {
  size_t Count = Function.Instructions.size();
  EventsAt.resize(Count);
  Held.resize(Count);
  IsTested.resize(Count);
  IsUsed.resize(Count);
  for (const BlockFacts &Block : Function.Blocks) {
    if (Block.Condition != BlockFacts::NoCondition)
      IsTested.set(Block.Condition);
    for (uint32_t Origin : Block.From)
      IsTested.set(Origin);
  }
  IsUsed = IsTested;
  for (const Instruction &Instr : Function.Instructions)
    for (uint32_t Origin : Instr.From)
      IsUsed.set(Origin);
  IsGivenUp.resize(Count);
  for (uint32_t I = 0; I < Count; ++I) {
    InstrKind Kind = Function.Instructions[I].Kind;
    if (Kind == InstrKind::GuardWait)
      IsGivenUp.set(I);
    if (Kind == InstrKind::Call &&
        llvm::any_of(Graph.targets(Id, I), [&](const CallTarget &Target) {
          return releasesForAWhile(Prog.Functions[Target.Function]);
        }))
      IsGivenUp.set(I);
  }
  Known.forEachPoint(Id, [&](const ProgramPoint &Point) {
    Held[Point.Instr] = Point.Before.Held;
    for (SectionEvent &Event : eventsOf(Prog, Store, Id, Point)) {
      EventsAt[Point.Instr].push_back(Events.size());
      EventsOn[Event.Object].push_back(Events.size());
      Events.push_back(std::move(Event));
    }
  });
  IsClaimed.resize(Events.size());
}

/// Does \p Later look at what \p Earlier looked at, so that its answer counts
/// from now on?
bool FunctionSections::answers(const SectionEvent &Later,
                               const SectionEvent &Earlier) const {
  if (Later.Object != Earlier.Object)
    return false;
  if (Later.Key.isKnown() && Earlier.Key.isKnown())
    return Later.Key.isSame(Earlier.Key);
  if (Later.Key.isKnown())
    return true;
  return !Earlier.Key.isKnown();
}

/// A loop over all elements takes what it finds.
bool FunctionSections::isWalk(const SectionEvent &Seen) const {
  return Seen.Test == TestKind::Other && Seen.IsRead &&
         Prog.text(Function.Instructions[Seen.Instr].Name) == "range-for";
}

/// Counts an element down, `--it->second`: who gives up a share of it claims
/// nothing.
bool FunctionSections::givesUp(const SectionEvent &Seen) const {
  const Instruction &Leaf =
      Prog.Functions[Seen.Access.Function].Instructions[Seen.Access.Instr];
  const llvm::StringRef Name = Prog.text(Leaf.Name);
  return (Seen.Access.Flags & AccessElement) && (Name == "--" || Name == "-=");
}

/// An insertion in the section of a test claims its key: who inserted an entry
/// may remove it later. A set of the keys that somebody works on claims them
/// for what is known of them elsewhere, too: `if (!loading.insert(k).second)
/// return; unlock(); load(); lock(); cache[k] = v; loading.erase(k);`
void FunctionSections::claim(const SectionEvent &Seen, Pending &Now) {
  if (!Seen.Key.isKnown() || !(Seen.Access.Flags & AccessInserts))
    return;
  auto isInSection = [&](const Pending::value_type &Entry) {
    return !Entry.second.empty() && Events[Entry.first].Key.isSame(Seen.Key);
  };
  bool IsMarked = Seen.Settles && IsTested[Seen.Instr];
  for (const Pending::value_type &Entry : Now)
    if (isInSection(Entry) && Events[Entry.first].Object == Seen.Object) {
      IsClaimed.set(Entry.first);
      IsMarked = true;
    }
  const bool IsGivenBack =
      IsMarked && llvm::any_of(EventsOn[Seen.Object], [&](uint32_t Number) {
        return Events[Number].Act == ActKind::Erases;
      });
  if (!IsGivenBack)
    return;
  for (auto Entry = Now.begin(); Entry != Now.end();)
    if (isInSection(*Entry) && Events[Entry->first].Object != Seen.Object)
      Entry = Now.erase(Entry);
    else
      ++Entry;
}

/// Is \p Act decided, under its lock, by a variable that is still what it was:
/// `if (version_ == seen)`?
bool FunctionSections::isSeenAgain(const SectionEvent &Act) {
  for (uint32_t I = 0; I < Function.Blocks.size(); ++I) {
    const uint32_t Condition = Function.Blocks[I].Condition;
    if (Condition >= Function.Instructions.size() ||
        Function.Blocks[I].Successors.size() != 2)
      continue;
    const Instruction &Test = Function.Instructions[Condition];
    const bool IsAgain = Test.Kind == InstrKind::Test &&
                         Test.Args.size() == 1 &&
                         Prog.text(Test.Args[0].Name) == EarlierValue;
    if (IsAgain && Regions.decides(I, Act.Block) &&
        llvm::any_of(Act.Access.Held, [&](const HeldLock &Lock) {
          return llvm::any_of(Held[Condition], [&](const HeldLock &H) {
            return H.Lock == Lock.Lock;
          });
        }))
      return true;
  }
  return false;
}

/// Drops the pending reads that \p Seen settles.
void FunctionSections::forget(const SectionEvent &Seen, uint32_t Number,
                              Pending &Now) {
  if (givesUp(Seen))
    return;
  for (uint32_t Earlier : EventsOn.find(Seen.Object)->second) {
    if (Earlier == Number)
      continue;
    auto Entry = Now.find(Earlier);
    if (Entry == Now.end())
      continue;
    const SectionEvent &Test = Events[Earlier];
    bool MayBeSameKey =
        !Seen.Key.isKnown() || !Test.Key.isKnown() || Seen.Key.isSame(Test.Key);
    // A write in the section of the read acts on it, or claims the key.
    bool IsClaim = Seen.IsWrite && !Entry->second.empty() && MayBeSameKey;
    bool IsLookup = IsTested[Seen.Instr] && answers(Seen, Test);
    bool IsInsertion = Seen.Settles && answers(Seen, Test);
    // `m.find(k)->second = old + 1;` relies on the first look by what it stores
    // alone.
    bool IsByData = false;
    bool IsOwnAct =
        Seen.Inner.empty() && reliesOn(Seen, Test) &&
        (Seen.Act != ActKind::Relies || dependsOn(Seen, Test, IsByData));
    bool IsNewLook = isWalk(Seen) && !Test.Key.isKnown();
    if (IsClaim || IsLookup || IsInsertion || IsOwnAct || IsNewLook)
      Now.erase(Entry);
  }
}

/// Drops the locks that are not held at \p Instr, before its own events.
void FunctionSections::dropReleased(uint32_t Instr, Pending &Now) const {
  for (auto &[Test, Locks] : Now)
    llvm::erase_if(Locks, [&](PathId Lock) {
      return llvm::none_of(Held[Instr],
                           [&](const HeldLock &H) { return H.Lock == Lock; });
    });
}

/// \p Instr follows \p Before in its block; NoInstr for the first one.
void FunctionSections::transfer(uint32_t Instr, uint32_t Before, Pending &Now) {
  if (IsGivenUp[Instr])
    for (auto &[Test, Locks] : Now)
      Locks.clear();
  else if (Before == NoInstr || Held[Before] != Held[Instr])
    dropReleased(Instr, Now);
  for (uint32_t Number : EventsAt[Instr]) {
    const SectionEvent &Event = Events[Number];
    claim(Event, Now);
    forget(Event, Number, Now);
    bool IsLocked = !Event.Outer.empty() || !Event.Inner.empty();
    if (!Event.IsRead || !IsLocked || !IsUsed[Instr] ||
        (Event.IsWrite && !IsTested[Instr] &&
         !isInsertingLookup(Event.Access)) ||
        (Event.Access.Flags & AccessWholeCopy))
      continue;
    llvm::SmallVector<PathId, 2> &Locks = Now[Number];
    Locks.clear();
    for (const HeldLock &Lock : Event.Outer)
      Locks.push_back(Lock.Lock);
  }
}

/// The union of what may be pending; true when \p Into changed.
static bool merge(Pending &Into, const Pending &From) {
  bool Changed = false;
  for (const auto &[Test, Locks] : From) {
    auto [Entry, IsNew] = Into.try_emplace(Test, Locks);
    Changed |= IsNew;
    if (IsNew)
      continue;
    size_t Before = Entry->second.size();
    llvm::erase_if(Entry->second, [&](PathId Lock) {
      return !llvm::is_contained(Locks, Lock);
    });
    Changed |= Entry->second.size() != Before;
  }
  return Changed;
}

/// Does a branch on \p Test decide whether \p Act runs, or was it computed from
/// it?
bool FunctionSections::dependsOn(const SectionEvent &Act,
                                 const SectionEvent &Test, bool &IsByData) {
  IsByData =
      llvm::is_contained(Function.Instructions[Act.Instr].From, Test.Instr);
  if (IsByData && (Act.Act == ActKind::Overwrites ||
                   Act.Act == ActKind::Updates || Act.Act == ActKind::Erases))
    return true;
  // A pointer that was not null is dropped all the same.
  if (Test.IsPointer)
    return false;
  // `if (it != m.end()) return ...; lock(); ++m[k];` adds to what another one
  // may have put there meanwhile; where the key was present, it may bring back
  // what has been erased.
  const Instruction &Tested = Function.Instructions[Test.Instr];
  const bool NeedsPresence =
      Act.Act == ActKind::Updates && Test.Test == TestKind::Key &&
      Tested.Kind == InstrKind::Access && Tested.has(AccessTestsPresence);
  for (uint32_t I = 0; I < Function.Blocks.size(); ++I) {
    const BlockFacts &Block = Function.Blocks[I];
    bool IsDecidedByTest = Block.Condition == Test.Instr ||
                           llvm::is_contained(Block.From, Test.Instr);
    if (!IsDecidedByTest || Block.Successors.size() < 2)
      continue;
    const bool IsPresenceKnown = NeedsPresence && Block.Condition == Test.Instr;
    // A walk ends whatever it meets: only its rounds depend on it.
    if (Test.Access.Flags & AccessIterates)
      if (std::optional<unsigned> Round = Regions.edgeIntoLoop(I)) {
        if (Regions.decidedBy(I, *Round)[Act.Block])
          return true;
        continue;
      }
    if (IsPresenceKnown
            ? Regions.decidedBy(I, Block.IsConditionNegated ? 1 : 0)[Act.Block]
            : Regions.decides(I, Act.Block))
      return true;
  }
  return false;
}

void FunctionSections::run(
    llvm::function_ref<void(const SectionEvent &, const SectionEvent &, bool)>
        Report) {
  std::vector<Pending> Entry(Function.Blocks.size());
  std::vector<bool> Reached(Function.Blocks.size(), false);
  std::set<uint32_t> Work = {0};
  Reached[0] = true;
  while (!Work.empty()) {
    uint32_t Block = *Work.begin();
    Work.erase(Work.begin());
    Pending Now = Entry[Block];
    const uint32_t Begin = Function.Blocks[Block].Begin;
    for (uint32_t I = Begin; I < Function.Blocks[Block].End; ++I)
      transfer(I, I == Begin ? NoInstr : I - 1, Now);
    for (uint32_t Next : Function.Blocks[Block].Successors)
      if (merge(Entry[Next], Now) || !Reached[Next]) {
        Reached[Next] = true;
        Work.insert(Next);
      }
  }
  for (uint32_t Block = 0; Block < Function.Blocks.size(); ++Block) {
    Pending Now = Entry[Block];
    for (uint32_t I = Function.Blocks[Block].Begin;
         I < Function.Blocks[Block].End; ++I) {
      // The locks that are left at this instruction, its own events not yet
      // seen.
      if (!EventsAt[I].empty())
        dropReleased(I, Now);
      for (uint32_t Number : EventsAt[I]) {
        const SectionEvent &Act = Events[Number];
        for (uint32_t Test : EventsOn.find(Act.Object)->second) {
          const SectionEvent &Read = Events[Test];
          auto Locks = Now.find(Test);
          bool IsByData = false;
          const bool IsOwnEntry = Act.Act == ActKind::Erases &&
                                  IsClaimed[Test] && Act.Key.isSame(Read.Key);
          if (Locks != Now.end() && Locks->second.empty() && !IsOwnEntry &&
              Read.Instr != Act.Instr && reliesOn(Act, Read) &&
              dependsOn(Act, Read, IsByData) && !isSeenAgain(Act))
            Report(Read, Act, IsByData);
        }
      }
      transfer(I, I == Function.Blocks[Block].Begin ? NoInstr : I - 1, Now);
    }
  }
}

bool FunctionSections::isChecked(uint32_t Instr, LeafId Leaf) {
  const SectionEvent *Act = nullptr;
  for (uint32_t Number : EventsAt[Instr])
    if (leafOf(Events[Number].Access) == Leaf)
      Act = &Events[Number];
  if (!Act)
    return false;
  std::vector<bool> TestsIt(Function.Instructions.size(), false);
  for (uint32_t Number : EventsOn.find(Act->Object)->second) {
    const SectionEvent &Seen = Events[Number];
    if ((IsTested[Seen.Instr] || Seen.Settles || isWalk(Seen)) &&
        answers(Seen, *Act))
      TestsIt[Seen.Instr] = true;
  }
  // Which ways lead to the act without a test?
  std::vector<bool> Reached(Function.Blocks.size(), false);
  std::vector<uint32_t> Work = {0};
  Reached[0] = true;
  while (!Work.empty()) {
    uint32_t Block = Work.back();
    Work.pop_back();
    bool IsTestedHere = false;
    for (uint32_t I = Function.Blocks[Block].Begin;
         I < Function.Blocks[Block].End && !IsTestedHere; ++I) {
      if (I == Instr)
        return false;
      IsTestedHere = TestsIt[I];
    }
    if (IsTestedHere)
      continue;
    for (uint32_t Next : Function.Blocks[Block].Successors)
      if (!Reached[Next]) {
        Reached[Next] = true;
        Work.push_back(Next);
      }
  }
  return true;
}

//===-- The whole program ---------------------------------------------===//

namespace {

class SplitSearch {
public:
  SplitSearch(const Program &Prog, const CallGraph &Graph, Summaries &Known,
              PathStore &Store, const Conflicts &Pairs, const Entries &Outside)
      : Prog(Prog), Graph(Graph), Known(Known), Store(Store), Pairs(Pairs),
        Outside(Outside),
        FromProgram(reachableFromProgram(Prog, Graph, TestFiles(Prog))),
        Above(Prog, Graph, Known) {}

  std::vector<SplitDecision> run();

private:
  bool mayHaveSections(FunctionId Id) const;
  FunctionSections &sections(FunctionId Id);
  bool isCheckedBelow(const AccessSummary &Act);
  bool isNoQuestion(FunctionId Id, uint32_t Instr) const;
  std::optional<Confidence> judge(FunctionId Id, const SectionEvent &Test,
                                  const SectionEvent &Act, bool IsByData,
                                  bool &IsProved);

  const Program &Prog;
  const CallGraph &Graph;
  Summaries &Known;
  PathStore &Store;
  const Conflicts &Pairs;
  const Entries &Outside;
  std::vector<bool> FromProgram;
  CallerLocks Above;
  std::map<FunctionId, std::unique_ptr<FunctionSections>> Cache;
};

} // namespace

static bool holdsMutex(const AccessSummary &Access) {
  return llvm::any_of(Access.Held,
                      [](const HeldLock &Lock) { return !Lock.IsOnce; });
}

/// Functions with more below them only put other functions together.
// LIMIT: sections that meet in such a function are not compared.
static constexpr size_t MaxSectionAccesses = 1024;

/// Does the function read one map under a lock, and change it or rely on it
/// under one?
bool SplitSearch::mayHaveSections(FunctionId Id) const {
  if (Known.of(Id).Accesses.size() > MaxSectionAccesses)
    return false;
  std::set<PathId> Read, Acted;
  for (const AccessSummary &Access : Known.of(Id).Accesses) {
    if (Access.StartedBy || !holdsMutex(Access))
      continue;
    bool IsWrite = Access.Flags & AccessWrite;
    if (!IsWrite || (Access.Flags & AccessUpdates) || isInsertingLookup(Access))
      Read.insert(Access.Object);
    if (IsWrite || (Access.Flags & AccessYieldsElement))
      Acted.insert(Access.Object);
  }
  return llvm::any_of(Read, [&](PathId Object) { return Acted.count(Object); });
}

FunctionSections &SplitSearch::sections(FunctionId Id) {
  std::unique_ptr<FunctionSections> &Entry = Cache[Id];
  if (!Entry)
    Entry = std::make_unique<FunctionSections>(Prog, Graph, Store, Known, Id);
  return *Entry;
}

/// Does a callee on the way to \p Act test again, in the section of the act?
bool SplitSearch::isCheckedBelow(const AccessSummary &Act) {
  if (!Act.Trace)
    return false;
  for (const TraceNode *Node = Act.Trace->Next; Node; Node = Node->Next)
    if (sections(Node->Function).isChecked(Node->Instr, leafOf(Act)))
      return true;
  return false;
}

/// Instruction \p Instr calls what changes maps or starts threads itself: that
/// it has walked over this one, too, is not what its result tells.
bool SplitSearch::isNoQuestion(FunctionId Id, uint32_t Instr) const {
  return llvm::any_of(Graph.targets(Id, Instr), [&](const CallTarget &Target) {
    const FunctionSummary &Callee = Known.of(Target.Function);
    return !Callee.Threads.empty() ||
           llvm::any_of(Callee.Accesses, [](const AccessSummary &Access) {
             return (Access.Flags & AccessWrite) != 0;
           });
  });
}

/// More than one call away from the function that has both sections.
static bool isFarBelow(const AccessSummary &Access) {
  const TraceNode *Node = Access.Trace;
  return Node && Node->Next && Node->Next->Next;
}

/// The lock lies in an object that hangs on a pointer of this one, and this one
/// has none, or in one that the function is given: a class that locks in each
/// of its methods says that some objects of it are shared, not that this one
/// is.
static bool isLockOfGivenObject(const Program &Prog, PathStore &Store,
                                const FunctionFacts &Function, PathId Object,
                                PathId Lock) {
  const AccessPath &Mutex = Store.path(Lock);
  const size_t Depth = Mutex.Selectors.size();
  if (Mutex.Root.Kind == RootKind::Param && Depth == 1)
    return Store.prefix(Lock, 0) == Store.prefix(Object, 0);
  if (Depth < 2 || Store.path(Object).Selectors.size() < Depth ||
      Store.prefix(Lock, Depth - 1) != Store.prefix(Object, Depth - 1) ||
      (Mutex.Root.Kind != RootKind::This && Mutex.Root.Kind != RootKind::Param))
    return false;
  const Selector &Last = Mutex.Selectors[Depth - 2];
  const VariableFacts *Pointer =
      Last.K == Selector::Field ? Prog.field(Last.Name) : nullptr;
  const ClassFacts *Class = Prog.classOf(Function.Class);
  return Pointer && Pointer->has(VariableIsReference) && Class &&
         llvm::none_of(Class->Fields, [](const VariableFacts &Field) {
           return Field.has(VariableIsMutex);
         });
}

/// How sure it is that another thread may come between the two sections;
/// nothing when it may not.
std::optional<Confidence> SplitSearch::judge(FunctionId Id,
                                             const SectionEvent &Test,
                                             const SectionEvent &Act,
                                             bool IsByData, bool &IsProved) {
  const FunctionFacts &Function = Prog.Functions[Id];
  if (Function.has(FunctionNoAnalysis) || Above.alwaysHeldAt(Id))
    return std::nullopt;
  // Each thread works on its own object, or on its own entry.
  if (const VariableFacts *Map = Store.variable(Act.Object);
      Act.Access.IsOfThread || (Map && Map->has(VariableIsPerThread)))
    return std::nullopt;
  IsProved = Pairs.mayBeOutdated({Id, Test.Instr});
  // Where the threads are visible they decide; the lock speaks where they are
  // not.
  if (!IsProved && FromProgram[Id] && !Outside.mayRunConcurrently(Id))
    return std::nullopt;
  const AccessPath &Object = Store.path(Act.Object);
  bool IsOwn = Object.Root.Kind == RootKind::Local ||
               Object.Root.Kind == RootKind::Allocation ||
               Object.Root.Kind == RootKind::Result;
  if (!IsProved && IsOwn)
    return std::nullopt;
  Confidence Level = IsProved ? Confidence::High : Confidence::Medium;
  bool HasElement = llvm::any_of(Object.Selectors, [](const Selector &Step) {
    return Step.K == Selector::Element;
  });
  if (HasElement && IsProved)
    Level = Confidence::Medium;
  // Whether it is about the same element is not known.
  if (Act.Key.K == AccessKey::Unknown && Test.Test == TestKind::Key &&
      !IsByData)
    Level = Confidence::Low;
  if (Test.Test == TestKind::Other && !IsByData && !Act.Key.isSame(Test.Key) &&
      isNoQuestion(Id, Test.Instr))
    Level = Confidence::Low;
  // Threads are visible, and none of them was seen to share this object.
  if (!IsProved && FromProgram[Id] &&
      isLockOfGivenObject(Prog, Store, Function, Act.Object,
                          commonLock(Test, Act)))
    Level = Confidence::Low;
  // What a function far below has looked at may have nothing to do with what
  // another one changes.
  if (!Act.Key.isSame(Test.Key) &&
      (isFarBelow(Test.Access) || isFarBelow(Act.Access)))
    Level = Confidence::Low;
  return Level;
}

std::vector<SplitDecision> SplitSearch::run() {
  std::vector<SplitDecision> Result;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    if (Prog.Functions[Id].Blocks.empty() || !mayHaveSections(Id))
      continue;
    std::map<std::pair<uint32_t, PathId>, SplitDecision> Found;
    sections(Id).run(
        [&](const SectionEvent &Test, const SectionEvent &Act, bool IsByData) {
          PathId Lock = commonLock(Test, Act);
          if (Lock == UnknownPath || isCheckedBelow(Act.Access))
            return;
          bool IsProved = false;
          std::optional<Confidence> Level =
              judge(Id, Test, Act, IsByData, IsProved);
          if (!Level)
            return;
          SplitDecision New{Id,         Test.Instr, Act.Instr, Test.Access,
                            Act.Access, Lock,       IsProved,  *Level};
          auto [Entry, IsNew] = Found.try_emplace({Act.Instr, Act.Object}, New);
          if (!IsNew && New.Level > Entry->second.Level)
            Entry->second = New;
        });
    for (auto &[Where, Decision] : Found)
      Result.push_back(std::move(Decision));
  }
  return Result;
}

std::vector<SplitDecision>
mapwarden::findSplitDecisions(const Program &Prog, const CallGraph &Graph,
                              Summaries &Known, PathStore &Store,
                              const Conflicts &Pairs, const Entries &Outside) {
  return SplitSearch(Prog, Graph, Known, Store, Pairs, Outside).run();
}
