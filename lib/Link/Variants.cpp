// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds the parameters that decide what is locked, and makes the versions.
#include "Link/Variants.h"
#include "Link/NameVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace mapwarden;

/// A function has so many versions at most, and a parameter beyond these
/// numbers decides nothing.
static constexpr unsigned MaxVariants = 6, MaxParams = 32;
/// Functions that pass a flag on are followed so far.
static constexpr unsigned MaxForwards = 8;

/// The number of the parameter that \p Path is, as a whole.
static std::optional<unsigned> parameterAt(const AccessPath &Path) {
  if (Path.Root.Kind != RootKind::Param || !Path.Selectors.empty() ||
      Path.Root.Frame != NameId::None || Path.Root.Index >= MaxParams)
    return std::nullopt;
  return Path.Root.Index;
}

static bool isLocking(const Instruction &Instr) {
  switch (Instr.Kind) {
  case InstrKind::Lock:
  case InstrKind::Unlock:
    return !Instr.has(LockOnce);
  case InstrKind::Guard:
  case InstrKind::GuardLock:
  case InstrKind::GuardUnlock:
  case InstrKind::GuardRelease:
    return true;
  default:
    return false;
  }
}

namespace {

/// The constants that a version is made for: parameter number and value, in
/// the order of the parameters. A null pointer is `0`.
using Constants = std::vector<std::pair<unsigned, llvm::StringRef>>;

class VariantMaker {
public:
  explicit VariantMaker(Program &Linked) : Linked(Linked) {}
  void run();

private:
  Program &Linked;
  llvm::DenseMap<NameId, uint32_t> ByUsr;
  /// USRs of functions with locks in them, and of those around lambdas.
  llvm::DenseSet<NameId> Locking, Parents;
  /// Of each function the parameters that decide, a bit for each.
  std::vector<uint32_t> Deciding;
  /// The versions of a function, by its number.
  llvm::DenseMap<uint32_t, std::vector<NameId>> Variants;

  bool locks(const Instruction &Instr) const;
  std::vector<bool> reachedBlocks(const FunctionFacts &Function, unsigned Param,
                                  bool Edge) const;
  bool decides(const FunctionFacts &Function, unsigned Param) const;
  void findDeciding();
  void passOn();
  std::optional<uint32_t> target(const Instruction &Call) const;
  Constants constantsOf(const Instruction &Call, uint32_t Callee) const;
  void redirect(uint32_t Caller);
  void dropWhole();
  NameId variantOf(uint32_t Callee, const Constants &Given);
  FunctionFacts make(const FunctionFacts &Whole, const Constants &Given);
};

} // namespace

/// A function whose parameters keep what they are given.
static bool isAssigned(const FunctionFacts &Function, unsigned Param) {
  return llvm::any_of(Function.Instructions, [&](const Instruction &Instr) {
    return Instr.Kind == InstrKind::Assign &&
           parameterAt(Instr.Target) == Param;
  });
}

bool VariantMaker::locks(const Instruction &Instr) const {
  return isLocking(Instr) ||
         (Instr.Kind == InstrKind::Call && Locking.contains(Instr.Callee.Name));
}

/// The test that ends \p Block, if it is one of a parameter.
static const Instruction *testOf(const FunctionFacts &Function,
                                 const BlockFacts &Block) {
  if (Block.Successors.size() != 2 ||
      Block.Condition >= Function.Instructions.size())
    return nullptr;
  const Instruction &Test = Function.Instructions[Block.Condition];
  return Test.Kind == InstrKind::Test && parameterAt(Test.Target) ? &Test
                                                                  : nullptr;
}

/// The blocks that are reached when tests of \p Param take the way \p Edge.
std::vector<bool> VariantMaker::reachedBlocks(const FunctionFacts &Function,
                                              unsigned Param, bool Edge) const {
  std::vector<bool> Reached(Function.Blocks.size());
  std::vector<uint32_t> Work = {0};
  while (!Work.empty()) {
    uint32_t Id = Work.back();
    Work.pop_back();
    if (Reached[Id])
      continue;
    Reached[Id] = true;
    const BlockFacts &Block = Function.Blocks[Id];
    const Instruction *Test = testOf(Function, Block);
    if (Test && parameterAt(Test->Target) == Param)
      Work.push_back(Block.Successors[Edge == Block.IsConditionNegated]);
    else
      Work.insert(Work.end(), Block.Successors.begin(), Block.Successors.end());
  }
  return Reached;
}

/// Is there a lock on one of the ways that tests of \p Param choose between?
bool VariantMaker::decides(const FunctionFacts &Function,
                           unsigned Param) const {
  if (isAssigned(Function, Param))
    return false;
  for (bool Edge : {false, true}) {
    std::vector<bool> Reached = reachedBlocks(Function, Param, Edge);
    for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
      for (uint32_t I = Function.Blocks[Id].Begin;
           !Reached[Id] && I < Function.Blocks[Id].End; ++I)
        if (locks(Function.Instructions[I]))
          return true;
  }
  return false;
}

void VariantMaker::findDeciding() {
  constexpr uint64_t Unwanted = FunctionIsLambda | FunctionIsVirtual |
                                FunctionIsMain | FunctionIsEntry |
                                FunctionIsEntryRoot | FunctionIsOutlinedRegion;
  for (const FunctionFacts &Function : Linked.Functions) {
    uint32_t &Found = Deciding.emplace_back(0);
    if (Function.Flags & Unwanted || Parents.contains(Function.Usr))
      continue;
    uint32_t Seen = 0;
    for (const BlockFacts &Block : Function.Blocks)
      if (const Instruction *Test = testOf(Function, Block)) {
        unsigned Param = *parameterAt(Test->Target);
        if (!(Seen & (1u << Param)) && decides(Function, Param))
          Found |= 1u << Param;
        Seen |= 1u << Param;
      }
  }
}

std::optional<uint32_t> VariantMaker::target(const Instruction &Call) const {
  if (Call.Kind != InstrKind::Call || Call.has(CallVirtual) ||
      Call.Callee.Kind != ValueKind::Function)
    return std::nullopt;
  auto Known = ByUsr.find(Call.Callee.Name);
  if (Known == ByUsr.end() || Deciding[Known->second] == 0)
    return std::nullopt;
  return Known->second;
}

/// Who hands a parameter on to where it decides lets it decide, too.
void VariantMaker::passOn() {
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round != MaxForwards; ++Round) {
    Changed = false;
    for (uint32_t Id = 0; Id < Linked.Functions.size(); ++Id) {
      const FunctionFacts &Function = Linked.Functions[Id];
      if (Parents.contains(Function.Usr) ||
          Function.has(FunctionIsVirtual | FunctionIsLambda))
        continue;
      for (const Instruction &Instr : Function.Instructions) {
        std::optional<uint32_t> Callee = target(Instr);
        for (unsigned I = 0; Callee && I < Instr.Args.size(); ++I) {
          if (I >= MaxParams || !(Deciding[*Callee] & (1u << I)) ||
              Instr.Args[I].Kind != ValueKind::Path)
            continue;
          std::optional<unsigned> Own = parameterAt(Instr.Args[I].Path);
          if (!Own || Deciding[Id] & (1u << *Own) || isAssigned(Function, *Own))
            continue;
          Deciding[Id] |= 1u << *Own;
          Changed = true;
        }
      }
    }
  }
}

Constants VariantMaker::constantsOf(const Instruction &Call,
                                    uint32_t Callee) const {
  Constants Given;
  for (unsigned I = 0; I < Call.Args.size() && I < MaxParams; ++I) {
    const Value &Arg = Call.Args[I];
    if (!(Deciding[Callee] & (1u << I)))
      continue;
    int64_t Number = 0;
    if (Arg.Kind == ValueKind::Null)
      Given.push_back({I, "0"});
    else if (Arg.Kind == ValueKind::Constant &&
             !Linked.text(Arg.Name).getAsInteger(10, Number))
      Given.push_back({I, Linked.text(Arg.Name)});
  }
  return Given;
}

/// Renumbers what is left of a function whose blocks are not all kept.
static void dropBlocks(FunctionFacts &Function, const std::vector<bool> &Kept) {
  std::vector<uint32_t> NewBlock(Function.Blocks.size()),
      NewInstr(Function.Instructions.size(), BlockFacts::NoCondition);
  std::vector<BlockFacts> Blocks;
  std::vector<Instruction> Instructions;
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id) {
    if (!Kept[Id])
      continue;
    NewBlock[Id] = static_cast<uint32_t>(Blocks.size());
    BlockFacts Block = std::move(Function.Blocks[Id]);
    uint32_t Begin = static_cast<uint32_t>(Instructions.size());
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      NewInstr[I] = static_cast<uint32_t>(Instructions.size());
      Instructions.push_back(std::move(Function.Instructions[I]));
    }
    Block.Begin = Begin;
    Block.End = static_cast<uint32_t>(Instructions.size());
    Blocks.push_back(std::move(Block));
  }
  auto renumber = [&](InlineVector<uint32_t, 0> &From) {
    InlineVector<uint32_t, 0> New;
    for (uint32_t Old : From)
      if (NewInstr[Old] != BlockFacts::NoCondition)
        New.push_back(NewInstr[Old]);
    From = std::move(New);
  };
  for (BlockFacts &Block : Blocks) {
    for (uint32_t &Next : Block.Successors)
      Next = NewBlock[Next];
    if (Block.Condition != BlockFacts::NoCondition)
      Block.Condition = NewInstr[Block.Condition];
    renumber(Block.From);
  }
  for (Instruction &Instr : Instructions)
    renumber(Instr.From);
  Function.Blocks = std::move(Blocks);
  Function.Instructions = std::move(Instructions);
  auto Check = [&](AccessPath &Path) {
    if (Path.Root.Frame != NameId::None ||
        (Path.Root.Kind != RootKind::Result &&
         Path.Root.Kind != RootKind::Allocation))
      return;
    Path.Root.Index = NewInstr[Path.Root.Index];
    if (Path.Root.Index == BlockFacts::NoCondition)
      Path = AccessPath();
  };
  visitPaths(Function, Check);
}

static llvm::StringRef valueOf(const Constants &Given, unsigned Param) {
  for (const auto &[Number, Text] : Given)
    if (Number == Param)
      return Text;
  return {};
}

FunctionFacts VariantMaker::make(const FunctionFacts &Whole,
                                 const Constants &Given) {
  FunctionFacts Variant = Whole;
  Variant.Statements.clear();
  for (BlockFacts &Block : Variant.Blocks) {
    const Instruction *Test = testOf(Variant, Block);
    llvm::StringRef Text =
        Test ? valueOf(Given, *parameterAt(Test->Target)) : llvm::StringRef();
    if (Text.empty())
      continue;
    bool IsTrue = Test->Args.empty() ? Text != "0"
                                     : Text == Linked.text(Test->Args[0].Name);
    uint32_t Next = Block.Successors[IsTrue == Block.IsConditionNegated];
    Block.Successors.clear();
    Block.Successors.push_back(Next);
    Block.Condition = BlockFacts::NoCondition;
    Block.IsConditionNegated = false;
    Block.From.clear();
  }
  std::vector<bool> Kept(Variant.Blocks.size());
  std::vector<uint32_t> Work = {0};
  while (!Work.empty()) {
    uint32_t Id = Work.back();
    Work.pop_back();
    if (Kept[Id])
      continue;
    Kept[Id] = true;
    for (uint32_t Next : Variant.Blocks[Id].Successors)
      Work.push_back(Next);
  }
  dropBlocks(Variant, Kept);
  // Callers that nobody sees hold no lock: they call the version that takes it.
  if (llvm::none_of(Variant.Instructions,
                    [&](const Instruction &Instr) { return locks(Instr); }))
    Variant.Flags &= ~uint64_t(FunctionIsPublic | FunctionIsExternal);
  for (Instruction &Instr : Variant.Instructions)
    if (Instr.Kind == InstrKind::Call)
      for (Value &Arg : Instr.Args)
        if (Arg.Kind == ValueKind::Path)
          if (std::optional<unsigned> Param = parameterAt(Arg.Path))
            if (llvm::StringRef Text = valueOf(Given, *Param); !Text.empty())
              Arg = Value::named(ValueKind::Constant,
                                 Linked.Names.intern(Text.str()));
  return Variant;
}

/// Functions that nothing leads to any more: every call has its version.
void VariantMaker::dropWhole() {
  llvm::DenseSet<NameId> Used;
  auto use = [&](const Value &V, auto &Self) -> void {
    if (V.Kind == ValueKind::Function)
      Used.insert(V.Name);
    for (const Value &Bound : V.Bound)
      Self(Bound, Self);
  };
  for (const FunctionFacts &Function : Linked.Functions)
    for (const Instruction &Instr : Function.Instructions) {
      if (Instr.Callee.Name != Function.Usr)
        use(Instr.Callee, use);
      for (const Value &Arg : Instr.Args)
        use(Arg, use);
    }
  llvm::DenseSet<NameId> Whole;
  for (const auto &[Id, Versions] : Variants)
    if (!Used.contains(Linked.Functions[Id].Usr))
      Whole.insert(Linked.Functions[Id].Usr);
  llvm::erase_if(Linked.Functions, [&](const FunctionFacts &Function) {
    return Whole.contains(Function.Usr);
  });
}

/// The USR of the version of \p Callee for \p Given, which is made when it is
/// the first one asked for; None when there are too many.
NameId VariantMaker::variantOf(uint32_t Callee, const Constants &Given) {
  std::string Usr = Linked.text(Linked.Functions[Callee].Usr).str() + "|";
  for (const auto &[Param, Text] : Given)
    Usr += std::to_string(Param) + "=" + Text.str() + ";";
  NameId Name = Linked.Names.intern(Usr);
  if (ByUsr.count(Name))
    return Name;
  if (Variants[Callee].size() == MaxVariants)
    return NameId::None;
  Variants[Callee].push_back(Name);
  FunctionFacts Variant = make(Linked.Functions[Callee], Given);
  Variant.Usr = Name;
  ByUsr[Name] = static_cast<uint32_t>(Linked.Functions.size());
  Linked.Functions.push_back(std::move(Variant));
  Deciding.push_back(0);
  return Name;
}

void VariantMaker::redirect(uint32_t Caller) {
  for (size_t I = 0; I < Linked.Functions[Caller].Instructions.size(); ++I) {
    const Instruction &Call = Linked.Functions[Caller].Instructions[I];
    std::optional<uint32_t> Callee = target(Call);
    if (!Callee)
      continue;
    Constants Given = constantsOf(Call, *Callee);
    if (Given.empty())
      continue;
    // Texts of names move when names are added.
    std::vector<std::string> Texts;
    for (const auto &[Param, Text] : Given)
      Texts.push_back(Text.str());
    for (size_t N = 0; N < Given.size(); ++N)
      Given[N].second = Texts[N];
    if (NameId Name = variantOf(*Callee, Given); Name != NameId::None)
      Linked.Functions[Caller].Instructions[I].Callee.Name = Name;
  }
}

void VariantMaker::run() {
  for (uint32_t Id = 0; Id < Linked.Functions.size(); ++Id) {
    const FunctionFacts &Function = Linked.Functions[Id];
    ByUsr[Function.Usr] = Id;
    if (Function.Parent != NameId::None)
      Parents.insert(Function.Parent);
    if (llvm::any_of(Function.Instructions, isLocking))
      Locking.insert(Function.Usr);
  }
  findDeciding();
  if (llvm::all_of(Deciding, [](uint32_t Params) { return Params == 0; }))
    return;
  passOn();
  // Those that are made on the way come last, and are looked at, too.
  for (uint32_t Id = 0; Id < Linked.Functions.size(); ++Id)
    redirect(Id);
  dropWhole();
  std::sort(Linked.Functions.begin(), Linked.Functions.end(),
            [&](const FunctionFacts &L, const FunctionFacts &R) {
              return Linked.text(L.Usr) < Linked.text(R.Usr);
            });
}

void mapwarden::addVariants(Program &Linked) { VariantMaker(Linked).run(); }
