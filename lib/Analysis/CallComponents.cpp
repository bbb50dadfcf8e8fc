// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Strongly connected components of the call graph, callees first.
#include "Analysis/CallGraph.h"
#include "Analysis/TestFiles.h"
#include "llvm/ADT/BitVector.h"
#include <algorithm>

using namespace mapwarden;

/// Tarjan's algorithm, iterative because call chains may be thousands deep.
void CallGraph::buildComponents() {
  size_t Count = Prog->Functions.size();
  Callees.resize(Count);
  for (FunctionId Id = 0; Id < Count; ++Id) {
    for (const auto &[Instr, Targets] : CallTargets[Id])
      for (const CallTarget &Target : Targets)
        Callees[Id].push_back(Target.Function);
    for (const auto &[Instr, Kept] : Registrations[Id])
      for (const CallTarget &Target : Kept.Targets)
        Callees[Id].push_back(Target.Function);
    // Callables passed as arguments may run below the callee: their summaries
    // must exist before this one.
    for (const Instruction &Instr : Prog->Functions[Id].Instructions)
      for (const Value &Arg : Instr.Args)
        if (Arg.Kind == ValueKind::Function || Arg.Kind == ValueKind::Bind)
          for (const CallTarget &Target : resolve(Arg, Prog->Functions[Id].Usr))
            Callees[Id].push_back(Target.Function);
    // Whoever stores a task may run it.
    for (const auto &[Instr, Queue] : TaskStores[Id]) {
      const Value &Stored = Prog->Functions[Id].Instructions[Instr].Args[0];
      // What a parameter is, callers know: they start the task.
      bool IsOpen = Stored.Kind == ValueKind::Path &&
                    Stored.Path.Root.Kind == RootKind::Param &&
                    Stored.Path.Root.Frame == NameId::None;
      if (!IsOpen)
        for (const CallTarget &Target :
             resolve(Stored, Prog->Functions[Id].Usr))
          Callees[Id].push_back(Target.Function);
      for (const TaskEntry &Entry : Queues[Queue].Entries)
        if (Entry.Method != NameId::None)
          for (FunctionId Method : overriders(Entry.Method))
            Callees[Id].push_back(Method);
    }
    llvm::sort(Callees[Id]);
    Callees[Id].erase(std::unique(Callees[Id].begin(), Callees[Id].end()),
                      Callees[Id].end());
    for (FunctionId Callee : Callees[Id])
      Callers[Callee].push_back(Id);
  }
  // Whoever stores a task needs to know what the takers hold.
  std::vector<std::vector<FunctionId>> Before = Callees;
  for (FunctionId Id = 0; Id < Count; ++Id)
    for (const auto &[Instr, Queue] : TaskStores[Id])
      for (FunctionId Taker : Queues[Queue].Takers)
        if (Taker != Id && !llvm::is_contained(Before[Id], Taker))
          Before[Id].push_back(Taker);
  // What namespace-scope variables start is at work when main begins.
  std::vector<FunctionId> Early;
  for (FunctionId Id = 0; Id < Count; ++Id)
    if (isStaticInitialisation(Prog->Functions[Id]))
      Early.push_back(Id);
  for (FunctionId Id = 0; Id < Count; ++Id)
    if (Prog->Functions[Id].has(FunctionIsMain))
      llvm::append_range(Before[Id], Early);
  for (std::vector<FunctionId> &Each : Before)
    llvm::sort(Each);

  constexpr uint32_t Unvisited = ~0u;
  std::vector<uint32_t> Number(Count, Unvisited), Low(Count, 0);
  llvm::BitVector OnStack(Count);
  std::vector<FunctionId> Stack;
  std::vector<std::pair<FunctionId, size_t>> Frames;
  uint32_t Next = 0;
  for (FunctionId Root = 0; Root < Count; ++Root) {
    if (Number[Root] != Unvisited)
      continue;
    Frames.push_back({Root, 0});
    while (!Frames.empty()) {
      auto &[Id, Position] = Frames.back();
      if (Position == 0) {
        Number[Id] = Low[Id] = Next++;
        Stack.push_back(Id);
        OnStack.set(Id);
      }
      if (Position < Before[Id].size()) {
        FunctionId Callee = Before[Id][Position++];
        if (Number[Callee] == Unvisited)
          Frames.push_back({Callee, 0});
        else if (OnStack.test(Callee))
          Low[Id] = std::min(Low[Id], Number[Callee]);
        continue;
      }
      FunctionId Done = Id;
      Frames.pop_back();
      if (!Frames.empty())
        Low[Frames.back().first] =
            std::min(Low[Frames.back().first], Low[Done]);
      if (Low[Done] != Number[Done])
        continue;
      std::vector<FunctionId> Component;
      FunctionId Member;
      do {
        Member = Stack.back();
        Stack.pop_back();
        OnStack.reset(Member);
        Component.push_back(Member);
      } while (Member != Done);
      llvm::sort(Component);
      Components.push_back(std::move(Component));
    }
  }
}
