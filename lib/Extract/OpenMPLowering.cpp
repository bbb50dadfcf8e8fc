// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// OpenMP: parallel regions are spawned and joined where they stand, critical
/// sections are locks.
///
/// A region that a team runs is outlined into a function of its own, like a
/// lambda that captures everything by reference; its private variables are
/// copies. Critical sections of one name share one lock in the whole program,
/// and so do all those without a name. A region for one thread (single, master,
/// ordered) has a lock of its own.
// LIMIT: barriers are not lowered; what they order counts as unordered, except
// after single.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;

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

/// The lock that an exclusive region amounts to: of its name, or its own.
static AccessPath lockOf(LoweringContext &Context,
                         const OMPExecutableDirective *Directive) {
  std::string Name = ("omp " +
                      getOpenMPDirectiveName(Directive->getDirectiveKind(),
                                             Context.Ast.getLangOpts().OpenMP) +
                      ":")
                         .str();
  if (const auto *Critical = dyn_cast<OMPCriticalDirective>(Directive)) {
    Name += Critical->getDirectiveName().getName().getAsString();
  } else {
    SourceSpan At =
        Context.Spans.span(Directive->getBeginLoc(), Directive->getBeginLoc());
    Name += Context.Names.text(At.File).str() + ":" + std::to_string(At.Line) +
            ":" + std::to_string(At.Column);
  }
  AccessPath Lock;
  Lock.Root.Kind = RootKind::Global;
  Lock.Root.Name = Context.intern(Name);
  return Lock;
}

bool BodyLowering::enterDirective(const OMPExecutableDirective *Directive) {
  SourceSpan At =
      Context.Spans.span(Directive->getBeginLoc(), Directive->getEndLoc());
  std::string Name =
      ("omp " + getOpenMPDirectiveName(Directive->getDirectiveKind(),
                                       Context.Ast.getLangOpts().OpenMP))
          .str();
  if (isExclusive(Directive)) {
    // Only critical sections are locks to a reader; the others say which thread
    // runs a region.
    bool IsLock = isa<OMPCriticalDirective, OMPOrderedDirective>(Directive);
    emitLock(lockOf(Context, Directive), IsLock ? 0u : LockOnce, Name, At);
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
  Spawn.Flags = SpawnJoinsHere | (hasOneThread(Directive) ? 0u : SpawnMany);
  Spawn.Target = ownResult(Graph.nextNumber());
  emit(std::move(Spawn));
  return false;
}

void BodyLowering::leaveDirective(const OMPExecutableDirective *Directive) {
  if (!isExclusive(Directive))
    return;
  const Stmt *Region = Directive->getRawStmt();
  emitUnlock(lockOf(Context, Directive), isOnce(Directive) ? LockOnce : 0u,
             "end of region",
             Context.Spans.span(Region->getEndLoc(), Region->getEndLoc()));
}
