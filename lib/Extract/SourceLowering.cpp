// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which accesses and calls decide a branch, or make up the operands of another
/// access or call.
#include "Extract/BodyLowering.h"
#include "Extract/ValueSources.h"

using namespace mapwarden;
using namespace clang;

/// Stored is what an access since instruction \p Before stores through an
/// element, if there is one.
void BodyLowering::noteStore(uint32_t Before, const Expr *Stored) {
  for (uint32_t I = Before; I < Graph.nextNumber(); ++I)
    if (const Instruction &Access = Graph.instruction(I);
        Access.Kind == InstrKind::Access && Access.has(AccessElement) &&
        Access.has(AccessWrite))
      Stores.push_back({I, Stored});
}

void BodyLowering::linkSources() {
  if (Graph.isEmpty() || !Body)
    return;
  auto isOrigin = [&](uint32_t Number) {
    InstrKind Kind = Graph.instruction(Number).Kind;
    return Kind == InstrKind::Access || Kind == InstrKind::Call;
  };
  // Most bodies have nothing that a value could come from.
  bool HasOrigin =
      !Loads.empty() || llvm::any_of(Paths.Numbers, [&](const auto &Made) {
        return isOrigin(Made.second);
      });
  if (!HasOrigin)
    return;
  ValueSources Sources(Body);
  auto numbersOf = [&](const Expr *E, llvm::SmallVector<uint32_t, 0> &Out) {
    for (const Expr *Origin : Sources.of(E)) {
      if (auto Load = Loads.find(Origin); Load != Loads.end())
        Out.push_back(Load->second);
      if (auto Made = Paths.Numbers.find(Origin);
          Made != Paths.Numbers.end() && isOrigin(Made->second) &&
          !Graph.instruction(Made->second).has(AccessNamesEnd))
        Out.push_back(Made->second);
    }
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
  for (auto [Number, Stored] : Stores) {
    llvm::SmallVector<uint32_t, 0> From;
    numbersOf(Stored, From);
    Graph.instruction(Number).From = std::move(From);
  }
}
