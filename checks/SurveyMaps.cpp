// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Maps and the locks beside them.
#include "checks/Evidence.h"
#include "checks/Survey.h"
#include <set>

using namespace mapwarden;

std::vector<SurveyedAccess>
mapwarden::listAccesses(const CheckContext &Ctx,
                        const SilenceLog::LeafFilter &Wanted) {
  std::map<LeafId, std::map<std::string, SurveyedAccess>> Found;
  for (const AccessVersion &Version : Ctx.Results.Guards.versions()) {
    const AccessSummary &Access = *Version.Access;
    if (!Wanted(Access.Function, Access.Instr))
      continue;
    SurveyedAccess &Entry =
        Found[leafOf(Access)][Ctx.store().key(Access.Object)];
    Entry.Leaf = leafOf(Access);
    if (Entry.Versions.empty()) {
      Entry.Object = Access.Object;
      Entry.Flags = Access.Flags;
    }
    Entry.Versions.push_back(&Version);
  }
  for (FunctionId Id = 0; Id < Ctx.Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Ctx.Prog.Functions[Id];
    std::optional<Aliases> Pointers; // Most functions have no such access.
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind != InstrKind::Access || !Wanted(Id, I) ||
          Found.count({Id, I}))
        continue;
      if (!Pointers)
        Pointers = Ctx.Results.Known->aliasesOf(Id);
      PathId Object =
          Pointers->resolveOne(Ctx.store().intern(Instr.Target, Function.Usr));
      Found[{Id, I}][Ctx.store().key(Object)] = {
          {Id, I}, Object, Instr.Flags, {}};
    }
  }
  std::vector<SurveyedAccess> Result;
  for (auto &[Leaf, ByObject] : Found)
    for (auto &[Key, Entry] : ByObject)
      Result.push_back(std::move(Entry));
  return Result;
}

std::vector<std::string>
mapwarden::listThreads(const CheckContext &Ctx,
                       llvm::ArrayRef<const AccessVersion *> Versions) {
  // A function that is called from somewhere is not where a thread comes from,
  // unless nothing better is known.
  auto isInner = [&](const AccessVersion *Version) {
    return !Version->Thread && !Version->Access->StartedBy &&
           !Ctx.Prog.Functions[Version->Root].has(FunctionIsMain) &&
           !Ctx.Results.Graph.callers(Version->Root).empty();
  };
  bool AllInner = llvm::all_of(Versions, isInner);
  std::set<std::string> Names;
  for (const AccessVersion *Version : Versions)
    if (AllInner || !isInner(Version))
      Names.insert(describeSide(Ctx, *Version).Context);
  // One way to a thread may not show what it runs; another way does.
  std::vector<std::string> Result;
  for (auto Name = Names.begin(); Name != Names.end(); ++Name) {
    auto Next = std::next(Name);
    if (Next == Names.end() ||
        !llvm::StringRef(*Next).starts_with(*Name + " ("))
      Result.push_back(*Name);
  }
  return Result;
}

static std::string kindOf(const CheckContext &Ctx, PathId Object) {
  const AccessPath &Path = Ctx.store().path(Object);
  const VariableFacts *Variable = Ctx.store().variable(Object);
  if (Variable && Variable->has(VariableIsThreadLocal))
    return "thread_local";
  if (llvm::any_of(Path.Selectors, [](const Selector &Step) {
        return Step.K == Selector::Field;
      }))
    return "field";
  switch (Path.Root.Kind) {
  case RootKind::Global:
    if (Variable && Variable->has(VariableIsFunctionStatic))
      return "function static";
    if (Variable && Variable->has(VariableIsStaticMember))
      return "static member";
    return "global";
  case RootKind::Local:
    return "local";
  case RootKind::Param:
    return "parameter";
  case RootKind::This:
    return "object";
  default:
    return "object without a name";
  }
}

static FilePlace declarationOf(const CheckContext &Ctx, PathId Object) {
  const VariableFacts *Variable = Ctx.store().variable(Object);
  return Variable ? placeOf(Ctx.Prog, Variable->At) : FilePlace();
}

std::vector<MapEntry> mapwarden::surveyMaps(const CheckContext &Ctx) {
  std::map<std::string, MapEntry> Maps;
  std::map<std::string, std::set<std::string>> Threads;
  for (const SurveyedAccess &Access :
       listAccesses(Ctx, [](FunctionId, uint32_t) { return true; })) {
    if (Access.Object == UnknownPath)
      continue;
    std::string Key = Ctx.store().key(Access.Object);
    MapEntry &Map = Maps[Key];
    if (Map.Name.empty()) {
      Map.Name = Ctx.store().qualifiedSpelling(Access.Object);
      Map.Kind = kindOf(Ctx, Access.Object);
      Map.At = declarationOf(Ctx, Access.Object);
      Map.Guard = guardStatistics(Ctx, Access.Object);
    }
    ++(Access.Flags & AccessWrite ? Map.Writes : Map.Reads);
    for (std::string &Thread : listThreads(Ctx, Access.Versions))
      Threads[Key].insert(std::move(Thread));
  }
  std::vector<MapEntry> Result;
  for (auto &[Key, Map] : Maps) {
    Map.Threads.assign(Threads[Key].begin(), Threads[Key].end());
    Result.push_back(std::move(Map));
  }
  llvm::sort(Result);
  return Result;
}

namespace {
/// Collects locks by what they are to all functions.
class LockSurvey {
public:
  explicit LockSurvey(const CheckContext &Ctx) : Ctx(Ctx) {}
  std::vector<LockEntry> run();

private:
  void addPlaces();
  void addHeld();
  void take(PathId Lock, const SourceSpan &At, bool IsShared);

  const CheckContext &Ctx;
  std::map<std::string, LockEntry> Locks;
  std::map<FilePlace, FunctionId> FunctionAt;
};
} // namespace

void LockSurvey::take(PathId Lock, const SourceSpan &At, bool IsShared) {
  LockEntry &Entry = Locks[Ctx.store().key(Lock)];
  if (Entry.Name.empty()) {
    Entry.Name = Ctx.store().qualifiedSpelling(Lock);
    Entry.Kind = kindOf(Ctx, Lock);
    Entry.At = declarationOf(Ctx, Lock);
  }
  LockEntry::Hold Hold{placeOf(Ctx.Prog, At), "", IsShared};
  if (auto Owner = FunctionAt.find(Hold.At); Owner != FunctionAt.end())
    Hold.Function = Ctx.Prog.text(Ctx.Prog.Functions[Owner->second].Name).str();
  if (Hold.At.isValid() && !llvm::is_contained(Entry.Taken, Hold))
    Entry.Taken.push_back(std::move(Hold));
}

/// Locks that are taken by name, whatever they guard.
void LockSurvey::addPlaces() {
  for (FunctionId Id = 0; Id < Ctx.Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Ctx.Prog.Functions[Id];
    std::optional<Aliases> Pointers;
    auto add = [&](const AccessPath &Path, const Instruction &Instr) {
      if (!Pointers)
        Pointers = Ctx.Results.Known->aliasesOf(Id);
      PathId Lock =
          Pointers->resolveOne(Ctx.store().intern(Path, Function.Usr));
      const VariableFacts *Variable = Ctx.store().variable(Lock);
      // Behind a reference it has a name that only callers know.
      if (Variable && !Variable->has(VariableIsReference) &&
          !Instr.has(LockOnce))
        take(Lock, Instr.At, Instr.has(LockShared));
    };
    for (const Instruction &Instr : Function.Instructions) {
      bool IsLock = Instr.Kind == InstrKind::Lock;
      bool IsGuard = Instr.Kind == InstrKind::Guard;
      if (IsLock || IsGuard || Instr.Kind == InstrKind::GuardLock ||
          Instr.Kind == InstrKind::Call)
        FunctionAt.try_emplace(placeOf(Ctx.Prog, Instr.At), Id);
      if (IsLock)
        add(Instr.Target, Instr);
      if (IsGuard && !Instr.has(LockDeferred))
        for (const Value &Mutex : Instr.Args)
          if (Mutex.Kind == ValueKind::Path)
            add(Mutex.Path, Instr);
    }
  }
}

/// Locks that accesses hold, by whatever guard, and what they guard.
void LockSurvey::addHeld() {
  std::set<std::pair<std::string, std::string>> Guarding;
  for (const AccessVersion &Version : Ctx.Results.Guards.versions()) {
    const AccessSummary &Access = *Version.Access;
    std::string Map = Ctx.store().key(Access.Object);
    const GuardUse *Guard = Ctx.Results.Guards.guardOf(Map);
    for (const HeldLock &Lock : Access.Held) {
      if (Lock.IsOnce)
        continue;
      take(Lock.Lock, Lock.TakenAt, Lock.IsShared);
      std::string Key = Ctx.store().key(Lock.Lock);
      if (Guard && !Lock.IsOfOtherElement &&
          relativeGuard(Ctx.store(), Lock.Lock, Access.Object) == Guard->Key &&
          Guarding.insert({Key, Map}).second)
        Locks[Key].Guards.push_back(
            {Ctx.store().qualifiedSpelling(Access.Object), Guard->Holding,
             Guard->Total});
    }
  }
}

std::vector<LockEntry> LockSurvey::run() {
  addPlaces();
  addHeld();
  std::vector<LockEntry> Result;
  for (auto &[Key, Lock] : Locks) {
    llvm::sort(Lock.Taken);
    llvm::sort(Lock.Guards);
    Result.push_back(std::move(Lock));
  }
  llvm::sort(Result);
  return Result;
}

std::vector<LockEntry> mapwarden::surveyLocks(const CheckContext &Ctx) {
  return LockSurvey(Ctx).run();
}
