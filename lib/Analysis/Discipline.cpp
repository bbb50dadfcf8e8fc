// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counting guards per map and finding the accesses that break the discipline.
#include "Analysis/Discipline.h"
#include "Analysis/GuardCounts.h"
#include "Analysis/GuardPurpose.h"
#include "Analysis/IdleGuards.h"
#include "Analysis/UnseenCallers.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace mapwarden;

using Group = std::vector<const AccessVersion *>;

/// Whether the guard \p Counted has siblings: then each of them may be for some
/// of the maps beside them.
static bool hasSeveralMutexes(const Program &Prog, PathStore &Store,
                              const GuardCount &Counted) {
  for (const Selector &Step : llvm::reverse(Store.path(Counted.Path).Selectors))
    if (auto Field = Prog.FieldByUsr.find(Step.Name);
        Step.K == Selector::Field && Field != Prog.FieldByUsr.end())
      return llvm::count_if(Prog.Classes[Field->second.first].Fields,
                            [](const VariableFacts &Each) {
                              return Each.has(VariableIsMutex);
                            }) > 1;
  return false;
}

/// The guard belongs to an object around the one that \p Object is named in:
/// whether there is any around this one is not known.
static bool isAboveRoot(const PathStore &Store, PathId Object,
                        const GuardUse &Guard) {
  llvm::StringRef Key = Guard.Key;
  unsigned Levels = 0;
  if (!Key.consume_front("^") || Key.consumeInteger(10, Levels))
    return false;
  return llvm::count_if(Store.path(Object).Selectors, [](const Selector &Step) {
           return Step.K == Selector::Field;
         }) < Levels;
}

/// The one object of static storage that the accesses under the guard go to,
/// beside objects of their callers: the guard may be there for that object, and
/// \p Odd goes to another one of the class. UnknownPath when there is none.
static PathId guardedInstance(PathStore &Store, const GuardCount &Counted,
                              const GuardUse &Guard, const AccessSummary &Odd) {
  PathId Instance = UnknownPath;
  if (isOfObject(Guard))
    return UnknownPath;
  for (const auto *Locked : {&Counted.LockedWrites, &Counted.LockedReads})
    for (const AccessVersion *Version : *Locked) {
      const PathId Object = Version->Access->Object;
      const AccessPath &Path = Store.path(Object);
      const PathId Root = Store.prefix(Object, 0);
      if (Path.Root.Kind == RootKind::Local ||
          Path.Root.Kind == RootKind::Param)
        continue;
      if (Path.Root.Kind != RootKind::Global || Path.Selectors.empty() ||
          (Instance != UnknownPath && Instance != Root))
        return UnknownPath;
      Instance = Root;
    }
  return Instance == UnknownPath || Store.prefix(Odd.Object, 0) == Instance
             ? UnknownPath
             : Instance;
}

/// A virtual call that may lead to so many functions tells little of where it
/// does lead.
static constexpr size_t MaxCandidates = 8;

/// The virtual call on the way to \p Access that may lead to most functions,
/// where these are too many; null when there is none.
static const TraceNode *findVagueCall(const Program &Prog,
                                      const CallGraph &Graph,
                                      const AccessSummary &Access) {
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    if (Prog.Functions[Node->Function].Instructions[Node->Instr].has(
            CallVirtual) &&
        Graph.targets(Node->Function, Node->Instr).size() > MaxCandidates)
      return Node;
  return nullptr;
}

/// What must hold for \p Odd, which lacks a guard that the share Guard.Weight
/// of the accesses holds, to be a mistake; empty when the guard's place says
/// so.
static std::vector<std::string>
listAssumptions(const Program &Prog, const CallGraph &Graph,
                const PathStore &Store, const AccessSummary &Odd,
                const AccessSummary &Partner, const GuardUse &Guard,
                bool IsOfOtherMap, bool IsForAnother) {
  std::vector<std::string> Assumed;
  const std::string Name = "'" + Guard.Spelling + "'";
  if (mayShareMutex(Prog, Store, Odd.Held, Partner.Held))
    Assumed.push_back("the lock held here is none that is held there, under "
                      "another name");
  // A mutex beside the map is there for the map; one of the file, or one that
  // another map of the object has for itself, may be there for something else,
  // and one that is named after something else is.
  double Enough = IsForAnother                         ? 2.0 / 3
                  : isOfObject(Guard) && !IsOfOtherMap ? 0.15
                                                       : 1.0 / 3;
  if (Guard.Weight < Enough)
    Assumed.push_back("the few accesses that hold " + Name +
                      " hold it on purpose");
  if (isAboveRoot(Store, Odd.Object, Guard))
    Assumed.push_back("the object here is part of one that has " + Name);
  if (Odd.IsGuess)
    Assumed.push_back(GuessedCallable);
  if (const TraceNode *Call = findVagueCall(Prog, Graph, Odd))
    Assumed.push_back("of the many functions that a virtual call in '" +
                      Prog.text(Prog.Functions[Call->Function].Name).str() +
                      "' may lead to, it leads to the one on this way");
  // Initialise, then publish: no thread is visible that could tell otherwise.
  for (const TraceNode *Node = Odd.Trace; Node; Node = Node->Next) {
    const FunctionFacts &Step = Prog.Functions[Node->Function];
    llvm::StringRef Called = Prog.text(Step.Name);
    if (Step.Class == NameId::None || phaseOf(Called) != Phase::Setup)
      continue;
    Assumed.push_back("other threads use the object before '" + Called.str() +
                      "' has set it up");
    break;
  }
  if (Prog.Functions[Odd.Function].has(FunctionIsMain))
    Assumed.push_back("other threads run when main gets here");
  if (Odd.Flags & AccessElement)
    Assumed.push_back("other accesses use the same key");
  return Assumed;
}

/// The functions all of whose accesses among \p Versions hold \p Guard.
static size_t countFunctions(PathStore &Store, const Group &Versions,
                             const std::string &Guard) {
  llvm::DenseMap<FunctionId, bool> IsHeld;
  for (const AccessVersion *Version : Versions) {
    auto [Known, IsNew] = IsHeld.try_emplace(Version->Access->Function, true);
    Known->second &= findGuard(Store, *Version->Access, Guard) != nullptr;
  }
  return llvm::count_if(IsHeld, [](const auto &Each) { return Each.second; });
}

/// A lock that both hold, in relation to the object, and one of them as a
/// writer, keeps the two apart, whatever the dominant guard is.
static bool areApart(const Program &Prog, PathStore &Store,
                     const AccessSummary &One, const AccessSummary &Two) {
  return llvm::any_of(One.Held, [&](const HeldLock &Mine) {
    // What is done to elements goes by the key, as the lock does.
    if (Mine.IsOnce || Mine.IsOfOtherElement ||
        (!(Two.Flags & AccessElement) &&
         isOneMapUnderStripes(Prog, Store, One, Mine)))
      return false;
    const std::string Key = relativeGuard(Store, Mine, One.Object);
    const HeldLock *Theirs = findGuard(Store, Two, Key);
    return Theirs && !(Mine.IsShared && Theirs->IsShared);
  });
}

/// An access that \p Odd really meets: \p Known, or another one with the guard
/// \p Key, or for a write under a reader lock any; null when other locks keep
/// it apart from all of them.
static const AccessVersion *
findPartner(const Program &Prog, PathStore &Store, const Group &Versions,
            const AccessVersion *Odd, const AccessVersion *Known,
            const std::string &Key, bool IsSharedWrite) {
  if (!areApart(Prog, Store, *Odd->Access, *Known->Access))
    return Known;
  for (const AccessVersion *Other : Versions)
    if (Conflicts::areInConflict(*Odd->Access, *Other->Access) &&
        (IsSharedWrite || findGuard(Store, *Other->Access, Key)) &&
        !areApart(Prog, Store, *Odd->Access, *Other->Access))
      return Other;
  return nullptr;
}

/// The first access under the guard that \p Odd is in conflict with, a write if
/// there is one, rather not one of an initialisation; null when there is none.
static const AccessVersion *firstInConflict(const PathStore &Store,
                                            const GuardCount &Counted,
                                            const AccessSummary &Odd) {
  const AccessVersion *Once = nullptr;
  for (const auto *Locked : {&Counted.LockedWrites, &Counted.LockedReads})
    for (const AccessVersion *Version : *Locked) {
      if (!Conflicts::areInConflict(Odd, *Version->Access) ||
          isOrderedOnce(Store, Odd, *Version->Access))
        continue;
      if (!isDoneOnce(*Version->Access))
        return Version;
      if (!Once)
        Once = Version;
    }
  return Once;
}

/// Whether somebody passes the flag that \p Once is done under before he uses
/// the map: then all are meant to.
static bool isAskedFor(const PathStore &Store, const Group &Versions,
                       const AccessSummary &Once) {
  return llvm::any_of(Versions, [&](const AccessVersion *Other) {
    return llvm::any_of(Other->Access->Held, [&](const HeldLock &Passed) {
      return Passed.IsFlag && Passed.IsShared &&
             llvm::any_of(Once.Held, [&](const HeldLock &Flag) {
               return Flag.IsFlag && !Flag.IsShared &&
                      Store.key(Flag.Lock) == Store.key(Passed.Lock);
             });
    });
  });
}

/// Whether the mutex with the key \p Mutex is held in the name of another
/// `this`: a lambda that captured one object and is called by a method of,
/// most likely, the same one.
static bool isHeldByOtherThis(const PathStore &Store,
                              const AccessSummary &Access,
                              const std::string &Mutex) {
  const PathRoot &Object = Store.path(Access.Object).Root;
  return Object.Kind == RootKind::This &&
         llvm::any_of(Access.Held, [&](const HeldLock &Lock) {
           const PathRoot &Root = Store.path(Lock.Lock).Root;
           return Root.Kind == RootKind::This && !(Root == Object) &&
                  !Lock.IsShared && Store.key(Lock.Lock) == Mutex;
         });
}

/// The accesses of \p Versions that break the discipline of \p Guard.
static void findBreaks(const Program &Prog, const CallGraph &Graph,
                       PathStore &Store, const UnseenCallers &Callers,
                       const Group &Versions, const GuardCount &Counted,
                       const GuardUse &Guard, bool IsOfOtherMap,
                       const GuardPurpose &Purpose, TakerLocks &Takers,
                       std::vector<DisciplineBreak> &Out) {
  for (const AccessVersion *Version : Versions) {
    const AccessSummary &Access = *Version->Access;
    if (Version->IsAfterJoin)
      continue;
    bool IsWrite = Access.Flags & AccessWrite;
    const HeldLock *Held = findGuard(Store, Access, Guard.Key);
    bool IsSharedWrite = Held && Held->IsShared && IsWrite;
    const bool IsStriped = Held && !IsSharedWrite &&
                           isOneMapUnderStripes(Prog, Store, Access, *Held);
    if (Held && !IsSharedWrite && !IsStriped)
      continue;
    const std::string Mutex = Store.key(Counted.Path);
    if (!Held && (isHeldByOtherThis(Store, Access, Mutex) ||
                  (Version->Thread &&
                   Takers.isTaskUnder(Version->Thread->Start, Mutex))))
      continue;
    const AccessVersion *Partner = firstInConflict(Store, Counted, Access);
    if (IsSharedWrite && !Partner)
      Partner =
          Counted.LockedWrites.empty() ? Version : Counted.LockedWrites.front();
    if (!Partner)
      continue;
    Partner = findPartner(Prog, Store, Versions, Version, Partner, Guard.Key,
                          IsSharedWrite);
    if (!Partner)
      continue;
    const PathId Map = Partner->Access->Object;
    if (const HeldLock *Theirs = findGuard(Store, *Partner->Access, Guard.Key);
        !IsSharedWrite && Theirs &&
        isPartOfAnotherOwner(Prog, Store, Theirs->Lock, Map, Access.Object))
      continue;
    DisciplineBreak Break;
    Break.Odd = *Version;
    Break.Partner = *Partner;
    Break.Guard = Guard;
    Break.IsWriteUnderShared = IsSharedWrite;
    Break.IsStriped = IsStriped;
    if (!IsSharedWrite && !IsStriped)
      Break.Assumptions = listAssumptions(
          Prog, Graph, Store, Access, *Partner->Access, Guard, IsOfOtherMap,
          Purpose.isForAnother(Store, Counted.Path, Map));
    // Initialise, then publish.
    if (!IsSharedWrite && isDoneOnce(*Partner->Access) &&
        !isAskedFor(Store, Versions, *Partner->Access))
      Break.Assumptions.push_back(assumeEarlyUse(Prog, *Partner->Access));
    // Nobody who holds the lock as a reader can hold it as a writer as well.
    if (!IsSharedWrite && !Version->Thread &&
        Callers.mayHold(Store, *Version, *Partner, Guard))
      Break.Assumptions.push_back(
          "no caller of " +
          Prog.text(Prog.Functions[Version->Root].Name).str() + " holds '" +
          Guard.Spelling + "'");
    if (!IsSharedWrite && !IsStriped)
      if (PathId Instance = guardedInstance(Store, Counted, Guard, Access);
          Instance != UnknownPath)
        Break.Assumptions.push_back("the object here is part of '" +
                                    Store.spelling(Instance) +
                                    "', as those under the lock are");
    Break.Level =
        Break.Assumptions.empty() ? Confidence::Medium : Confidence::Low;
    Out.push_back(std::move(Break));
  }
}

/// The lock that the declaration of the object at \p Object names, in the terms
/// of that path; UnknownPath when it names none.
static PathId declaredGuard(const Program &Prog, PathStore &Store,
                            PathId Object, const VariableFacts *&Declared) {
  const AccessPath Path = Store.path(Object);
  size_t Last = Path.Selectors.size();
  while (Last > 0 && Path.Selectors[Last - 1].K != Selector::Field)
    --Last;
  Declared = Last > 0 ? Prog.field(Path.Selectors[Last - 1].Name)
             : Path.Root.Kind == RootKind::Global ? Prog.global(Path.Root.Name)
                                                  : nullptr;
  if (!Declared || !Declared->GuardedBy.isKnown())
    return UnknownPath;
  AccessPath Guard = Declared->GuardedBy;
  if (Guard.Root.Kind != RootKind::Global) {
    if (Last == 0)
      return UnknownPath;
    AccessPath Owner = Path;
    Owner.Selectors.truncate(Last - 1);
    Owner.Selectors.append(Guard.Selectors.begin(), Guard.Selectors.end());
    Guard = std::move(Owner);
  }
  return Store.intern(Guard, Guard.Root.Frame);
}

/// Accesses of \p Versions that do not hold the lock that the declaration of
/// the map names. False when it names none.
static bool findDeclaredBreaks(const Program &Prog, PathStore &Store,
                               const UnseenCallers &Callers,
                               const Group &Versions, const Group &Judged,
                               std::vector<DisciplineBreak> &Out) {
  const VariableFacts *Declared = nullptr;
  if (Versions.empty() ||
      declaredGuard(Prog, Store, Versions.front()->Access->Object, Declared) ==
          UnknownPath)
    return false;
  std::set<LeafId> Holding, All;
  std::vector<DisciplineBreak> Found;
  for (const AccessVersion *Version : Versions) {
    const AccessSummary &Access = *Version->Access;
    PathId Guard = declaredGuard(Prog, Store, Access.Object, Declared);
    All.insert(leafOf(Access));
    bool IsHeld = false, IsExclusive = false;
    for (const HeldLock &Lock : Access.Held)
      if (Store.anyElement(Lock.Lock) == Store.anyElement(Guard)) {
        IsHeld = true;
        IsExclusive |= !Lock.IsShared;
      }
    if (IsHeld)
      Holding.insert(leafOf(Access));
    bool IsSharedWrite = IsHeld && !IsExclusive && (Access.Flags & AccessWrite);
    if ((IsHeld && !IsSharedWrite) || Version->IsAfterJoin ||
        !llvm::is_contained(Judged, Version))
      continue;
    DisciplineBreak Break;
    Break.Odd = Break.Partner = *Version;
    Break.IsWriteUnderShared = IsSharedWrite;
    Break.DeclaredAt = Declared->At;
    Break.Guard.Key = relativeGuard(Store, Guard, Access.Object);
    Break.Guard.Spelling = Store.spelling(Guard);
    bool MayBeGuard = llvm::any_of(Access.Held, [&](const HeldLock &Lock) {
      return !Lock.IsOnce && mayBeOneMutex(Prog, Store, Lock.Lock, Guard);
    });
    if (MayBeGuard)
      Break.Assumptions.push_back("the lock that is held is another one, "
                                  "although one is reached through a pointer");
    if (!Version->Thread && Callers.areUnseen(Version->Root))
      Break.Assumptions.push_back("its callers, which are not visible, do not "
                                  "hold the lock");
    if (!Break.Assumptions.empty())
      Break.Level = Confidence::Low;
    Found.push_back(std::move(Break));
  }
  for (DisciplineBreak &Break : Found) {
    Break.Guard.Holding = static_cast<uint32_t>(Holding.size());
    Break.Guard.Total = static_cast<uint32_t>(All.size());
    Out.push_back(std::move(Break));
  }
  return true;
}

/// Accesses that somebody meant to lock: a guard stands in front of them, and
/// guards nothing. For maps that no access locks.
static void findIntentions(const Program &Prog, const Group &Judged,
                           std::vector<DisciplineBreak> &Out) {
  if (llvm::none_of(Judged, [](const AccessVersion *V) {
        return (V->Access->Flags & AccessWrite) != 0;
      }))
    return;
  for (const AccessVersion *Version : Judged) {
    if (Version->IsAfterJoin)
      continue;
    auto Partner = llvm::find_if(Judged, [&](const AccessVersion *Other) {
      return Conflicts::areInConflict(*Version->Access, *Other->Access);
    });
    if (Partner == Judged.end())
      continue;
    std::optional<IdleGuard> Idle = findIdleGuard(Prog, *Version->Access);
    if (!Idle || Idle->WasHeld)
      continue;
    DisciplineBreak Break;
    Break.Odd = *Version;
    Break.Partner = **Partner;
    Break.IsIntended = true;
    Out.push_back(std::move(Break));
  }
}

/// A parameter or local has no class or file whose discipline it could follow.
static bool belongsToClassOrFile(const AccessPath &Object) {
  return Object.Root.Kind == RootKind::Global ||
         llvm::any_of(Object.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Field;
         });
}

Discipline Discipline::build(const Program &Prog, const CallGraph &Graph,
                             const Summaries &Known, PathStore &Store,
                             const Conflicts &Pairs, TakerLocks &Takers) {
  Discipline Result;
  Result.Versions = collectVersions(Prog, Graph, Known, Store);
  std::vector<bool> FromMain = reachableFromMain(Prog, Graph);
  std::map<std::string, Group> ByObject;
  for (const AccessVersion &Version : Result.Versions) {
    const FunctionFacts &Function = Prog.Functions[Version.Access->Function];
    // `removeLocked()` is taken at its word, with all that it calls, but not
    // who calls it.
    const bool IsHeldByName =
        Prog.Functions[Version.Root].has(FunctionLockHeldByName);
    if (!Version.Access->Escape && !Version.IsExclusivePhase &&
        !(Version.Access->Flags & UnknownEffect) && !IsHeldByName &&
        !Function.has(FunctionNoAnalysis) &&
        belongsToClassOrFile(Store.path(Version.Access->Object)))
      ByObject[Store.key(Version.Access->Object)].push_back(&Version);
  }
  const UnseenCallers Callers(Prog);
  const GuardPurpose Purpose(Prog);
  std::map<std::string, GuardCounts> CountedOf;
  std::map<std::string, double> LargestShare; // Of each guard, over all maps.
  for (auto &[Key, Versions] : ByObject) {
    // What a function does with an object of its own counts only when nothing
    // else is known of the map.
    bool AllOwned = llvm::all_of(
        Versions, [](const AccessVersion *V) { return V->IsOwned; });
    if (!AllOwned)
      llvm::erase_if(Versions,
                     [](const AccessVersion *V) { return V->IsOwned; });
    GuardCounts &Counted = CountedOf[Key] = countGuards(Prog, Store, Versions);
    for (const auto &[Guard, One] : Counted) {
      double &Share = LargestShare[Guard];
      Share = std::max(Share, One.Weight / totalWeight(Versions));
    }
  }
  for (auto &[Key, Versions] : ByObject) {
    const bool AllOwned = Versions.front()->IsOwned;
    // Threads that are visible decide; the discipline speaks where none is.
    Group Judged = Versions;
    if (Pairs.threadedObjects().count(Key))
      llvm::erase_if(Judged, [&](const AccessVersion *V) {
        return FromMain[V->Access->Function];
      });
    if (!AllOwned && findDeclaredBreaks(Prog, Store, Callers, Versions, Judged,
                                        Result.Breaks))
      Judged.clear(); // The declaration says it all.
    const GuardCounts &Counted = CountedOf[Key];
    if (Counted.empty()) {
      if (!AllOwned)
        findIntentions(Prog, Judged, Result.Breaks);
      continue;
    }
    const VariableFacts *Variable =
        Store.variable(Versions.front()->Access->Object);
    const bool IsPointer =
        Variable && Prog.text(Variable->Usr).ends_with(PointerMark);
    double Total = totalWeight(Versions);
    std::set<LeafId> Leaves;
    for (const AccessVersion *Version : Versions)
      Leaves.insert(leafOf(*Version->Access));
    // One function that takes the wrong lock and does a lot must not outvote
    // two others.
    std::vector<std::pair<size_t, double>> Ranks;
    for (const auto &[Guard, One] : Counted)
      Ranks.push_back(
          {Counted.size() > 1 ? countFunctions(Store, Versions, Guard) : 0,
           One.Weight});
    const auto Most = *llvm::max_element(Ranks);
    size_t Number = 0;
    bool IsFirst = true;
    for (const auto &[GuardKey, One] : Counted) {
      if (Ranks[Number++] < Most)
        continue;
      GuardUse Use{GuardKey,
                   One.Spelling,
                   static_cast<uint32_t>(One.Holders.size()),
                   static_cast<uint32_t>(Leaves.size()),
                   One.Weight / Total,
                   false};
      // Who only reads a pointer under a lock may hold it for something else.
      const bool IsByTheWay = IsPointer && One.LockedWrites.empty();
      if (!AllOwned && !IsByTheWay)
        findBreaks(Prog, Graph, Store, Callers, Judged, One, Use,
                   LargestShare[GuardKey] > 2.0 / 3 &&
                       hasSeveralMutexes(Prog, Store, One),
                   Purpose, Takers, Result.Breaks);
      if (IsFirst)
        Result.Guards[Key] = Use;
      else
        Result.Guards[Key].IsTied = true;
      IsFirst = false;
    }
  }
  return Result;
}

bool mapwarden::isOfObject(const GuardUse &Guard) {
  return llvm::StringRef(Guard.Key).starts_with("^");
}

const GuardUse *Discipline::guardOf(const std::string &Key) const {
  auto Entry = Guards.find(Key);
  return Entry == Guards.end() ? nullptr : &Entry->second;
}

bool Discipline::holdsDominantGuard(PathStore &Store,
                                    const AccessSummary &Access) const {
  const GuardUse *Guard = guardOf(Store.key(Access.Object));
  return Guard && !Guard->IsTied && findGuard(Store, Access, Guard->Key);
}
