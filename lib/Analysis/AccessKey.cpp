// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From the leaf up, one call of the trace at a time.
#include "Analysis/AccessKey.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;

static bool isLiteralText(llvm::StringRef Text) {
  return !Text.empty() && (llvm::isDigit(Text.front()) || Text.front() == '"' ||
                           Text.front() == '\'' || Text.front() == '-');
}

bool AccessKey::isLiteral(const Program &Prog) const {
  return K == Text && isLiteralText(Prog.text(static_cast<NameId>(Id)));
}

/// Elements are named by the spelling of their key: `m[k]` where the lookup
/// says parameter 0.
static std::optional<PathRoot> variableNamed(const FunctionFacts &Function,
                                             NameId Name) {
  std::optional<PathRoot> Result;
  auto look = [&](const std::vector<VariableFacts> &In, RootKind Kind) {
    for (uint32_t I = 0; I < In.size(); ++I)
      if (In[I].Name == Name) {
        Result = PathRoot{Kind, I, NameId::None, Function.Usr};
        return;
      }
  };
  look(Function.Params, RootKind::Param);
  if (!Result)
    look(Function.Locals, RootKind::Local);
  return Result;
}

static AccessKey keyFromValue(PathStore &Store, const Value &V,
                              const FunctionFacts &Function) {
  if (V.Kind == ValueKind::Path && V.Path.isKnown())
    return {AccessKey::Path, Store.intern(V.Path, Function.Usr)};
  if (V.Kind == ValueKind::Constant && V.Name != NameId::None) {
    if (std::optional<PathRoot> Root = variableNamed(Function, V.Name)) {
      AccessPath Path;
      Path.Root = *Root;
      return {AccessKey::Path, Store.intern(std::move(Path), Function.Usr)};
    }
    return {AccessKey::Text, static_cast<uint32_t>(V.Name)};
  }
  return {AccessKey::Unknown, 0};
}

/// \p Key of \p Callee as the caller at \p Node sees it.
static AccessKey liftKey(const Program &Prog, PathStore &Store, AccessKey Key,
                         const TraceNode &Node, FunctionId Callee) {
  if (Key.K == AccessKey::Text) {
    // A literal means the same everywhere; names belong to one function, and to
    // the lambdas in it.
    bool IsNested =
        Prog.Functions[Callee].Parent == Prog.Functions[Node.Function].Usr;
    return Key.isLiteral(Prog) || IsNested ? Key
                                           : AccessKey{AccessKey::Unknown, 0};
  }
  if (Key.K != AccessKey::Path)
    return Key;
  const FunctionFacts &Caller = Prog.Functions[Node.Function];
  const AccessPath &Path = Store.path(Key.Id);
  // Free variables of lambdas, and globals, need no translation.
  if (Path.Root.Frame != Prog.Functions[Callee].Usr)
    return Key;
  Substitution Bind(Prog, Store, Caller, Node.Instr, CallTarget{Callee});
  if (Path.Root.Kind == RootKind::Param && Path.Selectors.empty())
    if (const Value *Given = Bind.argument(Path.Root.Index))
      return keyFromValue(Store, *Given, Caller);
  PathId Above = Bind(Key.Id);
  return Above == UnknownPath ? AccessKey{AccessKey::Unknown, 0}
                              : AccessKey{AccessKey::Path, Above};
}

/// Is \p Function a lambda in function \p Frame, at any depth?
static bool isInside(const Program &Prog, const FunctionFacts &Function,
                     FunctionId Frame) {
  const FunctionFacts *Current = &Function;
  for (unsigned Depth = 0; Current && Depth < 8; ++Depth) {
    if (Current->Parent == NameId::None)
      return false;
    if (Current->Parent == Prog.Functions[Frame].Usr)
      return true;
    Current = Prog.function(Current->Parent);
  }
  return false;
}

AccessKey mapwarden::keyOf(const Program &Prog, PathStore &Store,
                           const AccessSummary &Access, FunctionId Frame) {
  const FunctionFacts &Function = Prog.Functions[Access.Function];
  const Instruction &Leaf = Function.Instructions[Access.Instr];
  if (Leaf.Args.empty())
    return {};
  if (Leaf.has(AccessByIterator))
    return {AccessKey::Unknown, 0};
  AccessKey Key = keyFromValue(Store, Leaf.Args[0], Function);
  llvm::SmallVector<const TraceNode *, 8> Calls;
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    Calls.push_back(Node);
  if (Calls.empty() || Calls.front()->Function != Frame)
    return {AccessKey::Unknown, 0};
  // What a lambda spells is spelled in the function around it, too, whoever
  // runs the lambda.
  if (Key.K == AccessKey::Text && isInside(Prog, Function, Frame)) {
    if (std::optional<PathRoot> Root =
            variableNamed(Prog.Functions[Frame], static_cast<NameId>(Key.Id))) {
      AccessPath Path;
      Path.Root = *Root;
      Key = {AccessKey::Path, Store.intern(std::move(Path), NameId::None)};
    }
    return Key;
  }
  for (size_t I = Calls.size(); I-- > 1;)
    Key = liftKey(Prog, Store, Key, *Calls[I - 1], Calls[I]->Function);
  return Key;
}
