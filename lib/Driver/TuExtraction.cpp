// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A CompilerInstance, set up for reading alone.
#include "Driver/TuExtraction.h"

#include "Extract/MissingNames.h"
#include "clang/Basic/Stack.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/PreprocessorOutputOptions.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace mapwarden;

namespace {

/// Keeps the first error; prints nothing.
class FirstErrorConsumer : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < clang::DiagnosticsEngine::Error || !Message.empty())
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Message = std::string(Text);
  }

  std::string Message;
};

/// What the parses of one job share.
struct ParseRequest {
  const TuJob &Job;
  const ModelSet &Models;
  const TuExtractionOptions &Options;
  InputLog *Inputs; ///< May be null.
};

} // namespace

/// Clang's driver takes C strings. Ours go behind the program's name, where
/// neither `--` nor an option that wants a value can catch them.
static std::vector<const char *>
buildDriverArguments(const TuJob &Job, const TuExtractionOptions &Options) {
  std::vector<const char *> Result = {Job.Arguments.front().c_str(),
                                      "--no-default-config", "-resource-dir",
                                      Options.ResourceDir.c_str()};
  for (const std::string &Argument : llvm::drop_begin(Job.Arguments))
    Result.push_back(Argument.c_str());
  return Result;
}

/// The file system of \p Request.
static llvm::Expected<llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>>
openFiles(const ParseRequest &Request) {
  const TuJob &Job = Request.Job;
  const TuExtractionOptions &Options = Request.Options;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files =
      llvm::vfs::createPhysicalFileSystem();
  if (std::error_code Problem =
          Files->setCurrentWorkingDirectory(Job.Directory))
    return llvm::createStringError("cannot enter its working directory '" +
                                   Job.Directory + "': " + Problem.message());

  if (!Options.Overlay.empty()) {
    auto Text = llvm::MemoryBuffer::getFile(Options.Overlay);
    if (!Text)
      return llvm::createStringError("cannot read '" + Options.Overlay +
                                     "': " + Text.getError().message());
    std::unique_ptr<llvm::vfs::FileSystem> Laid = llvm::vfs::getVFSFromYAML(
        std::move(*Text), nullptr, Options.Overlay, nullptr, Files);
    if (!Laid)
      return llvm::createStringError("'" + Options.Overlay +
                                     "' is no overlay of files");
    Laid->setCurrentWorkingDirectory(Job.Directory);
    Files = std::move(Laid);
  }
  if (Request.Inputs)
    Files = recordInputs(std::move(Files), *Request.Inputs);
  return Files;
}

/// Clang, ready to run on \p Request with the declarations \p Prelude in front
/// if there are any. \p Errors must outlive it.
static llvm::Expected<std::unique_ptr<clang::CompilerInstance>>
openCompiler(const ParseRequest &Request, const std::string &Prelude,
             FirstErrorConsumer &Errors) {
  auto Opened = openFiles(Request);
  if (!Opened)
    return Opened.takeError();
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files = std::move(*Opened);
  std::vector<const char *> Arguments =
      buildDriverArguments(Request.Job, Request.Options);
  if (!Prelude.empty()) {
    auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    Memory->addFile(MissingNamesFile, 0,
                    llvm::MemoryBuffer::getMemBufferCopy(Prelude));
    auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Files);
    Both->pushOverlay(Memory);
    Files = Both;
    Arguments.insert(Arguments.begin() + 1,
                     {"-include", MissingNamesFile.data()});
  }
  clang::DiagnosticOptions DriverDiagnostics;
  clang::CreateInvocationOptions Setup;
  Setup.Diags = clang::CompilerInstance::createDiagnostics(
      *Files, DriverDiagnostics, &Errors, /*ShouldOwnClient=*/false);
  Setup.VFS = Files;
  Setup.RecoverOnError = true;
  std::shared_ptr<clang::CompilerInvocation> Invocation =
      clang::createInvocation(Arguments, Setup);
  if (!Invocation)
    return llvm::createStringError(
        "Clang cannot use its command: " +
        (Errors.Message.empty() ? "no source file in it" : Errors.Message));
  // What the driver disliked about options is no fault of the program text.
  Errors.Message.clear();
  Errors.clear();
  Invocation->getDiagnosticOpts().IgnoreWarnings = true;
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  // Or Clang prints "1 error generated." on stderr.
  Invocation->getDiagnosticOpts().ShowCarets = false;
  Invocation->getFrontendOpts().DisableFree = false;

  auto Compiler =
      std::make_unique<clang::CompilerInstance>(std::move(Invocation));
  Compiler->setVirtualFileSystem(Files);
  Compiler->createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler->getDiagnostics().setFatalsAsError(true);
  Compiler->createFileManager();
  return Compiler;
}

/// One parse, with the declarations \p Prelude in front if there are any.
static llvm::Expected<TuFacts> parseOnce(const ParseRequest &Request,
                                         MissingNames &Missing,
                                         const std::string &Prelude) {
  FirstErrorConsumer Errors;
  auto Compiler = openCompiler(Request, Prelude, Errors);
  if (!Compiler)
    return Compiler.takeError();
  TuFacts Facts;
  std::unique_ptr<clang::FrontendAction> Action = makeExtractAction(
      Request.Models, Request.Options.Extract, Facts, &Missing);
  (*Compiler)->ExecuteAction(*Action);
  Compiler->reset(); // It refers to what ends with this function.
  if (Facts.MainFile == NameId::None)
    return llvm::createStringError(
        Errors.Message.empty() ? "Clang did not parse it" : Errors.Message);
  if (!Errors.Message.empty() && !Facts.isDegraded())
    Facts.Problems.push_back({SourceSpan(), Errors.Message});
  return Facts;
}

/// A parse, and when it has errors, more of them with declarations of what was
/// missing, as long as each leaves fewer errors than the one before or lets
/// Clang see more of the program. The problems reported are those of the
/// program as it is.
static llvm::Expected<TuFacts> extractOnce(const ParseRequest &Request) {
  constexpr unsigned MaxRounds = 4;
  MissingNames Missing;
  llvm::Expected<TuFacts> Best = parseOnce(Request, Missing, "");
  if (!Best)
    return Best;
  unsigned Errors = Missing.takeErrorCount();
  std::string Before;
  for (unsigned Round = 0; Round < MaxRounds && Errors > 0; ++Round) {
    const bool ShowsMore = Missing.startRound();
    std::string Prelude = Missing.declarations(Request.Models);
    if (Prelude == Before)
      break;
    llvm::Expected<TuFacts> Next = parseOnce(Request, Missing, Prelude);
    if (!Next) {
      llvm::consumeError(Next.takeError());
      break;
    }
    unsigned Left = Missing.takeErrorCount();
    if (Left >= Errors && !ShowsMore)
      break;
    // Names are numbered anew by each parse.
    for (TuProblem &Problem : Best->Problems)
      Problem.At.File = Next->Names.intern(Best->Names.text(Problem.At.File));
    Next->Problems = std::move(Best->Problems);
    Best = std::move(Next);
    Errors = Left;
    Before = std::move(Prelude);
  }
  return Best;
}

/// \p Job without the options that choose a processor.
static TuJob dropProcessor(TuJob Job) {
  llvm::erase_if(Job.Arguments, [](llvm::StringRef Argument) {
    return Argument.starts_with("-march=") || Argument.starts_with("-mcpu=") ||
           Argument.starts_with("-mtune=");
  });
  return Job;
}

llvm::Expected<TuFacts> mapwarden::extractTu(const TuJob &Job,
                                             const ModelSet &Models,
                                             const TuExtractionOptions &Options,
                                             InputLog *Inputs) {
  clang::noteBottomOfStack();
  llvm::Expected<TuFacts> Facts = extractOnce({Job, Models, Options, Inputs});
  if (Facts)
    return Facts;
  // GCC may know a processor that this Clang does not. What it has in addition
  // hardly decides which maps are accessed.
  std::string Problem = llvm::toString(Facts.takeError());
  if (!llvm::StringRef(Problem).starts_with("unknown target CPU"))
    return llvm::createStringError(Problem);
  const TuJob Plain = dropProcessor(Job);
  return extractOnce({Plain, Models, Options, Inputs});
}

namespace {

/// Writes what the preprocessor makes of the file, with line markers.
class PreprocessAction : public clang::PreprocessorFrontendAction {
public:
  explicit PreprocessAction(std::string &Text) : Out(Text) {}

protected:
  void ExecuteAction() override {
    clang::CompilerInstance &Compiler = getCompilerInstance();
    clang::PreprocessorOutputOptions Options;
    Options.ShowCPP = true;
    clang::DoPrintPreprocessedInput(Compiler.getPreprocessor(), &Out, Options);
  }

private:
  llvm::raw_string_ostream Out;
};

} // namespace

llvm::Expected<std::string>
mapwarden::preprocessTu(const TuJob &Job, const ModelSet &Models,
                        const TuExtractionOptions &Options) {
  FirstErrorConsumer Errors;
  auto Compiler =
      openCompiler({Job, Models, Options, /*Inputs=*/nullptr}, "", Errors);
  if (!Compiler)
    return Compiler.takeError();
  // What crashes on purpose must get into the text.
  (*Compiler)->getPreprocessorOpts().DisablePragmaDebugCrash = true;
  std::string Text;
  {
    PreprocessAction Action(Text);
    (*Compiler)->ExecuteAction(Action);
  }
  if (Text.empty())
    return llvm::createStringError(
        Errors.Message.empty() ? "Clang did not read it" : Errors.Message);
  return Text;
}
