// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Library functions that call what they are given: once, or for each element
/// of a collection.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

AccessPath BodyLowering::beginWalk(AccessPath Container, llvm::StringRef Name,
                                   SourceSpan At) {
  Instruction Begin = make(InstrKind::IterBegin, At, Name);
  AccessPath Iterator = Begin.Target =
      hiddenLocal("<walk>", Context.Ast.VoidPtrTy, At);
  Begin.Args.push_back(Value::path(std::move(Container)));
  emit(std::move(Begin));
  Instruction Use = make(InstrKind::IterUse, At, Name);
  Use.Target = Iterator;
  emit(std::move(Use));
  return Iterator;
}

void BodyLowering::endWalk(AccessPath Iterator, SourceSpan At) {
  Instruction Next = make(InstrKind::IterNext, At);
  Next.Target = std::move(Iterator);
  emit(std::move(Next));
}

/// `std::inserter(m, m.end())`: what is assigned through it gets into m.
void BodyLowering::lowerInserter(const CallExpr *Call, const CallShape &Shape) {
  if (Shape.Arguments.empty())
    return;
  const TypeModel &Type = Context.Types.of(receiverType(Shape.Arguments[0]));
  if (Type.Container && !Type.Container->InternallySynchronised)
    emitAccess(Paths.path(Shape.Arguments[0]),
               AccessWrite | AccessInserts | AccessInsertsIfAbsent,
               Shape.Member, spanOf(Call));
}

/// An algorithm that calls \p Each, again and again, with the elements of what
/// its first argument walks over. As with a loop that people write to start or
/// join something for each element, there is taken to be at least one.
void BodyLowering::lowerCallForEach(const CallExpr *Call,
                                    const CallShape &Shape, Instruction Each) {
  const CallThroughModel &Model = *Shape.Model->CallThrough;
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  SourceSpan At = spanOf(Call);
  AccessPath Iterator;
  if (Place Element = Paths.dereference(Given[0]); Element.isKnown()) {
    if (Element.isInContainer() && !Element.LeftContainer)
      Iterator = beginWalk(Element.container(), Shape.Member, At);
    // Each round has an element of its own.
    else if (llvm::SmallVectorImpl<Selector> &Steps = Element.Path.Selectors;
             !Steps.empty() && Steps.back().K == Selector::Element &&
             Steps.back().Name == NameId::None)
      Steps.back().Name = Context.intern(llvm::StringRef(&RunNumberMark, 1));
    Each.Args.resize(Model.ElementParameter);
    Each.Args.push_back(Value::path(std::move(Element.Path)));
  }
  const uint32_t Round = Graph.addBlock(), After = Graph.addBlock();
  Graph.addEdge(Current, Round);
  Graph.addEdge(Round, Round);
  Graph.addEdge(Round, After);
  Current = Round;
  const uint32_t Number = Paths.Numbers[Call] = emit(std::move(Each));
  keepResults(Call, Shape, Number);
  if (Iterator.isKnown())
    endWalk(std::move(Iterator), At);
  Current = After;
}

/// What the callable that an algorithm has called as instruction \p Number
/// returns becomes an element of where its results go.
void BodyLowering::keepResults(const CallExpr *Call, const CallShape &Shape,
                               uint32_t Number) {
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  int Output = Shape.Model->CallThrough->OutputArgument;
  if (Output == -2)
    Output = static_cast<int>(Given.size()) - 2;
  if (Output < 0 || static_cast<size_t>(Output) >= Given.size())
    return;
  Place To = Paths.dereference(Given[Output]);
  if (!To.isKnown() || To.isInContainer())
    return; // What is added to a map is an access of it.
  if (To.Path.Selectors.empty() ||
      To.Path.Selectors.back().K != Selector::Element)
    To = PathBuilder::elementOf(std::move(To), NameId::None, false);
  emitAssign(std::move(To.Path), Value::path(ownResult(Number)), spanOf(Call));
}

void BodyLowering::lowerCallThrough(const CallExpr *Call,
                                    const CallShape &Shape) {
  const CallThroughModel &Model = *Shape.Model->CallThrough;
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  int Number = Model.CallableArgument < 0 ? static_cast<int>(Given.size()) - 1
                                          : Model.CallableArgument;
  if (Number < 0 || static_cast<size_t>(Number) >= Given.size() ||
      !isCallable(Given[Number]))
    return lowerSystemCall(Call, Shape);
  SourceSpan At = spanOf(Call);
  AccessPath Flag;
  if (Model.OnceFlagArgument >= 0 &&
      static_cast<size_t>(Model.OnceFlagArgument) < Given.size())
    Flag = Paths.path(Given[Model.OnceFlagArgument]);
  AccessPath Elements;
  if (Model.FirstPassedArgument >= 0 &&
      static_cast<size_t>(Model.FirstPassedArgument) < Given.size())
    Elements = Paths.path(Given[Model.FirstPassedArgument]);
  else if (Number > 0)
    Elements = Paths.dereference(Given[0]).Path;
  if (lowerJoinThrough(Given[Number], std::move(Elements), At))
    return;
  if (Flag.isKnown())
    emitLock(Flag, LockOnce, Shape.Member, At);

  Instruction New = make(InstrKind::Call, At);
  const bool IsPassedOn =
      Model.FirstPassedArgument >= 0 &&
      static_cast<size_t>(Model.FirstPassedArgument) <= Given.size();
  std::vector<mapwarden::Value> Others;
  if (IsPassedOn) {
    setEntry(New, Given[Number], Given.drop_front(Model.FirstPassedArgument));
  } else {
    Others = Paths.callables(Given[Number]);
    New.Callee = std::move(Others.front());
    Others.erase(Others.begin());
  }
  if (New.Callee.Kind == ValueKind::None) {
  } else if (IsPassedOn || Number == 0) {
    std::vector<mapwarden::Value> Passed = New.Args;
    Paths.Numbers[Call] = emit(std::move(New));
    for (mapwarden::Value &Other : Others)
      emitCallOf(std::move(Other), Passed, At);
  } else {
    lowerCallForEach(Call, Shape, std::move(New));
  }
  if (Flag.isKnown())
    emitUnlock(Flag, LockOnce, Shape.Member, At);
}
