// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden completion`: what shells and man(1) know of the command line.
///
/// Both are written from the declarations that parse it, so they cannot differ
/// from it.
#include "CommandLine.h"

#include "Support/BuildConfig.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

/// One option or argument of a command.
struct Completed {
  std::vector<std::string> Names;   ///< `--color`, `-q`; none for arguments.
  std::vector<std::string> Choices; ///< Words it takes; may be empty.
  std::string Value;                ///< `FILE`; empty for a flag.
  std::string Help;
};

Completed describe(const CLI::Option &Option) {
  Completed Result;
  for (const std::string &Name : Option.get_lnames())
    Result.Names.push_back("--" + Name);
  for (const std::string &Name : Option.get_snames())
    Result.Names.push_back("-" + Name);
  Result.Value = Option.get_items_expected_max() ? Option.get_type_name() : "";
  if (StringRef(Result.Value).contains('|')) {
    llvm::SmallVector<StringRef> Words;
    StringRef(Result.Value).split(Words, '|');
    Result.Choices.assign(Words.begin(), Words.end());
  }
  Result.Help = Option.get_description();
  return Result;
}

std::vector<Completed> listOptions(const CLI::App &Command) {
  std::vector<Completed> Result;
  for (const CLI::Option *Option : Command.get_options())
    if (!Option->get_group().empty())
      Result.push_back(describe(*Option));
  return Result;
}

std::string listNames(const CLI::App &Command) {
  std::vector<std::string> Names;
  for (const Completed &Option : listOptions(Command))
    for (const std::string &Name : Option.Names)
      Names.push_back(Name);
  return llvm::join(Names, " ");
}

/// `'` is the only thing that a single-quoted word of a shell cannot hold.
std::string quote(StringRef Text) {
  std::string Result = "'";
  for (char C : Text) {
    if (C == '\'')
      Result += "'\\''";
    else
      Result += C == '\n' ? ' ' : C;
  }
  return Result + "'";
}

void writeBash(CommandLine &Line, llvm::raw_ostream &Out) {
  Out << "# bash completion for mapwarden\n"
         "_mapwarden() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} "
         "before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
         "  COMPREPLY=()\n"
         "  case $command:$before in\n";
  const std::vector<std::string> Commands = commandNames(Line);
  for (const std::string &Name : Commands)
    for (const Completed &Option : listOptions(*findCommand(Line, Name)))
      for (const std::string &Spelled : Option.Names)
        if (!Option.Choices.empty())
          Out << "    " << Name << ":" << Spelled
              << ") COMPREPLY=($(compgen -W "
              << quote(llvm::join(Option.Choices, " "))
              << " -- \"$word\")); return ;;\n";
  Out << "  esac\n"
         "  if ((COMP_CWORD == 1)); then\n"
         "    COMPREPLY=($(compgen -W "
      << quote(llvm::join(Commands, " ") + " " + listNames(Line.App))
      << " -- \"$word\"))\n"
         "  elif [[ $word == -* ]]; then\n"
         "    case $command in\n";
  for (const std::string &Name : Commands)
    Out << "      " << Name << ") COMPREPLY=($(compgen -W "
        << quote(listNames(*findCommand(Line, Name))) << " -- \"$word\")) ;;\n";
  Out << "    esac\n"
         "  else\n"
         "    case $command in\n";
  for (const std::string &Name : Commands)
    for (const Completed &Option : listOptions(*findCommand(Line, Name)))
      if (Option.Names.empty() && !Option.Choices.empty())
        Out << "      " << Name << ") COMPREPLY=($(compgen -W "
            << quote(llvm::join(Option.Choices, " ")) << " -- \"$word\")) ;;\n";
  Out << "    esac\n"
         "  fi\n"
         "}\n"
         "complete -o default -F _mapwarden mapwarden\n";
}

void writeZsh(CommandLine &Line, llvm::raw_ostream &Out) {
  // zsh runs functions of bash.
  Out << "#compdef mapwarden\n"
         "autoload -U +X bashcompinit && bashcompinit\n";
  writeBash(Line, Out);
}

void writeFish(CommandLine &Line, llvm::raw_ostream &Out) {
  Out << "# fish completion for mapwarden\n";
  const std::vector<std::string> Commands = commandNames(Line);
  for (const std::string &Name : Commands) {
    const CLI::App &Command = *findCommand(Line, Name);
    Out << "complete -c mapwarden -n __fish_use_subcommand -f -a " << Name
        << " -d " << quote(Command.get_description()) << "\n";
    for (const Completed &Option : listOptions(Command)) {
      Out << "complete -c mapwarden -n "
          << quote("__fish_seen_subcommand_from " + Name);
      for (const std::string &Spelled : Option.Names)
        if (StringRef(Spelled).starts_with("--"))
          Out << " -l " << Spelled.substr(2);
        else
          Out << " -s " << Spelled.substr(1);
      if (!Option.Choices.empty())
        Out << " -x -a " << quote(llvm::join(Option.Choices, " "));
      else if (!Option.Value.empty())
        Out << " -r";
      Out << " -d " << quote(Option.Help) << "\n";
    }
  }
}

/// Text for troff: no line of it is a request, no character an escape.
std::string escapeMan(StringRef Text) {
  std::string Result;
  for (char C : Text) {
    if (C == '\\')
      Result += "\\e";
    else if (C == '-')
      Result += "\\-";
    else
      Result += C;
  }
  std::string Safe;
  llvm::SmallVector<StringRef> Lines;
  StringRef(Result).split(Lines, '\n');
  for (StringRef Line : Lines)
    Safe += ((Line.starts_with(".") || Line.starts_with("'") ? "\\&" : "") +
             Line + "\n")
                .str();
  return Safe;
}

void writeManOptions(const CLI::App &Command, llvm::raw_ostream &Out) {
  for (const Completed &Option : listOptions(Command)) {
    std::string Head =
        Option.Names.empty() ? Option.Value : llvm::join(Option.Names, ", ");
    if (!Option.Names.empty() && !Option.Value.empty())
      Head += " " + Option.Value;
    Out << ".TP\n.B " << escapeMan(Head) << escapeMan(Option.Help);
  }
}

void writeMan(CommandLine &Line, llvm::raw_ostream &Out) {
  Out << ".TH MAPWARDEN 1 \"\" \"mapwarden " MAPWARDEN_VERSION
         "\" \"User Commands\"\n"
         ".SH NAME\nmapwarden \\- find unguarded accesses to shared maps\n"
         ".SH SYNOPSIS\n.B mapwarden\n[COMMAND] [OPTIONS]\n"
         ".SH DESCRIPTION\n"
      << escapeMan(Line.App.get_description()) << ".SH COMMANDS\n";
  for (const std::string &Name : commandNames(Line)) {
    const CLI::App &Command = *findCommand(Line, Name);
    Out << ".SS \"mapwarden " << Name << "\"\n"
        << escapeMan(Command.get_description());
    writeManOptions(Command, Out);
  }
  Out << ".SH EXIT STATUS\n"
         ".TP\n.B 0\nNothing at or above the gate was found.\n"
         ".TP\n.B 1\nFindings.\n"
         ".TP\n.B 2\nUsage, configuration or database error.\n"
         ".TP\n.B 3\nTranslation units could not be analysed.\n"
         ".TP\n.B 4\nInternal error.\n"
         ".SH ENVIRONMENT\n"
         ".TP\n.B MAPWARDEN_CONFIG\nThe project file.\n"
         ".TP\n.B MAPWARDEN_OPTS\nOptions for scan; those of the command line "
         "win.\n"
         ".TP\n.B NO_COLOR, CLICOLOR_FORCE\nColours.\n"
         ".SH FILES\n.TP\n.B .mapwarden.yaml\nThe project file.\n";
}

int print(CommandLine &Line, StringRef Kind) {
  llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
    if (Kind == "bash")
      writeBash(Line, Out);
    else if (Kind == "zsh")
      writeZsh(Line, Out);
    else if (Kind == "fish")
      writeFish(Line, Out);
    else
      writeMan(Line, Out);
    return llvm::Error::success();
  });
  return E ? fail(std::move(E)) : int(ExitOk);
}

} // namespace

void mapwarden::addCompletionCommand(CommandLine &Line) {
  auto Kind = std::make_shared<std::string>();
  CLI::App *App = Line.App.add_subcommand(
      "completion", "Print completions for a shell, or the man page");
  addChoice(*App, "kind", *Kind, {"bash", "zsh", "fish", "man"},
            "what to print")
      ->required();
  App->callback([Kind, &Line] {
    Line.Run = [Kind, &Line] { return print(Line, *Kind); };
  });
}
