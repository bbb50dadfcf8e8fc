// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that rewrites accesses of callees, and of
/// callables that callees invoke, in the caller's terms.
#include "Analysis/Summariser.h"

using namespace mapwarden;

void Summariser::liftInto(uint32_t Instr,
                          const std::vector<AccessSummary> &From,
                          const Substitution &Bind,
                          std::vector<AccessSummary> &Out) {
  for (const AccessSummary &Callee : From) {
    PathId Translated = Owner.Bindings.rebind(Store, Bind(Callee.Object), Id);
    // What a lambda captured with an initialiser is known where it was made.
    if (Translated == UnknownPath && Bind.isNested() &&
        Pointers.resolveOne(Callee.Object) != Callee.Object)
      Translated = Callee.Object;
    if (Translated == UnknownPath)
      continue;
    AccessSummary Base = Callee;
    Base.Trace = trace(Instr, Callee.Trace);
    if (Callee.StartedBy)
      Base.StartedBy = trace(Instr, Callee.StartedBy);
    llvm::erase_if(Base.Held, [&](HeldLock &Lock) {
      Lock.Lock = Pointers.resolveOne(
          Owner.Bindings.rebind(Store, Bind.lock(Lock.Lock), Id));
      Lock.Guard = UnknownPath;
      return Lock.Lock == UnknownPath;
    });
    for (PathId &Released : Base.Released)
      Released = Bind.lock(Released);
    for (PathId &Handle : Base.Joined)
      Handle = Pointers.resolveOne(Bind(Handle));
    for (PathId Object : Pointers.resolve(Translated)) {
      if (Object == UnknownPath || Bind.isCopied(Object))
        continue;
      Out.push_back(Base);
      Out.back().Object = Object;
      correlateLocks(Out.back());
    }
  }
}

void Summariser::liftAccesses(uint32_t Instr, const CallTarget &Target,
                              const Substitution &Bind,
                              std::vector<AccessSummary> &Out) {
  liftInto(Instr, Owner.of(Target.Function).Accesses, Bind, Out);
  addInvokedAccesses(Instr, Target, Bind, 0, Out);
}

/// Callables passed to the callee and called by it: their accesses, under the
/// locks the callee holds at the call.
void Summariser::addInvokedAccesses(uint32_t Instr, const CallTarget &Target,
                                    const Substitution &Bind, unsigned Depth,
                                    std::vector<AccessSummary> &Out) {
  for (const Invocation &Called : Owner.of(Target.Function).Invocations) {
    const AccessPath &Formal = Store.path(Called.Callee);
    if (Formal.Root.Kind != RootKind::Param || !Formal.Selectors.empty())
      continue;
    const Value *Actual = Bind.argument(Formal.Root.Index);
    llvm::SmallVector<PathId, 2> Arguments;
    for (PathId Arg : Called.Arguments)
      Arguments.push_back(Bind(Arg));
    if (!Actual || Actual->Kind == ValueKind::Path ||
        Actual->Kind == ValueKind::None) {
      // Still open: our own parameter, or a stored callable.
      PathId Path = Bind.argumentPath(Formal.Root.Index);
      if (Path != UnknownPath &&
          Store.path(Path).Root.Kind == RootKind::Param && Depth == 0) {
        Invocation Up = Called;
        Up.Callee = Path;
        Up.Arguments = Arguments;
        Up.Trace = trace(Instr, Called.Trace);
        llvm::erase_if(Up.Held, [&](HeldLock &Lock) {
          Lock.Lock = Pointers.resolveOne(Bind.lock(Lock.Lock));
          return Lock.Lock == UnknownPath;
        });
        Summary.Invocations.push_back(std::move(Up));
      }
      if (!Actual)
        continue;
    }
    for (const CallTarget &Inner : Graph.resolve(*Actual, Function.Usr)) {
      Substitution InnerBind(Prog, Store, Function, Instr, Inner, Arguments);
      std::vector<AccessSummary> Lifted;
      liftInto(Instr, Owner.of(Inner.Function).Accesses, InnerBind, Lifted);
      for (AccessSummary &Access : Lifted) {
        if (Access.StartedBy) {
          Out.push_back(std::move(Access));
          continue;
        }
        for (HeldLock Lock : Called.Held) {
          Lock.Lock = Pointers.resolveOne(Bind.lock(Lock.Lock));
          Lock.Guard = UnknownPath;
          if (Lock.Lock != UnknownPath)
            Access.Held.push_back(Lock);
        }
        for (PathId Released : Called.Released)
          Access.Released.push_back(Bind.lock(Released));
        Out.push_back(std::move(Access));
      }
    }
  }
}
