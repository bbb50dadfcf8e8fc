// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Guards of maps from one function's terms to another's.
#include "Fixes/FixContext.h"
#include "Fixes/MutexAddition.h"

using namespace mapwarden;

FixContext::FixContext(const Program &Prog, AnalysisResults &Results,
                       SourceTexts &Sources)
    : Prog(Prog), Results(Results), Files(Sources), Effects(Prog, Results) {
  for (const AccessVersion &Version : Results.Guards.versions())
    if (!Version.Access->Escape)
      Versions[Results.Store.key(Version.Access->Object)].push_back(&Version);
  auto Add = [&](llvm::ArrayRef<Conflict> Pairs) {
    for (const Conflict &Pair : Pairs)
      for (const ConflictSide *Side : {&Pair.First, &Pair.Second})
        Conflicting.insert(leafOf(Side->Access));
  };
  Add(Results.Pairs.all());
  Add(Results.ObjectPairs);
}

const std::vector<const AccessVersion *> &
FixContext::versionsOf(const std::string &Object) {
  return Versions[Object];
}

/// \p Lock, which goes with \p From, for \p To; UnknownPath when the two are
/// not alike.
static PathId transfer(PathStore &Store, PathId Lock, PathId From, PathId To) {
  const AccessPath LockPath = Store.path(Lock), FromPath = Store.path(From),
                   ToPath = Store.path(To);
  if (!(LockPath.Root == FromPath.Root))
    return LockPath.Root.Kind == RootKind::Global || From == To ? Lock
                                                                : UnknownPath;
  size_t Common = 0;
  while (Common < LockPath.Selectors.size() &&
         Common < FromPath.Selectors.size() &&
         LockPath.Selectors[Common] == FromPath.Selectors[Common])
    ++Common;
  size_t Up = FromPath.Selectors.size() - Common;
  if (Up > ToPath.Selectors.size())
    return UnknownPath;
  AccessPath Result = ToPath;
  Result.Selectors.truncate(ToPath.Selectors.size() - Up);
  for (size_t I = Common; I < LockPath.Selectors.size(); ++I) {
    if (LockPath.Selectors[I].K == Selector::Element)
      return UnknownPath;
    Result.Selectors.push_back(LockPath.Selectors[I]);
  }
  return Store.intern(Result, Result.Root.Frame);
}

const std::string &FixContext::guardKeyOf(const std::string &Object) {
  auto [Entry, IsNew] = GuardKeys.try_emplace(Object);
  if (!IsNew)
    return Entry->second;
  if (const GuardUse *Guard = Results.Guards.guardOf(Object)) {
    // A tie is no reason for yet another lock.
    Entry->second = Guard->IsTied ? "?" : Guard->Key;
    return Entry->second;
  }
  std::set<std::string> Held;
  for (const AccessVersion *Version : versionsOf(Object))
    for (const HeldLock &Lock : Version->Access->Held)
      if (!Lock.IsOnce)
        Held.insert(
            relativeGuard(Results.Store, Lock, Version->Access->Object));
  if (!Held.empty())
    Entry->second = Held.size() == 1 ? *Held.begin() : "?";
  return Entry->second;
}

const AddedMutex *FixContext::addedFor(const std::string &Object) {
  auto [Entry, IsNew] = Added.try_emplace(Object);
  if (IsNew)
    Entry->second = planMutex(*this, Object);
  return Entry->second ? &*Entry->second : nullptr;
}

const AddedMutex *FixContext::addedAt(PathId Lock) const {
  auto Entry = AddedPaths.find(Lock);
  return Entry == AddedPaths.end() ? nullptr : Entry->second.Mutex;
}

PathId FixContext::mapBeside(PathId Lock) const {
  return AddedPaths.at(Lock).Map;
}

bool FixContext::isOwnersAlone(FunctionId Function,
                               const AccessSummary &Access) {
  const PathRoot &Root = store().path(Access.Object).Root;
  return Root.Kind == RootKind::Local &&
         Root.Frame == Prog.Functions[Function].Usr &&
         leafOf(Access).first == Function && !Conflicting.count(leafOf(Access));
}

bool FixContext::isLocked(NameId Mutex) {
  if (!LockedFields) {
    LockedFields.emplace();
    auto Add = [&](const AccessPath &Path) {
      for (const Selector &Step : Path.Selectors)
        if (Step.K == Selector::Field)
          LockedFields->insert(Step.Name);
    };
    for (const FunctionFacts &Function : Prog.Functions)
      for (const Instruction &Instr : Function.Instructions) {
        // Whoever hands it on may lock it, too.
        for (const Value &Arg : Instr.Args)
          Add(Arg.Path);
        if (Instr.Kind == InstrKind::Lock)
          Add(Instr.Target);
      }
  }
  return LockedFields->contains(Mutex);
}

PathId FixContext::guardOf(PathId Object) {
  auto [Entry, IsNew] = Guards.try_emplace(Object, UnknownPath);
  if (IsNew) {
    PathId Lock = findGuard(Object);
    Guards[Object] = Lock;
    return Lock;
  }
  return Entry->second;
}

PathId FixContext::findGuard(PathId Object) {
  PathStore &Store = Results.Store;
  const std::string Key = Store.key(Object);
  const std::string Guard = guardKeyOf(Key);
  if (Guard.empty()) {
    const AddedMutex *New = addedFor(Key);
    const AccessPath &Path = Store.path(Object);
    const size_t Length = Path.Selectors.size();
    if (!New || (Length && Path.Selectors.back().K != Selector::Field))
      return UnknownPath;
    // Beside the map; a variable of its own has no object around it.
    NameId Name = New->Existing != NameId::None
                      ? New->Existing
                      : Store.elementName("<mutex of " + Key + ">");
    PathId Lock =
        Store.append(Length ? Store.prefix(Object, Length - 1) : Object,
                     {Selector::Field, Name});
    AddedPaths[Lock] = {New, Object};
    return Lock;
  }
  for (const auto &[Held, Guarded] : holdsOf(Key, Guard)) {
    PathId Lock = transfer(Store, Held, Guarded, Object);
    if (Lock != UnknownPath && relativeGuard(Store, Lock, Object) == Guard)
      return Lock;
  }
  return UnknownPath;
}

const FixContext::HoldList &FixContext::holdsOf(const std::string &Key,
                                                const std::string &Guard) {
  auto [Entry, IsNew] = Holds.try_emplace(Key);
  if (IsNew) {
    llvm::DenseSet<std::pair<PathId, PathId>> Known;
    for (const AccessVersion *Version : versionsOf(Key))
      if (const HeldLock *Held =
              mapwarden::findGuard(Results.Store, *Version->Access, Guard);
          Held && Known.insert({Held->Lock, Version->Access->Object}).second)
        Entry->second.push_back({Held->Lock, Version->Access->Object});
  }
  return Entry->second;
}

const std::vector<SeenAccess> &FixContext::accessesIn(FunctionId Function) {
  auto [Entry, IsNew] = Seen.try_emplace(Function);
  std::vector<SeenAccess> &Out = Entry->second;
  if (!IsNew)
    return Out;
  PathStore &Store = Results.Store;
  std::vector<SeenAccess> Found;
  Results.Known->forEachPoint(Function, [&](const ProgramPoint &Point) {
    for (const AccessSummary &Each : Point.Accesses) {
      SeenAccess Access;
      Access.Instr = Point.Instr;
      Access.Access = Each;
      Access.Access.Held.append(Point.Before.Held.begin(),
                                Point.Before.Held.end());
      Access.Object = Store.key(Each.Object);
      Access.Lock = guardOf(Each.Object);
      if (Access.Lock != UnknownPath)
        for (const HeldLock &Held : Access.Access.Held)
          if (!Held.IsOnce &&
              Store.anyElement(Held.Lock) == Store.anyElement(Access.Lock)) {
            Access.IsHeld = true;
            Access.IsHeldExclusively |= !Held.IsShared;
          }
      Found.push_back(std::move(Access));
    }
  });
  // Blocks come in an order of their own.
  std::map<uint32_t, std::vector<SeenAccess>> ByInstr;
  for (SeenAccess &Each : Found)
    ByInstr[Each.Instr].push_back(std::move(Each));
  Found.clear();
  for (auto &[Instr, List] : ByInstr)
    for (SeenAccess &Each : List)
      Found.push_back(std::move(Each));
  return Seen[Function] = std::move(Found);
}

bool FixContext::isHeldByCaller(FunctionId Function,
                                const std::string &Object) {
  auto [Entry, IsNew] = Callers.try_emplace({Function, Object}, false);
  if (!IsNew)
    return Entry->second;
  PathStore &Store = Results.Store;
  const std::string &Guard = guardKeyOf(Object);
  if (Guard.empty())
    return false;
  // Leaves that the function and what it calls do not hold the guard at.
  std::set<LeafId> Open;
  for (const SeenAccess &Each : accessesIn(Function))
    if (Each.Object == Object && !Each.IsHeld)
      Open.insert(leafOf(Each.Access));
  bool IsHeld = false;
  for (const AccessVersion *Version : versionsOf(Object)) {
    if (!Open.count(leafOf(*Version->Access)) ||
        !mapwarden::findGuard(Store, *Version->Access, Guard))
      continue;
    for (const TraceNode *Node = Version->Access->Trace; Node;
         Node = Node->Next)
      IsHeld |= Node->Function == Function;
    IsHeld |= Version->Access->Function == Function;
  }
  return Callers[{Function, Object}] = IsHeld;
}

bool FixContext::needsLock(FunctionId Function, const std::string &Object) {
  for (const SeenAccess &Each : accessesIn(Function))
    if (Each.Object == Object && !Each.IsHeld &&
        Each.Access.Function == Function)
      return !isHeldByCaller(Function, Object);
  return false;
}
