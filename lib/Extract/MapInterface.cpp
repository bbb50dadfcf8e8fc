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

/// The entries of the models that say what the members of such a map do, and
/// how those of other collections are called.
static constexpr StringRef InterfaceEntry = "map by interface",
                           CollectionEntry = "collection by interface";

bool TypeModels::isNamedIn(
    const CXXMethodDecl *Method,
    std::vector<std::string> SequenceModel::*List) const {
  const SequenceModel *Named = Models.sequence(CollectionEntry);
  return Named && Method->getIdentifier() &&
         llvm::any_of(Named->*List, [&](const std::string &Name) {
           return Method->getName() == Name;
         });
}

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
  const ContainerModel *Model = Models.container(InterfaceEntry);
  if (!Model)
    return nullptr;
  bool LooksUp = false, Puts = false, Removes = false;
  auto note = [&](const CXXMethodDecl *Method) {
    if (Method->getOverloadedOperator() == OO_Subscript)
      Puts = LooksUp = true;
    const ContainerOperation *Does =
        Method->getIdentifier() ? member(*Model, Method->getName()) : nullptr;
    if (!Does)
      return;
    LooksUp |= (Does->Effects & EffectRead) && Does->KeyArgument >= 0;
    Puts |= (Does->Effects & EffectInserts) != 0;
    Removes |= (Does->Effects & EffectErases) != 0;
  };
  for (const CXXMethodDecl *Method : Record->methods())
    if (Method->getNumParams() != 0 && !Method->isStatic())
      note(Method);
  for (const auto *Template : Record->decls())
    if (const auto *Function = dyn_cast<FunctionTemplateDecl>(Template))
      if (const auto *Method =
              dyn_cast<CXXMethodDecl>(Function->getTemplatedDecl()))
        note(Method);
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
  return Model;
}
