// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Wording and layout of evidence.
#include "checks/Evidence.h"
#include "Analysis/HandOvers.h"
#include "Analysis/IdleGuards.h"
#include "Findings/ConfidenceText.h"
#include "checks/Remedy.h"
#include "llvm/ADT/Twine.h"

using namespace mapwarden;

FilePlace mapwarden::placeOf(const Program &Prog, const SourceSpan &Span) {
  return {Prog.text(Span.File).str(), Span.Line, Span.Column, Span.EndLine,
          Span.EndColumn};
}

static const Instruction &instructionAt(const Program &Prog,
                                        const TraceNode &Node) {
  return Prog.Functions[Node.Function].Instructions[Node.Instr];
}

static const TraceNode *lastOf(const TraceNode *Trace) {
  while (Trace && Trace->Next)
    Trace = Trace->Next;
  return Trace;
}

static std::string nameOf(const Program &Prog, FunctionId Id) {
  return Id < Prog.Functions.size() ? Prog.text(Prog.Functions[Id].Name).str()
                                    : "an unknown function";
}

std::string mapwarden::spellPlace(const Program &Prog, const SourceSpan &Span) {
  return (Prog.text(Span.File) + llvm::Twine(":") + llvm::Twine(Span.Line))
      .str();
}

/// Is \p Start no start at all but the declaration of an entry?
static bool isDeclared(const Program &Prog, const TraceNode *Start) {
  return Start && Prog.Functions[Start->Function].has(FunctionIsEntryRoot);
}

/// How the thread that begins at \p Start comes about: `started`, or handed to
/// a library function.
static std::string describeStart(const CheckContext &Ctx,
                                 const TraceNode &Start) {
  if (!Ctx.Results.Graph.registration(Start.Function, Start.Instr))
    return "started";
  return "registered as a callback with " +
         bodilessName(Ctx.Prog, instructionAt(Ctx.Prog, Start)).str();
}

static std::string describeAccess(const AccessSide &Side) {
  std::string Verb = Side.IsWrite ? "writes " : "reads ";
  return Verb + (Side.IsElement ? "an element of " : "") + "'" + Side.Object +
         "' (" + Side.Operation + ")";
}

/// The steps of \p Trace; the node that equals the end of \p Start is where the
/// thread begins.
static std::vector<TraceStep> describeTrace(const CheckContext &Ctx,
                                            const AccessSide &Side,
                                            const TraceNode *Trace,
                                            const TraceNode *Start) {
  const Program &Prog = Ctx.Prog;
  const TraceNode *Spawn = lastOf(Start);
  std::vector<TraceStep> Steps;
  for (const TraceNode *Node = Trace; Node; Node = Node->Next) {
    TraceStep Step;
    Step.At = placeOf(Prog, instructionAt(Prog, *Node).At);
    bool IsSpawn = Spawn && Node->Function == Spawn->Function &&
                   Node->Instr == Spawn->Instr;
    std::string Next = Node->Next ? nameOf(Prog, Node->Next->Function) : "";
    if (IsSpawn && isDeclared(Prog, Node))
      Step.Text = "entry by declaration: any thread may call it";
    else if (IsSpawn)
      Step.Text = (Ctx.Results.Graph.registration(Node->Function, Node->Instr)
                       ? describeStart(Ctx, *Node) + " here"
                       : "thread started here") +
                  (Next.empty() ? std::string() : ", runs " + Next);
    else if (Node->Next)
      Step.Text = "calls " + Next;
    else
      Step.Text = describeAccess(Side);
    Steps.push_back(std::move(Step));
  }
  return Steps;
}

static std::vector<HeldLockText> describeLocks(const CheckContext &Ctx,
                                               const AccessSummary &Access) {
  std::vector<HeldLockText> Locks;
  for (const HeldLock &Lock : Access.Held) {
    if (Lock.IsOnce)
      continue;
    std::string Name = Ctx.Results.Store.spelling(Lock.Lock);
    if (llvm::none_of(Locks, [&](const HeldLockText &Known) {
          return Known.Name == Name;
        }))
      Locks.push_back({Name, Lock.IsShared, placeOf(Ctx.Prog, Lock.TakenAt)});
  }
  llvm::sort(Locks, [](const HeldLockText &L, const HeldLockText &R) {
    return L.Name < R.Name;
  });
  return Locks;
}

static AccessSide describeCore(const CheckContext &Ctx,
                               const AccessSummary &Access) {
  const FunctionFacts &Function = Ctx.Prog.Functions[Access.Function];
  const Instruction &Instr = Function.Instructions[Access.Instr];
  AccessSide Side;
  Side.At = placeOf(Ctx.Prog, Instr.At);
  Side.Operation = Ctx.Prog.text(Instr.Name).str();
  Side.Object = Ctx.Results.Store.qualifiedSpelling(Access.Object);
  Side.Function = Ctx.Prog.text(Function.Name).str();
  Side.IsWrite = Access.Flags & AccessWrite;
  Side.IsElement = Access.Flags & AccessElement;
  Side.Locks = describeLocks(Ctx, Access);
  return Side;
}

AccessSide mapwarden::describeSide(const CheckContext &Ctx,
                                   const AccessSummary &Access,
                                   const ConflictContext &Context) {
  AccessSide Side = describeCore(Ctx, Access);
  const TraceNode *Start = Access.StartedBy ? Access.StartedBy : Context.Start;
  if (const TraceNode *Spawn = lastOf(Start); isDeclared(Ctx.Prog, Spawn)) {
    Side.Context = "any thread that calls " + nameOf(Ctx.Prog, Context.Entry);
  } else if (Spawn) {
    bool IsCallback =
        Ctx.Results.Graph.registration(Spawn->Function, Spawn->Instr);
    Side.Context = (IsCallback ? "a thread of the library, " : "thread ") +
                   describeStart(Ctx, *Spawn) + " at " +
                   spellPlace(Ctx.Prog, instructionAt(Ctx.Prog, *Spawn).At);
    if (Context.Entry < Ctx.Prog.Functions.size())
      Side.Context += " (runs " + nameOf(Ctx.Prog, Context.Entry) + ")";
  } else if (Context.IsOutside) {
    Side.Context = "any thread that calls " + nameOf(Ctx.Prog, Context.Frame);
  } else if (Ctx.Prog.Functions[Context.Frame].has(FunctionIsMain)) {
    Side.Context = "main thread";
  } else {
    Side.Context = "the thread that calls " + nameOf(Ctx.Prog, Context.Frame);
  }
  Side.Trace = describeTrace(Ctx, Side, Access.Trace, Start);
  return Side;
}

AccessSide mapwarden::describeSide(const CheckContext &Ctx,
                                   const AccessVersion &Version) {
  ConflictContext Context;
  Context.Frame = Version.Root;
  if (Version.Thread) {
    Context.Start = Version.Thread->Start;
    Context.Entry = Version.Thread->Entry;
  }
  AccessSide Side = describeSide(Ctx, *Version.Access, Context);
  if (!Version.Thread && !Ctx.Prog.Functions[Version.Root].has(FunctionIsMain))
    Side.Context = "any thread that calls " + nameOf(Ctx.Prog, Version.Root);
  return Side;
}

std::string mapwarden::verbOf(const AccessSide &Side) {
  std::string Verb = Side.IsWrite ? "written" : "read";
  return Verb + " (" + Side.Operation + ")";
}

std::optional<GuardStatistics>
mapwarden::guardStatistics(const CheckContext &Ctx, PathId Object) {
  const GuardUse *Guard =
      Ctx.Results.Guards.guardOf(Ctx.Results.Store.key(Object));
  if (!Guard)
    return std::nullopt;
  return GuardStatistics{Guard->Spelling, Guard->Holding, Guard->Total};
}

std::string mapwarden::adviseGuard(const CheckContext &Ctx, PathId Object) {
  std::string Name = Ctx.Results.Store.qualifiedSpelling(Object);
  if (std::optional<GuardStatistics> Guard = guardStatistics(Ctx, Object))
    return "hold '" + Guard->Guard + "' here, as " +
           std::to_string(Guard->Holding) + " of " +
           std::to_string(Guard->Total) + " accesses to '" + Name + "' do";
  return recommendRemedy(Ctx, Object);
}

std::string mapwarden::explainOverlap(const CheckContext &Ctx,
                                      const Conflict &Pair) {
  const ConflictContext &First = Pair.First.Context,
                        &Second = Pair.Second.Context;
  auto placeOfStart = [&](const ConflictContext &Context) {
    return spellPlace(Ctx.Prog,
                      instructionAt(Ctx.Prog, *lastOf(Context.Start)).At);
  };
  auto isCallback = [&](const ConflictContext &Context) {
    const TraceNode *Start = lastOf(Context.Start);
    return Start &&
           Ctx.Results.Graph.registration(Start->Function, Start->Instr);
  };
  if (const TraceNode *Start = lastOf(First.Start);
      isDeclared(Ctx.Prog, Start)) {
    std::string One = "'" + nameOf(Ctx.Prog, First.Entry) + "'",
                Two = "'" + nameOf(Ctx.Prog, Second.Entry) + "'";
    return One == Two ? One + " is declared to be an entry: several threads "
                              "may call it at the same time"
                      : One + " and " + Two +
                            " are declared to be entries: threads may call "
                            "them at the same time";
  }
  auto nameOfThread = [&](const ConflictContext &Context) {
    if (!isCallback(Context))
      return "the thread started at " + placeOfStart(Context);
    return "the callback " + describeStart(Ctx, *lastOf(Context.Start)) +
           " at " + placeOfStart(Context);
  };
  if (First.IsOutside)
    return Ctx.Results.Outside.whyConcurrent(First.Frame);
  if (First.OverlapsItself && isCallback(First))
    return nameOfThread(First) +
           " may run in several threads of the library at once";
  if (First.OverlapsItself)
    return nameOfThread(First) + " is started again before it has ended";
  const ConflictContext &Started = First.Start ? First : Second;
  if (First.Frame != Second.Frame)
    return nameOfThread(Second.Start ? Second : First) +
           (isCallback(Second.Start ? Second : First) ? " may run"
                                                      : " keeps running") +
           " while other methods of the object are called";
  if (First.Start && Second.Start && (isCallback(First) || isCallback(Second)))
    return nameOfThread(First) + " may run while " + nameOfThread(Second) +
           " does";
  if (First.Start && Second.Start) {
    std::string One = placeOfStart(First), Two = placeOfStart(Second);
    if (One == Two)
      return "several threads are started at " + One +
             " and none is joined in between";
    return "the threads started at " + One + " and " + Two +
           " are alive at the same time";
  }
  if (isCallback(Started))
    return nameOfThread(Started) + " may run when " +
           nameOf(Ctx.Prog, Started.Frame) + " makes the other access";
  return nameOfThread(Started) + " has not been joined when " +
         nameOf(Ctx.Prog, Started.Frame) + " makes the other access";
}

/// One finding cites at most this many accesses under the dominant guard.
Finding mapwarden::makeFinding(const CheckContext &Ctx, const Conflict &Pair,
                               bool IsAboutFirst) {
  const ConflictSide &About = IsAboutFirst ? Pair.First : Pair.Second;
  const ConflictSide &Other = IsAboutFirst ? Pair.Second : Pair.First;
  Finding Result;
  Result.Level = Pair.Level;
  Result.Primary = describeSide(Ctx, About.Access, About.Context);
  Result.Others.push_back(describeSide(Ctx, Other.Access, Other.Context));
  Result.Reasons.push_back(explainOverlap(Ctx, Pair));
  Result.Assumptions = Pair.Assumptions;
  llvm::StringRef Seen = Pair.Seen;
  if (Seen.empty())
    Seen = Pair.Level == Confidence::High
               ? "both threads, both accesses and the object are visible"
               : "both threads and both accesses are visible";
  Result.Grounds = composeGrounds(Pair.Level, Seen, Pair.Assumptions);
  Result.DominantGuard = guardStatistics(Ctx, About.Access.Object);
  Result.ObjectKey = Ctx.Results.Store.key(About.Access.Object);
  Result.FunctionKey =
      Ctx.Prog.text(Ctx.Prog.Functions[About.Access.Function].Usr).str();
  return Result;
}

void mapwarden::setGrounds(Finding &Result, const DisciplineBreak &Break) {
  llvm::StringRef Seen =
      Break.DeclaredAt.isValid()
          ? "no thread is visible, but the declaration of the map names its "
            "lock"
      : Break.IsIntended
          ? "no thread is visible, but the guard in front of the "
            "access shows that the map is shared"
      : isOfObject(Break.Guard)
          ? "no thread is visible, but the class's own mutex shows that the "
            "map is shared"
          : "no thread is visible, but a mutex of the file, held around other "
            "accesses, shows that the map is shared";
  Result.Assumptions = Break.Assumptions;
  Result.Grounds = composeGrounds(Break.Level, Seen, Break.Assumptions);
}

void mapwarden::explainIdleGuard(const CheckContext &Ctx,
                                 const AccessSummary &Access, Finding &Result) {
  std::optional<IdleGuard> Idle = findIdleGuard(Ctx.Prog, Access);
  if (!Idle)
    return;
  Result.Reasons.insert(Result.Reasons.begin(), Idle->Why);
  Result.Advice = Idle->Remedy;
}

void mapwarden::offerGuard(const CheckContext &Ctx, const AccessSummary &Access,
                           Finding &Result) {
  if (Ctx.Fixes)
    Result.Fixes = Ctx.Fixes->guardAccess(Access);
}

void mapwarden::forEachConflict(
    const CheckContext &Ctx, llvm::function_ref<void(const Conflict &)> Visit) {
  for (const Conflict &Pair : Ctx.Results.Pairs.all())
    Visit(Pair);
  for (const Conflict &Pair : Ctx.Results.ObjectPairs)
    Visit(Pair);
}
