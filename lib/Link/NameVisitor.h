// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Walks every name, or every path, in a fact.
///
/// The one place that knows where facts keep NameIds: a member added to a fact
/// is added here, and remapping follows. Visitors get references and may change
/// what they see. The order is fixed.
#ifndef MAPWARDEN_LINK_NAMEVISITOR_H
#define MAPWARDEN_LINK_NAMEVISITOR_H

#include "Facts/FunctionFacts.h"

namespace mapwarden {

/// Calls \p Visit(NameId &) for each name of a path.
template <typename Visitor> void visitNames(AccessPath &Path, Visitor &Visit) {
  Visit(Path.Root.Name);
  Visit(Path.Root.Frame);
  for (Selector &S : Path.Selectors)
    Visit(S.Name);
}

template <typename Visitor> void visitNames(Value &V, Visitor &Visit) {
  Visit(V.Name);
  visitNames(V.Path, Visit);
  for (Value &Bound : V.Bound)
    visitNames(Bound, Visit);
}

template <typename Visitor>
void visitNames(Instruction &Instr, Visitor &Visit) {
  Visit(Instr.At.File);
  visitNames(Instr.Target, Visit);
  visitNames(Instr.Callee, Visit);
  Visit(Instr.Name);
  Visit(Instr.Class);
  for (Value &Arg : Instr.Args)
    visitNames(Arg, Visit);
  visitNames(Instr.Executor, Visit);
}

template <typename Visitor>
void visitNames(VariableFacts &Variable, Visitor &Visit) {
  Visit(Variable.Usr);
  Visit(Variable.Name);
  Visit(Variable.At.File);
  Visit(Variable.TypeClass);
  visitNames(Variable.GuardedBy, Visit);
  Visit(Variable.Hold);
  Visit(Variable.HoldShared);
}

template <typename Visitor> void visitNames(ClassFacts &Class, Visitor &Visit) {
  Visit(Class.Usr);
  Visit(Class.Name);
  Visit(Class.At.File);
  for (NameId &Base : Class.Bases)
    Visit(Base);
  for (VariableFacts &Field : Class.Fields)
    visitNames(Field, Visit);
}

template <typename Visitor>
void visitNames(FunctionFacts &Function, Visitor &Visit) {
  Visit(Function.Usr);
  Visit(Function.Name);
  Visit(Function.At.File);
  Visit(Function.Class);
  Visit(Function.Parent);
  for (NameId &Overridden : Function.Overrides)
    Visit(Overridden);
  for (VariableFacts &Param : Function.Params)
    visitNames(Param, Visit);
  for (VariableFacts &Local : Function.Locals)
    visitNames(Local, Visit);
  for (LockContract &Contract : Function.Contracts)
    visitNames(Contract.Mutex, Visit);
  for (CaptureFacts &Capture : Function.Captures)
    visitNames(Capture.Path, Visit);
  for (Instruction &Instr : Function.Instructions)
    visitNames(Instr, Visit);
  for (StatementFacts &Statement : Function.Statements)
    Visit(Statement.At.File);
}

/// Calls \p Visit(AccessPath &) for each path of a value.
template <typename Visitor> void visitPaths(Value &V, Visitor &Visit) {
  Visit(V.Path);
  for (Value &Bound : V.Bound)
    visitPaths(Bound, Visit);
}

template <typename Visitor>
void visitPaths(FunctionFacts &Function, Visitor &Visit) {
  for (VariableFacts &Param : Function.Params)
    Visit(Param.GuardedBy);
  for (VariableFacts &Local : Function.Locals)
    Visit(Local.GuardedBy);
  for (LockContract &Contract : Function.Contracts)
    Visit(Contract.Mutex);
  for (CaptureFacts &Capture : Function.Captures)
    Visit(Capture.Path);
  for (Instruction &Instr : Function.Instructions) {
    Visit(Instr.Target);
    visitPaths(Instr.Callee, Visit);
    for (Value &Arg : Instr.Args)
      visitPaths(Arg, Visit);
    Visit(Instr.Executor);
  }
}

} // namespace mapwarden

#endif
