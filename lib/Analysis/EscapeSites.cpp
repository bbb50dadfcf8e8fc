// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The dataflow over views.
#include "Analysis/EscapeSites.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

using namespace mapwarden;

namespace {

struct View {
  PathId Object = UnknownPath;
  ViewKind Kind = ViewKind::Element;
  uint32_t Lookup = 0;
  llvm::SmallVector<HeldLock, 2> Locks; ///< At the lookup.
  llvm::SmallVector<PathId, 2> Lost;    ///< Of Locks, sorted.
  bool IsAcrossWait = false;
  /// The variable is a collection of such views.
  bool IsInCollection = false;
  /// The site that reported it; no later use is another one.
  std::optional<uint32_t> Site;

  bool isStale() const { return !Lost.empty(); }
  friend bool operator==(const View &, const View &) = default;
};

using State = std::map<PathId, View>;

class EscapeAnalysis {
public:
  explicit EscapeAnalysis(const EscapeInputs &In)
      : In(In), Store(*In.Store), Function(*In.Function) {}

  bool prepare();
  EscapeResult run();
  EscapeResult takeResult() { return std::move(Result); }
  void summariseReturns();

private:
  void transfer(uint32_t Number, State &Now);
  void expire(uint32_t Number, State &Now);
  void assign(uint32_t Number, State &Now);
  void bind(uint32_t Number, PathId Variable, State &Now);
  void use(uint32_t Number, PathId Variable, State &Now);
  void giveBack(uint32_t Number, State &Now);
  void store(uint32_t Number, const State &Now);
  void access(uint32_t Number, State &Now);
  /// The views that the value of \p Instr is, with their locks: one that a
  /// local holds, or what is looked up on the spot.
  llvm::SmallVector<View, 2> viewsOf(uint32_t Number, const State &Now) const;
  llvm::SmallVector<View, 2> capturedViews(const Value &Closure,
                                           const State &Now) const;
  llvm::SmallVector<ViewTarget, 2> targetsOf(const Instruction &Instr) const;
  uint32_t report(uint32_t Number, const View &Escaped, PathId Variable,
                  EscapeWay Way, llvm::ArrayRef<PathId> Lost,
                  PathId Target = UnknownPath);
  bool isMadeHere(const Instruction &Instr) const;
  llvm::SmallVector<PathId, 2> lostAtExit(const View &Escaped) const;
  PathId localOf(const AccessPath &Path) const;
  bool isCopyOnly(const AccessPath &Path) const;
  PathId raw(const AccessPath &Path) const {
    return Store.intern(Path, Function.Usr);
  }

  const EscapeInputs &In;
  PathStore &Store;
  const FunctionFacts &Function;
  std::vector<llvm::SmallVector<HeldLock, 2>> Held; // By instruction.
  /// Locks that an instruction gives up and has again when it ends.
  std::map<uint32_t, llvm::SmallVector<PathId, 2>> GivenUp;
  EscapeResult Result;
  std::map<std::pair<uint32_t, PathId>, uint32_t> SiteOf;
};

} // namespace

static bool holds(llvm::ArrayRef<HeldLock> Held, PathId Lock) {
  return llvm::any_of(
      Held, [&](const HeldLock &Known) { return Known.Lock == Lock; });
}

/// The union of what may have happened; true when \p Into changed.
static bool merge(State &Into, const State &From) {
  bool Changed = false;
  for (const auto &[Variable, Theirs] : From) {
    auto [Entry, IsNew] = Into.try_emplace(Variable, Theirs);
    Changed |= IsNew;
    if (IsNew)
      continue;
    View &Mine = Entry->second;
    View Before = Mine;
    for (PathId Lock : Theirs.Lost)
      if (!llvm::is_contained(Mine.Lost, Lock))
        Mine.Lost.push_back(Lock);
    llvm::sort(Mine.Lost);
    for (const HeldLock &Lock : Theirs.Locks)
      if (!holds(Mine.Locks, Lock.Lock))
        Mine.Locks.push_back(Lock);
    Mine.IsAcrossWait |= Theirs.IsAcrossWait;
    if (Theirs.Site && (!Mine.Site || *Theirs.Site < *Mine.Site))
      Mine.Site = Theirs.Site;
    Mine.Lookup = std::min(Mine.Lookup, Theirs.Lookup);
    Changed |= !(Before == Mine);
  }
  return Changed;
}

/// Records what is held before each instruction. False when nothing ever is, or
/// no view occurs.
bool EscapeAnalysis::prepare() {
  bool HasLocks = false;
  Held.resize(Function.Instructions.size());
  In.Flow->forEach([&](uint32_t Number, uint32_t, const FlowState &Before) {
    for (const HeldLock &Lock : Before.Held)
      if (!Lock.IsOnce)
        Held[Number].push_back(Lock);
    HasLocks |= !Held[Number].empty();
    const Instruction &Instr = Function.Instructions[Number];
    auto giveUp = [&](PathId LockOrGuard) {
      for (const GuardState &Guard : Before.Guards)
        if (Guard.Guard == LockOrGuard)
          GivenUp[Number].append(Guard.Locks.begin(), Guard.Locks.end());
      GivenUp[Number].push_back(In.Pointers->resolveOne(LockOrGuard));
    };
    if (Instr.Kind == InstrKind::GuardWait)
      giveUp(raw(Instr.Target));
    if (Instr.Kind != InstrKind::Call)
      return;
    auto Effect = In.Calls->Calls.find(Number);
    if (Effect != In.Calls->Calls.end())
      for (const auto *Paths :
           {&Effect->second.Released, &Effect->second.Opened})
        for (PathId Released : *Paths)
          giveUp(Released);
  });
  return HasLocks;
}

/// The local variable that \p Path is, or UnknownPath.
PathId EscapeAnalysis::localOf(const AccessPath &Path) const {
  bool IsLocal = Path.Root.Kind == RootKind::Local && Path.Selectors.empty();
  return IsLocal ? raw(Path) : UnknownPath;
}

/// A local pointer that is only ever set to copies of pointers: what it leads
/// to is no part of the element that the pointer was read from.
bool EscapeAnalysis::isCopyOnly(const AccessPath &Path) const {
  if (Path.Root.Kind != RootKind::Local || !Path.Selectors.empty())
    return false;
  bool IsCopied = false;
  for (const Instruction &Assign : Function.Instructions) {
    if (Assign.Kind != InstrKind::Assign || !(Assign.Target == Path) ||
        Assign.Args.empty() || Assign.Args[0].Kind != ValueKind::Path)
      continue;
    if (!Assign.has(AssignCopiesPointer))
      return false;
    IsCopied = true;
  }
  return IsCopied;
}

static ViewKind kindOf(const Instruction &Instr, bool IsWhole) {
  return Instr.has(AccessIterates)        ? ViewKind::Iterator
         : IsWhole                        ? ViewKind::Container
         : Instr.has(LeadsToOwned)        ? ViewKind::Owned
         : Instr.has(AccessYieldsElement) ? ViewKind::Inside
                                          : ViewKind::Element;
}

/// The containers that the value of \p Instr leads to, or into.
llvm::SmallVector<ViewTarget, 2>
EscapeAnalysis::targetsOf(const Instruction &Instr) const {
  llvm::SmallVector<ViewTarget, 2> Targets;
  if (Instr.Args.empty() || Instr.Args[0].Kind != ValueKind::Path ||
      Instr.Args[0].Copied || Instr.has(AssignCopiesPointer))
    return Targets;
  const AccessPath &Path = Instr.Args[0].Path;
  if (isCopyOnly(Path))
    return Targets;
  // Who makes an object hands it out, whatever list it is entered in.
  if (Path.Root.Kind == RootKind::Allocation)
    return Targets;
  bool IsOwnResult =
      Path.Root.Kind == RootKind::Result &&
      (Path.Root.Frame == NameId::None || Path.Root.Frame == Function.Usr);
  if (IsOwnResult) {
    for (ViewTarget Returned : In.ResultViews(Path.Root.Index)) {
      bool IsPart = !Path.Selectors.empty();
      Returned.Path = Store.append(Returned.Path, raw(Path), 0);
      if (Instr.has(AccessIterates))
        Returned.Kind = ViewKind::Iterator;
      else if (Instr.has(LeadsToOwned))
        Returned.Kind = ViewKind::Owned;
      else if (Instr.has(AccessYieldsElement))
        Returned.Kind = ViewKind::Inside;
      else if (IsPart && Returned.Kind == ViewKind::Container)
        Returned.Kind = ViewKind::Element;
      if (Returned.Path != UnknownPath)
        Targets.push_back(Returned);
    }
    // What a handle leads to is only known by name: iterators into it.
    if (!Targets.empty() || !Instr.has(AccessIterates))
      return Targets;
  }
  for (PathId Object : In.Pointers->resolve(raw(Path))) {
    bool IsWhole = false;
    if (In.Containers->containerOf(Store, Object, IsWhole) != UnknownPath)
      Targets.push_back({Object, kindOf(Instr, IsWhole)});
  }
  return Targets;
}

llvm::SmallVector<View, 2> EscapeAnalysis::viewsOf(uint32_t Number,
                                                   const State &Now) const {
  const Instruction &Instr = Function.Instructions[Number];
  llvm::SmallVector<View, 2> Views;
  if (Instr.Args.empty() || Instr.has(AssignCopiesPointer))
    return Views;
  if (Instr.Args[0].Kind == ValueKind::Function)
    return capturedViews(Instr.Args[0], Now);
  if (Instr.Args[0].Kind != ValueKind::Path)
    return Views;
  PathId Through = Instr.Callee.Kind == ValueKind::Path
                       ? localOf(Instr.Callee.Path)
                       : UnknownPath;
  if (Through == UnknownPath &&
      Store.path(raw(Instr.Args[0].Path)).Selectors.empty())
    Through = localOf(Instr.Args[0].Path);
  if (Through != UnknownPath) {
    auto Known = Now.find(Through);
    if (Known == Now.end())
      return Views;
    View Copy = Known->second;
    Copy.Kind = Instr.has(AccessIterates) ? ViewKind::Iterator
                : Instr.has(LeadsToOwned) || Copy.Kind == ViewKind::Owned
                    ? ViewKind::Owned
                : Instr.has(AccessYieldsElement) ? ViewKind::Inside
                : Copy.Kind == ViewKind::Iterator &&
                        Instr.Kind == InstrKind::Assign &&
                        Instr.Callee.Kind != ValueKind::Path
                    ? ViewKind::Iterator
                : Copy.Kind == ViewKind::Inside &&
                        localOf(Instr.Args[0].Path) == Through
                    ? ViewKind::Inside
                    : ViewKind::Element;
    // `return all[key].get();` leads into what the local `all` refers to.
    const bool IsElement =
        llvm::any_of(Instr.Args[0].Path.Selectors, [](const Selector &Step) {
          return Step.K == Selector::Element;
        });
    if (Known->second.Kind == ViewKind::Container && !IsElement)
      Copy.Kind = ViewKind::Container;
    Views.push_back(std::move(Copy));
    return Views;
  }
  for (const ViewTarget &Target : targetsOf(Instr)) {
    View New;
    bool IsWhole = false;
    New.Object = In.Containers->containerOf(Store, Target.Path, IsWhole);
    New.Kind = Target.Kind;
    New.Lookup = Number;
    New.Locks = Held[Number];
    if (New.Object != UnknownPath && !New.Locks.empty())
      Views.push_back(std::move(New));
  }
  return Views;
}

/// The views among the captures of a lambda of this function.
llvm::SmallVector<View, 2>
EscapeAnalysis::capturedViews(const Value &Closure, const State &Now) const {
  llvm::SmallVector<View, 2> Views;
  const FunctionFacts *Lambda = In.Prog->function(Closure.Name);
  if (!Lambda || Lambda->Parent != Function.Usr)
    return Views;
  for (const CaptureFacts &Capture : Lambda->Captures) {
    PathId Variable = localOf(Capture.Path);
    auto Known = Now.find(Variable);
    if (Variable == UnknownPath || Known == Now.end())
      continue;
    // A pointer captured by reference leads to the pointer, not further.
    const VariableFacts *Facts = Store.variable(Variable);
    if (Capture.ByReference && Facts && !Facts->has(VariableIsReference))
      continue;
    Views.push_back(Known->second);
  }
  return Views;
}

/// A callable that is held by value: a copy of what it was read from.
static bool isOwnCallable(const VariableFacts *Variable) {
  return Variable && Variable->has(VariableIsCallable) &&
         !Variable->has(VariableIsReference);
}

void EscapeAnalysis::expire(uint32_t Number, State &Now) {
  for (auto &[Variable, One] : Now)
    for (const HeldLock &Lock : One.Locks)
      if (!holds(Held[Number], Lock.Lock) &&
          !llvm::is_contained(One.Lost, Lock.Lock)) {
        One.Lost.push_back(Lock.Lock);
        llvm::sort(One.Lost);
      }
}

uint32_t EscapeAnalysis::report(uint32_t Number, const View &Escaped,
                                PathId Variable, EscapeWay Way,
                                llvm::ArrayRef<PathId> Lost, PathId Target) {
  auto [Known, IsNew] =
      SiteOf.try_emplace({Number, Variable}, Result.Sites.size());
  if (IsNew)
    Result.Sites.emplace_back();
  EscapeSite &Site = Result.Sites[Known->second];
  Site.Function = In.Id;
  Site.Instr = Number;
  Site.Lookup = Escaped.Lookup;
  Site.Kind = Escaped.Kind;
  Site.Way = Way;
  Site.Object = Escaped.Object;
  Site.View = Variable;
  Site.Target = Target;
  Site.IsAcrossWait = Escaped.IsAcrossWait;
  const VariableFacts *Map = Store.variable(Escaped.Object);
  Site.IsElementSafe = Map && Map->has(VariableIsPerThread);
  Site.Lost.clear();
  for (const HeldLock &Lock : Escaped.Locks)
    if (llvm::is_contained(Lost, Lock.Lock))
      Site.Lost.push_back(Lock);
  return Known->second;
}

void EscapeAnalysis::use(uint32_t Number, PathId Variable, State &Now) {
  auto Known = Now.find(Variable);
  if (Known == Now.end() || !Known->second.isStale())
    return;
  View &One = Known->second;
  const bool IsHeldAgain = llvm::all_of(
      One.Lost, [&](PathId Lock) { return holds(Held[Number], Lock); });
  if (One.Site && (IsHeldAgain || !Result.Sites[*One.Site].IsElementSafe))
    return;
  One.Site = report(Number, One, Variable, EscapeWay::Used, One.Lost);
  Result.Sites[*One.Site].IsElementSafe |= IsHeldAgain;
}

void EscapeAnalysis::bind(uint32_t Number, PathId Variable, State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  const bool IsCopy = isOwnCallable(Store.variable(Variable)) &&
                      !Instr.Args.empty() &&
                      Instr.Args[0].Kind == ValueKind::Path &&
                      localOf(Instr.Args[0].Path) == UnknownPath;
  llvm::SmallVector<View, 2> Views;
  if (!IsCopy)
    Views = viewsOf(Number, Now);
  if (Views.empty())
    Now.erase(Variable);
  else
    Now[Variable] = Views.front();
}

/// The locks of \p Escaped that nobody holds when the function has returned.
llvm::SmallVector<PathId, 2>
EscapeAnalysis::lostAtExit(const View &Escaped) const {
  llvm::SmallVector<PathId, 2> Lost = Escaped.Lost;
  for (const HeldLock &Lock : Escaped.Locks)
    if (!holds(In.Flow->exit().Held, Lock.Lock) &&
        !llvm::is_contained(Lost, Lock.Lock))
      Lost.push_back(Lock.Lock);
  llvm::sort(Lost);
  return Lost;
}

void EscapeAnalysis::giveBack(uint32_t Number, State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  bool IsClosure =
      !Instr.Args.empty() && Instr.Args[0].Kind == ValueKind::Function;
  bool IsCollection = false;
  if (!Instr.Args.empty() && Instr.Args[0].Kind == ValueKind::Path)
    if (auto Known = Now.find(localOf(Instr.Args[0].Path)); Known != Now.end())
      IsCollection = Known->second.IsInCollection;
  if ((!Instr.has(ReturnsAlias) && !IsClosure && !IsCollection) ||
      isMadeHere(Instr))
    return;
  for (const View &Escaped : viewsOf(Number, Now)) {
    if (Escaped.Site)
      continue;
    llvm::SmallVector<PathId, 2> Lost = lostAtExit(Escaped);
    if (!Lost.empty())
      report(Number, Escaped, UnknownPath, EscapeWay::Returned, Lost);
  }
}

/// The value is an object that the function has made: it owes nothing to the
/// lock, whatever it is called from now on.
bool EscapeAnalysis::isMadeHere(const Instruction &Instr) const {
  if (Instr.Args.empty() || Instr.Args[0].Kind != ValueKind::Path ||
      !Instr.Args[0].Path.Selectors.empty())
    return false;
  const AccessPath &Given = Instr.Args[0].Path;
  if (Given.Root.Kind != RootKind::Local || Given.Root.Frame != NameId::None)
    return Given.Root.Kind == RootKind::Allocation;
  bool IsMade = false;
  for (const Instruction &Set : Function.Instructions) {
    if (Set.Kind != InstrKind::Assign || !(Set.Target == Given))
      continue;
    if (Set.Args.empty() || Set.Args[0].Kind != ValueKind::Path ||
        Set.Args[0].Path.Root.Kind != RootKind::Allocation)
      return false;
    IsMade = true;
  }
  return IsMade;
}

/// A view is put where it outlives the function: a field, a global, what a
/// parameter leads to.
void EscapeAnalysis::store(uint32_t Number, const State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  // Not what it leads to, which is what is stored.
  PathId Target = raw(Instr.Target);
  const AccessPath &To = Store.path(Target);
  // A member of the object that is returned.
  bool IsReturned = To.Root.Kind == RootKind::Return && !To.Selectors.empty();
  bool IsOutside = To.Root.Kind == RootKind::This || IsReturned ||
                   To.Root.Kind == RootKind::Global ||
                   (To.Root.Kind == RootKind::Param &&
                    (!To.Selectors.empty() || Instr.has(AccessElement)));
  if (!IsOutside || isMadeHere(Instr))
    return;
  for (const View &Escaped : viewsOf(Number, Now)) {
    llvm::SmallVector<PathId, 2> Lost = lostAtExit(Escaped);
    if (!Lost.empty() && Escaped.Object != Target && !Escaped.Site)
      report(Number, Escaped, UnknownPath,
             IsReturned ? EscapeWay::Returned : EscapeWay::Stored, Lost,
             IsReturned ? UnknownPath : Target);
  }
}

void EscapeAnalysis::assign(uint32_t Number, State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  PathId Variable = localOf(Instr.Target);
  if (Variable != UnknownPath)
    return bind(Number, Variable, Now);
  // `all.push_back(&it->second)`: the collection leads there, too.
  bool IsAdded = Instr.Target.Root.Kind == RootKind::Local &&
                 Instr.Target.Selectors.size() == 1 &&
                 Instr.Target.Selectors[0].K == Selector::Element &&
                 !Instr.Args.empty() && !Instr.Args[0].Copied;
  if (!IsAdded)
    return store(Number, Now);
  for (View &One : viewsOf(Number, Now)) {
    One.IsInCollection = true;
    Now.try_emplace(Store.prefix(raw(Instr.Target), 0), std::move(One));
  }
}

/// Through an iterator that the operation is given, or through an element.
void EscapeAnalysis::access(uint32_t Number, State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  if (Instr.has(AccessByIterator) && !Instr.Args.empty() &&
      Instr.Args[0].Kind == ValueKind::Path)
    use(Number, raw(Instr.Args[0].Path), Now);
  if (!Instr.has(AccessElement))
    return;
  PathId Object = In.Pointers->resolveOne(raw(Instr.Target));
  for (const auto &[Variable, One] : Now)
    if (One.Site && One.Object == Object) {
      Result.Explained.push_back({Number, *One.Site});
      return;
    }
}

void EscapeAnalysis::transfer(uint32_t Number, State &Now) {
  const Instruction &Instr = Function.Instructions[Number];
  expire(Number, Now);
  switch (Instr.Kind) {
  case InstrKind::Assign:
    assign(Number, Now);
    break;
  case InstrKind::IterBegin:
    if (PathId Variable = localOf(Instr.Target); Variable != UnknownPath) {
      // In a loop that takes the lock each time round, what the last round has
      // left of the iterator is nothing that this one uses.
      auto Old = Now.find(Variable);
      if (Old == Now.end() || (!Old->second.Lost.empty() &&
                               llvm::all_of(Old->second.Lost, [&](PathId Lock) {
                                 return holds(Held[Number], Lock);
                               })))
        bind(Number, Variable, Now);
      if (auto Known = Now.find(Variable); Known != Now.end())
        Known->second.Kind = ViewKind::Iterator;
    }
    break;
  case InstrKind::IterUse:
  case InstrKind::IterNext:
    use(Number, raw(Instr.Target), Now);
    break;
  case InstrKind::Access:
    access(Number, Now);
    break;
  case InstrKind::Return:
    giveBack(Number, Now);
    break;
  default:
    break;
  }
  auto Gone = GivenUp.find(Number);
  if (Gone == GivenUp.end())
    return;
  for (auto &[Variable, One] : Now)
    for (const HeldLock &Lock : One.Locks)
      if (llvm::is_contained(Gone->second, Lock.Lock)) {
        One.IsAcrossWait |= Instr.Kind == InstrKind::GuardWait;
        if (!llvm::is_contained(One.Lost, Lock.Lock))
          One.Lost.push_back(Lock.Lock);
        llvm::sort(One.Lost);
      }
}

void EscapeAnalysis::summariseReturns() {
  for (const Instruction &Instr : Function.Instructions) {
    if (Instr.Kind != InstrKind::Return || !Instr.has(ReturnsAlias))
      continue;
    for (const ViewTarget &Target : targetsOf(Instr)) {
      RootKind Root = Store.path(Target.Path).Root.Kind;
      if (Root != RootKind::Local && Result.Returns.size() < 4 &&
          !llvm::is_contained(Result.Returns, Target))
        Result.Returns.push_back(Target);
    }
  }
}

EscapeResult EscapeAnalysis::run() {
  std::vector<State> Entry(Function.Blocks.size());
  std::vector<bool> Reached(Function.Blocks.size(), false);
  std::set<uint32_t> Pending = {0};
  Reached[0] = true;
  while (!Pending.empty()) {
    uint32_t Block = *Pending.begin();
    Pending.erase(Pending.begin());
    State Now = Entry[Block];
    for (uint32_t I = Function.Blocks[Block].Begin;
         I < Function.Blocks[Block].End; ++I)
      transfer(I, Now);
    for (uint32_t Next : Function.Blocks[Block].Successors)
      if (merge(Entry[Next], Now) || !Reached[Next]) {
        Reached[Next] = true;
        Pending.insert(Next);
      }
  }
  llvm::sort(Result.Explained);
  return std::move(Result);
}

EscapeResult mapwarden::findEscapeSites(const EscapeInputs &In) {
  EscapeAnalysis Analysis(In);
  Analysis.summariseReturns();
  bool HasViews =
      llvm::any_of(In.Function->Instructions, [](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Assign ||
               Instr.Kind == InstrKind::Return ||
               Instr.Kind == InstrKind::IterBegin;
      });
  if (!HasViews || In.Function->Blocks.empty())
    return Analysis.takeResult();
  return Analysis.prepare() ? Analysis.run() : Analysis.takeResult();
}
