// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One look at each instruction and variable.
#include "Analysis/ThreadUse.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

bool mapwarden::usesThreads(const Program &Prog, const Instruction &Instr) {
  switch (Instr.Kind) {
  case InstrKind::Lock: {
    // A magic static locks without anybody having thought of threads.
    const PathRoot &Root = Instr.Target.Root;
    const VariableFacts *Variable =
        Root.Kind == RootKind::Global ? Prog.global(Root.Name) : nullptr;
    return !Instr.has(LockOnce) || !Variable ||
           !Variable->has(VariableIsFunctionStatic);
  }
  case InstrKind::Guard:
  case InstrKind::GuardLock:
  case InstrKind::GuardWait:
  case InstrKind::Spawn:
  case InstrKind::Join:
    return true;
  default:
    return false;
  }
}

bool mapwarden::usesThreads(const VariableFacts &Variable) {
  return Variable.has(VariableIsMutex) || Variable.has(VariableIsAtomic) ||
         Variable.has(VariableIsThreadHandle) ||
         Variable.has(VariableIsPerThread);
}

bool mapwarden::usesThreads(const Program &Prog) {
  auto isThread = [](const VariableFacts &Variable) {
    return usesThreads(Variable);
  };
  return llvm::any_of(Prog.Globals, isThread) ||
         llvm::any_of(Prog.Classes,
                      [&](const ClassFacts &Class) {
                        return llvm::any_of(Class.Fields, isThread);
                      }) ||
         llvm::any_of(Prog.Functions, [&](const FunctionFacts &Function) {
           return llvm::any_of(Function.Locals, isThread) ||
                  llvm::any_of(Function.Instructions,
                               [&](const Instruction &Instr) {
                                 return usesThreads(Prog, Instr);
                               });
         });
}
