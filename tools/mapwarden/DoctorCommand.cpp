// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden doctor`: how much of the program was understood, and what to
/// mend.
///
/// A scan that finds nothing may have looked at nothing. This says what stands
/// between the sources and the analysis: entries that are missing or stale,
/// units that cannot be parsed and the headers they lack, options that were
/// dropped, a program in which no thread starts, and what looks like a lock and
/// was not understood, with the lines for a model of it.
#include "CommandLine.h"
#include "ProgramSource.h"

#include "Driver/CommandCleaning.h"
#include "Driver/CompileDatabase.h"
#include "Driver/Survey.h"
#include "Findings/ScanSummary.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

/// What the database says before anything is parsed.
struct DatabaseCheck {
  std::string Path;
  size_t Entries = 0;
  std::map<std::string, size_t> DroppedOptions;
  std::string NewerFile; ///< A build file that is newer than the database.
};

struct DoctorCommand {
  ProgramSource Source;
  uint64_t MinCoverage = 100;
  std::string ProposeFile; ///< Where the models go; empty: with the rest.

  int run(CommandLine &Line);
};

/// As many examples of each kind are named.
constexpr size_t MaxNamed = 8;

fs::file_status statusOf(StringRef Path) {
  fs::file_status Status;
  fs::status(Path, Status);
  return Status;
}

llvm::Expected<DatabaseCheck> checkDatabase(const std::string &Path,
                                            StringRef Root) {
  DatabaseCheck Result;
  Result.Path = Path;
  llvm::Expected<std::vector<DatabaseEntry>> Entries =
      readCompileDatabase(Path);
  if (!Entries)
    return Entries.takeError();
  Result.Entries = Entries->size();
  for (const DatabaseEntry &Entry : *Entries)
    for (const std::string &Option : cleanCommand(Entry).Unknown)
      ++Result.DroppedOptions[Option];
  for (StringRef Name : {"CMakeLists.txt", "meson.build", "configure.ac"}) {
    llvm::SmallString<256> File(Root);
    path::append(File, Name);
    if (fs::exists(File) && statusOf(File).getLastModificationTime() >
                                statusOf(Path).getLastModificationTime())
      Result.NewerFile = Name.str();
  }
  return Result;
}

/// `'x.h' file not found` names a header.
std::string findMissingHeader(StringRef Detail) {
  if (!Detail.contains("file not found"))
    return "";
  return Detail.split('\'').second.split('\'').first.str();
}

class Sheet {
public:
  explicit Sheet(llvm::raw_ostream &Out) : Out(Out) {}
  void row(StringRef Label, const llvm::Twine &Text) {
    Out << Label;
    Out.indent(Label.size() < 20 ? 20 - Label.size() : 1)
        << makePrintable(Text.str()) << "\n";
  }
  /// The most frequent ones first.
  void counts(StringRef Label, const std::map<std::string, size_t> &Counts) {
    std::vector<std::pair<size_t, StringRef>> Sorted;
    for (const auto &[Text, Count] : Counts)
      Sorted.push_back({Count, Text});
    llvm::sort(Sorted, [](const auto &L, const auto &R) {
      return std::tie(R.first, L.second) < std::tie(L.first, R.second);
    });
    for (const auto &[Count, Text] :
         llvm::ArrayRef(Sorted).take_front(MaxNamed)) {
      row(Label, Text + llvm::Twine(" (") + llvm::Twine(Count) + ")");
      Label = "";
    }
    if (Sorted.size() > MaxNamed)
      row("", "and " + llvm::Twine(Sorted.size() - MaxNamed) + " more");
  }

private:
  llvm::raw_ostream &Out;
};

/// Of 100: the units that were analysed completely, of those that are C++.
uint64_t coverageOf(const UnitCounts &Units) {
  uint64_t Wanted = Units.total() - Units.Skipped;
  return Wanted ? 100 * (Units.Analysed + Units.Cached) / Wanted : 0;
}

void writeUnits(const ScanResult &Result, Sheet &Out) {
  UnitCounts Units = UnitCounts::count(Result.Units);
  Out.row("translation units", llvm::Twine(Units.total()) + ": " +
                                   llvm::Twine(Units.Analysed) + " complete, " +
                                   llvm::Twine(Units.Degraded) + " in part, " +
                                   llvm::Twine(Units.lost()) + " lost, " +
                                   llvm::Twine(Units.Skipped) + " skipped");
  std::map<std::string, size_t> Headers, Reasons, Skips;
  for (const TuStatus &Unit : Result.Units) {
    if (Unit.Result == TuStatus::Outcome::Skipped)
      ++Skips[Unit.Detail];
    else if (std::string Header = findMissingHeader(Unit.Detail);
             !Header.empty())
      ++Headers[Header];
    else if (!Unit.Detail.empty())
      ++Reasons[Unit.File + ": " + Unit.Detail];
  }
  Out.counts("missing headers", Headers);
  Out.counts("other errors", Reasons);
  Out.counts("skipped", Skips);
}

void writeAdvice(const ScanResult &Result, const DatabaseCheck &Database,
                 Sheet &Out) {
  UnitCounts Units = UnitCounts::count(Result.Units);
  if (!Database.NewerFile.empty())
    Out.row("advice", Database.NewerFile +
                          " is newer than the database: configure the build "
                          "again");
  if (Units.lost() || Units.Degraded)
    Out.row("advice", "build the program first, so that generated headers are "
                      "there; 'mapwarden extract -- COMMAND' shows one unit");
  if (Result.ThreadEntries == 0)
    Out.row("ADVICE", "NO THREAD STARTS IN THIS PROGRAM, as far as it was "
                      "understood: if that is not so, describe what starts "
                      "them in .mapwarden.yaml ('mapwarden show threads')");
  if (Result.Locks == 0 && Result.ThreadEntries != 0)
    Out.row("advice", "no lock was recognised: describe those of your own in "
                      ".mapwarden.yaml ('mapwarden show locks')");
}

/// `house::Latch (enter, leave) around 2 uses of maps, first at a.cpp:17`
static std::string describeLockLike(const LockLike &Like,
                                    const std::string &File) {
  std::string Names;
  for (const auto &[Key, Members] : Like.Members)
    for (const std::string &Member : Members)
      Names += (Names.empty() ? "" : ", ") + Member;
  return Like.Name + (Names.empty() ? "" : " (" + Names + ")") + " around " +
         describeCount(Like.Accesses, "use of a map", "uses of maps") +
         ", first at " + File + ":" + std::to_string(Like.At.Line);
}

int DoctorCommand::run(CommandLine &Line) {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return fail(Here.takeError());
  llvm::Expected<std::string> Path =
      findCompileDatabase(Source.buildPath(), *Here);
  if (!Path)
    return fail(Path.takeError());
  llvm::Expected<ProgramFacts> Facts = Source.gather(Line);
  if (!Facts)
    return fail(Facts.takeError());
  llvm::Expected<DatabaseCheck> Database =
      checkDatabase(*Path, Facts->ProjectRoot);
  if (!Database)
    return fail(Database.takeError());
  const LockLikeSurvey Locks = surveyLockLikes(Facts->Facts);
  const std::string Models = proposeModels(Locks.Found);
  if (!ProposeFile.empty())
    if (llvm::Error E = writeFile(ProposeFile, [&](llvm::raw_ostream &Out) {
          Out << Models;
          return llvm::Error::success();
        }))
      return fail(std::move(E));
  AnalysisOptions Options;
  Options.ProjectRoot = Facts->ProjectRoot;
  llvm::Expected<ScanResult> Result = analyse(
      std::move(Facts->Facts), std::move(Facts->Units), std::move(Options));
  if (!Result)
    return fail(Result.takeError());
  const uint64_t Coverage = coverageOf(UnitCounts::count(Result->Units));
  llvm::Error Written = writeFile("-", [&](llvm::raw_ostream &Stream) {
    Sheet Out(Stream);
    Out.row("database",
            relativePath(Database->Path, *Here) + ", " +
                describeCount(Database->Entries, "entry", "entries"));
    writeUnits(*Result, Out);
    Out.counts("options dropped", Database->DroppedOptions);
    Out.row("maps", llvm::Twine(Result->Maps) + " with " +
                        describeCount(Result->Accesses, "access", "accesses"));
    Out.row("thread entries", llvm::Twine(Result->ThreadEntries));
    Out.row("locks", llvm::Twine(Result->Locks));
    Out.row("coverage", llvm::Twine(Coverage) +
                            " % of the translation units were analysed "
                            "completely");
    writeAdvice(*Result, *Database, Out);
    for (size_t I = 0; I < Locks.Found.size(); ++I)
      Out.row(I == 0 ? "not understood" : "",
              describeLockLike(Locks.Found[I], Locks.Files[I]));
    if (Locks.Found.empty())
      return llvm::Error::success();
    Out.row("advice",
            "if these are locks, say so in .mapwarden.yaml" +
                (ProposeFile.empty() ? std::string(":")
                                     : "; the lines are in " + ProposeFile));
    if (ProposeFile.empty())
      Stream << Models;
    return llvm::Error::success();
  });
  if (Written)
    return fail(std::move(Written));
  return Coverage < MinCoverage || Result->ThreadEntries == 0 ? ExitIncomplete
                                                              : ExitOk;
}

} // namespace

void mapwarden::addDoctorCommand(CommandLine &Line) {
  auto Command = std::make_shared<DoctorCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "doctor", "Say how much of a program is understood, and what to mend");
  Command->Source.add(*App);
  addNumber(*App, "--min-coverage", Command->MinCoverage, 0,
            "exit with 3 below so many percent of complete units [100]");
  App->add_option("--propose", Command->ProposeFile,
                  "write models for what looks like a lock and was not "
                  "understood to FILE")
      ->type_name("FILE");
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
