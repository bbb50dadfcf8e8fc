// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// OpenMP: parallel regions are spawned and joined where they stand, critical sections are locks.
///
/// A region that a team runs is outlined into a function of its own, like a lambda that captures everything by
/// reference; its private variables are copies. Critical sections of one name share one lock in the whole program, and
/// so do all those without a name.
// LIMIT: ordered, single, master and barriers are not lowered: what they protect counts as unprotected.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;

bool mapwarden::isOutlined(const OMPExecutableDirective *Directive) {
  return isOpenMPParallelDirective(Directive->getDirectiveKind()) ||
         isOpenMPTaskingDirective(Directive->getDirectiveKind()) ||
         isOpenMPTeamsDirective(Directive->getDirectiveKind());
}

static AccessPath criticalLock(LoweringContext &Context, const OMPCriticalDirective *Critical) {
  AccessPath Lock;
  Lock.Root.Kind = RootKind::Global;
  Lock.Root.Name = Context.intern("omp critical:" + Critical->getDirectiveName().getName().getAsString());
  return Lock;
}

bool BodyLowering::enterDirective(const OMPExecutableDirective *Directive) {
  SourceSpan At = Context.Spans.span(Directive->getBeginLoc(), Directive->getEndLoc());
  if (const auto *Critical = dyn_cast<OMPCriticalDirective>(Directive)) {
    emitLock(criticalLock(Context, Critical), 0, "omp critical", At);
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
  Instruction Spawn = make(InstrKind::Spawn, At, "omp " + getOpenMPDirectiveName(
                                                              Directive->getDirectiveKind(),
                                                              Context.Ast.getLangOpts().OpenMP)
                                                              .str());
  Spawn.Callee = Value::named(ValueKind::Function,
                              Context.intern(Context.Names.text(Scope.Usr).str() + "@omp:" + std::to_string(Ordinal)));
  Spawn.Flags = SpawnMany | SpawnJoinsHere;
  Spawn.Target = ownResult(Graph.nextNumber());
  emit(std::move(Spawn));
  return false;
}

void BodyLowering::leaveDirective(const OMPExecutableDirective *Directive) {
  if (const auto *Critical = dyn_cast<OMPCriticalDirective>(Directive))
    emitUnlock(criticalLock(Context, Critical), 0, "omp critical",
               Context.Spans.span(Directive->getEndLoc(), Directive->getEndLoc()));
}
