// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the declaration goes, then the guards.
///
/// The mutex is the plain one of the standard library, as in the advice in
/// words: a project that prefers another one changes a line.
#include "Fixes/MutexAddition.h"
#include "Fixes/GuardInsertion.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

StringRef mapwarden::holdOfAdded() {
  return "<mutex> std::lock_guard<std::mutex> $name($mutex);";
}

/// The only mutex of the class of the member \p Map, if nothing in the program
/// locks it yet: somebody meant it for this.
static const VariableFacts *idleMutexBeside(FixContext &Ctx,
                                            const VariableFacts &Map) {
  auto Owner = Ctx.Prog.FieldByUsr.find(Map.Usr);
  if (Owner == Ctx.Prog.FieldByUsr.end())
    return nullptr;
  const VariableFacts *Only = nullptr;
  for (const VariableFacts &Field :
       Ctx.Prog.Classes[Owner->second.first].Fields) {
    if (!Field.has(VariableIsMutex))
      continue;
    if (Only)
      return nullptr;
    Only = &Field;
  }
  return Only && Only->Hold != NameId::None && !Ctx.isLocked(Only->Usr)
             ? Only
             : nullptr;
}

std::optional<AddedMutex> mapwarden::planMutex(FixContext &Ctx,
                                               const std::string &Object) {
  std::vector<const AccessVersion *> Versions = Ctx.versionsOf(Object);
  std::optional<DeclaredMap> Map;
  for (const AccessVersion *Version : Versions)
    if (!Map)
      Map = findDeclared(Ctx, Version->Access->Object);
  if (!Map)
    return std::nullopt;
  if (Map->Place == MapPlace::Field)
    if (const VariableFacts *Idle = idleMutexBeside(Ctx, *Map->Map)) {
      AddedMutex Out;
      Out.Name = Ctx.Prog.text(Idle->Name).str();
      Out.Existing = Idle->Usr;
      return Out;
    }
  AddedMutex Out;
  std::optional<std::vector<Replacement>> Edits =
      declareBeside(Ctx, *Map->Map, Map->Place, "<mutex> std::mutex $name;",
                    "mutex", Out.Name);
  if (!Edits)
    return std::nullopt;
  Out.Edits = std::move(*Edits);
  return Out;
}

/// Whether code of \p Function finds a variable that is declared beside \p Map,
/// which is no member, under its bare name.
static bool seesBeside(const Program &Prog, const VariableFacts &Map,
                       const FunctionFacts &Function) {
  bool IsSameFile = Map.At.File == Function.At.File;
  if (Map.has(VariableIsFunctionStatic))
    return IsSameFile && Function.At.Line <= Map.At.Line &&
           Map.At.Line <= Function.EndLine;
  if (!IsSameFile || Function.At.Line <= Map.At.Line)
    return false;
  const FunctionFacts *Named = &Function;
  while (Named->Parent != NameId::None && Prog.function(Named->Parent))
    Named = Prog.function(Named->Parent);
  StringRef Scope = Prog.text(Map.Name).rsplit("::").first;
  if (!Prog.text(Map.Name).contains("::"))
    return true;
  StringRef Name = Prog.text(Named->Name);
  return Name.consume_front(Scope) && Name.starts_with("::");
}

std::optional<Fix> mapwarden::addMutex(FixContext &Ctx,
                                       GuardInsertion &Insertion,
                                       const std::string &Object) {
  const AddedMutex *New = Ctx.addedFor(Object);
  if (!New || !Ctx.guardKeyOf(Object).empty())
    return std::nullopt;
  // The functions that access it while others may.
  std::set<FunctionId> Functions;
  for (const AccessVersion *Version : Ctx.versionsOf(Object))
    if (!Version->IsExclusivePhase && !Version->IsAfterJoin &&
        !Ctx.isOwnersAlone(Version->Access->Function, *Version->Access))
      Functions.insert(Version->Access->Function);
  Fix Out;
  Out.Edits = New->Edits;
  for (FunctionId Id : Functions) {
    PathId Lock = UnknownPath;
    const VariableFacts *Map = nullptr;
    for (const SeenAccess &Each : Ctx.accessesIn(Id))
      if (Each.Object == Object && leafOf(Each.Access).first == Id)
        Lock = Each.Lock, Map = Ctx.store().variable(Each.Access.Object);
    if (Lock == UnknownPath || !Map ||
        (Ctx.store().path(Lock).Root.Kind == RootKind::Global &&
         !seesBeside(Ctx.Prog, *Map, Ctx.function(Id))))
      return std::nullopt;
    std::optional<Fix> Guard = Insertion.holdIn(Id, Lock);
    if (!Guard)
      return std::nullopt;
    for (Replacement &Edit : Guard->Edits)
      if (!llvm::is_contained(Out.Edits, Edit))
        Out.Edits.push_back(std::move(Edit));
  }
  if (Functions.empty())
    return std::nullopt;
  llvm::sort(Out.Edits);
  // Edits that meet cannot be applied together.
  for (size_t I = 1; I < Out.Edits.size(); ++I) {
    const FilePlace &One = Out.Edits[I - 1].At, &Two = Out.Edits[I].At;
    if (One.File == Two.File &&
        (std::pair(One.Line, One.Column) == std::pair(Two.Line, Two.Column) ||
         std::pair(Two.Line, Two.Column) <
             std::pair(One.EndLine, One.EndColumn)))
      return std::nullopt;
  }
  Out.Description = (New->Existing == NameId::None
                         ? "add the mutex '" + New->Name + "' and hold it"
                         : "hold '" + New->Name + "'") +
                    " around the accesses in " +
                    std::to_string(Functions.size()) +
                    (Functions.size() == 1 ? " function" : " functions");
  return Out;
}
