// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collections of callables that threads take from: home-made pools, timers,
/// buses.
#include "Analysis/CallGraph.h"
#include "Analysis/CallablePaths.h"
#include <algorithm>

using namespace mapwarden;

namespace {
/// How often threads reach a function.
enum class Reach : uint8_t { Never, Once, Many };
} // namespace

void CallGraph::findTaskQueues() {
  std::vector<Reach> Reached(Prog->Functions.size(), Reach::Never);
  std::vector<FunctionId> Worklist;
  auto mark = [&](FunctionId Id, Reach How) {
    if (How > Reached[Id]) {
      Reached[Id] = How;
      Worklist.push_back(Id);
    }
  };
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (const BlockFacts &Block : Function.Blocks)
      for (uint32_t I = Block.Begin; I < Block.End; ++I) {
        if (Function.Instructions[I].Kind != InstrKind::Spawn)
          continue;
        bool Many =
            Block.LoopDepth > 0 || Function.Instructions[I].has(SpawnMany);
        for (const CallTarget &Target : targets(Id, I))
          mark(Target.Function, Reached[Target.Function] != Reach::Never || Many
                                    ? Reach::Many
                                    : Reach::Once);
      }
  }
  while (!Worklist.empty()) {
    FunctionId Id = Worklist.back();
    Worklist.pop_back();
    for (const auto &[Instr, Targets] : CallTargets[Id])
      if (Prog->Functions[Id].Instructions[Instr].Kind == InstrKind::Call)
        for (const CallTarget &Target : Targets)
          mark(Target.Function, Reached[Id]);
  }

  // A call in a threaded function whose callee came out of a collection takes a
  // task from that collection.
  std::map<std::pair<uint32_t, uint32_t>, TaskQueue> Queues;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    if (Reached[Id] == Reach::Never)
      continue;
    const FunctionFacts &Function = Prog->Functions[Id];
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind != InstrKind::Call || Instr.Callee.Kind != ValueKind::Path)
        continue;
      std::optional<uint32_t> From = findSlot(Instr.Callee.Path, Function.Usr);
      if (!From)
        continue;
      NameId Collection = hasElement(Instr.Callee.Path)
                              ? collectionName(Instr.Callee.Path, Function.Usr)
                          : Slots[*From].FromCollection
                              ? Slots[*From].Collection
                              : NameId::None;
      if (Collection == NameId::None)
        continue;
      TaskQueue &Queue = Queues[{index(Collection), 0}];
      Queue.Key = Collection;
      Queue.HasManyWorkers |= Reached[Id] == Reach::Many;
      CallTargets[Id].erase(I); // The tasks run from where they are stored.
    }
  }
  if (Queues.empty())
    return;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind != InstrKind::Assign || Instr.Args.empty() ||
          !hasElement(Instr.Target))
        continue;
      auto Queue =
          Queues.find({index(collectionName(Instr.Target, Function.Usr)), 0});
      if (Queue != Queues.end())
        TaskStores[Id][I] = Queue->second;
    }
  }
}
