// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reading the errors of a parse, and writing the declarations.
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

static bool soundsLikeGuard(StringRef Name) {
  std::string Lower = Name.lower();
  return StringRef(Lower).contains("lock") ||
         StringRef(Lower).contains("guard");
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

void MissingNames::note(const Diagnostic &Error) {
  ++Errors;
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
      return;
    break;
  case diag::err_undeclared_var_use:
  case diag::err_undeclared_use:
  case diag::err_no_template:
    break;
  default:
    return;
  }
  if (!Error.hasSourceManager() || Error.getLocation().isInvalid())
    return;
  const SourceManager &Sources = Error.getSourceManager();
  SourceLocation Where = Sources.getSpellingLoc(Error.getLocation());
  bool IsInvalid = false;
  StringRef Buffer =
      Sources.getBufferData(Sources.getFileID(Where), &IsInvalid);
  if (IsInvalid)
    return;
  SpelledName Name = spelledAt(Buffer.drop_front(Sources.getFileOffset(Where)));
  if (Name.Parts.empty())
    return;
  std::vector<std::string> Chain;
  std::vector<bool> Templates;
  if (Scope && !Scope->isTranslationUnit()) {
    const auto *Named = dyn_cast<NamedDecl>(Scope);
    if (!Named ||
        (!isa<NamespaceDecl>(Scope) &&
         !Sources.getFilename(Sources.getSpellingLoc(Named->getLocation()))
              .ends_with(MissingNamesFile)))
      return;
    llvm::SmallVector<StringRef, 4> Outer;
    std::string Qualified = Named->getQualifiedNameAsString();
    StringRef(Qualified).split(Outer, "::");
    for (StringRef Part : Outer) {
      if (Part.empty() || Part.contains('('))
        return; // Of an unnamed namespace.
      Chain.push_back(Part.str());
      Templates.push_back(false);
    }
  }
  StringRef Only = Name.Parts.front();
  if (Chain.empty() && Name.Parts.size() == 1 && isMacroName(Only) &&
      !Name.Templates[0]) {
    bool HasArguments = Name.Rest.starts_with("(");
    if (IsTypePlace || (HasArguments && soundsLikeGuard(Only)))
      Macros[Only.str()] |= HasArguments;
    return;
  }
  bool IsQualified = !Chain.empty() || Name.Parts.size() > 1;
  Chain.insert(Chain.end(), Name.Parts.begin(), Name.Parts.end());
  Templates.insert(Templates.end(), Name.Templates.begin(),
                   Name.Templates.end());
  if (IsNamespacePlace)
    return add(Chain, Templates, false);
  char Next = Name.Rest.empty() ? ';' : Name.Rest.front();
  bool IsDeclaration = isNameChar(Next) || Templates.back();
  bool IsInType = IsQualified && StringRef("*&>,){").contains(Next);
  bool IsTemporary = Next == '(' && soundsLikeGuard(Chain.back());
  if (!IsQualified && isDefinedIn(Buffer, Chain.back()))
    return;
  if (IsTypePlace || IsDeclaration || IsInType || IsTemporary)
    add(Chain, Templates, true);
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

/// A member that takes anything.
static std::string anyMember(StringRef Result, StringRef Name) {
  return ("  template <class... A> " + Result + " " + Name +
          "(A &&...) const;\n")
      .str();
}

static std::string containerMembers(const ContainerModel &Model) {
  std::string Out = "  struct value_type { K first; V second; };\n"
                    "  struct iterator {\n"
                    "    value_type *operator->() const;\n"
                    "    value_type &operator*() const;\n"
                    "    iterator &operator++();\n"
                    "    iterator operator++(int);\n"
                    "    bool operator==(const iterator &) const;\n"
                    "    bool operator!=(const iterator &) const;\n"
                    "    V &value() const;\n"
                    "    const K &key() const;\n"
                    "  };\n"
                    "  typedef iterator const_iterator;\n"
                    "  struct insertion { iterator first; bool second; };\n"
                    "  template <class A> V &operator[](A &&);\n";
  for (const auto &[Name, Does] : Model.Members) {
    if (!llvm::all_of(Name, isNameChar))
      continue; // Operators.
    bool IsAnswer = Does.Effects & (EffectTestsPresence | EffectTestsEmpty);
    StringRef Result = Does.Effects & EffectInserts ? "insertion"
                       : Does.ReturnsIterator       ? "iterator"
                       : Does.ReturnsElement        ? "V &"
                       : IsAnswer || Name == "size" ? "unsigned long"
                                                    : "void";
    Out += anyMember(Result, Name);
  }
  return Out;
}

/// The class \p Name with the interface that the models give to \p Qualified,
/// without the closing brace.
static std::string describe(const ModelSet &Models, StringRef Qualified,
                            StringRef Name, bool IsTemplate) {
  std::string Head = IsTemplate ? "template <class...> " : "";
  std::string Members;
  auto addAll = [&](StringRef Result, const std::vector<std::string> &Names) {
    for (const std::string &Each : Names)
      if (llvm::all_of(Each, isNameChar))
        Members += anyMember(Result, Each);
  };
  if (const ContainerModel *Map = Models.container(Qualified)) {
    Head = "template <class K, class V = K, class...> ";
    Members = containerMembers(*Map);
  } else if (Models.pointer(Qualified)) {
    Head = "template <class T, class...> ";
    Members = "  T *operator->() const;\n  T &operator*() const;\n"
              "  T *get() const;\n  explicit operator bool() const;\n"
              "  template <class... A> void reset(A &&...);\n";
  } else if (const LockModel *Lock = Models.lock(Qualified)) {
    for (const auto *Names :
         {&Lock->Lock, &Lock->Unlock, &Lock->LockShared, &Lock->UnlockShared})
      addAll("void", *Names);
    addAll("bool", Lock->TryLock);
    addAll("bool", Lock->TryLockShared);
  } else if (const GuardModel *Guard = Models.guard(Qualified)) {
    for (const auto *Names : {&Guard->Lock, &Guard->Unlock, &Guard->Release})
      addAll("void", *Names);
    addAll("bool", Guard->TryLock);
    addAll("bool", Guard->Owns);
  } else if (const ThreadModel *Thread = Models.thread(Qualified)) {
    addAll("void", Thread->Join);
    addAll("void", Thread->Detach);
    addAll("bool", Thread->Joinable);
  } else {
    std::string Lower = Name.lower();
    // Its bodies say nothing, its interface says that it is a lock.
    if (StringRef(Lower).contains("mutex") ||
        StringRef(Lower).ends_with("lock"))
      Members = "  void lock() {}\n  void unlock() {}\n"
                "  bool try_lock() { return true; }\n";
  }
  return Head + "class " + Name.str() + " {\npublic:\n  " + Name.str() +
         "();\n  template <class... A> " + Name.str() + "(A &&...);\n  ~" +
         Name.str() + "();\n" + Members;
}

void MissingNames::declare(const ModelSet &Models, const std::string &Scope,
                           const std::string &Name, const Entity &What,
                           std::string &Out) const {
  std::string Qualified = Scope.empty() ? Name : Scope + "::" + Name;
  bool IsKnown = Models.container(Qualified) || Models.lock(Qualified) ||
                 Models.guard(Qualified) || Models.thread(Qualified);
  bool IsClass = What.IsType || IsKnown;
  Out += IsClass ? describe(Models, Qualified, Name, What.IsTemplate)
                 : "namespace " + Name + " {\n";
  for (const auto &[Inner, Entry] : What.Inner)
    declare(Models, Qualified, Inner, Entry, Out);
  Out += IsClass ? "};\n" : "}\n";
}

std::string MissingNames::declarations(const ModelSet &Models) const {
  std::string Out;
  for (const auto &[Name, HasArguments] : Macros) {
    if (HasArguments && soundsLikeGuard(Name) &&
        !StringRef(Name).contains("UNLOCK"))
      Out += "#define " + Name +
             "(...) mapwarden_missing_guard mapwarden_guard(__VA_ARGS__)\n";
    else
      Out += "#define " + Name + (HasArguments ? "(...)\n" : "\n");
  }
  for (const auto &[Name, Entry] : Root.Inner)
    declare(Models, "", Name, Entry, Out);
  if (!Out.empty())
    Out += "class mapwarden_missing_guard {\npublic:\n"
           "  template <class... A> mapwarden_missing_guard(A &&...);\n"
           "  ~mapwarden_missing_guard();\n};\n";
  return Out;
}
