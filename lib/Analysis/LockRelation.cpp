// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lockset comparison modulo elements and instances.
#include "Analysis/LockRelation.h"
#include "Analysis/IndexText.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/xxhash.h"

using namespace mapwarden;

static size_t commonPrefix(const AccessPath &L, const AccessPath &R) {
  if (!(L.Root == R.Root))
    return 0;
  size_t Length = 0;
  while (Length < L.Selectors.size() && Length < R.Selectors.size() &&
         L.Selectors[Length] == R.Selectors[Length])
    ++Length;
  return Length;
}

bool mapwarden::isCorrelated(const PathStore &Store, PathId Lock, PathId Object,
                             bool IsElement) {
  const AccessPath &LockPath = Store.path(Lock),
                   &ObjectPath = Store.path(Object);
  size_t Common = commonPrefix(LockPath, ObjectPath);
  // The lock of an element guards what is done through that element.
  if (IsElement && Common == ObjectPath.Selectors.size())
    ++Common;
  for (size_t I = Common; I < LockPath.Selectors.size(); ++I)
    if (LockPath.Selectors[I].K == Selector::Element &&
        !isLiteralIndex(Store.text(LockPath.Selectors[I].Name)))
      return false;
  return true;
}

/// Number of the first element selector of \p Path from \p From on; the length
/// of the path when there is none.
static size_t firstElement(const AccessPath &Path, size_t From) {
  while (From < Path.Selectors.size() &&
         Path.Selectors[From].K != Selector::Element)
    ++From;
  return From;
}

/// Equal rules have equal numbers; neither 0 nor SameIndexStripe.
static uint32_t ruleNumber(llvm::StringRef Rule) {
  return static_cast<uint32_t>(llvm::xxh3_64bits(Rule)) | 2;
}

void mapwarden::relateElements(PathStore &Store, AccessSummary &Access) {
  const AccessPath &Object = Store.path(Access.Object);
  for (HeldLock &Lock : Access.Held) {
    const AccessPath &Path = Store.path(Lock.Lock);
    const bool IsOneRoot = Path.Root == Object.Root;
    // Two arrays of static storage may be parallel, too.
    if (!IsOneRoot && (Path.Root.Kind != RootKind::Global ||
                       Object.Root.Kind != RootKind::Global))
      continue;
    size_t Mine = commonPrefix(Object, Path);
    // `shards_[j].mu` held at `shards_[i].map`: same array, other element.
    if (IsOneRoot && Mine < Object.Selectors.size() &&
        Mine < Path.Selectors.size() &&
        Object.Selectors[Mine].K == Selector::Element &&
        Path.Selectors[Mine].K == Selector::Element) {
      Lock.IsOfOtherElement |= Object.Selectors[Mine].Name != NameId::None &&
                               Path.Selectors[Mine].Name != NameId::None;
      continue;
    }
    // Parallel arrays.
    size_t Theirs = firstElement(Path, Mine);
    Mine = firstElement(Object, Mine);
    if (Lock.Stripe || Mine == Object.Selectors.size() ||
        Theirs == Path.Selectors.size())
      continue;
    llvm::StringRef OfLock = Store.text(Path.Selectors[Theirs].Name),
                    OfObject = Store.text(Object.Selectors[Mine].Name);
    std::string Rule = relateIndices(OfLock, OfObject);
    if (!Rule.empty())
      Lock.Stripe = Rule == "=" ? SameIndexStripe : ruleNumber(Rule);
    else
      Lock.IsOfOtherElement |= areOtherIndices(OfLock, OfObject);
  }
}

/// Whether \p Index is made of fields of \p Owner, and of nothing else but
/// numbers.
static bool isMadeOfFields(const Program &Prog, const ClassFacts *Owner,
                           llvm::StringRef Index) {
  auto isField = [&](llvm::StringRef Name) {
    return Owner && llvm::any_of(Owner->Fields, [&](const VariableFacts &Each) {
             return Prog.text(Each.Name) == Name;
           });
  };
  bool HasField = false, HasOther = false;
  renameVariables(Index, [&](llvm::StringRef Name) {
    (Name == "this" || isField(Name) ? HasField : HasOther) = true;
    return std::optional<std::string>(Name.str());
  });
  return HasField && !HasOther;
}

bool mapwarden::isOneMapUnderStripes(const Program &Prog,
                                     const PathStore &Store,
                                     const AccessSummary &Access,
                                     const HeldLock &Lock) {
  auto isElement = [](const Selector &Step) {
    return Step.K == Selector::Element;
  };
  if ((Access.Flags & AccessElement) ||
      llvm::any_of(Store.path(Access.Object).Selectors, isElement))
    return false;
  const ClassFacts *Owner = Prog.classOf(Prog.Functions[Access.Function].Class);
  return llvm::any_of(
      Store.path(Lock.Lock).Selectors, [&](const Selector &Step) {
        return isElement(Step) && mayCoincide(Store.text(Step.Name)) &&
               !isMadeOfFields(Prog, Owner, Store.text(Step.Name));
      });
}

bool mapwarden::haveOpenStripes(const Program &Prog, PathStore &Store,
                                const AccessSummary &First,
                                const AccessSummary &Second) {
  for (const HeldLock &Mine : First.Held)
    for (const HeldLock &Theirs : Second.Held)
      if (!Mine.IsOfOtherElement && !Theirs.IsOfOtherElement &&
          (!Mine.Stripe || !Theirs.Stripe) &&
          Store.anyElement(Mine.Lock) == Store.anyElement(Theirs.Lock) &&
          !Store.areDistinct(Mine.Lock, Theirs.Lock) &&
          !(isOneMapUnderStripes(Prog, Store, First, Mine) &&
            isOneMapUnderStripes(Prog, Store, Second, Theirs)))
        return true;
  return false;
}

bool mapwarden::holdsLock(const AccessSummary &Access) {
  return llvm::any_of(Access.Held,
                      [](const HeldLock &Lock) { return !Lock.IsOnce; });
}

bool mapwarden::isDoneOnce(const AccessSummary &Access) {
  return llvm::any_of(Access.Held, [](const HeldLock &Lock) {
    return Lock.IsFlag && !Lock.IsShared && !Lock.IsUnpublished;
  });
}

bool mapwarden::isOrderedOnce(const PathStore &Store, const AccessSummary &One,
                              const AccessSummary &Two) {
  for (const HeldLock &Mine : One.Held)
    for (const HeldLock &Theirs : Two.Held)
      if (Mine.IsOnce && Theirs.IsOnce && !(Mine.IsShared && Theirs.IsShared) &&
          !(Mine.IsUnpublished && Theirs.IsUnpublished) &&
          Store.key(Mine.Lock) == Store.key(Theirs.Lock))
        return true;
  return false;
}

std::string mapwarden::assumeEarlyUse(const Program &Prog,
                                      const AccessSummary &Once) {
  return "other threads get here before " +
         Prog.text(Prog.Functions[Once.Function].Name).str() +
         " has filled the map, once";
}

LockRelation
mapwarden::relateLocks(PathStore &Store, const AccessSummary &First,
                       const AccessSummary &Second,
                       llvm::function_ref<bool(PathId)> IsPerIteration) {
  bool IsShared = false;
  for (const HeldLock &Mine : First.Held)
    for (const HeldLock &Theirs : Second.Held) {
      if (Mine.IsOfOtherElement || Theirs.IsOfOtherElement ||
          (Mine.IsUnpublished && Theirs.IsUnpublished) ||
          Store.anyElement(Mine.Lock) != Store.anyElement(Theirs.Lock))
        continue;
      bool SameElement = isCorrelated(Store, Mine.Lock, First.Object,
                                      First.Flags & AccessElement) &&
                         isCorrelated(Store, Theirs.Lock, Second.Object,
                                      Second.Flags & AccessElement) &&
                         !Store.areDistinct(Mine.Lock, Theirs.Lock);
      SameElement |= Mine.Stripe && Mine.Stripe == Theirs.Stripe;
      if (!SameElement || IsPerIteration(Mine.Lock))
        continue;
      if (!Mine.IsShared || !Theirs.IsShared)
        return LockRelation::Protected;
      IsShared |= !Mine.IsOnce || !Theirs.IsOnce;
    }
  if (IsShared)
    return LockRelation::SharedOnly;
  bool FirstHolds = holdsLock(First), SecondHolds = holdsLock(Second);
  if (FirstHolds && SecondHolds)
    return LockRelation::Different;
  return FirstHolds    ? LockRelation::FirstOnly
         : SecondHolds ? LockRelation::SecondOnly
                       : LockRelation::Neither;
}

PathId
mapwarden::findProtectingLock(PathStore &Store, const AccessSummary &First,
                              const AccessSummary &Second,
                              llvm::function_ref<bool(PathId)> IsPerIteration) {
  AccessSummary Alone = First;
  for (const HeldLock &Lock : First.Held) {
    Alone.Held = {Lock};
    if (relateLocks(Store, Alone, Second, IsPerIteration) ==
        LockRelation::Protected)
      return Lock.Lock;
  }
  return UnknownPath;
}

/// Whether \p Lock is reached through a pointer or reference that an object
/// keeps: two such paths may well be one mutex.
static bool isThroughPointer(const Program &Prog, const PathStore &Store,
                             PathId Lock) {
  const AccessPath &Path = Store.path(Lock);
  const VariableFacts *Root = Path.Root.Kind == RootKind::Global
                                  ? Prog.global(Path.Root.Name)
                                  : nullptr;
  if (Root && Root->has(VariableIsReference) && !Path.Selectors.empty())
    return true;
  return llvm::any_of(Path.Selectors, [&](const Selector &Step) {
    const VariableFacts *Field =
        Step.K == Selector::Field ? Prog.field(Step.Name) : nullptr;
    return Step.K == Selector::Field &&
           (!Field || Field->has(VariableIsReference));
  });
}

bool mapwarden::mayBeOneMutex(const Program &Prog, const PathStore &Store,
                              PathId First, PathId Second) {
  if (!isThroughPointer(Prog, Store, First) &&
      !isThroughPointer(Prog, Store, Second))
    return false;
  const VariableFacts *Mine = Store.variable(First),
                      *Theirs = Store.variable(Second);
  return !Mine || !Theirs || Mine == Theirs || Mine->has(VariableIsReference) ||
         Theirs->has(VariableIsReference);
}

bool mapwarden::mayShareMutex(const Program &Prog, const PathStore &Store,
                              llvm::ArrayRef<HeldLock> First,
                              llvm::ArrayRef<HeldLock> Second) {
  return llvm::any_of(First, [&](const HeldLock &Mine) {
    return llvm::any_of(Second, [&](const HeldLock &Theirs) {
      return !Mine.IsOnce && !Theirs.IsOnce &&
             mayBeOneMutex(Prog, Store, Mine.Lock, Theirs.Lock);
    });
  });
}

std::string mapwarden::relativeGuard(PathStore &Store, const HeldLock &Held,
                                     PathId Object) {
  std::string Key = relativeGuard(Store, Held.Lock, Object);
  if (Held.Stripe > SameIndexStripe)
    Key += "/" + std::to_string(Held.Stripe);
  return Key;
}

std::string mapwarden::relativeGuard(PathStore &Store, PathId Lock,
                                     PathId Object) {
  PathId AnyLock = Store.anyElement(Lock), AnyObject = Store.anyElement(Object);
  const AccessPath &LockPath = Store.path(AnyLock),
                   &ObjectPath = Store.path(AnyObject);
  // Two variables. The mutex and the map of one object of static storage are
  // those of its class, as in any other object.
  if (!(LockPath.Root == ObjectPath.Root))
    return "@" + Store.spelling(AnyLock) + "#" + Store.key(AnyLock) + "#" +
           std::to_string(LockPath.Root.Kind == RootKind::Global ? 0 : AnyLock);
  size_t Common = commonPrefix(LockPath, ObjectPath);
  // A map inside a map counts with the outer one, so elements add no level.
  auto Levels = llvm::count_if(
      llvm::ArrayRef<Selector>(ObjectPath.Selectors).drop_front(Common),
      [](const Selector &Step) { return Step.K == Selector::Field; });
  std::string Text = "^" + std::to_string(Levels);
  // `mutexes_[kUsers]` is a mutex of its own, unless it goes with
  // `tables_[kUsers]`.
  size_t Mine = firstElement(ObjectPath, Common);
  llvm::StringRef Index =
      Mine < ObjectPath.Selectors.size()
          ? Store.text(Store.path(Object).Selectors[Mine].Name)
          : "";
  for (size_t I = Common; I < LockPath.Selectors.size(); ++I) {
    NameId Name = Store.path(Lock).Selectors[I].Name;
    bool IsAny =
        LockPath.Selectors[I].K == Selector::Element &&
        (!isLiteralIndex(Store.text(Name)) || Store.text(Name) == Index);
    bool IsElement = LockPath.Selectors[I].K == Selector::Element;
    Text += "." + (IsAny       ? std::string()
                   : IsElement ? Store.text(Name).str()
                               : Store.fieldName(Name));
  }
  return Text;
}

const HeldLock *mapwarden::findGuard(PathStore &Store,
                                     const AccessSummary &Access,
                                     const std::string &Key) {
  for (const HeldLock &Lock : Access.Held)
    if (!Lock.IsOnce && !Lock.IsOfOtherElement &&
        relativeGuard(Store, Lock, Access.Object) == Key)
      return &Lock;
  return nullptr;
}
