// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the declaration begins, what it is like, and what the new one needs.
#include "Fixes/DeclareBeside.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

std::string mapwarden::fillPattern(StringRef Pattern, StringRef Name,
                                   StringRef Mutex, std::string &Header) {
  auto [Included, Text] = Pattern.split(' ');
  Header = Included.str();
  std::string Out;
  while (!Text.empty()) {
    if (Text.consume_front("$name"))
      Out += Name;
    else if (Text.consume_front("$mutex"))
      Out += Mutex;
    else {
      Out += Text.front();
      Text = Text.drop_front();
    }
  }
  return Out;
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
  const StringRef Stops[] = {"(", ")", "="};
  const size_t First = File.declarationBegin(Name, Stops);
  if (First == Name ||
      (First > 0 && llvm::is_contained(Stops, File.spell(First - 1))))
    return std::nullopt;
  return First;
}

/// Whether a mutex more takes nothing away from the class with the field
/// \p Usr: nobody copies or moves its objects.
static bool isUncopied(const Program &Prog, NameId Usr) {
  auto Owner = Prog.FieldByUsr.find(Usr);
  return Owner != Prog.FieldByUsr.end() &&
         !Prog.CopiedClasses.contains(Prog.Classes[Owner->second.first].Usr);
}

std::optional<std::vector<Replacement>>
mapwarden::declareBeside(FixContext &Ctx, const VariableFacts &Map,
                         MapPlace Place, StringRef Pattern, StringRef Word,
                         std::string &Name) {
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Map.At.File));
  std::optional<size_t> At = File ? File->begin(Map.At) : std::nullopt;
  if (!At)
    return std::nullopt;
  StringRef MapName = Ctx.Prog.text(Map.Name);
  if (MapName.contains("::"))
    MapName = MapName.rsplit("::").second;
  size_t Token = File->tokenAt(*At);
  if (Token + 1 >= File->tokens().size() || File->spell(Token) != MapName)
    return std::nullopt;
  StringRef Next = File->spell(Token + 1);
  std::optional<size_t> First = declarationBegin(*File, Token);
  if ((Next != ";" && Next != "{" && Next != "=" && Next != ",") || !First)
    return std::nullopt;
  std::string Storage = Place == MapPlace::Field   ? "mutable "
                        : Place == MapPlace::Local ? ""
                                                   : "static ";
  for (size_t I = *First; I < Token; ++I) {
    StringRef Before = File->spell(I);
    if (Before == "extern" || Before == "constexpr" || Before == "template")
      return std::nullopt;
    if (Before == "inline")
      Storage = "inline ";
  }
  bool IsHeader = !llvm::sys::path::extension(File->name()).starts_with(".c");
  if (IsHeader && Storage == "static " && !Map.has(VariableIsFunctionStatic))
    return std::nullopt;
  Name = nameBeside(MapName, Word);
  if (File->hasWord(0, File->text().size(), Name))
    return std::nullopt;
  size_t Begin = File->tokens()[*First].Begin;
  std::string Behind = File->isFirstOnLine(Begin)
                           ? File->lineEnd().str() + File->indentAt(Begin).str()
                           : " ";
  std::string Header;
  std::string Declaration = fillPattern(Pattern, Name, "", Header);
  std::vector<Replacement> Edits = {
      File->insert(Begin, Storage + Declaration + Behind)};
  if (!File->includes(Header)) {
    std::optional<Replacement> Include = File->include(Header);
    if (!Include)
      return std::nullopt;
    Edits.push_back(std::move(*Include));
  }
  return Edits;
}

std::optional<DeclaredMap> mapwarden::findDeclared(FixContext &Ctx,
                                                   PathId Object) {
  const AccessPath &Path = Ctx.store().path(Object);
  DeclaredMap Out;
  Out.Map = Ctx.store().variable(Object);
  if (!Path.Selectors.empty()) {
    Out.Place = MapPlace::Field;
    if (Path.Selectors.back().K != Selector::Field ||
        !isUncopied(Ctx.Prog, Path.Selectors.back().Name))
      return std::nullopt;
  } else if (Path.Root.Kind == RootKind::Local) {
    Out.Place = MapPlace::Local;
  } else if (Path.Root.Kind != RootKind::Global) {
    return std::nullopt;
  }
  if (!Out.Map || !Out.Map->has(VariableIsContainer) ||
      Out.Map->has(VariableIsThreadLocal) ||
      Out.Map->has(VariableIsStaticMember))
    return std::nullopt;
  return Out;
}
