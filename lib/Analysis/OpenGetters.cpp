// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The search for getters of guarded maps.
#include "Analysis/OpenGetters.h"
#include "Analysis/LockRelation.h"
#include <map>
#include <optional>

using namespace mapwarden;

/// So many accesses must hold the lock, and all that there are.
static constexpr uint32_t MinHolding = 2;

static bool isGetter(const FunctionFacts &Function) {
  return Function.has(FunctionIsMethod) && Function.has(FunctionIsPublic) &&
         Function.has(FunctionReturnsAlias) &&
         !Function.has(FunctionIsLambda) &&
         !Function.has(FunctionLockHeldByName) &&
         !Function.has(FunctionNoAnalysis) && !Function.has(FunctionIsInTest) &&
         Function.Contracts.empty();
}

/// Fields that some member returns a reference or pointer to, and those whose
/// class has a public member that is named after a lock: callers may hold it.
static llvm::DenseSet<NameId> fieldsHandedOut(const Program &Prog) {
  llvm::DenseSet<NameId> Result;
  for (const FunctionFacts &Function : Prog.Functions) {
    for (const Instruction &Instr : Function.Instructions)
      if (Instr.Kind == InstrKind::Return && !Instr.Args.empty() &&
          Instr.Args[0].Kind == ValueKind::Path &&
          !Instr.Args[0].Path.Selectors.empty())
        Result.insert(Instr.Args[0].Path.Selectors.back().Name);
    const llvm::StringRef Name = Prog.text(Function.Name).rsplit("::").second;
    if (Function.has(FunctionIsPublic) && Function.has(FunctionIsMethod) &&
        (Name.contains_insensitive("lock") ||
         Name.contains_insensitive("mutex")))
      Result.insert(Function.Class);
  }
  return Result;
}

/// Accesses by the key of their map (PathStore::key).
using VersionsByMap = std::map<std::string, std::vector<const AccessVersion *>>;

static VersionsByMap groupByMap(PathStore &Store, const Discipline &Guards) {
  VersionsByMap Result;
  for (const AccessVersion &Version : Guards.versions())
    if (!Version.Access->Held.empty())
      Result[Store.key(Version.Access->Object)].push_back(&Version);
  return Result;
}

/// The path of \p Guard beside the map, as the first of \p Versions that holds
/// it names it; UnknownPath when none does.
static PathId guardBeside(PathStore &Store,
                          llvm::ArrayRef<const AccessVersion *> Versions,
                          const GuardUse &Guard) {
  for (const AccessVersion *Version : Versions)
    if (const HeldLock *Held = findGuard(Store, *Version->Access, Guard.Key))
      return Held->Lock;
  return UnknownPath;
}

std::vector<OpenGetter> mapwarden::findOpenGetters(const Program &Prog,
                                                   const CallGraph &Graph,
                                                   PathStore &Store,
                                                   const Discipline &Guards) {
  std::vector<OpenGetter> Result;
  // Made when they are first needed.
  std::optional<llvm::DenseSet<NameId>> HandedOut;
  std::optional<VersionsByMap> Versions;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    if (!isGetter(Function) || !Graph.callers(Id).empty())
      continue;
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind != InstrKind::Return || Instr.Args.empty() ||
          Instr.Args[0].Kind != ValueKind::Path || Instr.Args[0].Copied)
        continue;
      const AccessPath &Map = Instr.Args[0].Path;
      const VariableFacts *Field =
          Map.Selectors.size() == 1 && Map.Root.Kind == RootKind::This
              ? Prog.field(Map.Selectors.back().Name)
              : nullptr;
      // One that anybody can name needs no getter.
      if (!Field || !Field->has(VariableIsContainer) ||
          !Field->has(VariableIsHidden) || Field->has(VariableIsReference))
        continue;
      const PathId Path = Store.intern(Map, Function.Usr);
      const GuardUse *Guard = Guards.guardOf(Store.key(Path));
      if (!Guard || Guard->IsTied || !isOfObject(*Guard) ||
          Guard->Holding != Guard->Total || Guard->Holding < MinHolding)
        continue;
      if (!Versions)
        Versions = groupByMap(Store, Guards);
      const PathId Lock =
          guardBeside(Store, (*Versions)[Store.key(Path)], *Guard);
      const VariableFacts *Mutex =
          Lock == UnknownPath ? nullptr : Store.variable(Lock);
      if (!HandedOut)
        HandedOut = fieldsHandedOut(Prog);
      if (!Mutex || !Mutex->has(VariableIsHidden) ||
          HandedOut->contains(Mutex->Usr) ||
          HandedOut->contains(Function.Class))
        continue;
      Result.push_back({Id, I, Path, Lock});
    }
  }
  return Result;
}
