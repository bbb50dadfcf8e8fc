// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the declaration goes, then the guards.
///
/// The mutex is the plain one of the standard library, as in the advice in
/// words: a project that prefers another one changes a line.
#include "Fixes/MutexAddition.h"
#include "Fixes/GuardInsertion.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

StringRef mapwarden::holdOfAdded() {
  return "<mutex> std::lock_guard<std::mutex> $name($mutex);";
}

std::string mapwarden::nameBeside(StringRef Map, StringRef Word) {
  StringRef Core = Map;
  bool HasTail = Core.consume_back("_");
  bool IsCamel = llvm::any_of(Core, llvm::isUpper);
  std::string Name = Core.str();
  if (IsCamel || Core.starts_with("m_"))
    Name += llvm::toUpper(Word.front()) + Word.drop_front().str();
  else
    Name += "_" + Word.str();
  return Name + (HasTail ? "_" : "");
}

/// The first token of the declaration whose name is token \p Name, or one of
/// whose names it is; nothing when something stands in between.
static std::optional<size_t> declarationBegin(const EditedFile &File,
                                              size_t Name) {
  size_t First = Name;
  while (First > 0) {
    StringRef Before = File.spell(First - 1);
    if (Before == ";" || Before == "{" || Before == "}")
      break;
    if (File.tokens()[First - 1].Kind == TokenKind::Directive)
      break;
    if (Before == ":" && File.spell(First) != ":" &&
        (First < 2 || File.spell(First - 2) != ":"))
      break;
    if (Before == ")" || Before == "(" || Before == "=")
      return std::nullopt;
    --First;
  }
  return First == Name ? std::nullopt : std::optional<size_t>(First);
}

/// Whether a mutex more takes nothing away from the class with the field
/// \p Usr: nobody copies or moves its objects.
static bool isUncopied(const Program &Prog, NameId Usr) {
  auto Owner = Prog.FieldByUsr.find(Usr);
  return Owner != Prog.FieldByUsr.end() &&
         !Prog.CopiedClasses.contains(Prog.Classes[Owner->second.first].Usr);
}

namespace {
struct Declared {
  const VariableFacts *Map = nullptr;
  bool IsField = false;
};
} // namespace

/// The map as it is declared, if it is a member or has static storage.
static std::optional<Declared> find(FixContext &Ctx, PathId Object) {
  const AccessPath &Path = Ctx.store().path(Object);
  Declared Out;
  if (Path.Root.Kind == RootKind::Global && Path.Selectors.empty()) {
    Out.Map = Ctx.Prog.global(Path.Root.Name);
  } else if (Path.Root.Kind == RootKind::This && Path.Selectors.size() == 1 &&
             Path.Selectors[0].K == Selector::Field) {
    Out.Map = Ctx.Prog.field(Path.Selectors[0].Name);
    Out.IsField = true;
    if (!isUncopied(Ctx.Prog, Path.Selectors[0].Name))
      return std::nullopt;
  }
  if (!Out.Map || !Out.Map->has(VariableIsContainer) ||
      Out.Map->has(VariableIsThreadLocal) ||
      Out.Map->has(VariableIsStaticMember))
    return std::nullopt;
  return Out;
}

std::optional<AddedMutex> mapwarden::planMutex(FixContext &Ctx,
                                               const std::string &Object) {
  std::vector<const AccessVersion *> Versions = Ctx.versionsOf(Object);
  std::optional<Declared> Map;
  for (const AccessVersion *Version : Versions)
    if (!Map)
      Map = find(Ctx, Version->Access->Object);
  if (!Map)
    return std::nullopt;
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Map->Map->At.File));
  std::optional<size_t> At = File ? File->begin(Map->Map->At) : std::nullopt;
  if (!At)
    return std::nullopt;
  StringRef Name = Ctx.Prog.text(Map->Map->Name);
  if (Name.contains("::"))
    Name = Name.rsplit("::").second;
  size_t Token = File->tokenAt(*At);
  if (Token + 1 >= File->tokens().size() || File->spell(Token) != Name)
    return std::nullopt;
  StringRef Next = File->spell(Token + 1);
  std::optional<size_t> First = declarationBegin(*File, Token);
  if ((Next != ";" && Next != "{" && Next != "=" && Next != ",") || !First)
    return std::nullopt;
  std::string Storage = Map->IsField ? "mutable " : "static ";
  for (size_t I = *First; I < Token; ++I) {
    StringRef Word = File->spell(I);
    if (Word == "extern" || Word == "constexpr" || Word == "template")
      return std::nullopt;
    if (Word == "inline")
      Storage = "inline ";
  }
  bool IsHeader = !llvm::sys::path::extension(File->name()).starts_with(".c");
  if (!Map->IsField && IsHeader && Storage == "static " &&
      !Map->Map->has(VariableIsFunctionStatic))
    return std::nullopt;
  AddedMutex Out;
  Out.Name = nameBeside(Name, "mutex");
  if (File->hasWord(0, File->text().size(), Out.Name))
    return std::nullopt;
  size_t Begin = File->tokens()[*First].Begin;
  if (!File->isFirstOnLine(Begin))
    return std::nullopt;
  Out.Edits.push_back(File->insert(Begin, Storage + "std::mutex " + Out.Name +
                                              ";" + File->lineEnd().str() +
                                              File->indentAt(Begin).str()));
  if (!File->includes("<mutex>")) {
    std::optional<Replacement> Include = File->include("<mutex>");
    if (!Include)
      return std::nullopt;
    Out.Edits.push_back(std::move(*Include));
  }
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
    if (!Version->IsExclusivePhase && !Version->IsAfterJoin)
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
  Out.Description = "add the mutex '" + New->Name +
                    "' and hold it around the " + "accesses in " +
                    std::to_string(Functions.size()) +
                    (Functions.size() == 1 ? " function" : " functions");
  return Out;
}
