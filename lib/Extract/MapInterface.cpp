// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Map classes that no model names.
///
/// A class that is called a map, and looks things up, puts and removes them by
/// a key, is one, however it stores them. A class that holds a modelled
/// container is judged by its own bodies instead, and one that holds a lock or
/// atomics may well be safe by itself.
#include "Extract/TypeModels.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// The entry of the models that says what the members of such a map do.
static constexpr StringRef InterfaceEntry = "map by interface";

/// Does the name of \p Record say that it is a map?
static bool isNamedMap(const CXXRecordDecl *Record) {
  std::string Lower = Record->getName().lower();
  StringRef Name = Lower;
  Name.consume_back("_t");
  for (StringRef Word : {"map", "dict", "dictionary", "hashtable", "hash_table",
                         "hashset", "hash_set"})
    if (Name.ends_with(Word))
      return true;
  return false;
}

const ContainerModel *TypeModels::mapByInterface(const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  if (!Record || Record->isUnion() || !Record->getIdentifier() ||
      !isNamedMap(Record))
    return nullptr;
  bool LooksUp = false, Puts = false, Removes = false;
  for (const CXXMethodDecl *Method : Record->methods()) {
    if (Method->getNumParams() == 0 || Method->isStatic())
      continue;
    if (Method->getOverloadedOperator() == OO_Subscript)
      Puts = LooksUp = true;
    if (!Method->getIdentifier())
      continue;
    std::string Name = Method->getName().lower();
    auto isOneOf = [&](std::initializer_list<StringRef> Words) {
      return llvm::is_contained(Words, Name);
    };
    LooksUp |= isOneOf({"find", "get", "lookup", "contains", "count", "has",
                        "exists", "at", "containskey", "haskey"});
    Puts |= isOneOf({"insert", "emplace", "put", "set", "add", "store",
                     "try_emplace", "insert_or_assign", "findoradd"});
    Removes |= isOneOf({"erase", "remove", "delete", "take"});
  }
  for (const auto *Template : Record->decls())
    if (const auto *Method = dyn_cast<FunctionTemplateDecl>(Template))
      if (const IdentifierInfo *Name =
              Method->getTemplatedDecl()->getIdentifier()) {
        Puts |= Name->isStr("emplace") || Name->isStr("insert");
        LooksUp |= Name->isStr("find");
        Removes |= Name->isStr("erase");
      }
  if (!LooksUp || !Puts || !Removes)
    return nullptr;
  auto decidesItself = [&](QualType Type) {
    while (Type->isArrayType())
      Type = QualType(Type->getArrayElementTypeNoTypeQual(), 0);
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    if (!Class)
      return false;
    const TypeModel &Held = of(Class);
    return Held.Container || Held.Lock || Held.Atomic || Held.Thread ||
           Held.Locked;
  };
  if (llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
        return decidesItself(Field->getType());
      }))
    return nullptr;
  // What it inherits from may do all the work.
  if (Record->getNumBases() != 0)
    return nullptr;
  return Models.container(InterfaceEntry);
}
