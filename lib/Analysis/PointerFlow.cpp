// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reaching definitions of local pointers, and of the names of new objects.
#include "Analysis/PointerFlow.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace mapwarden;

/// The number of the local that \p Instr sets, if it is a bare pointer of this
/// function.
static std::optional<uint32_t> localSetBy(const FunctionFacts &Function,
                                          const Instruction &Instr) {
  const AccessPath &Target = Instr.Target;
  if (Instr.Kind != InstrKind::Assign || Instr.Args.empty() ||
      Target.Root.Kind != RootKind::Local || !Target.Selectors.empty() ||
      Target.Root.Index >= Function.Locals.size() ||
      (Target.Root.Frame != NameId::None && Target.Root.Frame != Function.Usr))
    return std::nullopt;
  const VariableFacts &Local = Function.Locals[Target.Root.Index];
  if (!Local.has(VariableIsReference) || Local.has(VariableIsThreadHandle) ||
      Local.has(VariableIsCallable))
    return std::nullopt;
  return Target.Root.Index;
}

PointerFlow::PointerFlow(const FunctionFacts &Function) : Function(Function) {
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I)
    if (std::optional<uint32_t> Local =
            localSetBy(Function, Function.Instructions[I])) {
      Definitions[*Local].push_back(static_cast<uint32_t>(Facts.size()));
      Facts.push_back(I);
    }
  llvm::SmallVector<uint32_t, 8> SetOnce;
  for (const auto &[Local, Numbers] : Definitions)
    if (Numbers.size() < 2 || Facts.size() > MaxDefinitions)
      SetOnce.push_back(Local);
  for (uint32_t Local : SetOnce)
    Definitions.erase(Local);
  if (Definitions.empty())
    return;
  for (uint32_t Fact = 0; Fact < Facts.size(); ++Fact) {
    std::optional<uint32_t> Local =
        localSetBy(Function, Function.Instructions[Facts[Fact]]);
    auto Others = Definitions.find(*Local);
    if (Others == Definitions.end())
      continue;
    Effect New;
    New.Instr = Facts[Fact];
    New.Kills.assign(Others->second.begin(), Others->second.end());
    New.Starts.push_back(Fact);
    Values.Effects.push_back(std::move(New));
  }
  numberBlocks();
  solve(Values, static_cast<unsigned>(Facts.size()));
}

void PointerFlow::apply(const Problem &Solved, uint32_t Begin, uint32_t End,
                        llvm::BitVector &State) {
  auto From = llvm::lower_bound(
      Solved.Effects, Begin,
      [](const Effect &E, uint32_t Instr) { return E.Instr < Instr; });
  for (; From != Solved.Effects.end() && From->Instr < End; ++From) {
    for (uint32_t Fact : From->Kills)
      State.reset(Fact);
    for (uint32_t Fact : From->Starts)
      State.set(Fact);
  }
}

void PointerFlow::solve(Problem &Solved, unsigned Size) const {
  Solved.Entry.assign(Function.Blocks.size(), llvm::BitVector(Size));
  if (Solved.Entry.empty())
    return;
  std::vector<bool> Seen(Function.Blocks.size(), false);
  std::set<uint32_t> Pending = {0};
  Seen[0] = true;
  while (!Pending.empty()) {
    uint32_t Id = *Pending.begin();
    Pending.erase(Pending.begin());
    const BlockFacts &Block = Function.Blocks[Id];
    llvm::BitVector Out = Solved.Entry[Id];
    apply(Solved, Block.Begin, Block.End, Out);
    for (uint32_t Next : Block.Successors) {
      bool HasNew = Out.test(Solved.Entry[Next]); // Out \ Entry.
      if (!HasNew && Seen[Next])
        continue;
      Seen[Next] = true;
      Solved.Entry[Next] |= Out;
      Pending.insert(Next);
    }
  }
}

void PointerFlow::numberBlocks() {
  if (!Blocks.empty())
    return;
  Blocks.resize(Function.Instructions.size(), 0);
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    for (uint32_t I = Function.Blocks[Id].Begin; I < Function.Blocks[Id].End;
         ++I)
      Blocks[I] = Id;
}

llvm::BitVector PointerFlow::before(const Problem &Solved,
                                    uint32_t Instr) const {
  uint32_t Block = Instr < Blocks.size() ? Blocks[Instr] : 0;
  llvm::BitVector State = Solved.Entry[Block];
  apply(Solved, Function.Blocks[Block].Begin, Instr, State);
  return State;
}

llvm::SmallVector<uint32_t, 4> PointerFlow::definitions(uint32_t Number,
                                                        uint32_t Instr) const {
  llvm::SmallVector<uint32_t, 4> Result;
  auto Known = Definitions.find(Number);
  if (Known == Definitions.end() || Values.Entry.empty())
    return Result;
  llvm::BitVector State = before(Values, Instr);
  for (uint32_t Fact : Known->second)
    if (State.test(Fact))
      Result.push_back(Facts[Fact]);
  return Result;
}

void PointerFlow::publish(std::vector<Publication> Given) {
  if (Given.size() > MaxDefinitions)
    Given.resize(MaxDefinitions);
  Published = std::move(Given);
  if (Published.empty())
    return;
  std::map<uint32_t, Effect> Effects;
  for (uint32_t Fact = 0; Fact < Published.size(); ++Fact) {
    Effects[Published[Fact].Instr].Starts.push_back(Fact);
    Effects[Published[Fact].Made].Kills.push_back(Fact);
  }
  for (auto &[Instr, Each] : Effects) {
    Each.Instr = Instr;
    Names.Effects.push_back(std::move(Each));
  }
  numberBlocks();
  solve(Names, static_cast<unsigned>(Published.size()));
}

PathId PointerFlow::publicName(uint32_t Made, uint32_t Instr) const {
  if (Published.empty() || Names.Entry.empty())
    return UnknownPath;
  llvm::BitVector State = before(Names, Instr);
  for (uint32_t Fact = 0; Fact < Published.size(); ++Fact)
    if (Published[Fact].Made == Made && State.test(Fact))
      return Published[Fact].Name;
  return UnknownPath;
}
