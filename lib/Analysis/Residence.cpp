// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The fixpoint over calls and starts.
#include "Analysis/Residence.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// The method that \p Function is a lambda of, or itself.
static const FunctionFacts &methodAround(const Program &Prog,
                                         const FunctionFacts &Function) {
  const FunctionFacts *Method = &Function;
  while (Method->Parent != NameId::None)
    if (const FunctionFacts *Outer = Prog.function(Method->Parent))
      Method = Outer;
    else
      break;
  return *Method;
}

PathId Residence::nameHome(const Program &Prog, PathStore &Store, PathId Path,
                           const FunctionFacts &Frame) {
  AccessPath Home = Store.path(Path);
  if (Home.Root.Kind == RootKind::Global)
    return Path;
  if (Home.Root.Kind != RootKind::This ||
      Home.Root.Frame != methodAround(Prog, Frame).Usr)
    return UnknownPath;
  Home.Root.Frame = NameId::None;
  return Store.intern(std::move(Home), NameId::None);
}

RunPlace Residence::placeOf(const Program &Prog, PathStore &Store,
                            const ThreadSummary &Thread,
                            const FunctionFacts &Frame) {
  RunPlace Result;
  if (Thread.Executor != UnknownPath) {
    if (!Thread.IsBesideOthers)
      Result.Home = nameHome(Prog, Store, Thread.Executor, Frame);
    return Result;
  }
  if (Thread.Task.Key == NameId::None)
    return Result;
  PathId Queue = nameHome(Prog, Store, Thread.Task.Queue, Frame);
  if (Thread.IsSerial)
    Result.Home = Queue;
  const AccessPath &Path = Store.path(Queue);
  if (Path.Root.Kind == RootKind::This && Path.Selectors.size() == 1)
    Result.Queue = Thread.Task.Key;
  return Result;
}

bool Residence::isOnThis(const Program &Prog, const FunctionFacts &Frame,
                         const AccessPath &Path,
                         const FunctionFacts &Function) {
  const FunctionFacts &Method = methodAround(Prog, Frame);
  if (Function.has(FunctionIsLambda))
    return methodAround(Prog, Function).Usr == Method.Usr;
  return Path.Root.Kind == RootKind::This && Path.Selectors.empty() &&
         (Path.Root.Frame == NameId::None || Path.Root.Frame == Method.Usr);
}

namespace {

/// Top: no way in has been seen yet. UnknownPath as a home: several, or none.
struct State {
  bool IsTop = true;
  PathId Home = UnknownPath;
};

/// A way into a function: a call, or a start at Place.
struct Way {
  FunctionId From = 0;
  /// A call; else the start of a thread that runs at Place.
  bool IsCall = true;
  /// Both work on the same object.
  bool IsOnThis = false;
  RunPlace Place;
};

class Homing {
public:
  Homing(const Program &Prog, const CallGraph &Graph, PathStore &Store,
         const Summaries &Known)
      : Prog(Prog), Graph(Graph), Store(Store), Ways(Prog.Functions.size()),
        Users(Prog.Functions.size()), States(Prog.Functions.size()) {
    collect(Known);
  }
  void solve();
  PathId homeOf(FunctionId Id) const {
    return States[Id].IsTop ? UnknownPath : States[Id].Home;
  }
  /// The home of all that take from the queue \p Key of their object.
  State homeOfQueue(NameId Key) const;
  const llvm::DenseMap<NameId, llvm::SmallVector<FunctionId, 2>> &
  takers() const {
    return Takers;
  }

private:
  void collect(const Summaries &Known);
  State meet(FunctionId Id) const;
  State stateAt(const Way &In) const;

  const Program &Prog;
  const CallGraph &Graph;
  PathStore &Store;
  std::vector<std::vector<Way>> Ways;
  std::vector<llvm::SmallVector<FunctionId, 2>>
      Users; // Whom a change concerns.
  llvm::DenseMap<NameId, llvm::SmallVector<FunctionId, 2>> Takers;
  std::vector<State> States;
};

void Homing::collect(const Summaries &Known) {
  const bool HasMain = llvm::any_of(Prog.Functions, [](const FunctionFacts &F) {
    return F.has(FunctionIsMain);
  });
  const Way Elsewhere{0, false, false, {}};
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    bool IsOpen = Function.has(FunctionIsMain) || Function.has(FunctionIsEntry);
    // Whoever calls the base, which is in no unit, calls this.
    IsOpen |= llvm::any_of(Function.Overrides, [&](NameId Base) {
      return !Prog.FunctionByUsr.contains(Base);
    });
    // A library's user may call it from anywhere.
    IsOpen |= !HasMain && Function.has(FunctionIsPublic) &&
              Function.has(FunctionIsExternal) &&
              !Function.has(FunctionIsLambda);
    if (IsOpen || Known.isInvoked(Id))
      Ways[Id].push_back(Elsewhere);
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Call = Function.Instructions[I];
      if (const Registration *Kept = Graph.registration(Id, I))
        for (const CallTarget &Target : Kept->Targets)
          Ways[Target.Function].push_back(Elsewhere);
      if (Call.Kind != InstrKind::Call)
        continue;
      if (const TaskQueue *Queue = Graph.taskTake(Id, I)) {
        auto &Own = Takers[Queue->Key];
        if (!llvm::is_contained(Own, Id))
          Own.push_back(Id);
      }
      for (const CallTarget &Target : Graph.targets(Id, I)) {
        const FunctionFacts &Callee = Prog.Functions[Target.Function];
        Way In{Id,
               true,
               Residence::isOnThis(Prog, Function, Call.Target, Callee),
               {}};
        Ways[Target.Function].push_back(In);
        Users[Id].push_back(Target.Function);
      }
    }
  }
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    for (const EntryStart &Start : Known.startsOf(Id)) {
      Way In{Start.Frame, false, Start.IsOnThis, Start.Place};
      // A task of another queue runs where that is served.
      if (In.Place.Queue != NameId::None)
        for (FunctionId Taker : Takers.lookup(In.Place.Queue))
          Users[Taker].push_back(Id);
      Ways[Id].push_back(In);
    }
}

State Homing::homeOfQueue(NameId Key) const {
  State Result;
  auto Known = Takers.find(Key);
  if (Known == Takers.end())
    return {false, UnknownPath};
  for (FunctionId Taker : Known->second) {
    const State &Of = States[Taker];
    if (Of.IsTop)
      continue;
    if (!Result.IsTop && Result.Home != Of.Home)
      return {false, UnknownPath};
    Result = Of;
  }
  return Result;
}

State Homing::stateAt(const Way &In) const {
  State Found{false, UnknownPath};
  if (In.IsCall) {
    Found = States[In.From];
  } else {
    if (In.Place.Queue != NameId::None)
      Found = homeOfQueue(In.Place.Queue);
    if (!Found.IsTop && Found.Home == UnknownPath)
      Found.Home = In.Place.Home;
  }
  // What `this` is called elsewhere nobody knows.
  if (!Found.IsTop && !In.IsOnThis &&
      Store.path(Found.Home).Root.Kind == RootKind::This)
    Found.Home = UnknownPath;
  return Found;
}

State Homing::meet(FunctionId Id) const {
  State Result;
  if (Ways[Id].empty())
    return {false, UnknownPath};
  for (const Way &In : Ways[Id]) {
    State Of = stateAt(In);
    if (Of.IsTop)
      continue;
    if (Of.Home == UnknownPath || (!Result.IsTop && Result.Home != Of.Home))
      return {false, UnknownPath};
    Result = Of;
  }
  return Result;
}

void Homing::solve() {
  std::vector<FunctionId> Pending;
  std::vector<bool> IsPending(Prog.Functions.size(), true);
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    Pending.push_back(Id);
  // A queue may get a home before all its takers are known, and lose it.
  std::vector<uint8_t> Changes(Prog.Functions.size(), 0);
  constexpr uint8_t MaxChanges = 4;
  while (!Pending.empty()) {
    FunctionId Id = Pending.back();
    Pending.pop_back();
    IsPending[Id] = false;
    State New = meet(Id);
    State &Old = States[Id];
    if (New.IsTop || (!Old.IsTop && New.Home == Old.Home))
      continue;
    if (!Old.IsTop && ++Changes[Id] > MaxChanges)
      New.Home = UnknownPath;
    if (!Old.IsTop && New.Home == Old.Home)
      continue;
    Old = New;
    for (FunctionId User : Users[Id])
      if (!IsPending[User]) {
        IsPending[User] = true;
        Pending.push_back(User);
      }
  }
}

} // namespace

Residence Residence::build(const Program &Prog, const CallGraph &Graph,
                           PathStore &Store, const Summaries &Known) {
  Homing Solved(Prog, Graph, Store, Known);
  Solved.solve();
  Residence Result;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    Result.Homes.push_back(Solved.homeOf(Id));
  for (const auto &[Key, Takers] : Solved.takers())
    if (State Home = Solved.homeOfQueue(Key); !Home.IsTop)
      Result.QueueHomes[Key] = Home.Home;
  return Result;
}

PathId Residence::resolve(FunctionId Frame, const RunPlace &Place) const {
  if (Place.IsOwn)
    return Homes[Frame];
  if (PathId Home = QueueHomes.lookup(Place.Queue); Home != UnknownPath)
    return Home;
  return Place.Home;
}

bool Residence::isOneHome(FunctionId Frame, const RunPlace &First,
                          const RunPlace &Second) const {
  PathId Home = resolve(Frame, First);
  return Home != UnknownPath && Home == resolve(Frame, Second);
}
