// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Canonical spellings of keys and indices.
#include "Extract/Paths.h"
#include "clang/AST/PrettyPrinter.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using namespace clang;

/// A spelling longer than this names nothing.
static constexpr size_t MaxSpelling = 80;
/// Numbers that are computed from each other are followed so far.
static constexpr unsigned MaxNumberDepth = 40;

/// Does evaluating \p Code twice in a row give the same value, as far as its
/// form tells?
static bool isStable(const Stmt *Code) {
  if (isa<LambdaExpr, CXXNewExpr, CXXThrowExpr, StmtExpr>(Code))
    return false;
  if (const auto *Operator = dyn_cast<UnaryOperator>(Code);
      Operator && Operator->isIncrementDecrementOp())
    return false;
  if (const auto *Operator = dyn_cast<BinaryOperator>(Code);
      Operator && Operator->isAssignmentOp())
    return false;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Code)) {
    const auto *Callee =
        dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee());
    bool MayChange = Operator->getOperator() == OO_Call &&
                     !(Callee && Callee->isInstance() && Callee->isConst());
    if (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus ||
        Operator->getOperator() == OO_MinusMinus || MayChange)
      return false;
  } else if (const auto *Call = dyn_cast<CallExpr>(Code)) {
    const auto *Method =
        dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    bool IsConst = Method && Method->isInstance() && Method->isConst();
    bool IsPure = (!Method || Method->isStatic()) && Call->getNumArgs() > 0;
    if (!IsConst && !IsPure)
      return false;
  }
  bool Stable = true;
  forEachChild(Code,
               [&](const Stmt *Child) { Stable = Stable && isStable(Child); });
  return Stable;
}

/// \p E without conversions that leave the value what it is: `std::string("a")`
/// is `"a"`.
static const Expr *stripConversions(LoweringContext &Context, const Expr *E) {
  while (true) {
    const Expr *Stripped = stripAll(E);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Stripped)) {
      if (const Expr *Operand = PathBuilder::onlyOperand(Construct)) {
        E = Operand;
        continue;
      }
    } else if (const auto *Call = dyn_cast<CallExpr>(Stripped);
               Call && Call->getDirectCallee()) {
      if (Context.Types.of(Call->getDirectCallee()).Identity &&
          Call->getNumArgs() == 1) {
        E = Call->getArg(0);
        continue;
      }
    }
    return Stripped;
  }
}

namespace {
/// Prints numbers that are set once as what they are set to.
class NumberPrinter : public PrinterHelper {
public:
  explicit NumberPrinter(
      llvm::function_ref<llvm::StringRef(const DeclRefExpr *)> Meaning)
      : Meaning(Meaning) {}
  bool handledStmt(Stmt *Part, llvm::raw_ostream &Out) override {
    const auto *Name = dyn_cast<DeclRefExpr>(Part);
    llvm::StringRef Text = Name ? Meaning(Name) : llvm::StringRef();
    if (Text.empty())
      return false;
    bool IsWord = llvm::all_of(Text, [](char C) {
      return llvm::isAlnum(C) || C == '_' || C == RunNumberMark;
    });
    Out << (IsWord ? "" : "(") << Text << (IsWord ? "" : ")");
    return true;
  }

private:
  llvm::function_ref<llvm::StringRef(const DeclRefExpr *)> Meaning;
};
} // namespace

NameId PathBuilder::spellingOfNumber(const DeclRefExpr *Name) {
  if (Context.RunNumbers.contains(Name->getDecl()))
    return Context.intern(Name->getDecl()->getName().str() + RunNumberMark);
  const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
  if (!Variable || !Name->getType()->isIntegralOrEnumerationType() ||
      Scan.RangeVariables.contains(Variable) || Depth >= MaxNumberDepth)
    return NameId::None;
  const Expr *Only = Variable->getInit();
  if (!Only || !Variable->hasLocalStorage() ||
      !Scan.Declared.contains(Variable) || Scan.Changed.contains(Variable))
    return NameId::None;
  ++Depth;
  NameId Result = spelling(Only);
  --Depth;
  return Result;
}

NameId PathBuilder::spelling(const Expr *E) {
  if (!E)
    return NameId::None;
  E = stripConversions(Context, E);
  // Enumerators and constants are one index under many names.
  if (!E->getType().isNull() && E->getType()->isIntegralOrEnumerationType() &&
      !E->isInstantiationDependent() && !isa<IntegerLiteral>(E)) {
    Expr::EvalResult Number;
    if (E->EvaluateAsInt(Number, Context.Ast, Expr::SE_NoSideEffects))
      return Context.intern(llvm::toString(Number.Val.getInt(), 10));
  }
  if (const auto *Name = dyn_cast<DeclRefExpr>(E);
      Name && Name->getDecl()->getIdentifier()) {
    NameId Number = spellingOfNumber(Name);
    return Number != NameId::None ? Number
                                  : Context.intern(Name->getDecl()->getName());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getDirectCallee() &&
      Context.Types.of(Call->getDirectCallee()).IsThreadNumber)
    return Context.intern(Call->getDirectCallee()->getNameAsString() + "()" +
                          RunNumberMark);
  if (!isStable(E))
    return NameId::None;
  PrintingPolicy Policy(Context.Ast.getLangOpts());
  Policy.SuppressImplicitBase = true;
  Policy.TerseOutput = true;
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  auto meaning = [&](const DeclRefExpr *Name) {
    return Context.Names.text(spellingOfNumber(Name));
  };
  NumberPrinter Numbers(meaning);
  E->printPretty(Out, &Numbers, Policy);
  // An implicit object and a written one are the same.
  for (size_t At = Text.find("this->"); At != std::string::npos;
       At = Text.find("this->", At))
    Text.erase(At, 6);
  return Text.size() > MaxSpelling ? NameId::None : Context.intern(Text);
}
