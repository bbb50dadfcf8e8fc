// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Bookkeeping of variables.
#include "Extract/FunctionScope.h"

using namespace mapwarden;
using namespace clang;

AccessPath Place::container() const {
  AccessPath Container = Path;
  if (ContainerLength < Container.Selectors.size())
    Container.Selectors.truncate(ContainerLength);
  return Container;
}

void FunctionScope::addLocal(const ValueDecl *Name) {
  auto [Entry, IsNew] = Variables.try_emplace(Name);
  if (!IsNew)
    return;
  Entry->second.Index = Locals.size();
  Locals.push_back(Name);
  HiddenLocals.emplace_back();
}

void FunctionScope::addParam(const ValueDecl *Name, uint32_t Index) {
  Variable &Param = Variables[Name];
  Param.Is = Variable::Kind::Param;
  Param.Index = Index;
}

AccessPath FunctionScope::addHidden(VariableFacts Facts) {
  AccessPath Path;
  Path.Root.Kind = RootKind::Local;
  Path.Root.Index = Locals.size();
  Locals.push_back(nullptr);
  HiddenLocals.push_back(std::move(Facts));
  return Path;
}

void FunctionScope::addCopy(const ValueDecl *Outer, VariableFacts Facts) {
  Variable &Copy = Variables[Outer];
  Copy.Is = Variable::Kind::Hidden;
  Copy.Index = addHidden(std::move(Facts)).Root.Index;
}

void mapwarden::renumberPath(AccessPath &Path,
                             llvm::ArrayRef<uint32_t> NewNumbers) {
  PathRoot &Root = Path.Root;
  if ((Root.Kind == RootKind::Result || Root.Kind == RootKind::Allocation) &&
      Root.Frame == NameId::None && Root.Index < NewNumbers.size())
    Root.Index = NewNumbers[Root.Index];
}

void FunctionScope::renumber(llvm::ArrayRef<uint32_t> NewNumbers) {
  for (auto &[Name, Variable] : Variables) {
    if (Variable.Denotes)
      renumberPath(Variable.Denotes->Path, NewNumbers);
    if (Variable.Element)
      renumberPath(Variable.Element->Path, NewNumbers);
  }
}
