// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Recognition of home-made once-flags, one branch at a time.
#include "Analysis/OnceTests.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// The variable that \p Path ends in; None for elements and locals.
static NameId variableOf(const AccessPath &Path) {
  if (Path.Selectors.empty())
    return Path.Root.Kind == RootKind::Global ? Path.Root.Name : NameId::None;
  const Selector &Last = Path.Selectors.back();
  return Last.K == Selector::Field ? Last.Name : NameId::None;
}

FlagSetters::FlagSetters(const Program &Prog) : Prog(&Prog) {
  llvm::DenseSet<NameId> Tested;
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions)
      if (Instr.Kind == InstrKind::Test)
        Tested.insert(variableOf(Instr.Target));
  Tested.erase(NameId::None);
  for (const FunctionFacts &Function : Prog.Functions) {
    if (Function.has(FunctionIsConstructor) ||
        Function.has(FunctionIsDestructor) ||
        phaseOf(Prog.text(Function.Name)) == Phase::Teardown)
      continue;
    for (const Instruction &Instr : Function.Instructions) {
      const NameId Variable = variableOf(Instr.Target);
      if (Instr.Kind != InstrKind::Assign || !Tested.contains(Variable))
        continue;
      Setter &One =
          Setters.insert({Variable, {Function.At, {}, false}}).first->second;
      One.AreSeveral |= !(One.At == Function.At);
      if (!llvm::is_contained(One.Usrs, Function.Usr))
        One.Usrs.push_back(Function.Usr);
    }
  }
}

bool FlagSetters::isSetOnlyIn(const AccessPath &Flag, NameId Usr) const {
  const Setter *Known = of(Flag);
  return Known &&
         llvm::all_of(Known->Usrs,
                      [&](NameId Each) {
                        const FunctionFacts *Function = Prog->function(Each);
                        return Each == Usr ||
                               (Function && Function->Parent == Usr);
                      }) &&
         !Known->AreSeveral;
}

const FlagSetters::Setter *FlagSetters::of(const AccessPath &Flag) const {
  auto Known = Setters.find(variableOf(Flag));
  return Known == Setters.end() ? nullptr : &Known->second;
}

/// Whether an instruction that only way \p Edge out of \p Block leads to
/// matches.
template <typename Predicate>
bool OnceTests::anyOn(uint32_t Block, size_t Edge, Predicate Matches) {
  const std::vector<bool> &Decided = Regions.decidedBy(Block, Edge);
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    for (uint32_t I = Function.Blocks[Id].Begin;
         Decided[Id] && I < Function.Blocks[Id].End; ++I)
      if (Matches(Function.Instructions[I]))
        return true;
  return false;
}

static OnceTests::DoneEdge edge(size_t Number) {
  return Number == 0 ? OnceTests::First : OnceTests::Second;
}

/// A flag that the first one sets, itself or by a call, and nothing takes back.
OnceTests::DoneEdge OnceTests::findForFlag(uint32_t Block,
                                           const Instruction &Test) {
  if (variableOf(Test.Target) == NameId::None)
    return None;
  const FlagSetters::Setter *Setter = Setters.of(Test.Target);
  if (Test.has(TestCounts))
    return Setter ? None
                  : edge(Function.Blocks[Block].IsConditionNegated ? 1 : 0);
  if (!Setter || Setter->AreSeveral)
    return None;
  const bool SetsItself = Setter->At == Function.At;
  auto sets = [&](const Instruction &Instr) {
    return SetsItself
               ? Instr.Kind == InstrKind::Assign && Instr.Target == Test.Target
               : Instr.Kind == InstrKind::Call &&
                     Instr.Callee.Kind == ValueKind::Function &&
                     llvm::is_contained(Setter->Usrs, Instr.Callee.Name);
  };
  for (size_t Edge : {0, 1})
    if (anyOn(Block, Edge, sets) && !anyOn(Block, 1 - Edge, sets))
      return edge(1 - Edge);
  return None;
}

/// The map itself says whether it has been filled. What else changes it is in
/// conflict with its readers in its own right.
OnceTests::DoneEdge OnceTests::findForMap(uint32_t Block,
                                          const Instruction &Test) {
  const size_t EmptyEdge = Function.Blocks[Block].IsConditionNegated ? 1 : 0;
  bool Fills = anyOn(Block, EmptyEdge, [&](const Instruction &Instr) {
    return Instr.Kind == InstrKind::Call ||
           (Instr.Kind == InstrKind::Access && Instr.has(AccessWrite) &&
            Instr.Target == Test.Target);
  });
  return Fills ? edge(1 - EmptyEdge) : None;
}

OnceTests::DoneEdge OnceTests::at(uint32_t Block) {
  const BlockFacts &Facts = Function.Blocks[Block];
  if (Facts.Successors.size() != 2 ||
      Facts.Condition >= Function.Instructions.size())
    return None;
  const Instruction &Test = Function.Instructions[Facts.Condition];
  bool IsFlag = Test.Kind == InstrKind::Test && Test.Args.empty();
  bool IsMap = Test.Kind == InstrKind::Access && Test.has(AccessTestsEmpty);
  if (!IsFlag && !IsMap)
    return None;
  auto [Known, IsNew] = Asked.insert({Block, None});
  if (IsNew)
    Known->second = IsFlag ? findForFlag(Block, Test) : findForMap(Block, Test);
  return Known->second;
}
