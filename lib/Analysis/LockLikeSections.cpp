// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pairs of calls with opposite names, and objects that live around a use.
#include "Analysis/LockLikeSections.h"
#include "Support/LockWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// A call of a function that the program does not explain.
struct LockLikeSections::OpaqueCall {
  uint32_t Instr = 0;
  std::string Class, Name; ///< Class is empty for a free function.
  LockName Said;
  const AccessPath *Object = nullptr; ///< Null for the whole process.
  int Argument = 0;
};

static bool areSame(const AccessPath *One, const AccessPath *Two) {
  return One && Two ? *One == *Two : One == Two;
}

/// The other half is looked for among so many calls that may be it.
static constexpr size_t MaxAhead = 64;

/// Nobody knows what it does: it has no body here, or one without a lock.
bool LockLikeSections::isOpaque(const Instruction &Call) const {
  if (Call.Kind != InstrKind::Call || Call.Callee.Kind != ValueKind::Function)
    return false;
  const FunctionFacts *Callee = Prog.function(Call.Callee.Name);
  if (!Callee || (Callee->Blocks.empty() && !Callee->has(FunctionIsPlain)))
    return true;
  return !Callee->has(FunctionIsPlain) &&
         Locks.member(*Callee).Half == LockMember::None &&
         llvm::all_of(Callee->Instructions, [](const Instruction &Instr) {
           return Instr.Kind != InstrKind::Lock &&
                  Instr.Kind != InstrKind::Unlock &&
                  Instr.Kind != InstrKind::Guard &&
                  Instr.Kind != InstrKind::Access &&
                  Instr.Kind != InstrKind::Call;
         });
}

std::vector<LockLikeSections::OpaqueCall>
LockLikeSections::opaqueCalls(const FunctionFacts &Function) const {
  std::vector<OpaqueCall> Calls;
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (!isOpaque(Instr) || Instr.has(CallConstructs | CallDestroys))
      continue;
    OpaqueCall Call;
    Call.Instr = I;
    auto [Class, Rest] = Prog.text(Instr.Callee.Name).rsplit("@F@");
    Call.Name = Rest.take_until([](char C) { return C == '#' || C == '<'; });
    if (Call.Name.empty())
      continue;
    if (Instr.Target.isKnown()) {
      NameId Usr = Prog.Names.find(Class);
      const ClassFacts *Facts = Prog.classOf(Usr);
      Call.Class = Facts ? Prog.text(Facts->Name).str() : nameInUsr(Class);
      Call.Object = &Instr.Target;
    } else {
      std::string Around = nameInUsr(Class);
      if (!Around.empty())
        Call.Name = Around + "::" + Call.Name;
      for (size_t A = 0; A < Instr.Args.size() && !Call.Object; ++A)
        if (Instr.Args[A].Kind == ValueKind::Path) {
          Call.Object = &Instr.Args[A].Path;
          Call.Argument = static_cast<int>(A);
        }
    }
    // `port_lock()` is a lock of the whole process.
    const bool NamesObject = Instr.Target.isKnown() || !Instr.Args.empty();
    if (NamesObject && (!Call.Object || !Call.Object->isKnown()))
      continue;
    Call.Said = readLockName(StringRef(Call.Name).rsplit("::").second.empty()
                                 ? StringRef(Call.Name)
                                 : StringRef(Call.Name).rsplit("::").second);
    Calls.push_back(std::move(Call));
  }
  return Calls;
}

std::vector<LockLikeSection>
LockLikeSections::byCalls(const FunctionFacts &Function) const {
  std::vector<LockLikeSection> Found;
  std::vector<OpaqueCall> Calls = opaqueCalls(Function);
  llvm::erase_if(Calls, [](const OpaqueCall &Call) {
    return !takesLock(Call.Said) && !givesLock(Call.Said);
  });
  for (size_t Take = 0; Take < Calls.size(); ++Take)
    for (size_t Give = Take + 1; Give < std::min(Calls.size(), Take + MaxAhead);
         ++Give) {
      const OpaqueCall &Taken = Calls[Take], &Given = Calls[Give];
      if (!areSame(Taken.Object, Given.Object) || Taken.Class != Given.Class ||
          Taken.Argument != Given.Argument ||
          !areOpposite(Taken.Said, Given.Said))
        continue;
      LockLikeSection New;
      New.Is = Taken.Class.empty() ? LockLikeSection::Kind::Function
                                   : LockLikeSection::Kind::Type;
      New.Begin = Taken.Instr;
      New.End = Given.Instr;
      New.Class = Taken.Class;
      New.Takes = {Taken.Name, Taken.Said.IsShared, Taken.Said.IsTry};
      New.Gives = {Given.Name, Given.Said.IsShared, false};
      New.MutexArgument = Taken.Argument;
      if (!Taken.Object)
        New.Mutex = nameOfProcessLock(Given.Said);
      New.IsOutspoken = saysLock(Taken.Said);
      Found.push_back(std::move(New));
      break;
    }
  return Found;
}

/// The variable that \p Path ends in; null when it is none.
static const VariableFacts *variableAt(const Program &Prog,
                                       const FunctionFacts &Function,
                                       const AccessPath &Path) {
  if (!Path.Selectors.empty())
    return Path.Selectors.back().K == Selector::Field
               ? Prog.field(Path.Selectors.back().Name)
               : nullptr;
  switch (Path.Root.Kind) {
  case RootKind::Global:
    return Prog.global(Path.Root.Name);
  case RootKind::Param:
    return Path.Root.Index < Function.Params.size()
               ? &Function.Params[Path.Root.Index]
               : nullptr;
  case RootKind::Local:
    return Path.Root.Index < Function.Locals.size()
               ? &Function.Locals[Path.Root.Index]
               : nullptr;
  default:
    return nullptr;
  }
}

bool LockLikeSections::looksLikeMutex(
    const FunctionFacts &Function, const AccessPath &Path,
    llvm::function_ref<bool(NameId)> IsLock) const {
  const VariableFacts *Variable = variableAt(Prog, Function, Path);
  if (!Variable)
    return false;
  if (Variable->has(VariableIsMutex))
    return true;
  const ClassFacts *Class = Prog.classOf(Variable->TypeClass);
  if (!Class)
    return false;
  if (IsLock(Class->Name))
    return true;
  static constexpr StringRef Nouns[] = {
      "mutex",     "lock", "section", "critical", "latch",  "sema",
      "semaphore", "spin", "gate",    "futex",    "monitor"};
  StringRef Name = Prog.text(Class->Name);
  LockName Said =
      readLockName(Name.contains("::") ? Name.rsplit("::").second : Name);
  return llvm::any_of(Said.Words, [&](StringRef Word) {
    return llvm::is_contained(Nouns, Word);
  });
}

std::vector<LockLikeSection>
LockLikeSections::byGuards(const FunctionFacts &Function,
                           llvm::function_ref<bool(NameId)> IsLock) const {
  std::vector<LockLikeSection> Found;
  const std::vector<Instruction> &Code = Function.Instructions;
  for (uint32_t I = 0; I < Code.size(); ++I) {
    const Instruction &Made = Code[I];
    if (!Made.has(CallConstructs) || !isOpaque(Made) || Made.Args.empty() ||
        Made.Args[0].Kind != ValueKind::Path ||
        Made.Target.Root.Kind != RootKind::Local)
      continue;
    const VariableFacts *Object = variableAt(Prog, Function, Made.Target);
    const ClassFacts *Class =
        Object ? Prog.classOf(Object->TypeClass) : nullptr;
    if (!Class)
      continue;
    StringRef Name = Prog.text(Class->Name);
    // By such a name it is taken for a guard already.
    if (((isGuardName(Name) || isUnlockerName(Name)) &&
         Made.Args.size() == 1) ||
        !looksLikeMutex(Function, Made.Args[0].Path, IsLock))
      continue;
    for (uint32_t End = I + 1; End < Code.size(); ++End) {
      if (!Code[End].has(CallDestroys) || !(Code[End].Target == Made.Target))
        continue;
      if (!isOpaque(Code[End]))
        break;
      LockLikeSection New;
      New.Is = LockLikeSection::Kind::Guard;
      New.Begin = I;
      New.End = End;
      New.Class = Name.str();
      New.IsOutspoken = !Prog.function(Made.Callee.Name);
      Found.push_back(std::move(New));
      break;
    }
  }
  return Found;
}
