// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Matches escapes of views with the changes that end them.
#include "Analysis/GuardEscapes.h"
#include "Analysis/OpenGetters.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Of one map: the changes that count, and the views that have escaped.
namespace {
struct MapUses {
  std::vector<const AccessVersion *> Changes, Views;
};
} // namespace

/// Another thread cannot be the one that ends the view if only the function
/// that holds it removes elements: it removes its own.
static bool removesItsOwn(const EscapeSite &Site,
                          llvm::ArrayRef<const AccessVersion *> Changes) {
  if (Site.Way != EscapeWay::Used || Site.Kind == ViewKind::Container)
    return false;
  return llvm::all_of(Changes, [&](const AccessVersion *Change) {
    return !endsView(Site, *Change->Access) ||
           Change->Access->Function == Site.Function;
  });
}

/// The dominant guard of the map is among the locks that the view has lost.
static bool hasLostGuard(PathStore &Store, const Discipline &Guards,
                         const EscapeSite &Site) {
  const GuardUse *Guard = Guards.guardOf(Store.key(Site.Object));
  return Guard && llvm::any_of(Site.Lost, [&](const HeldLock &Lock) {
           return relativeGuard(Store, Lock.Lock, Site.Object) == Guard->Key;
         });
}

/// The caller that the version stands for holds the guard all the while.
static bool isHeldByCaller(PathStore &Store, const Discipline &Guards,
                           const AccessSummary &View) {
  const GuardUse *Guard = Guards.guardOf(Store.key(View.Object));
  return Guard && llvm::any_of(View.Held, [&](const HeldLock &Lock) {
           return !Lock.IsOnce &&
                  relativeGuard(Store, Lock.Lock, View.Object) == Guard->Key;
         });
}

/// Where the caller holds a mutex that may be the one that the view has lost,
/// reached by another path, the view is safe if it is: a recursive mutex.
static void allowForCaller(const Program &Prog, const PathStore &Store,
                           GuardEscape &New) {
  if (!mayShareMutex(Prog, Store, New.Escape.Access.Held, New.Site->Lost))
    return;
  New.Level = Confidence::Low;
  New.Assumptions.push_back("the lock that the caller goes on holding is "
                            "another mutex than the one that is released");
}

/// A field of the object that owns the map is guarded as the map is, for all
/// that is known here. A callback is kept to be called by others.
static bool staysInObject(const Program &Prog, const PathStore &Store,
                          const EscapeSite &Site) {
  const Instruction &Stored =
      Prog.Functions[Site.Function].Instructions[Site.Instr];
  bool IsCallback =
      !Stored.Args.empty() && Stored.Args[0].Kind == ValueKind::Function;
  return Site.Way == EscapeWay::Stored && !IsCallback &&
         Store.path(Site.Target).Root.Kind == RootKind::This;
}

static Confidence atMost(Confidence Level, Confidence Limit) {
  return Level > Limit ? Limit : Level;
}

static ConflictSide sideOf(const AccessVersion &Version) {
  ConflictSide Side;
  Side.Access = *Version.Access;
  Side.Context.Frame = Version.Root;
  if (Version.Thread) {
    Side.Context.Start = Version.Thread->Start;
    Side.Context.Entry = Version.Thread->Entry;
  }
  return Side;
}

static GuardEscape fromConflict(const Conflict &Pair) {
  bool IsFirst = Pair.First.Access.Escape != nullptr;
  GuardEscape New;
  New.Escape = IsFirst ? Pair.First : Pair.Second;
  New.Change = IsFirst ? Pair.Second : Pair.First;
  New.Site = New.Escape.Access.Escape;
  New.Proof = Pair;
  New.Assumptions = Pair.Assumptions;
  // What is done with a view that leaves the function is not seen.
  New.Level =
      atMost(Pair.Level, New.Site->Way == EscapeWay::Used ? Confidence::High
                                                          : Confidence::Medium);
  return New;
}

GuardEscapes GuardEscapes::build(const Program &Prog, const CallGraph &Graph,
                                 const Summaries &Known, PathStore &Store,
                                 const Conflicts &Pairs,
                                 const Discipline &Guards,
                                 std::vector<Conflict> &ObjectPairs) {
  GuardEscapes Result;
  std::vector<GuardEscape> All;
  std::map<std::string, MapUses> Maps;
  for (const AccessVersion &Version : Guards.versions()) {
    if (Version.IsExclusivePhase)
      continue;
    const AccessSummary &Access = *Version.Access;
    if (Access.Escape)
      Maps[Store.key(Access.Object)].Views.push_back(&Version);
    else if (Access.Flags & AccessWrite)
      Maps[Store.key(Access.Object)].Changes.push_back(&Version);
  }
  auto addProved = [&](const Conflict &Pair) {
    GuardEscape New = fromConflict(Pair);
    if (staysInObject(Prog, Store, *New.Site))
      return;
    if (removesItsOwn(*New.Site, Maps[Store.key(New.Site->Object)].Changes)) {
      New.Level = Confidence::Low;
      New.Assumptions.push_back(
          "another run of the function removes this very element");
    }
    allowForCaller(Prog, Store, New);
    All.push_back(std::move(New));
  };
  for (const Conflict &Pair : Pairs.escapes())
    addProved(Pair);
  llvm::erase_if(ObjectPairs, [&](const Conflict &Pair) {
    bool IsEscape = Pair.First.Access.Escape || Pair.Second.Access.Escape;
    if (IsEscape)
      addProved(Pair);
    return IsEscape;
  });

  // Where no thread is visible, the class says that it is shared.
  std::vector<bool> FromMain = reachableFromMain(Prog, Graph);
  for (const auto &[Key, Uses] : Maps)
    for (const AccessVersion *View : Uses.Views) {
      const AccessSummary &Access = *View->Access;
      const EscapeSite &Site = *Access.Escape;
      bool IsDecided =
          Pairs.threadedObjects().count(Key) && FromMain[Access.Function];
      if (IsDecided || View->IsOwned || View->IsAfterJoin ||
          !hasLostGuard(Store, Guards, Site) ||
          isHeldByCaller(Store, Guards, Access) ||
          Prog.Functions[Access.Function].has(FunctionNoAnalysis) ||
          staysInObject(Prog, Store, Site))
        continue;
      auto Change = llvm::find_if(Uses.Changes, [&](const AccessVersion *V) {
        return !(V->Access->Flags & UnknownEffect) &&
               endsView(Site, *V->Access) &&
               !isOrderedOnce(Store, Access, *V->Access);
      });
      if (Change == Uses.Changes.end())
        continue;
      GuardEscape New;
      New.Site = &Site;
      New.Escape = sideOf(*View);
      New.Change = sideOf(**Change);
      if (removesItsOwn(Site, Uses.Changes)) {
        New.Level = Confidence::Low;
        New.Assumptions.push_back(
            "another run of the function removes this very element");
      }
      allowForCaller(Prog, Store, New);
      All.push_back(std::move(New));
    }

  for (const OpenGetter &Getter : findOpenGetters(Prog, Graph, Store, Guards)) {
    const auto &Changes = Maps[Store.key(Getter.Map)].Changes;
    auto Change = llvm::find_if(Changes, [&](const AccessVersion *V) {
      return !(V->Access->Flags & UnknownEffect) && holdsLock(*V->Access);
    });
    if (Change == Changes.end())
      continue;
    EscapeSite &Site = Result.Open->emplace_back();
    Site.Function = Getter.Function;
    Site.Instr = Site.Lookup = Getter.Instr;
    Site.Kind = ViewKind::Container;
    Site.Way = EscapeWay::Returned;
    Site.Object = Getter.Map;
    GuardEscape New;
    New.Site = &Site;
    New.Missing = Getter.Guard;
    New.Escape.Access.Object = Getter.Map;
    New.Escape.Access.Flags = accessFlagsOf(Site);
    New.Escape.Access.Function = Getter.Function;
    New.Escape.Access.Instr = Getter.Instr;
    New.Escape.Access.Escape = &Site;
    New.Escape.Context.Frame = Getter.Function;
    New.Change = sideOf(**Change);
    All.push_back(std::move(New));
  }

  // A view is reported once, where it first escapes; the best proved version.
  std::map<std::pair<FunctionId, uint32_t>, GuardEscape *> Best;
  for (GuardEscape &New : All) {
    GuardEscape *&Old = Best[{New.Site->Function, New.Site->Lookup}];
    bool IsBetter =
        !Old || New.Level > Old->Level ||
        (New.Level == Old->Level && New.Site->Instr < Old->Site->Instr);
    if (IsBetter)
      Old = &New;
  }
  llvm::DenseSet<FunctionId> HandsOut;
  for (auto &[Key, One] : Best) {
    if (One->Site->Way == EscapeWay::Returned && One->Level > Confidence::Low)
      HandsOut.insert(One->Site->Function);
    Result.Found.push_back(std::move(*One));
  }
  // `for (auto &e : table.all())`: what callers do with what was handed out.
  auto IsHandedOut = [&](FunctionId Id, const Instruction &Instr) {
    return Instr.Kind == InstrKind::Access &&
           Instr.Target.Root.Kind == RootKind::Result &&
           Instr.Target.Root.Frame == NameId::None &&
           llvm::any_of(Graph.targets(Id, Instr.Target.Root.Index),
                        [&](const CallTarget &Target) {
                          return HandsOut.contains(Target.Function);
                        });
  };
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const std::vector<Instruction> &Code = Prog.Functions[Id].Instructions;
    for (uint32_t I = 0; I < Code.size(); ++I) {
      bool IsExplained = !HandsOut.empty() && IsHandedOut(Id, Code[I]);
      if (const EscapeSite *Site = Known.escapeBehind(Id, I)) {
        auto Reported = Best.find({Site->Function, Site->Lookup});
        IsExplained |=
            Reported != Best.end() && Reported->second->Level > Confidence::Low;
      }
      if (IsExplained)
        Result.Explained.insert({Id, I});
    }
  }
  return Result;
}
