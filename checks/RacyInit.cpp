// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A shared map that is filled on first use without anything that makes the
/// first use one.
///
/// The shape is found by LazyInit; here it is decided whether two threads may
/// be there at once: a conflict or a broken discipline says so of the very
/// access, otherwise the map must be one for all callers (static storage, a
/// singleton) or belong to a class that locks, and callers outside of the
/// program must be able to get there.
#include "Analysis/GuardPurpose.h"
#include "Findings/ConfidenceText.h"
#include "Support/PhaseWords.h"
#include "checks/Evidence.h"
#include "checks/Rules.h"
#include "llvm/ADT/DenseSet.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "CWE-362", "CWE-609"};
const RuleInfo mapwarden::RacyInitRule = {
    "mapwarden-racy-init", "RacyInit",
    "A shared map is filled on first use, and two threads may be first at "
    "once.",
    "error", Tags};

namespace {

/// What the other analyses know of an access, by its place.
class KnownTrouble {
public:
  explicit KnownTrouble(const CheckContext &Ctx);

  struct Side {
    const Conflict *Pair = nullptr;
    bool IsFirst = false;
  };
  /// The most certain conflict of the access at \p Leaf.
  const Side *conflictAt(LeafId Leaf) const { return find(ByLeaf, Leaf); }
  /// The most certain conflict about something that is reached through the
  /// field or global with USR \p Pointer.
  const Side *conflictThrough(NameId Pointer) const {
    return find(ByPointer, Pointer);
  }
  const DisciplineBreak *breakAt(LeafId Leaf) const {
    auto Entry = Breaks.find(Leaf);
    return Entry == Breaks.end() ? nullptr : Entry->second;
  }

private:
  template <typename Key>
  static const Side *find(const std::map<Key, Side> &In, const Key &What) {
    auto Entry = In.find(What);
    return Entry == In.end() ? nullptr : &Entry->second;
  }
  template <typename Key>
  static void add(std::map<Key, Side> &To, const Key &What, Side New) {
    Side &Old = To[What];
    if (!Old.Pair || New.Pair->Level > Old.Pair->Level)
      Old = New;
  }

  std::map<LeafId, Side> ByLeaf;
  std::map<NameId, Side> ByPointer;
  std::map<LeafId, const DisciplineBreak *> Breaks;
};

} // namespace

KnownTrouble::KnownTrouble(const CheckContext &Ctx) {
  forEachConflict(Ctx, [&](const Conflict &Pair) {
    add(ByLeaf, leafOf(Pair.First.Access), {&Pair, true});
    add(ByLeaf, leafOf(Pair.Second.Access), {&Pair, false});
    const AccessPath &Object = Ctx.Results.Store.path(Pair.First.Access.Object);
    if (Object.Root.Kind == RootKind::Global)
      add(ByPointer, Object.Root.Name, {&Pair, true});
    for (const Selector &Step : Object.Selectors)
      if (Step.K == Selector::Field)
        add(ByPointer, Step.Name, {&Pair, true});
  });
  for (const DisciplineBreak &Break : Ctx.Results.Guards.breaks())
    Breaks.try_emplace(leafOf(*Break.Odd.Access), &Break);
}

/// One object of the class lives in static storage: its fields are shared by
/// all who get hold of it.
static bool hasStaticInstance(const Program &Prog, NameId Class) {
  return Class != NameId::None &&
         llvm::any_of(Prog.Globals, [&](const VariableFacts &Global) {
           return Global.TypeClass == Class &&
                  !Global.has(VariableIsThreadLocal);
         });
}

/// The class of the function has a mutex, and not one that is named after
/// something else than the map that \p Lazy fills.
static bool ownsMutex(const CheckContext &Ctx, const GuardPurpose &Purpose,
                      const LazyInit &Lazy) {
  const FunctionFacts &Function = Ctx.Prog.Functions[Lazy.Function];
  const ClassFacts *Class = Ctx.Prog.classOf(Function.Class);
  return Class && llvm::any_of(Class->Fields, [&](const VariableFacts &Field) {
           if (!Field.has(VariableIsMutex))
             return false;
           AccessPath Mutex;
           Mutex.Root.Kind = RootKind::This;
           Mutex.Selectors.push_back({Selector::Field, Field.Usr});
           return !Purpose.isForAnother(Ctx.store(),
                                        Ctx.store().intern(Mutex, Function.Usr),
                                        Lazy.Object);
         });
}

/// Why two threads may fill the map at once although no conflict shows them;
/// empty when nothing says so.
static std::string whyShared(const CheckContext &Ctx,
                             const GuardPurpose &Purpose,
                             const LazyInit &Lazy) {
  const Program &Prog = Ctx.Prog;
  const Entries &Outside = Ctx.Results.Outside;
  const FunctionFacts &Function = Prog.Functions[Lazy.Function];
  bool IsExposed = Outside.isExposed(Lazy.Function);
  if (!IsExposed && !Outside.mayRunConcurrently(Lazy.Function))
    return "";
  const AccessPath &Object = Ctx.Results.Store.path(Lazy.Object);
  std::string Name = "'" + Prog.text(Function.Name).str() + "'";
  std::string Why = Outside.whyConcurrent(Lazy.Function);
  if (Why.empty())
    Why = "any thread may call " + Name +
          ", which fills it on first use for all callers";
  if (Object.Root.Kind == RootKind::Global)
    return Why;
  if (Object.Root.Kind != RootKind::This || !IsExposed)
    return "";
  if (hasStaticInstance(Prog, Function.Class))
    return "an object of the class lives in static storage, and " + Why;
  // Who sets an object up comes before those who share it.
  if (phaseOf(Prog.text(Function.Name)) == Phase::Setup)
    return "";
  if (Lazy.IsDoubleChecked || ownsMutex(Ctx, Purpose, Lazy))
    return "the class locks a mutex, so its methods are meant to be called "
           "from several threads";
  return "";
}

static std::string describeTest(const CheckContext &Ctx, const LazyInit &Lazy) {
  switch (Lazy.Test) {
  case LazyTest::Empty:
    return "a test whether it is empty";
  case LazyTest::Key:
    return "a look for one of its keys";
  case LazyTest::Flag:
    return "a test of '" + Ctx.Results.Store.qualifiedSpelling(Lazy.Flag) + "'";
  case LazyTest::Pointer:
    return "a test whether it is null";
  }
  return "";
}

static std::string describe(const CheckContext &Ctx, const LazyInit &Lazy) {
  std::string What = "'" + Ctx.Results.Store.qualifiedSpelling(Lazy.Object) +
                     "' is " +
                     (Lazy.Test == LazyTest::Pointer ? "made" : "filled") +
                     " on first use, after " + describeTest(Ctx, Lazy);
  if (!Lazy.IsDoubleChecked)
    return What + " without a lock: several threads may do so at once";
  return What + " outside of the lock '" +
         Ctx.Results.Store.spelling(Lazy.Lock) +
         "': another thread may see it half filled";
}

static std::string advise(const CheckContext &Ctx, const LazyInit &Lazy) {
  const VariableFacts *Variable = Ctx.Results.Store.variable(Lazy.Object);
  if (Lazy.IsDoubleChecked)
    return "hold '" + Ctx.Results.Store.spelling(Lazy.Lock) +
           "' at the test, too, or test a std::atomic flag that is set after "
           "the filling";
  if (Variable && Variable->has(VariableIsFunctionStatic))
    return "initialise the static local where it is declared (static const "
           "auto Table = make();): that happens once";
  return "fill it in std::call_once, or where it is constructed";
}

/// The test as the other side of the finding.
static AccessSide describeTestSide(const CheckContext &Ctx,
                                   const LazyInit &Lazy,
                                   const AccessSide &Primary) {
  const FunctionFacts &Function = Ctx.Prog.Functions[Lazy.Function];
  const Instruction &Test = Function.Instructions[Lazy.TestInstr];
  AccessSide Side;
  Side.At = placeOf(Ctx.Prog, Test.At);
  bool IsFlag = Lazy.Test == LazyTest::Flag;
  Side.Operation = Test.Kind == InstrKind::Access
                       ? Ctx.Prog.text(Test.Name).str()
                       : std::string("test");
  Side.Object =
      Ctx.Results.Store.qualifiedSpelling(IsFlag ? Lazy.Flag : Lazy.Object);
  Side.Function = Primary.Function;
  Side.Context = Primary.Context;
  Side.Trace = {{Side.At, "tests whether it is the first"}};
  return Side;
}

/// The filling where the function that tests sees it: a callee's is reported at
/// the call.
static Finding makeLazyFinding(const CheckContext &Ctx, const LazyInit &Lazy,
                               const LazyInit::Filling &Filling,
                               const KnownTrouble::Side *Known) {
  Finding Result;
  ConflictContext Context;
  Context.Frame = Lazy.Function;
  if (Known) {
    Result = makeFinding(Ctx, *Known->Pair, Known->IsFirst);
    Result.Assumptions = Known->Pair->Assumptions;
  } else {
    Result.Level = Confidence::Medium;
    Result.Primary = describeSide(Ctx, Filling.Access, Context);
    if (!Ctx.Prog.Functions[Lazy.Function].has(FunctionIsMain))
      Result.Primary.Context =
          "any thread that calls " +
          Ctx.Prog.text(Ctx.Prog.Functions[Lazy.Function].Name).str();
  }
  if (Lazy.Test == LazyTest::Pointer) {
    AccessSide &Side = Result.Primary;
    AccessSide Own = describeSide(Ctx, Filling.Access, Context);
    Side.At = Own.At;
    Side.Function = Own.Function;
    Side.Operation = Own.Operation.empty() ? "assignment" : Own.Operation;
    Side.Locks = Own.Locks;
    Side.IsWrite = true;
    Side.IsElement = false;
    if (Own.Trace.empty())
      Side.Trace = {{Side.At, "makes '" + Own.Object + "'"}};
  }
  // A map class of the program's own fills itself, at the caller's wish.
  const FunctionFacts &Function = Ctx.Prog.Functions[Lazy.Function];
  if (Function.Instructions[Lazy.TestInstr].Kind == InstrKind::Call) {
    Result.Primary.At =
        placeOf(Ctx.Prog, Function.Instructions[Filling.Instr].At);
    Result.Primary.Function = Ctx.Prog.text(Function.Name).str();
  }
  Result.Check = RacyInitRule.Id.str();
  Result.Message = describe(Ctx, Lazy);
  Result.Advice = advise(Ctx, Lazy);
  // The test and the other fillings are the same mistake.
  for (const AccessSummary &Part : Lazy.Parts) {
    FilePlace At =
        placeOf(Ctx.Prog,
                Ctx.Prog.Functions[Part.Function].Instructions[Part.Instr].At);
    Result.Covers.push_back(
        {At.File, At.Line, Ctx.Results.Store.key(Part.Object)});
  }
  Result.ObjectKey = Ctx.Results.Store.key(Lazy.Object);
  Result.FunctionKey = Ctx.Prog.text(Function.Usr).str();
  return Result;
}

/// Whether a thread of \p Pair may run \p Function: one that only works on what
/// the function has made does not make it a second time.
static bool mayRunInThread(const CheckContext &Ctx, const Conflict &Pair,
                           FunctionId Function) {
  std::vector<FunctionId> Open;
  for (const ConflictSide *Side : {&Pair.First, &Pair.Second}) {
    if (Side->Context.IsOutside)
      return true;
    if (Side->Context.Entry != ~0u)
      Open.push_back(Side->Context.Entry);
  }
  if (Open.empty())
    return true; // What the threads run is not known.
  llvm::DenseSet<FunctionId> Seen(Open.begin(), Open.end());
  for (size_t I = 0; I < Open.size(); ++I) {
    if (Open[I] == Function)
      return true;
    for (FunctionId Callee : Ctx.Results.Graph.callees(Open[I]))
      if (Seen.insert(Callee).second)
        Open.push_back(Callee);
  }
  return false;
}

void mapwarden::checkRacyInit(const CheckContext &Ctx, FindingSink &Out) {
  if (Ctx.Results.LazyInits.empty())
    return;
  KnownTrouble Trouble(Ctx);
  const GuardPurpose Purpose(Ctx.Prog);
  for (const LazyInit &Lazy : Ctx.Results.LazyInits) {
    std::string Why = whyShared(Ctx, Purpose, Lazy);
    for (const LazyInit::Filling &Filling : Lazy.Fillings) {
      bool IsFirst = &Filling == &Lazy.Fillings.front();
      LeafId Leaf = leafOf(Filling.Access);
      const KnownTrouble::Side *Known = Trouble.conflictAt(Leaf);
      const VariableFacts *Variable = Ctx.Results.Store.variable(Lazy.Object);
      if (!Known && Lazy.Test == LazyTest::Pointer && Variable)
        Known = Trouble.conflictThrough(Variable->Usr);
      if (Known && !mayRunInThread(Ctx, *Known->Pair, Lazy.Function))
        Known = nullptr;
      if (Known && isFilledBefore(Ctx.Prog, Ctx.Results.Graph,
                                  *Ctx.Results.Known, Lazy, *Known->Pair))
        continue;
      const DisciplineBreak *Break = Trouble.breakAt(Leaf);
      // The first write stands for the filling; the others speak only where
      // another check would speak of them.
      if (!Known && !Break && (Why.empty() || !IsFirst))
        continue;
      Finding Result = makeLazyFinding(Ctx, Lazy, Filling, Known);
      if (!Known) {
        Result.Level = Break ? Break->Level : Confidence::Medium;
        if (!Why.empty())
          Result.Level = Confidence::Medium;
        Result.Others.push_back(describeTestSide(Ctx, Lazy, Result.Primary));
        Result.Reasons.push_back(!Why.empty()
                                     ? Why
                                     : "other accesses to it hold '" +
                                           Break->Guard.Spelling +
                                           "', so it is meant to be shared");
        Result.Grounds = composeGrounds(
            Result.Level,
            "the test and the filling are visible; that two threads may come "
            "first is inferred",
            Result.Assumptions);
      }
      if (Ctx.Fixes)
        if (std::vector<Fix> Once = Ctx.Fixes->fillOnce(Lazy); !Once.empty())
          Result.Fixes = std::move(Once);
      Out.add(std::move(Result));
    }
  }
}
