// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One walk over all instructions.
#include "Analysis/SetPointers.h"
#include "Analysis/Loops.h"
#include "Support/CallWords.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// The USR of the variable at the end of \p Path, elements aside.
static NameId lastName(const AccessPath &Path) {
  for (const Selector &Step : llvm::reverse(Path.Selectors))
    if (Step.K == Selector::Field)
      return Step.Name;
  return Path.Root.Kind == RootKind::Global ? Path.Root.Name : NameId::None;
}

/// Is a function of this name there to get an object going, so that what it
/// sets is set for good: `start`, `run`?
static bool beginsWork(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Beginning[] = {"start", "run", "open",
                                                      "begin", "connect"};
  const llvm::StringRef Last = Name.rsplit("::").second;
  const auto Words = wordsOf(Last.empty() ? Name : Last);
  return phaseOf(Name) == Phase::Setup ||
         (!Words.empty() && llvm::is_contained(Beginning, Words.front()));
}

/// Can \p Function come from instruction \p From to a later one, \p To?
static bool leadsTo(const FunctionFacts &Function, uint32_t From, uint32_t To) {
  std::optional<uint32_t> Here = blockOf(Function, From),
                          There = blockOf(Function, To);
  return Here && There &&
         (Here == There || reachedFrom(Function, *Here)[*There]);
}

SetPointers::SetPointers(const Program &Prog) {
  // What each stands for, by the name of the pointer.
  llvm::DenseMap<NameId, const VariableFacts *> Pointers;
  auto note = [&](const std::vector<VariableFacts> &Variables) {
    for (const VariableFacts &Each : Variables) {
      llvm::StringRef Name = Prog.text(Each.Usr);
      if (!Name.consume_back(PointerMark))
        continue;
      const NameId Usr = Prog.Names.find(Name);
      const VariableFacts *Field = Prog.field(Usr);
      Pointers[Each.Usr] = Field ? Field : Prog.global(Usr);
    }
  };
  for (const ClassFacts &Class : Prog.Classes)
    note(Class.Fields);
  note(Prog.Globals);
  if (Pointers.empty())
    return;
  // What is set anywhere, what gets another object while the owner is at work,
  // and that where the old one ends first.
  llvm::DenseSet<NameId> Set, Changed, Replaced;
  for (const FunctionFacts &Function : Prog.Functions) {
    if (Function.has(FunctionIsConstructor) ||
        Function.has(FunctionIsDestructor))
      continue;
    const bool IsAtWork = !beginsWork(Prog.text(Function.Name));
    std::vector<std::pair<NameId, uint32_t>> Ended; // With the instruction.
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      const bool IsGiven =
          (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
           Instr.Args[0].Kind == ValueKind::Path) ||
          Instr.has(CallConstructs);
      const NameId Name = lastName(Instr.Target);
      if (Instr.Kind == InstrKind::Access && Instr.has(AccessWrite))
        Set.insert(Name);
      else if (Instr.has(CallDestroys) && Instr.has(CallEndsEarly))
        Ended.push_back({Name, I});
      if (!IsGiven || !IsAtWork)
        continue;
      Changed.insert(Name);
      if (llvm::any_of(Ended, [&](const auto &End) {
            return End.first == Name && leadsTo(Function, End.second, I);
          }))
        Replaced.insert(Name);
    }
  }
  for (const auto &[Itself, Pointer] : Pointers) {
    const bool ComesAndGoes = !Pointer || Pointer->TypeClass == NameId::None ||
                              Replaced.contains(Pointer->Usr) ||
                              (Pointer->has(VariableIsSharedPointer) &&
                               Changed.contains(Pointer->Usr));
    if (!Set.contains(Itself) || !ComesAndGoes)
      Fixed.insert(Itself);
  }
}

bool SetPointers::isFixed(const AccessPath &Variable) const {
  return Fixed.contains(lastName(Variable));
}
