// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds the pairs by their names, and rewrites their calls.
#include "Link/DeclaredLocks.h"
#include "Support/CallWords.h"
#include "Support/LockWords.h"
#include "llvm/ADT/DenseMap.h"
#include <map>

using namespace mapwarden;
using llvm::StringRef;

namespace {

/// One function without a body.
struct Half {
  StringRef Owner; ///< The class, or what a free function lies in: as USR.
  StringRef Name;
  LockName Said;
  bool IsOfMutex = false; ///< By its name or by those that it is called on.
};

} // namespace

/// The halves of one lock lie in one scope and share the words beside the verb.
using LockKey = std::pair<StringRef, std::string>;

static bool isUnknown(const Program &Linked, const Instruction &Call) {
  if (Call.Kind != InstrKind::Call || Call.Callee.Kind != ValueKind::Function ||
      Call.has(CallConstructs | CallDestroys))
    return false;
  const FunctionFacts *Callee = Linked.function(Call.Callee.Name);
  return !Callee || (Callee->has(FunctionIsPure) && Callee->Blocks.empty());
}

/// The object that \p Call locks; null when it has none.
static const AccessPath *objectOf(const Instruction &Call) {
  if (Call.Target.isKnown())
    return &Call.Target;
  for (const Value &Given : Call.Args)
    if (Given.Kind == ValueKind::Path && Given.Path.isKnown())
      return &Given.Path;
  return nullptr;
}

static LockName lastWordsOf(StringRef Qualified) {
  StringRef Last = Qualified.rsplit("::").second;
  return readLockName(Last.empty() ? Qualified : Last);
}

/// The type and name of the variable at the end of \p Path speak for it.
static bool isNamedMutex(const Program &Linked, const FunctionFacts &In,
                         const AccessPath &Path) {
  const VariableFacts *Variable = nullptr;
  if (!Path.Selectors.empty())
    Variable = Linked.field(Path.Selectors.back().Name);
  else if (Path.Root.Kind == RootKind::Global)
    Variable = Linked.global(Path.Root.Name);
  else if (Path.Root.Kind == RootKind::Param &&
           Path.Root.Index < In.Params.size())
    Variable = &In.Params[Path.Root.Index];
  else if (Path.Root.Kind == RootKind::Local &&
           Path.Root.Index < In.Locals.size())
    Variable = &In.Locals[Path.Root.Index];
  return Variable && Variable->TypeClass != NameId::None &&
         namesMutex(lastWordsOf(nameInUsr(Linked.text(Variable->TypeClass))));
}

/// What the words of \p Said are about, without the verb.
static std::string subjectOf(const LockName &Said, StringRef Verb) {
  std::string Subject;
  for (StringRef Word : Said.Words)
    if (Word != Verb)
      Subject += Word.str() + " ";
  return Subject;
}

/// The word of \p Said that is the last that begins or ends a section.
static StringRef verbIn(const LockName &Said) {
  for (StringRef Word : llvm::reverse(Said.Words)) {
    LockName One;
    One.Words.push_back(Word.str());
    if (takesLock(One) || givesLock(One))
      return Word;
  }
  return "";
}

static Half readHalf(const Program &Linked, const Instruction &Call) {
  Half New;
  StringRef Usr = Linked.text(Call.Callee.Name);
  New.Owner = Usr.rsplit("@F@").first;
  New.Name = memberInUsr(Usr);
  New.Said = readLockName(New.Name);
  if (Call.Target.isKnown()) {
    New.IsOfMutex = namesMutex(lastWordsOf(nameInUsr(New.Owner)));
  } else {
    LockName Others = New.Said;
    StringRef Verb = verbIn(New.Said);
    llvm::erase_if(Others.Words, [&](StringRef Word) { return Word == Verb; });
    New.IsOfMutex = namesMutex(Others);
  }
  return New;
}

void mapwarden::takeDeclaredLocks(Program &Linked) {
  std::map<NameId, Half> Halves;
  for (const FunctionFacts &Function : Linked.Functions)
    for (const Instruction &Call : Function.Instructions) {
      if (!isUnknown(Linked, Call))
        continue;
      auto [Known, IsNew] = Halves.try_emplace(Call.Callee.Name);
      Half &Each = Known->second;
      if (IsNew)
        Each = readHalf(Linked, Call);
      if (verbIn(Each.Said).empty() || Each.IsOfMutex)
        continue;
      const AccessPath *Object = objectOf(Call);
      Each.IsOfMutex = Object && isNamedMutex(Linked, Function, *Object);
    }
  std::map<LockKey, std::pair<std::vector<NameId>, std::vector<NameId>>> Pairs;
  for (const auto &[Usr, Each] : Halves) {
    StringRef Verb = verbIn(Each.Said);
    if (Verb.empty() || !Each.IsOfMutex || Each.Said.IsTry)
      continue;
    auto &Pair = Pairs[{Each.Owner, subjectOf(Each.Said, Verb)}];
    LockName One;
    One.Words.push_back(Verb.str());
    (takesLock(One) ? Pair.first : Pair.second).push_back(Usr);
  }
  llvm::DenseMap<NameId, bool> Takes; // Or gives.
  for (const auto &[Key, Pair] : Pairs)
    for (NameId Take : Pair.first)
      for (NameId Give : Pair.second)
        if (areOpposite(Halves[Take].Said, Halves[Give].Said)) {
          Takes[Take] = true;
          Takes[Give] = false;
        }
  if (Takes.empty())
    return;
  for (FunctionFacts &Function : Linked.Functions)
    for (Instruction &Call : Function.Instructions) {
      if (!isUnknown(Linked, Call))
        continue;
      auto Role = Takes.find(Call.Callee.Name);
      const AccessPath *Object = objectOf(Call);
      if (Role == Takes.end() || !Object)
        continue;
      const Half &Each = Halves[Call.Callee.Name];
      AccessPath Mutex = *Object; // A part of what is overwritten.
      Call.Kind = Role->second ? InstrKind::Lock : InstrKind::Unlock;
      Call.Flags = Each.Said.IsShared ? uint64_t(LockShared) : 0;
      Call.Name = Linked.Names.intern(Each.Name.str());
      Call.Target = std::move(Mutex);
      Call.Callee = {};
      Call.Class = NameId::None;
      Call.Args.clear();
    }
}
