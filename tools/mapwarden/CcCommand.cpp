// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden cc -- COMPILER ...`: a compiler launcher that keeps facts.
///
/// For builds without a compilation database, and to have the facts when the
/// build is done. The compiler runs first and as if nobody was there: its
/// output, and its exit code, whatever becomes of the facts.
#include "CommandLine.h"

#include "Driver/CommandCleaning.h"
#include "Support/Digest.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

struct CcCommand {
  std::string Folder;

  int run(const CommandLine &Line);
  void extract(const CommandLine &Line, const std::string &Source) const;
};

/// The file after `-o`; the source's name when there is none.
std::string findOutput(llvm::ArrayRef<std::string> Arguments,
                       const std::string &Source) {
  for (size_t I = 0; I + 1 < Arguments.size(); ++I)
    if (Arguments[I] == "-o")
      return Arguments[I + 1];
  return Source;
}

int runProgram(StringRef Program, llvm::ArrayRef<std::string> Words,
               bool IsQuiet, std::string &Problem) {
  std::vector<StringRef> Arguments(Words.begin(), Words.end());
  std::vector<std::optional<StringRef>> Redirects;
  if (IsQuiet)
    Redirects = {StringRef(), StringRef(), StringRef()};
  return llvm::sys::ExecuteAndWait(Program, Arguments, std::nullopt, Redirects,
                                   0, 0, &Problem);
}

/// In a process of its own: what Clang does to it is nobody's business here.
void CcCommand::extract(const CommandLine &Line,
                        const std::string &Source) const {
  llvm::SmallString<256> Output(findOutput(Line.AfterDashes, Source));
  llvm::sys::fs::make_absolute(Output);
  // One file for each object, so that a build replaces what it made before.
  const std::string Hash = Digest().add(Output.str()).text().substr(0, 16);
  llvm::SmallString<256> File(Folder);
  llvm::sys::path::append(File, llvm::sys::path::filename(Source) + "." + Hash +
                                    ".mwf");
  std::string Problem;
  if (std::error_code Code = llvm::sys::fs::create_directories(Folder))
    return warn("no facts of " + Source + ": cannot make '" + Folder +
                "': " + Code.message());
  std::vector<std::string> Words = {Line.ProgramPath,  "extract",
                                    "--keep-going",    "-o",
                                    std::string(File), "--"};
  Words.insert(Words.end(), Line.AfterDashes.begin(), Line.AfterDashes.end());
  if (runProgram(Line.ProgramPath, Words, /*IsQuiet=*/true, Problem) != 0) {
    llvm::sys::fs::remove(File);
    warn("no facts of " + Source + "; 'mapwarden extract -- COMMAND' says why");
  }
}

int CcCommand::run(const CommandLine &Line) {
  if (Line.AfterDashes.empty())
    return fail("cc: no compile command after '--'");
  if (Folder.empty())
    Folder = llvm::sys::Process::GetEnv("MAPWARDEN_FACTS").value_or("");
  // A build must not break because nobody wants facts of it.
  if (Folder.empty())
    warn("cc: no facts are kept; name a folder with --facts or in the variable "
         "MAPWARDEN_FACTS");
  llvm::ErrorOr<std::string> Compiler =
      llvm::sys::findProgramByName(Line.AfterDashes.front());
  if (!Compiler)
    return fail("cc: no program '" + Line.AfterDashes.front() + "'",
                ExitCode(127));
  std::string Problem;
  int Code =
      runProgram(*Compiler, Line.AfterDashes, /*IsQuiet=*/false, Problem);
  if (Code < 0) // A signal ended it, or it could not be started.
    return fail("cc: " + Line.AfterDashes.front() + ": " + Problem,
                ExitCode(126));
  std::string Source = findSourceArgument(Line.AfterDashes);
  if (Code == 0 && !Source.empty() && !Folder.empty() &&
      llvm::is_contained(Line.AfterDashes, "-c"))
    extract(Line, Source);
  return Code;
}

} // namespace

void mapwarden::addCcCommand(CommandLine &Line) {
  auto Command = std::make_shared<CcCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "cc", "Run a compiler and keep the facts of what it compiles");
  App->footer("A launcher, for builds without a compilation database:\n"
              "  make CXX='mapwarden cc --facts /tmp/facts -- g++'\n"
              "  cmake -DCMAKE_CXX_COMPILER_LAUNCHER='mapwarden;cc;--' ...\n"
              "  mapwarden analyze /tmp/facts");
  App->add_option("--facts", Command->Folder,
                  "folder for fact files (default: MAPWARDEN_FACTS)")
      ->type_name("FOLDER");
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
