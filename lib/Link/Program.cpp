// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Look-ups in the linked program.
#include "Link/Program.h"

using namespace mapwarden;

template <typename Entity>
static const Entity *findByUsr(const std::vector<Entity> &Entities,
                               const llvm::DenseMap<NameId, uint32_t> &Index,
                               NameId Usr) {
  auto Found = Index.find(Usr);
  return Found == Index.end() ? nullptr : &Entities[Found->second];
}

const FunctionFacts *Program::function(NameId Usr) const {
  return findByUsr(Functions, FunctionByUsr, Usr);
}
const ClassFacts *Program::classOf(NameId Usr) const {
  return findByUsr(Classes, ClassByUsr, Usr);
}
const VariableFacts *Program::global(NameId Usr) const {
  return findByUsr(Globals, GlobalByUsr, Usr);
}

const VariableFacts *Program::field(NameId Usr) const {
  auto Found = FieldByUsr.find(Usr);
  if (Found == FieldByUsr.end())
    return nullptr;
  auto [Class, Position] = Found->second;
  return &Classes[Class].Fields[Position];
}
