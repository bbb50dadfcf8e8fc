// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which accesses and calls decide a branch, or make up the operands of another
/// access or call.
#include "Extract/BodyLowering.h"
#include "Extract/ValueSources.h"

using namespace mapwarden;
using namespace clang;

void BodyLowering::linkSources() {
  if (Graph.isEmpty() || !Body)
    return;
  auto isOrigin = [&](uint32_t Number) {
    InstrKind Kind = Graph.instruction(Number).Kind;
    return Kind == InstrKind::Access || Kind == InstrKind::Call;
  };
  // Most bodies have nothing that a value could come from.
  bool HasOrigin = llvm::any_of(
      Paths.Numbers, [&](const auto &Made) { return isOrigin(Made.second); });
  if (!HasOrigin)
    return;
  ValueSources Sources(Body);
  auto numbersOf = [&](const Expr *E, llvm::SmallVector<uint32_t, 0> &Out) {
    for (const Expr *Origin : Sources.of(E))
      if (auto Made = Paths.Numbers.find(Origin);
          Made != Paths.Numbers.end() && isOrigin(Made->second) &&
          !Graph.instruction(Made->second).has(AccessNamesEnd))
        Out.push_back(Made->second);
  };
  for (auto [Block, Condition] : Conditions) {
    llvm::SmallVector<uint32_t, 0> From;
    numbersOf(Condition, From);
    Graph.setBlockSources(Block, std::move(From));
  }
  for (auto [Made, Number] : Paths.Numbers) {
    if (!isOrigin(Number))
      continue;
    llvm::SmallVector<uint32_t, 0> From;
    if (const auto *Call = dyn_cast<CallExpr>(Made)) {
      const auto *Method =
          dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
      bool HasReceiver =
          isa<CXXOperatorCallExpr>(Call) && (!Method || Method->isInstance());
      for (unsigned I = HasReceiver; I < Call->getNumArgs(); ++I)
        numbersOf(Call->getArg(I), From);
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Made)) {
      for (const Expr *Argument : Construct->arguments())
        numbersOf(Argument, From);
    }
    if (const Expr *Value = Sources.assignedTo(Made))
      numbersOf(Value, From);
    llvm::erase(From, Number);
    Graph.instruction(Number).From = std::move(From);
  }
}
