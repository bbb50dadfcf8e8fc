// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The command line: picks the subcommand, and turns every fault of the input
/// into one line.
#include "CommandLine.h"
#include "CrashNotice.h"

#include "Driver/ShellWords.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace mapwarden;
using llvm::StringRef;

/// Gives each long option of \p Command a variable: `--fail-level` can be set
/// by MAPWARDEN_FAIL_LEVEL. What is typed wins.
static void addVariables(CLI::App &Command) {
  for (CLI::Option *Option : Command.get_options()) {
    if (Option->get_lnames().empty())
      continue;
    const std::string Variable = variableOf(Option->get_lnames().front());
    // These have rules of their own; see ProjectFile.h and
    // findCacheFolder().
    if (!llvm::is_contained(
            {"MAPWARDEN_HELP", "MAPWARDEN_CONFIG", "MAPWARDEN_CACHE_DIR"},
            Variable))
      Option->envname(Variable);
  }
}

static void declareCommands(CommandLine &Line) {
  Line.App.name("mapwarden");
  Line.App.description(
      "Finds accesses to maps that several threads can reach and no lock "
      "protects.");
  Line.App.require_subcommand(0, 1);
  addScanCommand(Line);
  addInitCommand(Line);
  addDoctorCommand(Line);
  addBaselineCommand(Line);
  addDiffCommand(Line);
  addConfigCommand(Line);
  addShowCommand(Line);
  addExplainCommand(Line);
  addChecksCommand(Line);
  addModelsCommand(Line);
  addCacheCommand(Line);
  addLinkCommand(Line);
  addPlanCommand(Line);
  addReportCommand(Line);
  addExtractCommand(Line);
  addCcCommand(Line);
  addAnalyzeCommand(Line);
  addCompletionCommand(Line);
  addVersionCommand(Line);
  addHelpCommand(Line);
  addWorkerCommand(Line);
  for (const char *Name : {"scan", "config"})
    addVariables(*findCommand(Line, Name));
}

/// The words for the parser: without the program, with `scan` when no other
/// subcommand is named, and up to the `--` of an extract.
static std::vector<std::string> prepareWords(CommandLine &Line,
                                             llvm::ArrayRef<char *> Given) {
  std::vector<std::string> Words(Given.begin() + 1, Given.end());
  static constexpr StringRef OwnOptions[] = {"-h", "--help", "--version"};
  if (Words.empty() || (!findCommand(Line, Words.front()) &&
                        !llvm::is_contained(OwnOptions, Words.front())))
    Words.insert(Words.begin(), "scan");
  Line.TypedWords.assign(Words.begin() + 1, Words.end());
  // What is typed comes later and wins.
  if (Words.front() == "scan" || Words.front() == "config") {
    if (auto Variable = llvm::sys::Process::GetEnv("MAPWARDEN_OPTS"))
      Line.EnvironmentWords = splitShellWords(*Variable);
    Words.insert(Words.begin() + 1, Line.EnvironmentWords.begin(),
                 Line.EnvironmentWords.end());
  }
  if (Words.front() == "extract" || Words.front() == "cc") {
    auto Dashes = llvm::find(Words, "--");
    if (Dashes != Words.end())
      Line.AfterDashes.assign(Dashes + 1, Words.end());
    Words.erase(Dashes, Words.end());
  }
  return Words;
}

/// The subcommand that was parsed, or the program itself.
static const CLI::App &parsedCommand(const CommandLine &Line) {
  std::vector<CLI::App *> Parsed =
      const_cast<CLI::App &>(Line.App).get_subcommands();
  return Parsed.empty() ? Line.App : *Parsed.front();
}

static std::string seeHelp(const CommandLine &Line) {
  const CLI::App &Command = parsedCommand(Line);
  return Command.get_parent()
             ? "; see 'mapwarden " + Command.get_name() + " --help'"
             : "; see 'mapwarden --help'";
}

/// Complains about the first word that no option or argument takes.
static int failOnExtra(const CommandLine &Line) {
  const CLI::App &Command = parsedCommand(Line);
  std::vector<std::string> Extras = Line.App.remaining(/*recurse=*/true);
  if (Extras.empty())
    return fail("bad command line");
  StringRef Word = Extras.front();
  for (const std::string &Extra : Extras)
    if (StringRef(Extra).starts_with("-")) {
      Word = Extra;
      break;
    }
  const std::string See = seeHelp(Line);
  if (!Word.starts_with("-"))
    return fail(("unexpected argument '" + Word + "'" + See).str());
  Word = Word.split('=').first;
  std::vector<std::string> Known;
  for (const CLI::Option *Option : Command.get_options()) {
    for (const std::string &Name : Option->get_lnames())
      Known.push_back("--" + Name);
    for (const std::string &Name : Option->get_snames())
      Known.push_back("-" + Name);
  }
  std::string Suggestion =
      Word.size() > 2 ? suggest(Word, Known) : std::string();
  return fail(("unknown option '" + Word + "'" +
               (Suggestion.empty() ? See : Suggestion))
                  .str());
}

static int printHelp(const CommandLine &Line) {
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        Out << formatHelp(parsedCommand(Line));
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

static int parseAndRun(CommandLine &Line, llvm::ArrayRef<char *> Given) {
  std::vector<std::string> Words = prepareWords(Line, Given);
  std::reverse(Words.begin(), Words.end()); // As CLI11 wants them.
  try {
    Line.App.parse(Words);
  } catch (const CLI::CallForHelp &) {
    return printHelp(Line);
  } catch (const CLI::ExtrasError &) {
    return failOnExtra(Line);
  } catch (const CLI::RequiredError &Problem) {
    return fail(Problem.what() + seeHelp(Line));
  } catch (const CLI::ParseError &Problem) {
    return fail(Problem.what());
  }
  if (parsedCommand(Line).get_name() != "worker")
    installCrashNotice();
  return Line.Run();
}

int main(int Count, char **Given) {
  if (std::error_code Problem =
          llvm::sys::Process::FixupStandardFileDescriptors())
    return ExitInternal;
  static int Anchor; // Some address in this program.
  try {
    CommandLine Line;
    Line.ProgramPath = llvm::sys::fs::getMainExecutable(Given[0], &Anchor);
    declareCommands(Line);
    return parseAndRun(Line, llvm::ArrayRef(Given, Count));
  } catch (const std::exception &Problem) {
    return fail(std::string("internal error: ") + Problem.what(), ExitInternal);
  }
}
