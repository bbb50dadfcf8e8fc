// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// An index of names, and a look-up for each finding.
#include "checks/Declarations.h"

#include "Findings/Fingerprint.h"
#include "llvm/ADT/StringMap.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {
class DeclarationIndex {
public:
  explicit DeclarationIndex(const Program &Prog);
  void locate(Finding &F) const;

private:
  struct Variable {
    const VariableFacts *Facts = nullptr;
    const ClassFacts *Holder = nullptr;
  };
  void addVariable(const VariableFacts &Facts, const ClassFacts *Holder);
  void add(Finding &F, SourceSpan At) const;
  /// The field or global with \p Key, or the local variable.
  Variable findObject(StringRef Key) const;
  const VariableFacts *findGuard(StringRef Name, const ClassFacts *Near) const;

  const Program &Prog;
  llvm::StringMap<Variable> Variables;              // By key.
  llvm::StringMap<const FunctionFacts *> Functions; // By key.
  llvm::StringMap<std::vector<Variable>> Mutexes;   // By last name.
};
} // namespace

static StringRef lastName(StringRef Name) {
  size_t End = Name.find_last_of(":.>");
  return End == StringRef::npos ? Name : Name.drop_front(End + 1);
}

DeclarationIndex::DeclarationIndex(const Program &Prog) : Prog(Prog) {
  for (const FunctionFacts &Function : Prog.Functions)
    Functions[dropPositions(Prog.text(Function.Usr))] = &Function;
  for (const VariableFacts &Global : Prog.Globals)
    addVariable(Global, nullptr);
  for (const ClassFacts &Class : Prog.Classes)
    for (const VariableFacts &Field : Class.Fields)
      addVariable(Field, &Class);
}

void DeclarationIndex::addVariable(const VariableFacts &Facts,
                                   const ClassFacts *Holder) {
  Variables[dropPositions(Prog.text(Facts.Usr))] = {&Facts, Holder};
  if (Facts.has(VariableIsMutex))
    Mutexes[lastName(Prog.text(Facts.Name))].push_back({&Facts, Holder});
}

void DeclarationIndex::add(Finding &F, SourceSpan At) const {
  if (At.isValid())
    F.Declared.push_back({Prog.text(At.File).str(), At.Line, At.Column,
                          At.EndLine, At.EndColumn});
}

DeclarationIndex::Variable DeclarationIndex::findObject(StringRef Key) const {
  if (auto Known = Variables.find(Key); Known != Variables.end())
    return Known->second;
  // `USR of the function#name`, perhaps with parts of a structure behind.
  auto [Frame, Name] = Key.rsplit('#');
  auto Function = Functions.find(Frame);
  if (Function == Functions.end())
    return {};
  Name = Name.split('.').first;
  for (auto *List : {&Function->second->Locals, &Function->second->Params})
    for (const VariableFacts &Local : *List)
      if (Prog.text(Local.Name) == Name)
        return {&Local, nullptr};
  return {};
}

const VariableFacts *DeclarationIndex::findGuard(StringRef Name,
                                                 const ClassFacts *Near) const {
  auto Known = Mutexes.find(lastName(Name));
  if (Known == Mutexes.end())
    return nullptr;
  for (const Variable &Mutex : Known->second)
    if (Mutex.Holder && Mutex.Holder == Near)
      return Mutex.Facts;
  return Known->second.size() == 1 ? Known->second.front().Facts : nullptr;
}

void DeclarationIndex::locate(Finding &F) const {
  Variable Object = findObject(F.ObjectKey);
  if (Object.Facts && !F.HasOtherMaps)
    add(F, Object.Facts->At);
  if (auto Function = Functions.find(F.FunctionKey);
      Function != Functions.end())
    add(F, Function->second->At);
  if (F.DominantGuard && !F.HasOtherMaps)
    if (const VariableFacts *Guard =
            findGuard(F.DominantGuard->Guard, Object.Holder))
      add(F, Guard->At);
}

void mapwarden::locateDeclarations(const Program &Prog,
                                   llvm::MutableArrayRef<Finding> Findings) {
  if (Findings.empty())
    return;
  DeclarationIndex Index(Prog);
  for (Finding &F : Findings)
    Index.locate(F);
}
