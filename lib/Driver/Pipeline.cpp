// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// scan = read the database -> plan -> extract -> link -> check -> suppress.
#include "Driver/Pipeline.h"

#include "Driver/BaseRevision.h"
#include "Driver/FactsStatus.h"
#include "Driver/Interrupt.h"
#include "Driver/OutputFile.h"
#include "Driver/ProgramDiff.h"
#include "Facts/FactsText.h"
#include "Findings/Baseline.h"
#include "Findings/FindingOrder.h"
#include "Findings/Fingerprint.h"
#include "Findings/PathGlob.h"
#include "Findings/ScanSummary.h"
#include "Findings/Suppressions.h"
#include "Link/Program.h"
#include "Support/BuildConfig.h"
#include "checks/Declarations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace mapwarden;

/// The files in which \p Prog defines something.
static std::vector<std::string> listFiles(const Program &Prog) {
  std::set<llvm::StringRef> Files;
  for (const FunctionFacts &Function : Prog.Functions)
    Files.insert(Prog.text(Function.At.File));
  for (const ClassFacts &Class : Prog.Classes)
    Files.insert(Prog.text(Class.At.File));
  for (const VariableFacts &Global : Prog.Globals)
    Files.insert(Prog.text(Global.At.File));
  return std::vector<std::string>(Files.begin(), Files.end());
}

/// Refuses paths of which nothing was looked at.
static llvm::Error checkPaths(const Program &Prog,
                              llvm::ArrayRef<TuStatus> Units,
                              AnalysisOptions &Options) {
  if (Options.Paths.isEmpty())
    return llvm::Error::success();
  std::vector<std::string> Files = listFiles(Prog);
  for (const TuStatus &Unit : Units)
    Files.push_back(Unit.File);
  std::string Unknown = Options.Paths.findUnknown(Files, Options.ProjectRoot);
  if (Unknown.empty())
    return llvm::Error::success();
  return llvm::createStringError(
      "no file of the program lies in '" + Unknown +
      "'; name a source file, a header or a folder of this project");
}

/// Today, in local time.
static std::string today() {
  std::string Now;
  llvm::raw_string_ostream(Now) << llvm::sys::TimePoint<>(
      std::chrono::system_clock::now()); // `2026-01-31 12:00:00...`
  return Now.substr(0, 10);
}

static bool isThirdParty(llvm::StringRef File, const AnalysisOptions &Options) {
  return llvm::any_of(Options.ThirdParty, [&](llvm::StringRef Glob) {
    return matchesPath(Glob, File);
  });
}

/// Comments, then rules. Only a run that saw all can say what is not needed.
static void suppress(ScanResult &Result, std::vector<std::string> Files,
                     const AnalysisOptions &Options, SourceTexts &Sources) {
  SuppressionComments Comments(Sources);
  Comments.apply(Result.Findings);
  if (!Result.IsPartial && !UnitCounts::count(Result.Units).lost()) {
    llvm::erase_if(Files, [&](llvm::StringRef File) {
      return llvm::sys::path::is_absolute(File) || isThirdParty(File, Options);
    });
    Result.SuppressionNotes = Comments.findUnused(Files);
  }
  llvm::append_range(
      Result.SuppressionNotes,
      applySuppressionRules(Result, Options.Suppressions, today()));
  llvm::sort(Result.SuppressionNotes);
}

llvm::Expected<AnalysedProgram>
mapwarden::analyseProgram(std::vector<TuFacts> Facts,
                          std::vector<TuStatus> Units,
                          AnalysisOptions Options) {
  AnalysedProgram All;
  ScanResult &Result = All.Result;
  Result.ToolVersion = MAPWARDEN_VERSION;
  Result.ProjectRoot = Options.ProjectRoot;
  Result.Units = std::move(Units);
  sortUnits(Result.Units);

  All.Linked = std::make_unique<Program>(linkProgram(std::move(Facts)));
  const Program &Prog = *All.Linked;
  if (llvm::Error E = checkPaths(Prog, Result.Units, Options))
    return E;
  FindingSink Sink;
  SourceTexts Sources(Options.ProjectRoot);
  for (const auto &[File, OldText] : Options.OldTexts)
    if (auto Text = llvm::MemoryBuffer::getFile(OldText))
      Sources.overlay(relativePath(File, Options.ProjectRoot),
                      (*Text)->getBuffer());
  Options.Checks.Sources = &Sources;
  runChecks(Prog, Options.Checks, Sink, Result);
  for (const FunctionFacts &Function : Prog.Functions)
    if (!Function.Blocks.empty())
      Result.FunctionKeys.push_back(dropPositions(Prog.text(Function.Usr)));
  llvm::sort(Result.FunctionKeys);
  Result.IsPartial =
      !Options.Paths.isEmpty() || !Options.Checks.Enabled.empty();
  Result.Findings = Sink.take(Sources);
  locateDeclarations(Prog, Result.Findings);
  suppress(Result, listFiles(Prog), Options, Sources);
  auto IsThirdParty = [&](const Finding &F) {
    return isThirdParty(F.Primary.At.File, Options);
  };
  Result.ThirdParty = llvm::count_if(Result.Findings, IsThirdParty);
  llvm::erase_if(Result.Findings, IsThirdParty);
  llvm::erase_if(Result.Findings, [&](const Finding &F) {
    return !Options.Paths.covers(F, Options.ProjectRoot);
  });
  return All;
}

llvm::Expected<ScanResult> mapwarden::analyse(std::vector<TuFacts> Facts,
                                              std::vector<TuStatus> Units,
                                              AnalysisOptions Options) {
  llvm::Expected<AnalysedProgram> All =
      analyseProgram(std::move(Facts), std::move(Units), std::move(Options));
  if (!All)
    return All.takeError();
  return std::move(All->Result);
}

void mapwarden::compareWithProgram(AnalysedProgram &New,
                                   const AnalysedProgram &Old,
                                   Confidence Minimum, llvm::StringRef Name) {
  compareWithKnown(New.Result, selectKnown(Old.Result.Findings, Minimum),
                   Minimum, Name);
  explainNewFindings(*Old.Linked, *New.Linked, New.Result.Findings);
}

/// A database without a line of C++ gives an empty report that looks clean.
static llvm::Error checkPlan(const ScanPlan &Plan, llvm::StringRef Database) {
  auto IsFailed = [](const TuStatus &Status) {
    return Status.Result == TuStatus::Outcome::Failed;
  };
  if (!Plan.Jobs.empty() || llvm::any_of(Plan.Settled, IsFailed))
    return llvm::Error::success();
  return llvm::createStringError(Database +
                                 ": it lists no C++ file (the first of its " +
                                 llvm::Twine(Plan.Settled.size()) +
                                 " entries: " + Plan.Settled.front().File +
                                 ": " + Plan.Settled.front().Detail + ")");
}

static void excludeJobs(ScanPlan &Plan, const ScanOptions &Options) {
  llvm::erase_if(Plan.Jobs, [&](const TuJob &Job) {
    std::string File = relativePath(Job.File, Plan.ProjectRoot);
    for (const std::string &Glob : Options.Exclude)
      if (matchesPath(Glob, File)) {
        Plan.Settled.push_back(
            {TuStatus::Outcome::Skipped, File,
             "excluded by '" + Glob + "' (" + Options.ExcludedBy + ")"});
        return true;
      }
    return false;
  });
}

/// Reads the database and makes the plan.
static llvm::Expected<ScanPlan> planScan(const ScanOptions &Options) {
  llvm::Expected<std::string> Database =
      findCompileDatabase(Options.BuildPath, Options.WorkingDirectory);
  if (!Database)
    return Database.takeError();
  llvm::Expected<std::vector<DatabaseEntry>> Entries =
      readCompileDatabase(*Database);
  if (!Entries)
    return Entries.takeError();
  ScanPlan Plan = makeScanPlan(*Entries, Options.Analysis.ProjectRoot);
  excludeJobs(Plan, Options);
  if (llvm::Error E = checkPlan(Plan, *Database))
    return E;
  return Plan;
}

static llvm::Expected<ProgramFacts> extractPlan(const ScanPlan &Plan,
                                                SchedulerOptions Scheduling,
                                                Progress &Report) {
  Scheduling.WorkerCommand.push_back("--project-root=" + Plan.ProjectRoot);
  llvm::Expected<ExtractionResult> Extracted = [&] {
    InterruptWatch Interrupts;
    return extractAll(Plan, Scheduling, Interrupts, Report);
  }();
  if (!Extracted)
    return Extracted.takeError();

  Report.announce("analysing");
  ProgramFacts Result{std::move(Extracted->Facts),
                      std::move(Extracted->Units),
                      Plan.ProjectRoot,
                      Extracted->Signal,
                      std::move(Extracted->Jobs),
                      std::move(Extracted->Inputs)};
  llvm::append_range(Result.Units, Plan.Settled);
  return Result;
}

llvm::Expected<ProgramFacts> mapwarden::gatherFacts(ScanOptions Options,
                                                    Progress &Report) {
  llvm::Expected<ScanPlan> Plan = planScan(Options);
  if (!Plan)
    return Plan.takeError();
  return extractPlan(*Plan, std::move(Options.Scheduling), Report);
}

/// Writes each unit's facts to a file in \p Folder that is named after its
/// source and its content: the same facts give the same files.
static llvm::Error saveFacts(llvm::ArrayRef<TuFacts> Units,
                             const std::string &Folder) {
  if (std::error_code Code = llvm::sys::fs::create_directories(Folder))
    return llvm::createStringError("cannot make the folder '" + Folder +
                                   "': " + Code.message());
  for (const TuFacts &Facts : Units) {
    std::string Text;
    llvm::raw_string_ostream Stream(Text);
    writeFacts(Facts, Stream);
    auto Hash = llvm::BLAKE3::hash<8>(llvm::arrayRefFromStringRef(Text));
    llvm::SmallString<256> File(Folder);
    llvm::sys::path::append(
        File, llvm::sys::path::filename(Facts.Names.text(Facts.MainFile)) +
                  "." + llvm::toHex(Hash, /*LowerCase=*/true) + ".mwf");
    if (llvm::Error E = writeFile(File, [&](llvm::raw_ostream &Out) {
          Out << Text;
          return llvm::Error::success();
        }))
      return E;
  }
  return llvm::Error::success();
}

/// Analyses what was gathered.
static llvm::Expected<AnalysedProgram> analyseFacts(ProgramFacts Facts,
                                                    AnalysisOptions Analysis) {
  Analysis.ProjectRoot = Facts.ProjectRoot;
  return analyseProgram(std::move(Facts.Facts), std::move(Facts.Units),
                        std::move(Analysis));
}

/// The facts of the program as it was at \p Base. Units that read nothing that
/// has changed since are taken from \p Now.
static llvm::Expected<ProgramFacts> gatherBase(const BaseRevision &Base,
                                               const ScanPlan &Plan,
                                               const ProgramFacts &Now,
                                               SchedulerOptions Scheduling,
                                               Progress &Report) {
  ScanPlan Before = Base.rewrite(Plan);
  ProgramFacts Kept;
  std::set<
      std::tuple<llvm::StringRef, llvm::StringRef, llvm::ArrayRef<std::string>>>
      Done;
  for (size_t I = 0; I < Now.Facts.size(); ++I) {
    if (Now.Facts[I].isDegraded() || Base.concerns(Now.Inputs[I]))
      continue;
    const TuJob &Job = Plan.Jobs[Now.Jobs[I]];
    Done.insert({Job.Directory, Job.File, Job.Arguments});
    Kept.Units.push_back(describeUnit(Now.Facts[I]));
    Kept.Facts.push_back(Now.Facts[I]);
  }
  llvm::erase_if(Before.Jobs, [&](const TuJob &Job) {
    return Done.count({Job.Directory, Job.File, Job.Arguments}) != 0;
  });
  Report.announce("comparing with " + Base.name());
  if (!Base.overlayFile().empty())
    Scheduling.WorkerCommand.push_back("--overlay=" + Base.overlayFile());
  llvm::Expected<ProgramFacts> Result =
      extractPlan(Before, std::move(Scheduling), Report);
  if (!Result)
    return Result;
  llvm::append_range(Result->Facts, std::move(Kept.Facts));
  llvm::append_range(Result->Units, std::move(Kept.Units));
  return Result;
}

/// Compares \p Now, with the facts \p Facts, with the program at \p Base.
static llvm::Error compareWithBase(const BaseRevision &Base,
                                   const ScanOptions &Options,
                                   llvm::Expected<ProgramFacts> Facts,
                                   AnalysedProgram &Now, ScanOutcome &Outcome) {
  if (!Facts)
    return Facts.takeError();
  // Half of the old program would make the rest look new.
  if ((Outcome.Signal = Facts->Signal))
    return llvm::Error::success();
  AnalysisOptions Analysis = Options.Analysis;
  Analysis.OldTexts = Base.oldTexts();
  Analysis.Paths = PathFilter();
  llvm::Expected<AnalysedProgram> Before =
      analyseFacts(std::move(*Facts), std::move(Analysis));
  if (!Before)
    return Before.takeError();
  Outcome.LostBefore = UnitCounts::count(Before->Result.Units).lost();
  compareWithProgram(Now, *Before, Options.Minimum, Base.name());
  return llvm::Error::success();
}

llvm::Expected<ScanOutcome> mapwarden::scan(ScanOptions Options,
                                            Progress &Report) {
  const auto Begin = std::chrono::steady_clock::now();
  llvm::Expected<ScanPlan> Plan = planScan(Options);
  if (!Plan)
    return Plan.takeError();
  std::optional<BaseRevision> Base;
  if (!Options.NewSince.empty()) {
    llvm::Expected<BaseRevision> Opened =
        BaseRevision::open(Plan->ProjectRoot, Options.NewSince);
    if (!Opened)
      return Opened.takeError();
    Base.emplace(std::move(*Opened));
  }
  llvm::Expected<ProgramFacts> Facts =
      extractPlan(*Plan, Options.Scheduling, Report);
  if (!Facts)
    return Facts.takeError();
  if (!Options.SaveFacts.empty())
    if (llvm::Error E = saveFacts(Facts->Facts, Options.SaveFacts))
      return std::move(E);
  ScanOutcome Outcome;
  Outcome.Signal = Facts->Signal;
  std::optional<llvm::Expected<ProgramFacts>> BaseFacts;
  if (Base && !Outcome.Signal)
    BaseFacts.emplace(
        gatherBase(*Base, *Plan, *Facts, Options.Scheduling, Report));
  llvm::Expected<AnalysedProgram> Now =
      analyseFacts(std::move(*Facts), Options.Analysis);
  if (!Now) {
    if (BaseFacts)
      llvm::consumeError(BaseFacts->takeError());
    return Now.takeError();
  }
  if (BaseFacts)
    if (llvm::Error E = compareWithBase(*Base, Options, std::move(*BaseFacts),
                                        *Now, Outcome))
      return std::move(E);
  Outcome.Result = std::move(Now->Result);
  Outcome.Result.WallSeconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin)
          .count();
  return Outcome;
}
