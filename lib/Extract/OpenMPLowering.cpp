// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// OpenMP: parallel regions are spawned and joined where they stand, critical
/// sections are locks, barriers are signals, tasks are threads.
///
/// A region that a team runs is outlined into a function of its own, like a
/// lambda that captures everything by reference; its private variables are
/// copies. Critical sections of one name share one lock in the whole program,
/// and so do all those without a name. A region for one thread (single, master,
/// ordered) has a lock of its own.
///
/// A barrier, and the end of a work-sharing construct without nowait, is a flag
/// that nobody passes before all have come: what stands before it keeps away
/// what stands behind it, not others before it (OpenMP 5.2, 15.3).
///
/// Tasks run until a taskwait, the end of a taskgroup or of a team, or a
/// barrier: all are kept under one name (OpenMP 5.2, 12.5, 15.5). Those that
/// depend on one variable have a lock of its name, which is none to a reader.
// LIMIT: a barrier in a loop orders nothing: it is passed again and again.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

static constexpr char BarrierName[] = "omp barrier";

/// Is \p Directive's region run by one thread at a time?
static bool isExclusive(const OMPExecutableDirective *Directive) {
  return isa<OMPCriticalDirective, OMPSingleDirective, OMPMasterDirective,
             OMPMaskedDirective, OMPSectionDirective>(Directive) ||
         (isa<OMPOrderedDirective>(Directive) &&
          Directive->hasAssociatedStmt());
}

/// Is the region run once by one thread, and do the others wait for its end?
/// Then it is what call_once is: what it did happened before what follows.
static bool isOnce(const OMPExecutableDirective *Directive) {
  return isa<OMPSingleDirective>(Directive) &&
         !Directive->hasClausesOfKind<OMPNowaitClause>();
}

/// Do all threads of a team wait at the end of \p Directive, or at it, for each
/// other?
static bool isBarrier(const OMPExecutableDirective *Directive) {
  if (isa<OMPBarrierDirective>(Directive))
    return true;
  const OpenMPDirectiveKind Kind = Directive->getDirectiveKind();
  return isOpenMPWorksharingDirective(Kind) &&
         !isOpenMPParallelDirective(Kind) &&
         !isa<OMPSectionDirective>(Directive) &&
         !Directive->hasClausesOfKind<OMPNowaitClause>();
}

/// Are tasks over when \p Directive is: those of the thread at least?
static bool endsTasks(const OMPExecutableDirective *Directive) {
  return isBarrier(Directive) ||
         isa<OMPTaskwaitDirective, OMPTaskgroupDirective>(Directive);
}

/// Is the region of \p Directive a task, or several, and not a team's?
static bool isTask(const OMPExecutableDirective *Directive) {
  const OpenMPDirectiveKind Kind = Directive->getDirectiveKind();
  return isOpenMPTaskingDirective(Kind) && !isOpenMPParallelDirective(Kind);
}

/// Does the task run on when the next statement does?
static bool runsOn(const OMPExecutableDirective *Task) {
  return !isOpenMPTaskLoopDirective(Task->getDirectiveKind()) ||
         Task->hasClausesOfKind<OMPNogroupClause>();
}

/// Does \p Directive start a team of one thread: `num_threads(1)`?
static bool hasOneThread(const OMPExecutableDirective *Directive) {
  for (const auto *Clause :
       Directive->getClausesOfKind<OMPNumThreadsClause>()) {
    const auto *Count =
        dyn_cast_or_null<IntegerLiteral>(stripAll(Clause->getNumThreads()));
    if (Count && Count->getValue() == 1)
      return true;
  }
  return false;
}

static std::string nameOf(const LoweringContext &Context,
                          const OMPExecutableDirective *Directive) {
  return ("omp " + getOpenMPDirectiveName(Directive->getDirectiveKind(),
                                          Context.Ast.getLangOpts().OpenMP))
      .str();
}

/// The object of the whole program that goes by \p Name.
static AccessPath globalNamed(LoweringContext &Context,
                              const std::string &Name) {
  AccessPath Named;
  Named.Root.Kind = RootKind::Global;
  Named.Root.Name = Context.intern(Name);
  return Named;
}

/// The lock that an exclusive region amounts to: of its name, or its own. Of a
/// barrier: its flag.
static AccessPath lockOf(LoweringContext &Context,
                         const OMPExecutableDirective *Directive,
                         StringRef What) {
  std::string Name = What.str() + ":";
  if (const auto *Critical = dyn_cast<OMPCriticalDirective>(Directive)) {
    Name += Critical->getDirectiveName().getName().getAsString();
  } else {
    SourceSpan At =
        Context.Spans.span(Directive->getBeginLoc(), Directive->getBeginLoc());
    Name += Context.Names.text(At.File).str() + ":" + std::to_string(At.Line) +
            ":" + std::to_string(At.Column);
  }
  return globalNamed(Context, Name);
}

/// All tasks that may be running.
static AccessPath allTasks(LoweringContext &Context) {
  return globalNamed(Context, "omp tasks");
}

static void
findBarriers(const Stmt *Code,
             llvm::SmallVectorImpl<const OMPExecutableDirective *> &Barriers) {
  const auto *Directive = dyn_cast<OMPExecutableDirective>(Code);
  if ((Directive && isOutlined(Directive)) || isa<LambdaExpr>(Code))
    return;
  if (Directive && isBarrier(Directive))
    Barriers.push_back(Directive);
  forEachChild(Code, [&](const Stmt *Child) { findBarriers(Child, Barriers); });
}

void BodyLowering::beginRegion(const OMPExecutableDirective *Region) {
  auto placeOf = [&](const OMPExecutableDirective *Directive) {
    return Context.Spans.span(Directive->getBeginLoc(), Directive->getEndLoc());
  };
  if (isOpenMPParallelDirective(Region->getDirectiveKind())) {
    llvm::SmallVector<const OMPExecutableDirective *, 4> Barriers;
    findBarriers(Body, Barriers);
    for (const OMPExecutableDirective *Barrier : Barriers)
      emitLock(lockOf(Context, Barrier, BarrierName), LockOnce | LockDeferred,
               BarrierName, placeOf(Barrier));
  }
  for (const auto *Depends : Region->getClausesOfKind<OMPDependClause>()) {
    const bool IsReader = Depends->getDependencyKind() == OMPC_DEPEND_in;
    for (const Expr *On : Depends->varlist())
      if (const ValueDecl *Name = PathBuilder::namedVariable(On)) {
        SourceSpan At =
            Context.Spans.span(Name->getLocation(), Name->getLocation());
        emitLock(
            globalNamed(Context,
                        ("omp depend:" + Context.Names.text(At.File) + ":" +
                         llvm::Twine(At.Line) + ":" + llvm::Twine(At.Column))
                            .str()),
            LockOnce | (IsReader ? LockShared : 0u), "omp depend",
            placeOf(Region));
      }
  }
}

bool BodyLowering::enterDirective(const OMPExecutableDirective *Directive) {
  SourceSpan At =
      Context.Spans.span(Directive->getBeginLoc(), Directive->getEndLoc());
  std::string Name = nameOf(Context, Directive);
  if (isExclusive(Directive)) {
    // Only critical sections are locks to a reader; the others say which thread
    // runs a region.
    bool IsLock = isa<OMPCriticalDirective, OMPOrderedDirective>(Directive);
    emitLock(lockOf(Context, Directive, Name), IsLock ? 0u : LockOnce, Name,
             At);
    return true;
  }
  if (!isOutlined(Directive))
    return true;
  unsigned Ordinal = 0;
  for (const Stmt *Region : Scan.Regions) {
    if (Region == Directive)
      break;
    const auto *Other = dyn_cast<OMPExecutableDirective>(Region);
    Ordinal += Other && isOutlined(Other);
  }
  Instruction Spawn = make(InstrKind::Spawn, At, Name);
  Spawn.Callee = Value::named(
      ValueKind::Function, Context.intern(Context.Names.text(Scope.Usr).str() +
                                          "@omp:" + std::to_string(Ordinal)));
  const bool IsTask = isTask(Directive);
  const bool IsMany = IsTask
                          ? isOpenMPLoopDirective(Directive->getDirectiveKind())
                          : !hasOneThread(Directive);
  Spawn.Flags = IsMany ? SpawnMany : 0u;
  if (IsTask && runsOn(Directive)) {
    Place Tasks;
    Tasks.Path = allTasks(Context);
    Spawn.Target =
        PathBuilder::elementOf(std::move(Tasks), NameId::None, false).Path;
  } else {
    Spawn.Flags |= SpawnJoinsHere;
    Spawn.Target = ownResult(Graph.nextNumber());
  }
  emit(std::move(Spawn));
  if (!IsTask)
    joinTasks("end of team", At);
  return false;
}

void BodyLowering::joinTasks(StringRef What, SourceSpan At) {
  emitJoin(InstrKind::Join, allTasks(Context), JoinEach, What, At, nullptr);
}

void BodyLowering::leaveDirective(const OMPExecutableDirective *Directive) {
  const Stmt *Region =
      Directive->hasAssociatedStmt() ? Directive->getRawStmt() : nullptr;
  SourceLocation End = Region ? Region->getEndLoc() : Directive->getEndLoc();
  const SourceSpan At = Context.Spans.span(End, End);
  if (endsTasks(Directive))
    joinTasks(nameOf(Context, Directive), At);
  if (isExclusive(Directive))
    emitUnlock(lockOf(Context, Directive, nameOf(Context, Directive)),
               isOnce(Directive) ? LockOnce : 0u, "end of region", At);
  if (isBarrier(Directive))
    emitUnlock(lockOf(Context, Directive, BarrierName), LockOnce, BarrierName,
               At);
}
