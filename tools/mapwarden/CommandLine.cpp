// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Messages and option kinds.
#include "CommandLine.h"

#include "Driver/Rules.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace mapwarden;
using llvm::StringRef;

int mapwarden::fail(StringRef Message, ExitCode Code) {
  llvm::errs() << "mapwarden: error: " << makePrintable(Message) << "\n";
  return Code;
}

int mapwarden::fail(llvm::Error Problem, ExitCode Code) {
  return fail(llvm::toString(std::move(Problem)), Code);
}

void mapwarden::warn(StringRef Message) {
  llvm::errs() << "mapwarden: warning: " << makePrintable(Message) << "\n";
}

std::string mapwarden::suggest(StringRef Word,
                               llvm::ArrayRef<std::string> Words) {
  std::vector<StringRef> Known(Words.begin(), Words.end());
  StringRef Nearest = findNearest(Word, Known);
  return Nearest.empty() ? "" : ("; did you mean '" + Nearest + "'?").str();
}

CLI::Option *mapwarden::addChoice(CLI::App &App, const std::string &Names,
                                  std::string &Value,
                                  std::vector<std::string> Words,
                                  const std::string &Help) {
  const std::string Kind = llvm::join(Words, "|");
  auto Check = [Words = std::move(Words)](std::string &Given) -> std::string {
    if (llvm::is_contained(Words, Given))
      return "";
    return "expected one of " + llvm::join(Words, ", ") + ", not '" + Given +
           "'" + suggest(Given, Words);
  };
  return App.add_option(Names, Value, Help + " [" + Value + "]")
      ->check(CLI::Validator(Check, ""))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
      ->type_name(Kind);
}

CLI::Option *mapwarden::addNumber(CLI::App &App, const std::string &Names,
                                  uint64_t &Value, uint64_t Least,
                                  const std::string &Help) {
  const std::string Name = Names.substr(Names.rfind(',') + 1);
  CLI::callback_t Read = [&Value, Least, Name](const CLI::results_t &Given) {
    uint64_t Number = 0;
    if (StringRef(Given.back()).getAsInteger(10, Number) || Number < Least ||
        Number > UINT32_MAX)
      throw CLI::ValidationError(Name, "expected a whole number from " +
                                           std::to_string(Least) +
                                           " on, not '" + Given.back() + "'");
    Value = Number;
    return true;
  };
  return App.add_option(Names, Read, Help)
      ->type_name("N")
      ->type_size(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option *mapwarden::addList(CLI::App &App, const std::string &Names,
                                std::vector<std::string> &Values,
                                const std::string &Help) {
  return App.add_option(Names, Values, Help)->allow_extra_args(false);
}

llvm::Expected<std::string> mapwarden::getWorkingDirectory() {
  llvm::SmallString<256> Path;
  if (std::error_code Problem = llvm::sys::fs::current_path(Path))
    return llvm::createStringError("cannot find the working directory: " +
                                   Problem.message());
  return std::string(Path);
}

std::string mapwarden::variableOf(llvm::StringRef Option) {
  std::string Variable = "MAPWARDEN_" + Option.upper();
  llvm::replace(Variable, '-', '_');
  return Variable;
}

CLI::App *mapwarden::findCommand(CommandLine &Line, StringRef Name) {
  for (CLI::App *Command : Line.App.get_subcommands({}))
    if (Command->get_name() == Name)
      return Command;
  return nullptr;
}

std::vector<std::string> mapwarden::commandNames(const CommandLine &Line) {
  std::vector<std::string> Names;
  for (const CLI::App *Command : Line.App.get_subcommands({}))
    if (!Command->get_group().empty()) // The worker has none.
      Names.push_back(Command->get_name());
  return Names;
}

// CLI::App::help() would print that of the subcommand that was parsed.
std::string mapwarden::formatHelp(const CLI::App &Command) {
  std::string Name = Command.get_name();
  if (Command.get_parent())
    Name = "mapwarden " + Name;
  return Command.get_formatter()->make_help(&Command, Name,
                                            CLI::AppFormatMode::Normal);
}
