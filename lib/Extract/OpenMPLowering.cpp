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
// LIMIT: barriers are not lowered: what they order counts as unordered.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;

/// Is \p Directive's region run by one thread at a time?
static bool isExclusive(const OMPExecutableDirective *Directive) {
  return isa<OMPCriticalDirective, OMPSingleDirective, OMPMasterDirective,
             OMPMaskedDirective>(Directive) ||
         (isa<OMPOrderedDirective>(Directive) &&
          Directive->hasAssociatedStmt());
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
    emitLock(lockOf(Context, Directive), 0, Name, At);
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
  Spawn.Flags = SpawnMany | SpawnJoinsHere;
  Spawn.Target = ownResult(Graph.nextNumber());
  emit(std::move(Spawn));
  return false;
}

void BodyLowering::leaveDirective(const OMPExecutableDirective *Directive) {
  if (!isExclusive(Directive))
    return;
  const Stmt *Region = Directive->getRawStmt();
  emitUnlock(lockOf(Context, Directive), 0, "end of region",
             Context.Spans.span(Region->getEndLoc(), Region->getEndLoc()));
}
