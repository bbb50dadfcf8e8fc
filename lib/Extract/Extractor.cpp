// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The door: from a parsed TU, or from a compiler invocation, to facts.
#include "Extract/Extractor.h"
#include "Extract/MissingNames.h"
#include "Extract/TuLowering.h"
#include "Extract/UnseenInstances.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Errors that are kept; the rest of a broken TU says nothing new.
static constexpr size_t MaxProblems = 20;

TuFacts mapwarden::extractFacts(ASTContext &Ast, const ModelSet &Models,
                                const ExtractOptions &Options) {
  TuFacts Facts;
  LoweringContext Context(Ast, Models, Options.ProjectRoot, Facts.Names);
  const SourceManager &Sources = Ast.getSourceManager();
  Facts.MainFile =
      Context.Spans.file(Sources.getLocForStartOfFile(Sources.getMainFileID()));
  TuLowering(Context, Facts).run();
  return Facts;
}

namespace {

/// Keeps the first errors and says nothing.
class ProblemCollector : public DiagnosticConsumer {
public:
  struct Problem {
    std::string File;
    unsigned Line = 0, Column = 0;
    std::string Message;
  };
  std::vector<Problem> Problems;
  MissingNames *Missing = nullptr;

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    if (Missing)
      Missing->note(Info);
    if (Problems.size() == MaxProblems)
      return;
    Problem New;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    New.Message = Text.str().str();
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      PresumedLoc Place =
          Info.getSourceManager().getPresumedLoc(Info.getLocation());
      if (Place.isValid()) {
        New.File = Place.getFilename();
        New.Line = Place.getLine();
        New.Column = Place.getColumn();
      }
    }
    Problems.push_back(std::move(New));
  }
};

class ExtractConsumer : public SemaConsumer {
public:
  ExtractConsumer(const SourceManager &Sources, const ModelSet &Models,
                  const ExtractOptions &Options, TuFacts &Result)
      : Sources(Sources), Models(Models), Options(Options), Result(Result) {}

  void InitializeSema(Sema &S) override {
    S.addExternalSource(llvm::makeIntrusiveRefCnt<UnseenInstances>(S));
  }

  void HandleTranslationUnit(ASTContext &Ast) override {
    Result = extractFacts(Ast, Models, Options);
  }

  bool shouldSkipFunctionBody(Decl *Function) override {
    // Constant evaluation and return type deduction need their bodies; Sema
    // keeps those already.
    SourceLocation Where = Sources.getExpansionLoc(Function->getLocation());
    return Where.isValid() && Sources.isInSystemHeader(Where);
  }

private:
  const SourceManager &Sources;
  const ModelSet &Models;
  const ExtractOptions &Options;
  TuFacts &Result;
};

class ExtractAction : public ASTFrontendAction {
public:
  ExtractAction(const ModelSet &Models, const ExtractOptions &Options,
                TuFacts &Result, MissingNames *Missing)
      : Models(Models), Options(Options), Result(Result) {
    Collector.Missing = Missing;
  }

protected:
  bool BeginInvocation(CompilerInstance &Compiler) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = Options.SkipSystemBodies;
    // Warnings are the compiler's business, and analysing for them takes time.
    Compiler.getDiagnostics().setIgnoreAllWarnings(true);
    Compiler.getDiagnostics().setErrorLimit(0);
    Compiler.getDiagnostics().setClient(&Collector, /*ShouldOwnClient=*/false);
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    return std::make_unique<ExtractConsumer>(Compiler.getSourceManager(),
                                             Models, Options, Result);
  }

  void EndSourceFileAction() override {
    SourceSpans Spans(getCompilerInstance().getSourceManager(),
                      getCompilerInstance().getLangOpts(), Result.Names,
                      Options.ProjectRoot);
    for (ProblemCollector::Problem &Each : Collector.Problems) {
      TuProblem Problem;
      Problem.Message = std::move(Each.Message);
      if (!Each.File.empty())
        Problem.At = {Spans.fileByName(Each.File), Each.Line, Each.Column,
                      Each.Line, Each.Column};
      Result.Problems.push_back(std::move(Problem));
    }
    Collector.Problems.clear();
  }

private:
  const ModelSet &Models;
  const ExtractOptions Options;
  TuFacts &Result;
  ProblemCollector Collector;
};

} // namespace

std::unique_ptr<FrontendAction>
mapwarden::makeExtractAction(const ModelSet &Models,
                             const ExtractOptions &Options, TuFacts &Result,
                             MissingNames *Missing) {
  return std::make_unique<ExtractAction>(Models, Options, Result, Missing);
}
