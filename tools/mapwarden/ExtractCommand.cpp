// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden extract`: one translation unit to its facts, or a share of a
/// program's to a folder.
///
/// For build systems (`extract -o a.mwf -- g++ -c a.cpp`, beside the compiler)
/// and for looking at what mapwarden understood (`extract a.cpp --
/// -std=c++20`). A single unit is read in this process: isolation is the
/// caller's business.
#include "CommandLine.h"
#include "ExtractionOptions.h"

#include "Driver/CommandCleaning.h"
#include "Driver/FactsStatus.h"
#include "Driver/Pipeline.h"
#include "Driver/ResponseFiles.h"
#include "Driver/ScanPlan.h"
#include "Facts/FactsText.h"
#include "Findings/ScanSummary.h"
#include "Support/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;

namespace {

struct ExtractCommand {
  ExtractionOptions Extraction;
  std::string File, OutputFile = "-", Form = "text", Depfile;
  std::string BuildPath, Shard;
  bool KeepsGoing = false;
  uint64_t Workers = 0;

  int run(CommandLine &Line);
  int extractOne(const CommandLine &Line);
  int extractShare(CommandLine &Line);
  llvm::Error writeDepfile(llvm::ArrayRef<std::string> Inputs) const;
  llvm::Expected<TuFacts> parse(const CommandLine &Line, TuJob Job,
                                const std::string &Root,
                                std::vector<std::string> &Inputs) const;
  llvm::Expected<DatabaseEntry> makeEntry(const CommandLine &Line);
};

/// The command line as a database would have it.
llvm::Expected<DatabaseEntry>
ExtractCommand::makeEntry(const CommandLine &Line) {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return Here.takeError();
  DatabaseEntry Entry;
  Entry.Directory = *Here;
  Entry.Arguments = Line.AfterDashes;
  if (!File.empty())
    Entry.Arguments.insert(Entry.Arguments.begin(), "clang++");
  else if (Entry.Arguments.empty())
    return llvm::createStringError(
        "extract: name a source file, or a compile command after '--'");
  llvm::Expected<std::vector<std::string>> Expanded =
      expandResponseFiles(std::move(Entry.Arguments), *Here);
  if (!Expanded)
    return Expanded.takeError();
  Entry.Arguments = std::move(*Expanded);
  std::string Source =
      File.empty() ? findSourceArgument(Entry.Arguments) : File;
  if (Source.empty())
    return llvm::createStringError("extract: the compile command after '--' "
                                   "does not name exactly one source file");
  llvm::SmallString<256> Absolute(Source);
  llvm::sys::fs::make_absolute(Absolute);
  llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  Entry.File = std::string(Absolute);
  if (!llvm::sys::fs::exists(Entry.File))
    return llvm::createStringError("no such file: '" + Source + "'");
  return Entry;
}

/// In the form that make and ninja read. Without `..`, which ninja resolves in
/// its own way.
llvm::Error
ExtractCommand::writeDepfile(llvm::ArrayRef<std::string> Inputs) const {
  auto quote = [](llvm::StringRef Path) {
    std::string Quoted;
    for (char C : Path) {
      if (C == ' ' || C == '#' || C == '\\')
        Quoted += '\\';
      if (C == '$')
        Quoted += '$';
      Quoted += C;
    }
    return Quoted;
  };
  return writeFile(Depfile, [&](llvm::raw_ostream &Out) {
    Out << quote(OutputFile) << ":";
    for (const std::string &Input : Inputs) {
      llvm::SmallString<256> Real;
      if (llvm::sys::fs::real_path(Input, Real))
        Real = Input;
      Out << " \\\n  " << quote(Real);
    }
    Out << "\n";
    return llvm::Error::success();
  });
}

/// The numbers in `2/4`.
static std::optional<std::pair<unsigned, unsigned>>
parseShard(llvm::StringRef Text) {
  auto [Number, Count] = Text.split('/');
  unsigned I, N;
  if (Number.getAsInteger(10, I) || Count.getAsInteger(10, N) || I < 1 || I > N)
    return std::nullopt;
  return std::pair(I, N);
}

int ExtractCommand::extractShare(CommandLine &Line) {
  if (!File.empty() || !Line.AfterDashes.empty())
    return fail("extract: a build folder (-p) and one unit exclude each other");
  if (OutputFile == "-")
    return fail("extract: name a folder for the facts with -o");
  llvm::Expected<ScanOptions> Options =
      Extraction.scanOptions(Line.ProgramPath, BuildPath, Workers);
  if (!Options)
    return fail(Options.takeError());
  if (!Shard.empty()) {
    auto Numbers = parseShard(Shard);
    if (!Numbers)
      return fail("--shard: expected a number and a count, as in 2/4, not '" +
                  Shard + "'");
    std::tie(Options->Shard, Options->Shards) = *Numbers;
  }
  Progress Report(ProgressStyle::Lines, llvm::errs());
  llvm::Expected<ProgramFacts> Facts = gatherFacts(std::move(*Options), Report);
  if (!Facts)
    return fail(Facts.takeError());
  if (llvm::Error E = saveFacts(*Facts, OutputFile))
    return fail(std::move(E));
  const UnitCounts Units = UnitCounts::count(Facts->Units);
  llvm::errs() << "mapwarden: facts of " << Facts->Facts.size()
               << " translation units in " << OutputFile << "\n";
  if (Facts->Signal)
    return ExitSignal + Facts->Signal;
  return Units.lost() ? ExitIncomplete : ExitOk;
}

int ExtractCommand::run(CommandLine &Line) {
  if (llvm::Error E = Extraction.prepare())
    return fail(std::move(E));
  return BuildPath.empty() && Shard.empty() ? extractOne(Line)
                                            : extractShare(Line);
}

/// The facts of \p Job: in this process, or with \c KeepsGoing in a worker, so
/// that there are some, if only of a loss, whatever happens.
llvm::Expected<TuFacts>
ExtractCommand::parse(const CommandLine &Line, TuJob Job,
                      const std::string &Root,
                      std::vector<std::string> &Inputs) const {
  if (!KeepsGoing) {
    llvm::Expected<ModelSet> Models = ModelSet::load(Extraction.modelFiles());
    if (!Models)
      return Models.takeError();
    InputLog Log;
    llvm::Expected<TuFacts> Facts =
        extractTu(Job, *Models, Extraction.forRoot(Root), &Log);
    for (const auto &[Question, Answer] : Log)
      if (Question.first == InputKind::Text)
        Inputs.push_back(Question.second);
    return Facts;
  }
  ScanPlan Plan;
  Plan.ProjectRoot = Root;
  Plan.Jobs.push_back(std::move(Job));
  SchedulerOptions Scheduling;
  Scheduling.WorkerCommand = Extraction.makeWorkerCommand(Line.ProgramPath);
  Scheduling.TuTimeout = Extraction.tuTimeout();
  Progress Silent(ProgressStyle::None, llvm::errs());
  llvm::Expected<ProgramFacts> Gathered = gatherFacts(
      Plan, FoundFacts(1), std::move(Scheduling), CacheOptions(), Silent);
  if (!Gathered)
    return Gathered.takeError();
  if (Gathered->Facts.empty())
    return describeLoss(Gathered->Units.front());
  Inputs = std::move(Gathered->Inputs.front());
  return std::move(Gathered->Facts.front());
}

int ExtractCommand::extractOne(const CommandLine &Line) {
  llvm::Expected<DatabaseEntry> Entry = makeEntry(Line);
  if (!Entry)
    return fail(Entry.takeError());
  CleanCommand Command = cleanCommand(*Entry);
  if (!Command.SkipReason.empty())
    return fail("'" + Entry->File + "' is not analysed: " + Command.SkipReason);
  std::string Root = Extraction.projectRoot();
  if (Root.empty())
    Root = findProjectRoot(llvm::StringRef(Entry->File));

  TuJob Job{Entry->Directory, Entry->File, std::move(Command.Arguments), 0,
            /*CacheKey=*/""};
  std::vector<std::string> Inputs;
  llvm::Expected<TuFacts> Facts = parse(Line, std::move(Job), Root, Inputs);
  if (!Facts)
    return fail(relativePath(Entry->File, Root) + ": " +
                    llvm::toString(Facts.takeError()),
                ExitIncomplete);
  if (!Facts->Lost.empty())
    warn(relativePath(Entry->File, Root) + ": not analysed: " + Facts->Lost);
  if (Facts->isDegraded())
    warn(relativePath(Entry->File, Root) +
         ": analysed in part only; first error: " +
         Facts->Problems.front().Message);
  if (llvm::Error E = writeFile(OutputFile, [&](llvm::raw_ostream &Out) {
        writeFacts(*Facts, Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  if (!Depfile.empty())
    if (llvm::Error E = writeDepfile(Inputs))
      return fail(std::move(E));
  return ExitOk;
}

} // namespace

void mapwarden::addExtractCommand(CommandLine &Line) {
  auto Command = std::make_shared<ExtractCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "extract", "Write the facts of one translation unit, or of a program");
  App->footer(
      "Either name a file, with the compiler's flags after '--', or put "
      "a whole\ncompile command there:\n"
      "  mapwarden extract a.cpp -- -std=c++20\n"
      "  mapwarden extract -o a.mwf -- g++ -std=c++20 -c a.cpp\n"
      "Or name a build folder, and what share of its units to take:\n"
      "  mapwarden extract -p build --shard 2/4 -o facts");
  App->add_option("file", Command->File, "source file");
  App->add_option("-o", Command->OutputFile,
                  "write to FILE, not stdout; with -p, to this folder")
      ->type_name("FILE");
  App->add_option("--depfile", Command->Depfile,
                  "write the files that were read to FILE, for make and ninja")
      ->type_name("FILE");
  App->add_flag("--keep-going", Command->KeepsGoing,
                "when the unit cannot be analysed, write facts that say so, "
                "and succeed");
  App->add_option("-p", Command->BuildPath,
                  "build folder with compile_commands.json, or that file")
      ->type_name("BUILD");
  App->add_option("--shard", Command->Shard,
                  "part I of N of the units, of about the same cost each")
      ->type_name("I/N");
  addNumber(*App, "-j,--jobs", Command->Workers, 0,
            "with -p, workers at a time; 0 for what cores, quotas and memory "
            "allow [0]");
  addChoice(*App, "--emit", Command->Form, {"text"}, "form of the facts");
  Command->Extraction.add(*App);
  Command->Extraction.addLimits(*App);
  Command->Extraction.addCache(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
