// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the subcommands share: how they are declared and how they complain.
///
/// CLI11 parses. It throws, so this folder is the only one built with
/// exceptions, and none leaves it.
#ifndef MAPWARDEN_TOOLS_COMMANDLINE_H
#define MAPWARDEN_TOOLS_COMMANDLINE_H

#include "Driver/ExitCode.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mapwarden {

/// The command line while it is read.
struct CommandLine {
  CLI::App App;
  /// This program, absolute; workers are started from it.
  std::string ProgramPath;
  /// What follows the first `--`; for `extract` and `cc`, a compile command.
  std::vector<std::string> AfterDashes;
  /// The words of MAPWARDEN_OPTS, and those the user typed behind them.
  std::vector<std::string> EnvironmentWords, TypedWords;
  /// Set by the subcommand that was chosen; returns the exit code.
  std::function<int()> Run;
};

// Each declares one subcommand.
void addScanCommand(CommandLine &Line);
void addCcCommand(CommandLine &Line);
void addExtractCommand(CommandLine &Line);
void addAnalyzeCommand(CommandLine &Line);
void addReportCommand(CommandLine &Line);
void addExplainCommand(CommandLine &Line);
void addConfigCommand(CommandLine &Line);
void addDoctorCommand(CommandLine &Line);
void addInitCommand(CommandLine &Line);
void addDiffCommand(CommandLine &Line);
void addCompletionCommand(CommandLine &Line);
void addBaselineCommand(CommandLine &Line);
void addShowCommand(CommandLine &Line);
void addChecksCommand(CommandLine &Line);
void addModelsCommand(CommandLine &Line);
void addCacheCommand(CommandLine &Line);
void addLinkCommand(CommandLine &Line);
void addPlanCommand(CommandLine &Line);
void addVersionCommand(CommandLine &Line);
void addHelpCommand(CommandLine &Line);
void addWorkerCommand(CommandLine &Line);

/// Prints `mapwarden: error: MESSAGE` on stderr and returns \p Code.
int fail(llvm::StringRef Message, ExitCode Code = ExitUsage);
int fail(llvm::Error Problem, ExitCode Code = ExitUsage);
/// Prints `mapwarden: warning: MESSAGE` on stderr.
void warn(llvm::StringRef Message);

/// An option that takes one of \p Words; a wrong one gets a suggestion. The
/// default is what \p Value holds.
CLI::Option *addChoice(CLI::App &App, const std::string &Names,
                       std::string &Value, std::vector<std::string> Words,
                       const std::string &Help);

/// An option that takes a whole number from \p Least on.
CLI::Option *addNumber(CLI::App &App, const std::string &Names, uint64_t &Value,
                       uint64_t Least, const std::string &Help);

/// An option that may be given several times, one value each time.
CLI::Option *addList(CLI::App &App, const std::string &Names,
                     std::vector<std::string> &Values, const std::string &Help);

/// The one of \p Words that \p Word was probably meant to be, as ", did you
/// mean 'X'?"; empty when none is near.
std::string suggest(llvm::StringRef Word, llvm::ArrayRef<std::string> Words);

/// The variable that sets the option with the long name \p Option:
/// `MAPWARDEN_FAIL_LEVEL` for `fail-level`.
std::string variableOf(llvm::StringRef Option);

/// The subcommand \p Name, or null.
CLI::App *findCommand(CommandLine &Line, llvm::StringRef Name);
/// The names of all subcommands that are meant for people.
std::vector<std::string> commandNames(const CommandLine &Line);

/// The help text of \p Command, or of the program.
std::string formatHelp(const CLI::App &Command);

/// The working directory, absolute.
llvm::Expected<std::string> getWorkingDirectory();

} // namespace mapwarden

#endif
