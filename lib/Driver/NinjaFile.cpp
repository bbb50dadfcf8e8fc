// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Two levels of quoting: words for the shell, then `$` for ninja.
#include "Driver/NinjaFile.h"

#include "Driver/ShellWords.h"
#include "Support/Digest.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

/// In the value of a variable.
static std::string quoteValue(StringRef Text) {
  std::string Quoted;
  for (char C : Text)
    Quoted += C == '$' ? StringRef("$$") : StringRef(&C, 1);
  return Quoted;
}

/// In a list of paths.
static std::string quotePath(StringRef Path) {
  std::string Quoted;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Quoted += '$';
    Quoted += C;
  }
  return Quoted;
}

static std::string joinForShell(const std::vector<std::string> &Words) {
  return quoteValue(joinShellWords(Words));
}

/// A name that no other job of the program has, and that tells the source.
static std::string nameFacts(const TuJob &Job) {
  return ("facts/" + llvm::sys::path::filename(Job.File) + "." +
          StringRef(Digest()
                        .add(StringRef(Job.Directory))
                        .add(StringRef(Job.File))
                        .add(Job.Arguments)
                        .text())
              .take_front(16) +
          ".mwf")
      .str();
}

void mapwarden::writeNinjaFile(const ScanPlan &Plan,
                               const NinjaOptions &Options,
                               llvm::raw_ostream &Out) {
  const std::string Folder =
      llvm::sys::path::parent_path(Options.NinjaFile).str();
  const std::string Program = joinForShell({Options.Program}),
                    Root = joinForShell({Plan.ProjectRoot}),
                    Here = joinForShell({Folder});
  Out << "# Written by 'mapwarden plan --ninja'; changes are lost.\n"
      << "ninja_required_version = 1.5\n"
      << "rule extract\n  command = cd $directory && " << Program
      << " extract --keep-going -o " << Here << "/$out --depfile " << Here
      << "/$out.d --project-root " << Root << " "
      << joinForShell(Options.ExtractOptions)
      << " -- $words\n  description = extract $source\n"
      << "  depfile = $out.d\n  deps = gcc\n"
      << "rule link\n  command = " << Program
      << " link -o $out @$out.rsp\n  description = link $out\n"
      << "  rspfile = $out.rsp\n  rspfile_content = $in\n"
      << "rule report\n  command = " << Program
      << " report $in --exit-zero --max-failed-tus 1000000 -q --project-root "
      << Root << " --output json:report.json --output sarif:report.sarif\n"
      << "  description = report\n"
      << "rule check\n  command = " << Program << " report $in --project-root "
      << Root << "\n  description = check\n"
      << "rule plan\n  command = " << Program << " plan -p "
      << joinForShell({Options.Database}) << " --project-root " << Root << " "
      << joinForShell(Options.ExtractOptions) << " --ninja "
      << joinForShell({Options.NinjaFile})
      << "\n  description = plan\n  generator = 1\n\n"
      << "build build.ninja: plan " << quotePath(Options.Database) << " | "
      << quotePath(Options.Program) << "\n";
  std::vector<std::string> All;
  for (const TuJob &Job : Plan.Jobs) {
    All.push_back(nameFacts(Job));
    Out << "build " << quotePath(All.back()) << ": extract "
        << quotePath(Job.File) << " | " << quotePath(Options.Program)
        << "\n  directory = " << joinForShell({Job.Directory})
        << "\n  source = "
        << quoteValue(relativePath(Job.File, Plan.ProjectRoot))
        << "\n  words = " << joinForShell(Job.Arguments) << "\n";
  }
  Out << "build program.mwp: link";
  llvm::sort(All);
  for (const std::string &Facts : All)
    Out << " $\n    " << quotePath(Facts);
  Out << "\nbuild report.json report.sarif: report program.mwp\n"
      << "build check: check program.mwp\n"
      << "default report.json\n";
}
