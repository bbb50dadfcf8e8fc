// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden init`: the first minute in a project.
///
/// Looks at what is there and writes a project file that says so, with what can
/// be set as comments. Nothing that exists is ever touched.
#include "CommandLine.h"

#include "Driver/CompileDatabase.h"
#include "Report/TerminalText.h"
#include "Support/OutputFile.h"
#include "Support/Repository.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLParser.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

/// What was found in a project.
struct ProjectSigns {
  std::string Root;      ///< Absolute.
  std::string Database;  ///< Relative to the root; empty when there is none.
  std::string Advice;    ///< How to get a database, or what is wrong with it.
  std::string Build, Ci; ///< `CMake`, `GitHub Actions`; may be empty.
  std::string Compiler;  ///< Of the first entry.
  size_t Entries = 0;
  std::vector<std::string> Foreign; ///< Folders with code of others.
  bool IsInGit = false;
};

struct InitCommand {
  bool IsDry = false;

  int run() const;
};

bool has(StringRef Root, StringRef Name) {
  llvm::SmallString<256> Path(Root);
  path::append(Path, Name);
  return fs::exists(Path);
}

struct Sign {
  StringRef File, Means;
};

StringRef findSign(StringRef Root, llvm::ArrayRef<Sign> Signs) {
  for (const Sign &S : Signs)
    if (has(Root, S.File))
      return S.Means;
  return "";
}

std::string adviseDatabase(StringRef Build) {
  if (Build == "CMake")
    return "cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON";
  if (Build == "Meson")
    return "meson setup build";
  if (Build == "Bazel")
    return "a rule that writes compile_commands.json, such as "
           "hedron_compile_commands";
  return "bear -- make";
}

void findDatabase(ProjectSigns &Found) {
  llvm::Expected<std::string> Path = findCompileDatabase("", Found.Root);
  if (!Path) {
    Found.Advice = has(Found.Root, "build")
                       ? llvm::toString(Path.takeError())
                       : (llvm::consumeError(Path.takeError()), "");
    if (Found.Advice.empty())
      Found.Advice = "make one: " + adviseDatabase(Found.Build);
    return;
  }
  llvm::Expected<std::vector<DatabaseEntry>> Entries =
      readCompileDatabase(*Path);
  if (!Entries) {
    Found.Advice = llvm::toString(Entries.takeError());
    return;
  }
  StringRef Relative = *Path;
  Relative.consume_front(Found.Root);
  Found.Database = Relative.ltrim('/').str();
  Found.Entries = Entries->size();
  Found.Compiler = path::filename(Entries->front().Arguments.front()).str();
}

ProjectSigns lookAt(StringRef Root) {
  ProjectSigns Found;
  Found.Root = Root.str();
  Found.IsInGit = has(Root, ".git");
  static constexpr Sign Builds[] = {
      {"CMakeLists.txt", "CMake"},   {"meson.build", "Meson"},
      {"MODULE.bazel", "Bazel"},     {"WORKSPACE", "Bazel"},
      {"configure.ac", "Autotools"}, {"Makefile", "Make"}};
  static constexpr Sign Cis[] = {{".github/workflows", "GitHub Actions"},
                                 {".gitlab-ci.yml", "GitLab CI"},
                                 {"Jenkinsfile", "Jenkins"},
                                 {"azure-pipelines.yml", "Azure Pipelines"}};
  Found.Build = findSign(Root, Builds).str();
  Found.Ci = findSign(Root, Cis).str();
  for (StringRef Name : {"third_party", "third-party", "thirdparty", "external",
                         "extern", "vendor", "deps"})
    if (has(Root, Name))
      Found.Foreign.push_back(Name.str() + "/");
  findDatabase(Found);
  return Found;
}

void writeProjectFile(const ProjectSigns &Found, llvm::raw_ostream &Out) {
  Out << "# How mapwarden scans this project. All keys: "
         "docs/reference/project-file.md\n";
  Out << "version: 1\n\n";
  if (!Found.Database.empty()) {
    StringRef Folder = path::parent_path(Found.Database);
    Out << "# Where compile_commands.json is.\nbuild-dir: \""
        << llvm::yaml::escape(Folder.empty() ? "." : Folder) << "\"\n\n";
  }
  Out << "# A run fails on findings from this level on: note, warning, error, "
         "none.\n"
         "fail-level: warning\n\n"
         "# Findings below this are counted, not shown: low, medium, high.\n"
         "confidence: medium\n\n"
         "# Code of others: analysed for threads and locks, never reported.\n";
  if (Found.Foreign.empty())
    Out << "# third-party: [vendor/]\n";
  else {
    Out << "third-party: [";
    llvm::ListSeparator Comma;
    for (const std::string &Folder : Found.Foreign)
      Out << Comma << Folder;
    Out << "]\n";
  }
  Out << "\n# Sources that are not analysed at all, as in .gitignore.\n"
         "# exclude: [\"*_generated.cpp\"]\n\n"
         "# Findings that are known already; 'mapwarden baseline create' makes "
         "the file.\n"
         "# baseline: .mapwarden-baseline.jsonl\n\n"
         "# Findings that are accepted, with a reason and until a day.\n"
         "# suppressions:\n"
         "#   - check: unguarded-access\n"
         "#     map: \"Registry::*\"\n"
         "#     reason: rewritten in the next release\n"
         "#     until: 2030-12-31\n\n"
         "# Locks, threads and maps of your own: "
         "docs/reference/model-files.md\n"
         "# locks:\n"
         "#   - id: our-mutex\n"
         "#     types: [our::Mutex]\n"
         "#     lock: [enter]\n"
         "#     unlock: [leave]\n";
}

void printNext(const ProjectSigns &Found, bool IsWritten,
               llvm::raw_ostream &Out) {
  auto say = [&](StringRef Label, const llvm::Twine &Text) {
    Out << Label;
    Out.indent(12 - Label.size()) << makePrintable(Text.str()) << "\n";
  };
  say("project", Found.Root + (Found.IsInGit ? " (git)" : ""));
  say("build", Found.Build.empty() ? "unknown" : StringRef(Found.Build));
  if (Found.Database.empty())
    say("database", "none; " + Found.Advice);
  else
    say("database", Found.Database + ", " + llvm::Twine(Found.Entries) +
                        " entries, compiler " + Found.Compiler);
  say("CI", Found.Ci.empty() ? "none found" : StringRef(Found.Ci));
  say("file", IsWritten ? ".mapwarden.yaml written"
                        : ".mapwarden.yaml is there already and was left as "
                          "it is");
  Out << "next:\n";
  const std::string Scan =
      Found.Database.empty()
          ? "mapwarden scan -p BUILD"
          : "mapwarden scan -p " + path::parent_path(Found.Database).str();
  // The file says where the database is, unless it is older than that.
  const bool IsKnown = IsWritten && !Found.Database.empty();
  const std::string Shown =
      IsKnown || StringRef(Scan).ends_with("-p ") ? "mapwarden scan" : Scan;
  Out << "  " << makePrintable(Shown) << "\n"
      << "  mapwarden baseline create"
      << makePrintable(
             StringRef(Shown).drop_front(StringRef("mapwarden scan").size()))
      << "   # to accept what is there now\n";
  if (Found.IsInGit)
    Out << "  " << makePrintable(Shown)
        << " --new-since origin/main   # in CI: what a change introduces\n";
  if (Found.Ci == "GitHub Actions")
    Out << "  add the action of this repository to a workflow: "
           "docs/reference/integrations.md\n";
  if (Found.Ci == "GitLab CI")
    Out << "  include ci/gitlab/mapwarden.gitlab-ci.yml: "
           "docs/reference/integrations.md\n";
}

int InitCommand::run() const {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return fail(Here.takeError());
  std::string Root = findRepositoryRoot(*Here);
  ProjectSigns Found = lookAt(Root.empty() ? *Here : Root);
  llvm::SmallString<256> File(Found.Root);
  path::append(File, ".mapwarden.yaml");
  const bool IsNew = !fs::exists(File);
  if (IsDry) {
    writeProjectFile(Found, llvm::outs());
    return ExitOk;
  }
  if (IsNew)
    if (llvm::Error E = writeFile(File, [&](llvm::raw_ostream &Out) {
          writeProjectFile(Found, Out);
          return llvm::Error::success();
        }))
      return fail(std::move(E));
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        printNext(Found, IsNew, Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

} // namespace

void mapwarden::addInitCommand(CommandLine &Line) {
  auto Command = std::make_shared<InitCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "init", "Look at a project and write its .mapwarden.yaml");
  App->add_flag("--dry-run", Command->IsDry,
                "print the file and write nothing");
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
