// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The walk up the callers.
#include "Analysis/CallerLocks.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Whether what \p Caller calls at \p Instr, such as the instance of a
/// template, calls \p Passed by itself, under a lock.
bool CallerLocks::isCalleeUnder(FunctionId Caller, uint32_t Instr,
                                FunctionId Passed) {
  llvm::ArrayRef<FunctionId> Callers = Graph.callers(Passed);
  return llvm::any_of(Graph.targets(Caller, Instr),
                      [&](const CallTarget &Target) {
                        return Target.Function != Caller &&
                               llvm::is_contained(Callers, Target.Function) &&
                               calledUnder(Target.Function).count(Passed);
                      });
}

const std::set<FunctionId> &CallerLocks::calledUnder(FunctionId Caller) {
  auto [Entry, IsNew] = Locked.try_emplace(Caller);
  if (!IsNew)
    return Entry->second;
  std::set<FunctionId> &Under = Entry->second, Without;
  Known.forEachPoint(Caller, [&](const ProgramPoint &Point) {
    // A lock that a once-flag stands for is held by whoever runs it first.
    bool HoldsAny = llvm::any_of(Point.Before.Held, [](const HeldLock &Lock) {
      return !Lock.IsOnce || !Lock.IsShared;
    });
    const Instruction &Instr = Prog.Functions[Caller].Instructions[Point.Instr];
    bool IsUnder = Instr.Kind == InstrKind::Call && HoldsAny;
    for (const CallTarget &Target : Graph.targets(Caller, Point.Instr))
      (IsUnder ? Under : Without).insert(Target.Function);
    // Callables that the callee runs are called wherever it does.
    auto addCallable = [&](const Value &Passed) {
      if (Passed.Kind == ValueKind::Function || Passed.Kind == ValueKind::Bind)
        for (const CallTarget &Target :
             Graph.resolve(Passed, Prog.Functions[Caller].Usr)) {
          bool IsRunUnder =
              IsUnder || isCalleeUnder(Caller, Point.Instr, Target.Function) ||
              llvm::any_of(Point.Accesses, [&](const AccessSummary &Access) {
                return !Access.Held.empty() && Access.Trace &&
                       Access.Trace->Next &&
                       Access.Trace->Next->Function == Target.Function;
              });
          (IsRunUnder ? Under : Without).insert(Target.Function);
        }
    };
    for (const Value &Passed : Instr.Args)
      addCallable(Passed);
  });
  for (FunctionId Function : Without)
    Under.erase(Function);
  return Under;
}

bool CallerLocks::isHeld(FunctionId Function, unsigned Depth) {
  auto [Entry, IsNew] = Held.try_emplace(Function, false);
  if (!IsNew || Depth > MaxDepth)
    return Entry->second; // Recursion adds nothing.
  llvm::ArrayRef<FunctionId> Callers = Graph.callers(Function);
  bool Result = !Callers.empty();
  for (FunctionId Caller : Callers) {
    if (!Result)
      break;
    if (!calledUnder(Caller).count(Function) && !isHeld(Caller, Depth + 1))
      Result = false;
  }
  return Held[Function] = Result;
}
