// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The walk over statements; expressions are not entered.
#include "Extract/StatementOutline.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtObjC.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace mapwarden;
using namespace clang;

namespace {

class Outliner {
public:
  Outliner(LoweringContext &Context, FunctionFacts &Facts)
      : Context(Context), Sources(Context.Ast.getSourceManager()),
        Facts(Facts) {}

  void run(const Stmt *Body);

private:
  using LineColumn = std::pair<uint32_t, uint32_t>;

  bool isEditable(const Stmt *Code) const;
  bool forbidsEdits(const Stmt *Code) const;
  SourceSpan spanOf(const Stmt *Code);
  bool holdsInstruction(const SourceSpan &At) const;
  StatementKind kindOf(const Stmt *Code) const;
  void addBlock(const CompoundStmt *Block, uint32_t Parent);
  void addListed(const Stmt *Code, uint32_t Parent);
  void findBlocks(const Stmt *Code, uint32_t Parent);
  uint32_t add(StatementKind Kind, const SourceSpan &At, uint32_t Parent) {
    Facts.Statements.push_back({Kind, At, Parent});
    return static_cast<uint32_t>(Facts.Statements.size() - 1);
  }

  LoweringContext &Context;
  const SourceManager &Sources;
  FunctionFacts &Facts;
  std::vector<LineColumn> Places; // Of the instructions, sorted.
};

} // namespace

/// Neither end is made by a macro, and the line is the one that users see.
bool Outliner::isEditable(const Stmt *Code) const {
  SourceLocation Begin = Code->getBeginLoc(), End = Code->getEndLoc();
  if (Begin.isInvalid() || Begin.isMacroID() || End.isInvalid() ||
      End.isMacroID())
    return false;
  PresumedLoc Presumed = Sources.getPresumedLoc(Begin);
  PresumedLoc Real = Sources.getPresumedLoc(Begin, /*UseLineDirectives=*/false);
  return Presumed.isValid() && Real.isValid() &&
         Presumed.getLine() == Real.getLine() &&
         Presumed.getFilename() == StringRef(Real.getFilename());
}

/// Code in which a new declaration, or a lock held a little longer, may not
/// compile or may hang.
bool Outliner::forbidsEdits(const Stmt *Code) const {
  switch (Code->getStmtClass()) {
  case Stmt::LabelStmtClass:
  case Stmt::GotoStmtClass:
  case Stmt::IndirectGotoStmtClass:
  case Stmt::GCCAsmStmtClass:
  case Stmt::MSAsmStmtClass:
  case Stmt::CoroutineBodyStmtClass:
  case Stmt::CoreturnStmtClass:
    return true;
  default:
    break;
  }
  for (const Stmt *Child : Code->children())
    if (Child && !isa<Expr>(Child) && forbidsEdits(Child))
      return true;
  return false;
}

/// With the `;`, which is no part of an expression in Clang's tree.
SourceSpan Outliner::spanOf(const Stmt *Code) {
  SourceLocation End = Code->getEndLoc();
  SourceSpan At = Context.Spans.span(Code->getBeginLoc(), End);
  if (isa<CompoundStmt, DeclStmt, NullStmt>(Code))
    return At;
  std::optional<Token> Next =
      Lexer::findNextToken(End, Sources, Context.Ast.getLangOpts());
  if (Next && Next->is(tok::semi) && Next->getLocation().isFileID()) {
    SourceSpan Semicolon =
        Context.Spans.span(Next->getLocation(), Next->getLocation());
    At.EndLine = Semicolon.EndLine;
    At.EndColumn = Semicolon.EndColumn;
  }
  return At;
}

bool Outliner::holdsInstruction(const SourceSpan &At) const {
  auto First = std::lower_bound(Places.begin(), Places.end(),
                                LineColumn(At.Line, At.Column));
  return First != Places.end() && *First < LineColumn(At.EndLine, At.EndColumn);
}

StatementKind Outliner::kindOf(const Stmt *Code) const {
  if (!isEditable(Code))
    return StatementKind::Opaque;
  if (const auto *Declaration = dyn_cast<DeclStmt>(Code))
    return Declaration->isSingleDecl() &&
                   isa<VarDecl>(Declaration->getSingleDecl())
               ? StatementKind::Declaration
               : StatementKind::Several;
  switch (Code->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    return StatementKind::Block;
  case Stmt::ReturnStmtClass:
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass:
    return StatementKind::Jump;
  case Stmt::CXXForRangeStmtClass:
    return StatementKind::RangeLoop;
  case Stmt::ForStmtClass:
  case Stmt::WhileStmtClass:
  case Stmt::DoStmtClass:
    return StatementKind::Loop;
  case Stmt::IfStmtClass:
  case Stmt::SwitchStmtClass:
  case Stmt::CXXTryStmtClass:
    return StatementKind::Branch;
  default:
    return isa<Expr>(Code) ? StatementKind::Simple : StatementKind::Opaque;
  }
}

void Outliner::addBlock(const CompoundStmt *Block, uint32_t Parent) {
  SourceSpan At = spanOf(Block);
  if (!holdsInstruction(At))
    return;
  // A jump to a case label must not skip a declaration.
  bool HasLabels = llvm::any_of(
      Block->body(), [](const Stmt *Child) { return isa<SwitchCase>(Child); });
  if (!isEditable(Block)) {
    add(StatementKind::Opaque, At, Parent);
    return;
  }
  uint32_t Number = HasLabels ? Parent : add(StatementKind::Block, At, Parent);
  for (const Stmt *Child : Block->body())
    if (HasLabels)
      findBlocks(Child, Number);
    else
      addListed(Child, Number);
}

/// A statement of a block.
void Outliner::addListed(const Stmt *Code, uint32_t Parent) {
  if (isa<CompoundStmt>(Code)) {
    addBlock(cast<CompoundStmt>(Code), Parent);
    return;
  }
  SourceSpan At = spanOf(Code);
  if (!holdsInstruction(At))
    return;
  StatementKind Kind = kindOf(Code);
  uint32_t Number = add(Kind, At, Parent);
  if (Kind != StatementKind::Opaque)
    findBlocks(Code, Number);
}

/// The blocks that are part of a statement: bodies, branches, handlers.
void Outliner::findBlocks(const Stmt *Code, uint32_t Parent) {
  for (const Stmt *Child : Code->children()) {
    if (!Child || isa<Expr>(Child))
      continue;
    if (const auto *Block = dyn_cast<CompoundStmt>(Child))
      addBlock(Block, Parent);
    else
      findBlocks(Child, Parent);
  }
}

void Outliner::run(const Stmt *Body) {
  if (Facts.Instructions.empty() || !isEditable(Body) || forbidsEdits(Body))
    return;
  for (const Instruction &Instr : Facts.Instructions)
    if (Instr.At.File == Facts.At.File)
      Places.push_back({Instr.At.Line, Instr.At.Column});
  llvm::sort(Places);
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    addBlock(Block, StatementFacts::NoParent);
  else
    findBlocks(Body, StatementFacts::NoParent);
}

void mapwarden::outlineStatements(LoweringContext &Context, const Stmt *Body,
                                  FunctionFacts &Facts) {
  if (Body)
    Outliner(Context, Facts).run(Body);
}
