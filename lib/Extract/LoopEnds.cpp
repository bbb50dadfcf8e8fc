// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is known behind a loop: over a collection, that something has been done
/// to each of its elements; around nothing, that what it asks for has come.
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

/// Does \p Body do nothing but pass the time: is it empty, or does it call the
/// library alone, with nothing that could be changed?
static bool isIdle(LoweringContext &Context, const Stmt *Body) {
  if (!Body || isa<NullStmt>(Body))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    return llvm::all_of(
        Block->body(), [&](const Stmt *Part) { return isIdle(Context, Part); });
  const auto *Call = dyn_cast<Expr>(Body)
                         ? dyn_cast_or_null<CallExpr>(
                               cast<Expr>(Body)->IgnoreUnlessSpelledInSource())
                         : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && !isa<CXXMethodDecl>(Callee) &&
         (Context.Types.isSystem(Callee) || Callee->getBuiltinID() != 0) &&
         llvm::none_of(Call->arguments(), [](const Expr *Given) {
           return (Given->isLValue() && !Given->getType().isConstQualified()) ||
                  Given->getType()->isAnyPointerType();
         });
}

/// The atomic variable that \p E loads, or null.
static const Expr *loadedAtomic(LoweringContext &Context, const Expr *E) {
  const Expr *Read = stripAll(E);
  if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Read))
    Read = stripAll(Call->getImplicitObjectArgument());
  return isa_and_nonnull<DeclRefExpr, MemberExpr>(Read) &&
                 Context.Types.of(Read->getType()).Atomic
             ? Read
             : nullptr;
}

void BodyLowering::lowerSpins(llvm::ArrayRef<const CFGBlock *> Order) {
  for (const CFGBlock *Header : Order) {
    const Stmt *Loop = Header->getTerminatorStmt();
    const auto *For = dyn_cast_or_null<ForStmt>(Loop);
    const auto *While = dyn_cast_or_null<WhileStmt>(Loop);
    if ((!For && !While) || Header->succ_size() != 2 ||
        !isIdle(Context, For ? For->getBody() : While->getBody()))
      continue;
    const Expr *Condition = For ? For->getCond() : While->getCond();
    const auto *Comparison = dyn_cast_or_null<BinaryOperator>(
        Condition ? Condition->IgnoreParenImpCasts() : nullptr);
    if (!Comparison || !Comparison->isComparisonOp() ||
        isa<CXXBoolLiteralExpr>(stripAll(Comparison->getRHS())))
      continue;
    const Expr *Counter = loadedAtomic(Context, Comparison->getLHS());
    if (!Counter)
      Counter = loadedAtomic(Context, Comparison->getRHS());
    AccessPath Signal = Counter ? Paths.path(Counter) : AccessPath();
    if (!Signal.isKnown())
      continue;
    Instruction Wait =
        make(InstrKind::GuardWait, Context.Spans.span(Comparison), "spin");
    Wait.Target = std::move(Signal);
    AfterLoops[Header].push_back(std::move(Wait));
  }
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
