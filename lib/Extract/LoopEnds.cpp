// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is known behind a loop over a collection: that something has been done
/// to each of its elements.
#include "Extract/BodyLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using namespace clang;

static bool isElement(const mapwarden::Selector &Step) {
  return Step.K == mapwarden::Selector::Element;
}

AccessPath BodyLowering::elementBehind(AccessPath Object) const {
  // `for (auto P : Threads) P->join();` sets P first.
  for (unsigned Step = 0; Step < 3; ++Step) {
    if (Object.Root.Kind != RootKind::Local ||
        Object.Root.Frame != NameId::None ||
        llvm::any_of(Object.Selectors, isElement))
      break;
    const Instruction *Last = Graph.lastAssignment(Object.Root);
    if (!Last || Last->Args.empty() || Last->Args[0].Kind != ValueKind::Path)
      break;
    AccessPath Behind = Last->Args[0].Path;
    Behind.Selectors.append(Object.Selectors.begin(), Object.Selectors.end());
    Object = std::move(Behind);
  }
  return Object;
}

AccessPath BodyLowering::loopedCollection(const AccessPath &Object) const {
  if (!CurrentFlow || !LoopHeaders.lookup(CurrentFlow))
    return {};
  AccessPath All = elementBehind(Object);
  auto Element = llvm::find_if(llvm::reverse(All.Selectors), isElement);
  if (Element == All.Selectors.rend())
    return {};
  All.Selectors.truncate(All.Selectors.rend() - Element - 1);
  return All;
}

void BodyLowering::emitAfterLoop(Instruction Each) {
  const CFGBlock *Header = LoopHeaders.lookup(CurrentFlow);
  // Where the header's condition is the whole condition, its false edge is the
  // way out by which all elements have been visited.
  if (isa_and_nonnull<ForStmt, WhileStmt, CXXForRangeStmt>(
          Header->getTerminatorStmt()) &&
      Header->succ_size() == 2)
    AfterLoops[Header].push_back(std::move(Each));
  else if (auto End = Ends.find(Header); End != Ends.end())
    Graph.emit(End->second, std::move(Each));
  else
    Graph.emit(Starts[Header], std::move(Each));
}

void BodyLowering::noteForAll(uint32_t Number, const AccessPath &Object,
                              SourceSpan At) {
  AccessPath All = loopedCollection(Object);
  if (!All.isKnown())
    return;
  Instruction Each = make(InstrKind::ForAll, At);
  Each.Target = std::move(All);
  Each.From.push_back(Number);
  emitAfterLoop(std::move(Each));
}

void BodyLowering::noteLockForAll(uint32_t Number, const AccessPath &Mutex,
                                  SourceSpan At) {
  const CFGBlock *Header = LoopHeaders.lookup(CurrentFlow);
  const bool IsEachRound =
      Header && Header->succ_size() == 2 &&
      Header->succ_begin()->getReachableBlock() == CurrentFlow;
  if (IsEachRound)
    noteForAll(Number, Mutex, At);
}

void BodyLowering::forgetLockForAll(const AccessPath &Mutex) {
  if (const CFGBlock *Header = LoopHeaders.lookup(CurrentFlow))
    llvm::erase_if(AfterLoops[Header], [&](const Instruction &Each) {
      return Each.Kind == InstrKind::ForAll &&
             Graph.instruction(Each.From[0]).Target == Mutex;
    });
}
