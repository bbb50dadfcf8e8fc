// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reading the errors of a parse.
#include "Extract/MissingNames.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

namespace {
/// `a::b<int>::c` as the source spells it, and what follows it.
struct SpelledName {
  std::vector<std::string> Parts;
  std::vector<bool> Templates; ///< Parallel to Parts: has arguments.
  StringRef Rest;
};
} // namespace

static bool isNameChar(char C) { return llvm::isAlnum(C) || C == '_'; }

/// Skips `<...>`; false when \p Text does not start with a template argument
/// list that ends in the same statement.
static bool skipArguments(StringRef &Text) {
  if (!Text.starts_with("<") || Text.starts_with("<<") ||
      Text.starts_with("<="))
    return false;
  unsigned Depth = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '<')
      ++Depth;
    else if (Text[I] == '>' && --Depth == 0) {
      Text = Text.drop_front(I + 1).ltrim();
      return true;
    } else if (Text[I] == ';' || Text[I] == '{' || Text[I] == '"') {
      return false;
    }
  }
  return false;
}

static SpelledName spelledAt(StringRef Text) {
  SpelledName Result;
  while (true) {
    StringRef Part = Text.take_while(isNameChar);
    if (Part.empty() || llvm::isDigit(Part[0]))
      break;
    Text = Text.drop_front(Part.size()).ltrim();
    Result.Parts.push_back(Part.str());
    Result.Templates.push_back(skipArguments(Text));
    if (!Text.starts_with("::"))
      break;
    Text = Text.drop_front(2).ltrim();
  }
  Result.Rest = Text;
  return Result;
}

/// The namespace, or the class, that lacks a member.
static const DeclContext *scopeOf(const Diagnostic &Error) {
  for (unsigned I = 0; I < Error.getNumArgs(); ++I) {
    if (Error.getArgKind(I) == DiagnosticsEngine::ak_declcontext)
      return reinterpret_cast<const DeclContext *>(Error.getRawArg(I));
    if (Error.getArgKind(I) == DiagnosticsEngine::ak_nameddecl)
      if (auto *Scope = dyn_cast<DeclContext>(
              reinterpret_cast<NamedDecl *>(Error.getRawArg(I))))
        return Scope;
  }
  return nullptr;
}

static bool isMacroName(StringRef Name) {
  return Name.size() > 2 && llvm::none_of(Name, llvm::isLower) &&
         llvm::any_of(Name, [](char C) { return C == '_'; });
}

/// Whether \p Text defines a type called \p Name: what an unknown macro names
/// in front of its definition is not missing.
static bool isDefinedIn(StringRef Text, StringRef Name) {
  for (size_t At = Text.find(Name); At != StringRef::npos;
       At = Text.find(Name, At + Name.size())) {
    StringRef Line = Text.take_front(At).rsplit('\n').second.ltrim();
    StringRef Rest = Text.drop_front(At + Name.size());
    bool IsWord = (Line.empty() || !isNameChar(Line.back())) &&
                  (Rest.empty() || !isNameChar(Rest.front()));
    bool IsHead = Line.starts_with("class ") || Line.starts_with("struct ") ||
                  Line.starts_with("union ") || Line.starts_with("enum ") ||
                  Line.starts_with("using ");
    if (IsWord && IsHead && !Line.contains_insensitive("(") &&
        !Line.contains(':') && !Line.contains(','))
      return true;
  }
  return false;
}

/// The name that \p Text ends in.
static StringRef lastNameIn(StringRef Text) {
  size_t Length = 0;
  while (Length < Text.size() && isNameChar(Text[Text.size() - Length - 1]))
    ++Length;
  return Text.take_back(Length);
}

/// `class LIB_EXPORT Name {`: with an unknown LIB_EXPORT it reads like a
/// variable `Name` of the class LIB_EXPORT, which is never defined. Returns
/// that class's name when \p Before, the text in front of `Name`, ends so.
static StringRef decoratorIn(StringRef Before) {
  StringRef Name = lastNameIn(Before.rtrim());
  StringRef Key = lastNameIn(Before.rtrim().drop_back(Name.size()).rtrim());
  bool IsHead = Key == "class" || Key == "struct" || Key == "union";
  bool IsMacro = Name.size() > 2 && llvm::none_of(Name, llvm::isLower);
  return IsHead && IsMacro ? Name : "";
}

/// `int LIB_DEPRECATED(2) get();`: the name in front of the parenthesis that
/// ends \p Before; empty when there is none.
static StringRef calledIn(StringRef Before) {
  Before = Before.rtrim();
  if (!Before.consume_back("("))
    return "";
  return lastNameIn(Before.rtrim());
}

/// The text of the file of \p Error, and where in it the error is.
static std::optional<std::pair<StringRef, size_t>>
placeOf(const Diagnostic &Error) {
  if (!Error.hasSourceManager() || Error.getLocation().isInvalid())
    return std::nullopt;
  const SourceManager &Sources = Error.getSourceManager();
  SourceLocation Where = Sources.getSpellingLoc(Error.getLocation());
  bool IsInvalid = false;
  StringRef Buffer =
      Sources.getBufferData(Sources.getFileID(Where), &IsInvalid);
  if (IsInvalid)
    return std::nullopt;
  return std::pair(Buffer, size_t(Sources.getFileOffset(Where)));
}

/// Whether \p Error is about what one expression does with objects whose
/// classes are made up.
static bool isOfExpression(const Diagnostic &Error) {
  switch (Error.getID()) {
  case diag::err_no_member_suggest:
  case diag::err_undeclared_var_use_suggest:
  case diag::err_typecheck_invalid_operands:
  case diag::err_typecheck_subscript_value:
  case diag::err_typecheck_call_not_function:
  case diag::err_typecheck_convert_incompatible:
  case diag::err_init_conversion_failed:
  case diag::err_ovl_no_viable_oper:
  case diag::err_ovl_no_viable_subscript:
  case diag::err_ovl_no_viable_function_in_call:
  case diag::err_ovl_no_viable_member_function_in_call:
  case diag::err_ovl_no_viable_function_in_init:
  case diag::err_ovl_ambiguous_call:
  case diag::err_ovl_ambiguous_init:
  case diag::err_ovl_ambiguous_oper_binary:
  case diag::err_ovl_no_oper:
  case diag::err_expected_lparen_after_type:
    return true;
  default:
    return false;
  }
}

bool MissingNames::noteName(const Diagnostic &Error) {
  bool IsTypePlace = false, IsNamespacePlace = false;
  const DeclContext *Scope = nullptr;
  switch (Error.getID()) {
  case diag::err_unknown_typename:
  case diag::err_unknown_type_or_class_name_suggest:
  case diag::err_expected_class_name:
    IsTypePlace = true;
    break;
  case diag::err_typename_nested_not_found:
    IsTypePlace = true;
    Scope = scopeOf(Error);
    break;
  case diag::err_expected_namespace_name:
    IsNamespacePlace = true;
    break;
  case diag::err_no_member:
  case diag::err_no_member_template:
    Scope = scopeOf(Error);
    if (!Scope)
      return false;
    break;
  case diag::err_undeclared_var_use:
  case diag::err_undeclared_use:
  case diag::err_no_template:
    break;
  case diag::err_typecheck_decl_incomplete_type:
  case diag::err_field_incomplete_or_sizeless:
    if (auto Place = placeOf(Error))
      if (StringRef Macro = decoratorIn(Place->first.take_front(Place->second));
          !Macro.empty())
        HidesClasses |= Macros.try_emplace(Macro.str(), false).second;
    return true;
  case diag::err_missing_param:
    if (auto Place = placeOf(Error))
      if (StringRef Macro = calledIn(Place->first.take_front(Place->second));
          isMacroName(Macro))
        Macros[Macro.str()] = true;
    return true;
  case diag::err_redefinition:
  case diag::err_redefinition_different_kind:
  case diag::err_redefinition_different_typedef:
  case diag::err_template_param_list_different_arity:
    if (auto Place = placeOf(Error))
      Declared.insert(
          Place->first.drop_front(Place->second).take_while(isNameChar).str());
    return true;
  default:
    return !isOfExpression(Error);
  }
  auto Place = placeOf(Error);
  if (!Place)
    return false;
  const SourceManager &Sources = Error.getSourceManager();
  StringRef Buffer = Place->first;
  SpelledName Name = spelledAt(Buffer.drop_front(Place->second));
  if (Name.Parts.empty())
    return false;
  // What is asked of an object is no type, whatever follows.
  StringRef Before = Buffer.take_front(Place->second).rtrim();
  if (Before.ends_with(".") || Before.ends_with("->"))
    return false;
  std::vector<std::string> Chain;
  std::vector<bool> Templates;
  if (Scope && !Scope->isTranslationUnit()) {
    const auto *Named = dyn_cast<NamedDecl>(Scope);
    if (!Named ||
        (!isa<NamespaceDecl>(Scope) &&
         !Sources.getFilename(Sources.getSpellingLoc(Named->getLocation()))
              .ends_with(MissingNamesFile)))
      return false;
    llvm::SmallVector<StringRef, 4> Outer;
    std::string Qualified = Named->getQualifiedNameAsString();
    StringRef(Qualified).split(Outer, "::");
    for (StringRef Part : Outer) {
      if (Part.empty() || Part.contains('('))
        return false; // Of an unnamed namespace.
      Chain.push_back(Part.str());
      Templates.push_back(false);
    }
  }
  StringRef Only = Name.Parts.front();
  if (Chain.empty() && Name.Parts.size() == 1 && isMacroName(Only) &&
      !Name.Templates[0]) {
    bool HasArguments = Name.Rest.starts_with("(");
    if (!IsTypePlace && !(HasArguments && MissingNames::soundsLikeGuard(Only)))
      return false;
    Macros[Only.str()] |= HasArguments;
    return true;
  }
  if ((Chain.empty() ? Only : StringRef(Chain.front())) == "std" &&
      !HasStandard) {
    NeedsStandard = true;
    return true;
  }
  bool IsQualified = !Chain.empty() || Name.Parts.size() > 1;
  Chain.insert(Chain.end(), Name.Parts.begin(), Name.Parts.end());
  Templates.insert(Templates.end(), Name.Templates.begin(),
                   Name.Templates.end());
  if (IsNamespacePlace) {
    add(Chain, Templates, false);
    return true;
  }
  char Next = Name.Rest.empty() ? ';' : Name.Rest.front();
  bool IsDeclaration = isNameChar(Next) || Templates.back();
  bool IsInType = IsQualified && StringRef("*&>,){").contains(Next);
  bool IsTemporary = Next == '(' && MissingNames::soundsLikeGuard(Chain.back());
  if (!IsQualified && isDefinedIn(Buffer, Chain.back()))
    return true;
  if (!IsTypePlace && !IsDeclaration && !IsInType && !IsTemporary)
    return false;
  add(Chain, Templates, true);
  return true;
}

void MissingNames::note(const Diagnostic &Error) { Errors += noteName(Error); }

bool MissingNames::startRound() {
  const bool ShowsMore = std::exchange(HidesClasses, false);
  if (ShowsMore)
    Root = Entity();
  HasStandard |= NeedsStandard;
  for (const std::string &Name : Declared)
    Root.drop(Name);
  return ShowsMore;
}

void MissingNames::Entity::drop(const std::string &Name) {
  Inner.erase(Name);
  for (auto &[Other, Entry] : Inner)
    Entry.drop(Name);
}

void MissingNames::add(const std::vector<std::string> &Chain,
                       const std::vector<bool> &Templates, bool IsType) {
  Entity *Place = &Root;
  for (size_t I = 0; I < Chain.size(); ++I) {
    Place = &Place->Inner[Chain[I]];
    if (Templates[I])
      Place->IsType = Place->IsTemplate = true;
  }
  Place->IsType |= IsType;
}
