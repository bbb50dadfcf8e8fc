// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Frames' threads, and starts that no frame has.
#include "Analysis/ThreadTable.h"

using namespace mapwarden;

void ThreadTable::addFrame(const Frame &Here) {
  for (uint32_t T = 0; T < Here.Threads.size(); ++T) {
    const FrameThread &Thread = Here.Threads[T];
    const TraceNode *Last = Thread.Summary.Start;
    while (Last->Next)
      Last = Last->Next;
    KnownThread &Entry =
        Known[{Last->Function, Last->Instr, Thread.Summary.Entry}];
    Entry.Starter = Last->Function;
    Entry.Instr = Last->Instr;
    Entry.Entry = Thread.Summary.Entry;
    Entry.Start = Thread.Summary.Start; // Callers come after callees.
    if (Entry.Handle == UnknownPath)
      Entry.Handle = Thread.Summary.Handle;
    Entry.IsMany |= Thread.Summary.IsMany ||
                    llvm::any_of(Thread.LiveAtStart, [&](const LiveThread &L) {
                      return L.Thread == T;
                    });
  }
}

std::vector<KnownThread> ThreadTable::list(const Program &Prog,
                                           const CallGraph &Graph,
                                           PathStore &Store) const {
  auto All = Known;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    for (const BlockFacts &Block : Function.Blocks)
      for (uint32_t I = Block.Begin; I < Block.End; ++I) {
        const Instruction &Instr = Function.Instructions[I];
        bool IsSpawn = Instr.Kind == InstrKind::Spawn;
        if (!IsSpawn && !Graph.taskStore(Id, I))
          continue;
        PathId Handle =
            IsSpawn ? Store.intern(Instr.Target, Function.Usr) : UnknownPath;
        std::vector<CallTarget> Targets =
            IsSpawn ? std::vector<CallTarget>(Graph.targets(Id, I))
                    : Graph.resolve(Instr.Args[0], Function.Usr);
        bool IsMany = Instr.has(SpawnMany) || Block.LoopDepth > 0;
        for (const CallTarget &Target : Targets)
          All.try_emplace(
              {Id, I, Target.Function},
              KnownThread{Id, I, Target.Function, nullptr, IsMany, Handle});
        auto Seen = All.lower_bound({Id, I, 0});
        bool IsSeen = Seen != All.end() && std::get<0>(Seen->first) == Id &&
                      std::get<1>(Seen->first) == I;
        if (!IsSeen)
          All.try_emplace({Id, I, ~0u},
                          KnownThread{Id, I, ~0u, nullptr, IsMany, Handle});
      }
  }
  std::vector<KnownThread> Result;
  for (const auto &[Key, Thread] : All) {
    // The same start with a known entry says more.
    auto First = All.lower_bound({Thread.Starter, Thread.Instr, 0});
    if (Thread.Entry == ~0u && First->second.Entry != ~0u)
      continue;
    Result.push_back(Thread);
  }
  return Result;
}
