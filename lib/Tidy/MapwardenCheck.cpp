// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Findings as diagnostics: the access, then notes for the way to it, the other
/// side, and the advice.
#include "Tidy/MapwardenCheck.h"

#include "Tidy/PlaceLocator.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace mapwarden;
using llvm::StringRef;
using llvm::Twine;

/// More partners than this make the notes longer than anyone reads.
static constexpr size_t MaxOthers = 3;

MapwardenCheck::MapwardenCheck(StringRef Name,
                               clang::tidy::ClangTidyContext *Context,
                               std::shared_ptr<TuAnalysis> Analysis)
    : ClangTidyCheck(Name, Context), Name(Name.str()),
      Analysis(std::move(Analysis)) {
  this->Analysis->want(Name);
}

void MapwardenCheck::registerMatchers(
    clang::ast_matchers::MatchFinder *Finder) {
  using namespace clang::ast_matchers;
  // Matched once, when the whole unit has been parsed.
  Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

void MapwardenCheck::check(
    const clang::ast_matchers::MatchFinder::MatchResult &Result) {
  llvm::Expected<llvm::ArrayRef<Finding>> Findings =
      Analysis->findings(*Result.Context);
  if (!Findings) {
    configurationDiag("%0") << llvm::toString(Findings.takeError());
    return;
  }
  PlaceLocator Places(*Result.SourceManager, Analysis->projectRoot());
  for (const Finding &F : *Findings)
    if (F.Check == Name)
      report(F, Places);
}

static std::string describePlace(const FilePlace &At) {
  return (At.File + ":" + Twine(At.Line) + ":" + Twine(At.Column)).str();
}

void MapwardenCheck::addNote(const FilePlace &At, const PlaceLocator &Places,
                             const std::string &Text) {
  clang::SourceLocation Where = Places.locate(At);
  if (Where.isValid())
    diag(Where, "%0", clang::DiagnosticIDs::Note) << Text;
  else if (At.isValid())
    diag("%0 (at %1)", clang::DiagnosticIDs::Note) << Text << describePlace(At);
  else
    diag("%0", clang::DiagnosticIDs::Note) << Text;
}

/// "holding `mu_`" or "holding no lock".
static std::string describeLocks(llvm::ArrayRef<HeldLockText> Locks) {
  if (Locks.empty())
    return "holding no lock";
  std::string Text = "holding ";
  for (size_t I = 0; I != Locks.size(); ++I)
    Text += (Twine(I ? ", " : "") + "'" + Locks[I].Name + "'" +
             (Locks[I].IsShared ? " (shared)" : ""))
                .str();
  return Text;
}

void MapwardenCheck::addSide(const AccessSide &Side, const PlaceLocator &Places,
                             StringRef Role) {
  std::string Text = (Role + (Side.IsWrite ? " writes '" : " reads '") +
                      Side.Object + "' (" + Side.Operation + ")")
                         .str();
  if (!Side.Function.empty())
    Text += " in '" + Side.Function + "'";
  if (!Side.Context.empty())
    Text += ", " + Side.Context + ", " + describeLocks(Side.Locks);
  addNote(Side.At, Places, Text);
  // The last step is the access itself.
  for (const TraceStep &Step :
       llvm::ArrayRef(Side.Trace)
           .take_front(Side.Trace.size() - !Side.Trace.empty()))
    addNote(Step.At, Places, Step.Text);
}

void MapwardenCheck::report(const Finding &F, const PlaceLocator &Places) {
  clang::SourceLocation Where = Places.locate(F.Primary.At);
  {
    // The diagnostic is emitted when its builder goes.
    auto Builder = Where.isValid() ? diag(Where, "%0") << F.Message
                                   : diag("%0 (at %1)")
                                         << F.Message
                                         << describePlace(F.Primary.At);
    if (!F.Fixes.empty())
      for (const Replacement &Edit : F.Fixes.front().Edits)
        if (clang::CharSourceRange Range = Places.locateRange(Edit.At);
            Range.isValid())
          Builder << clang::FixItHint::CreateReplacement(Range, Edit.Text);
  }
  addSide(F.Primary, Places, "this access");
  for (const AccessSide &Other : llvm::ArrayRef(F.Others).take_front(MaxOthers))
    addSide(Other, Places, "the other access");
  for (const std::string &Reason : F.Reasons)
    addNote(F.Primary.At, Places, Reason);
  for (const std::string &Assumption : F.Assumptions)
    addNote(F.Primary.At, Places, "assumed: " + Assumption);
  if (!F.Advice.empty())
    addNote(F.Primary.At, Places, "advice: " + F.Advice);
}
