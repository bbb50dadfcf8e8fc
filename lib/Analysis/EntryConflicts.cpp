// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The pair search over what entries share.
#include "Analysis/EntryConflicts.h"
#include "Analysis/Singletons.h"
#include "Support/CallWords.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace mapwarden;

/// So many versions of one access are looked at.
static constexpr unsigned MaxVersionsPerLeaf = 4;

/// A function that starts or stops the library as a whole, called once: `start`
/// of a class may be called for each of its objects, but here the objects are
/// shared by all.
static bool startsOrStopsAll(llvm::StringRef Name) {
  size_t Part = Name.rfind("::");
  llvm::SmallVector<std::string, 4> Words =
      wordsOf(Part == llvm::StringRef::npos ? Name : Name.substr(Part + 2));
  static constexpr llvm::StringLiteral Whole[] = {"start", "startup", "stop"};
  return !Words.empty() && (llvm::is_contained(Whole, Words.front()) ||
                            llvm::is_contained(Whole, Words.back()));
}

namespace {

class EntryPairs {
public:
  EntryPairs(const Program &Prog, PathStore &Store, const Entries &Outside)
      : Prog(Prog), Store(Store), Outside(Outside), Known(Prog) {}

  void add(const AccessVersion &Version);
  std::vector<Conflict> pair();

private:
  struct Item {
    AccessSummary Access; ///< On the shared object.
    FunctionId Root;
  };

  PathId share(PathId Path, const FunctionFacts &Root, bool IsOfClass);
  bool mayRunAnywhere(const AccessVersion &Version) const;
  void addPair(const Item &First, const Item &Second, LockRelation Relation);

  const Program &Prog;
  PathStore &Store;
  const Entries &Outside;
  const Singletons Known;
  std::map<PathId, std::vector<Item>> Groups;
  std::map<LeafId, unsigned> PerLeaf;
  std::set<std::tuple<LeafId, FunctionId, size_t>> Seen;
  std::set<std::pair<LeafId, LeafId>> Pairs;
  std::vector<Conflict> Found;
};

/// As Singletons::share; if \p IsOfClass, with `this` of other classes as one
/// object of the class that all methods work on.
PathId EntryPairs::share(PathId Path, const FunctionFacts &Root,
                         bool IsOfClass) {
  const AccessPath &Own = Store.path(Path);
  if (!IsOfClass || Own.Root.Kind != RootKind::This ||
      Own.Root.Frame != Root.Usr || Known.objectOf(Root.Class))
    return Known.share(Store, Path, Root);
  AccessPath Shared = Own;
  Shared.Root.Frame = Root.Class;
  return Store.intern(std::move(Shared), NameId::None);
}

bool EntryPairs::mayRunAnywhere(const AccessVersion &Version) const {
  return Outside.isExportedRoot(Version.Root) &&
         (Outside.threadUse(Version.Root).isValid() ||
          Outside.threadUse(Version.Access->Function).isValid());
}

void EntryPairs::add(const AccessVersion &Version) {
  if (Version.IsExclusivePhase || Version.Thread || Version.IsOwned ||
      !mayRunAnywhere(Version))
    return;
  const FunctionFacts &Root = Prog.Functions[Version.Root];
  // A map with an entry for each thread is one that threads share.
  const VariableFacts *Map = Store.variable(Version.Access->Object);
  const bool IsPerThread = Map && Map->has(VariableIsPerThread);
  PathId Object = share(Version.Access->Object, Root, IsPerThread);
  RootKind Kind = Store.path(Object).Root.Kind;
  if (Kind != RootKind::Global && !(Kind == RootKind::This && IsPerThread))
    return;
  LeafId Leaf = leafOf(*Version.Access);
  if (!Seen.insert({Leaf, Version.Root, Version.Access->Held.size()}).second ||
      ++PerLeaf[Leaf] > MaxVersionsPerLeaf)
    return;
  Item New{*Version.Access, Version.Root};
  New.Access.Object = Object;
  for (HeldLock &Lock : New.Access.Held)
    Lock.Lock = share(Lock.Lock, Root, IsPerThread);
  Groups[Store.anyElement(Object)].push_back(std::move(New));
}

void EntryPairs::addPair(const Item &First, const Item &Second,
                         LockRelation Relation) {
  Conflict New;
  New.Relation = Relation;
  bool IsUncertain = (First.Access.Flags | Second.Access.Flags) &
                     (AccessElement | UnknownEffect);
  New.Level = IsUncertain ? Confidence::Low : Confidence::Medium;
  const VariableFacts *Map = Store.variable(First.Access.Object);
  New.Seen = Map && Map->has(VariableIsPerThread)
                 ? "no thread is visible, but the map has an entry for each "
                   "thread that uses it"
                 : "no thread is visible, but the library expects threads and "
                   "any of them may call its functions";
  uint32_t Flags = First.Access.Flags | Second.Access.Flags;
  if (Flags & UnknownEffect)
    New.Assumptions.push_back("a function without a body in the program "
                              "changes the container it is given");
  else if (Flags & AccessElement)
    New.Assumptions.push_back("the two use the same key");
  if (First.Access.IsGuess || Second.Access.IsGuess) {
    New.Level = Confidence::Low;
    New.Assumptions.push_back(GuessedCallable);
  }
  for (const Item *One : {&First, &Second})
    if (isDoneOnce(One->Access)) {
      New.Level = Confidence::Low;
      New.Assumptions.push_back(assumeEarlyUse(Prog, One->Access));
      break;
    }
  for (const Item *One : {&First, &Second}) {
    llvm::StringRef Name = Prog.text(Prog.Functions[One->Root].Name);
    if (phaseOf(Name) == Phase::Service && !startsOrStopsAll(Name))
      continue;
    New.Level = Confidence::Low;
    New.Assumptions.push_back("'" + Name.str() +
                              "' runs while other functions of the library do");
    break;
  }
  auto side = [](const Item &I) {
    ConflictSide Side;
    Side.Access = I.Access;
    Side.Context.Frame = I.Root;
    Side.Context.IsOutside = true;
    return Side;
  };
  New.First = side(First);
  New.Second = side(Second);
  Found.push_back(std::move(New));
}

std::vector<Conflict> EntryPairs::pair() {
  for (const auto &[Object, Items] : Groups) {
    bool HasWrite = llvm::any_of(Items, [](const Item &I) {
      return (I.Access.Flags & AccessWrite) != 0;
    });
    if (!HasWrite)
      continue;
    const size_t Reach = std::min<size_t>(Items.size(), Conflicts::MaxReach);
    for (size_t I = 0; I < Items.size(); ++I) {
      unsigned Partners = 0;
      for (size_t Distance = 0;
           Distance < Reach && Partners < Conflicts::MaxPartners; ++Distance) {
        const Item &One = Items[I], &Two = Items[(I + Distance) % Items.size()];
        if (!Conflicts::areInConflict(One.Access, Two.Access))
          continue;
        LockRelation Relation = relateLocks(Store, One.Access, Two.Access,
                                            [](PathId) { return false; });
        // Two locks that are reached through callers may be one.
        if (Relation == LockRelation::Protected ||
            Relation == LockRelation::Different)
          continue;
        auto Key = std::minmax(leafOf(One.Access), leafOf(Two.Access));
        if (!Pairs.insert({Key.first, Key.second}).second)
          continue;
        addPair(One, Two, Relation);
        ++Partners;
      }
    }
  }
  return std::move(Found);
}

} // namespace

std::vector<Conflict>
mapwarden::findEntryConflicts(const Program &Prog, PathStore &Store,
                              const Entries &Outside,
                              llvm::ArrayRef<AccessVersion> Versions) {
  EntryPairs Pairs(Prog, Store, Outside);
  for (const AccessVersion &Version : Versions)
    Pairs.add(Version);
  return Pairs.pair();
}
