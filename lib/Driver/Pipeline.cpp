// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// scan = read the database -> plan -> extract -> link -> check -> suppress.
#include "Driver/Pipeline.h"

#include "Driver/BaseRevision.h"
#include "Driver/FactsStatus.h"
#include "Driver/ProgramDiff.h"
#include "Driver/ResultCache.h"
#include "Driver/Shards.h"
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
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TimeProfiler.h"
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
static llvm::Error checkPaths(std::vector<std::string> Files,
                              llvm::ArrayRef<TuStatus> Units,
                              AnalysisOptions &Options) {
  if (Options.Paths.isEmpty())
    return llvm::Error::success();
  for (const TuStatus &Unit : Units)
    Files.push_back(Unit.File);
  std::string Unknown = Options.Paths.findUnknown(Files, Options.ProjectRoot);
  if (Unknown.empty())
    return llvm::Error::success();
  return llvm::createStringError(
      "no file of the program lies in '" + Unknown +
      "'; name a source file, a header or a folder of this project");
}

static bool matchesAny(llvm::ArrayRef<std::string> Globs,
                       llvm::StringRef File) {
  return llvm::any_of(
      Globs, [&](llvm::StringRef Glob) { return matchesPath(Glob, File); });
}

Program mapwarden::linkWithExports(std::vector<TuFacts> Facts,
                                   llvm::ArrayRef<std::string> Exported) {
  if (Exported.empty())
    return linkProgram(std::move(Facts));
  return linkProgram(std::move(Facts), [&](llvm::StringRef File) {
    return matchesAny(Exported, File);
  });
}

/// A comment without a reason covers nothing.
static void refuseUnexplained(ScanResult &Result) {
  for (Finding &F : Result.Findings)
    if (F.Suppressed && F.Suppressed->empty()) {
      F.Suppressed.reset();
      Result.SuppressionNotes.push_back(
          {F.Primary.At, "the comment that would cover " + F.Check +
                             " gives no reason (--require-reason)"});
    }
}

/// Comments, then rules. Only a run that saw all can say what is not needed.
static void suppress(ScanResult &Result, std::vector<std::string> Files,
                     const AnalysisOptions &Options, SourceTexts &Sources) {
  SuppressionComments Comments(Sources);
  Comments.apply(Result.Findings);
  if (Options.RequiresReason)
    refuseUnexplained(Result);
  if (!Result.IsPartial && !UnitCounts::count(Result.Units).lost()) {
    llvm::erase_if(Files, [&](llvm::StringRef File) {
      return llvm::sys::path::is_absolute(File) ||
             matchesAny(Options.ThirdParty, File);
    });
    llvm::append_range(Result.SuppressionNotes, Comments.findUnused(Files));
  }
  llvm::append_range(
      Result.SuppressionNotes,
      applySuppressionRules(Result, Options.Suppressions, today()));
  llvm::sort(Result.SuppressionNotes);
}

static SourceTexts openSources(const AnalysisOptions &Options) {
  SourceTexts Sources(Options.ProjectRoot);
  for (const auto &[File, OldText] : Options.OldTexts)
    if (auto Text = llvm::MemoryBuffer::getFile(OldText))
      Sources.overlay(relativePath(File, Options.ProjectRoot),
                      (*Text)->getBuffer());
  return Sources;
}

/// Runs the checks over \p Prog; \p Checked has its units and files already.
static void check(const Program &Prog, AnalysisOptions &Options,
                  SourceTexts &Sources, CheckedProgram &Checked) {
  ScanResult &Result = Checked.Result;
  FindingSink Sink;
  Options.Checks.Sources = &Sources;
  {
    llvm::TimeTraceScope Scope("analyse");
    runChecks(Prog, Options.Checks, Sink, Result);
  }
  llvm::TimeTraceScope Scope("describe findings");
  for (const FunctionFacts &Function : Prog.Functions)
    if (!Function.Blocks.empty())
      Result.FunctionKeys.push_back(dropPositions(Prog.text(Function.Usr)));
  llvm::sort(Result.FunctionKeys);
  Result.Findings = Sink.take(Sources);
  locateDeclarations(Prog, Result.Findings);
}

/// What the user wants to see of it.
static ScanResult select(CheckedProgram Checked, AnalysisOptions &Options,
                         SourceTexts &Sources) {
  llvm::TimeTraceScope Scope("suppressions");
  ScanResult Result = std::move(Checked.Result);
  Result.ProjectRoot = Options.ProjectRoot;
  Result.IsPartial =
      !Options.Paths.isEmpty() || !Options.Checks.Enabled.empty();
  suppress(Result, std::move(Checked.Files), Options, Sources);
  auto IsThirdParty = [&](const Finding &F) {
    return matchesAny(Options.ThirdParty, F.Primary.At.File);
  };
  Result.ThirdParty = llvm::count_if(Result.Findings, IsThirdParty);
  llvm::erase_if(Result.Findings, IsThirdParty);
  Result.Overridden = applyOverrides(Result.Findings, Options.Overrides);
  llvm::erase_if(Result.Findings, [&](const Finding &F) {
    return !Options.Paths.covers(F, Options.ProjectRoot);
  });
  return Result;
}

/// Reports are the same for every checkout: paths in them begin at the root.
static void forgetRoot(std::vector<TuStatus> &Units, llvm::StringRef Root) {
  const std::string Prefix = Root.str() + "/";
  if (Root.empty())
    return;
  for (TuStatus &Unit : Units)
    for (size_t At = 0;
         (At = Unit.Detail.find(Prefix, At)) != std::string::npos;)
      Unit.Detail.erase(At, Prefix.size());
}

/// Analyses what was gathered, and keeps the result in \p Cache under \p Key
/// unless that is empty. What goes wrong with that is left in \p Problem.
static llvm::Expected<AnalysedProgram>
analyseAndKeep(std::vector<TuFacts> Facts, std::vector<TuStatus> Units,
               AnalysisOptions Options, const CacheFolder &Cache,
               llvm::StringRef Key, std::string &Problem) {
  AnalysedProgram All;
  CheckedProgram Checked;
  Checked.Result.ToolVersion = MAPWARDEN_VERSION;
  Checked.Result.Units = std::move(Units);
  forgetRoot(Checked.Result.Units, Options.ProjectRoot);
  sortUnits(Checked.Result.Units);
  {
    llvm::TimeTraceScope Scope("link");
    All.Linked = std::make_unique<Program>(
        linkWithExports(std::move(Facts), Options.Exported));
  }
  Checked.Files = listFiles(*All.Linked);
  if (llvm::Error E = checkPaths(Checked.Files, Checked.Result.Units, Options))
    return E;
  SourceTexts Sources = openSources(Options);
  check(*All.Linked, Options, Sources, Checked);
  if (!Key.empty())
    if (llvm::Error E = keepResult(Cache, Key, Checked))
      Problem = llvm::toString(std::move(E));
  All.Result = select(std::move(Checked), Options, Sources);
  return All;
}

llvm::Expected<AnalysedProgram>
mapwarden::analyseProgram(std::vector<TuFacts> Facts,
                          std::vector<TuStatus> Units,
                          AnalysisOptions Options) {
  std::string NoProblem;
  return analyseAndKeep(std::move(Facts), std::move(Units), std::move(Options),
                        CacheFolder("", /*IsReadOnly=*/true), "", NoProblem);
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

llvm::Expected<ScanPlan> mapwarden::planScan(const ScanOptions &Options,
                                             std::string *Found) {
  llvm::TimeTraceScope Scope("plan");
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
  if (Options.Shards > 1)
    keepShard(Plan, Options.Shard, Options.Shards);
  if (Found)
    *Found = *Database;
  return Plan;
}

llvm::Expected<ProgramFacts> mapwarden::gatherFacts(ScanOptions Options,
                                                    Progress &Report) {
  llvm::Expected<ScanPlan> Plan = planScan(Options);
  if (!Plan)
    return Plan.takeError();
  FoundFacts Found = findFacts(*Plan, Options.Cache);
  return gatherFacts(*Plan, std::move(Found), std::move(Options.Scheduling),
                     Options.Cache, Report);
}

/// The facts of the program as it was at \p Base. Units that read nothing that
/// has changed since are taken from \p Now.
static llvm::Expected<ProgramFacts> gatherBase(const BaseRevision &Base,
                                               const ScanPlan &Plan,
                                               const ProgramFacts &Now,
                                               const ScanOptions &Options,
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
  SchedulerOptions Scheduling = Options.Scheduling;
  if (!Base.overlayFile().empty())
    Scheduling.WorkerCommand.push_back("--overlay=" + Base.overlayFile());
  FoundFacts Found = findFacts(Before, Options.Cache, Base.oldTexts());
  llvm::Expected<ProgramFacts> Result = gatherFacts(
      Before, std::move(Found), std::move(Scheduling), Options.Cache, Report);
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
  Analysis.ProjectRoot = Facts->ProjectRoot;
  llvm::Expected<AnalysedProgram> Before = analyseProgram(
      std::move(Facts->Facts), std::move(Facts->Units), std::move(Analysis));
  if (!Before)
    return Before.takeError();
  Outcome.LostBefore = UnitCounts::count(Before->Result.Units).lost();
  compareWithProgram(Now, *Before, Options.Minimum, Base.name());
  return llvm::Error::success();
}

/// The result of \p Plan if nothing has changed since it was made.
static llvm::Expected<std::optional<ScanResult>>
recallResult(const ScanPlan &Plan, const FoundFacts &Found,
             const CacheFolder &Cache, AnalysisOptions Options) {
  std::vector<std::string> Keys;
  for (const std::optional<CachedFacts> &Facts : Found)
    Keys.push_back(Facts ? Facts->Key : "");
  std::string Key = makeResultKey(std::move(Keys), Plan.Settled, Options.Checks,
                                  Options.Exported);
  if (Key.empty() || Cache.path().empty())
    return std::nullopt;
  std::optional<CheckedProgram> Checked = loadResult(Cache, Key);
  if (!Checked)
    return std::nullopt;
  Options.ProjectRoot = Plan.ProjectRoot;
  if (llvm::Error E =
          checkPaths(Checked->Files, Checked->Result.Units, Options))
    return E;
  SourceTexts Sources = openSources(Options);
  ScanResult Result = select(std::move(*Checked), Options, Sources);
  Result.FromCache = Found.size();
  return std::optional(std::move(Result));
}

/// Gathers, analyses and compares.
static llvm::Expected<ScanOutcome>
scanPlan(const ScanPlan &Plan, FoundFacts Found,
         const std::optional<BaseRevision> &Base, const ScanOptions &Options,
         Progress &Report) {
  const CacheFolder Cache(Options.Cache.Folder, Options.Cache.IsReadOnly);
  llvm::Expected<ProgramFacts> Facts = gatherFacts(
      Plan, std::move(Found), Options.Scheduling, Options.Cache, Report);
  if (!Facts)
    return Facts.takeError();
  Report.announce("analysing");
  if (!Options.SaveFacts.empty())
    if (llvm::Error E = saveFacts(*Facts, Options.SaveFacts))
      return E;
  ScanOutcome Outcome;
  Outcome.Signal = Facts->Signal;
  Outcome.CacheProblem = Facts->CacheProblem;
  Outcome.Reproducers = Facts->Reproducers;
  std::optional<llvm::Expected<ProgramFacts>> BaseFacts;
  if (Base && !Outcome.Signal)
    BaseFacts.emplace(gatherBase(*Base, Plan, *Facts, Options, Report));
  std::string Key;
  if (!Cache.path().empty() && Facts->Facts.size() == Plan.Jobs.size())
    Key = makeResultKey(Facts->Keys, Plan.Settled, Options.Analysis.Checks,
                        Options.Analysis.Exported);
  AnalysisOptions Analysis = Options.Analysis;
  Analysis.ProjectRoot = Facts->ProjectRoot;
  llvm::Expected<AnalysedProgram> Now =
      analyseAndKeep(std::move(Facts->Facts), std::move(Facts->Units),
                     std::move(Analysis), Cache, Key, Outcome.CacheProblem);
  if (!Now) {
    if (BaseFacts)
      llvm::consumeError(BaseFacts->takeError());
    return Now.takeError();
  }
  if (BaseFacts)
    if (llvm::Error E = compareWithBase(*Base, Options, std::move(*BaseFacts),
                                        *Now, Outcome))
      return E;
  Outcome.Result = std::move(Now->Result);
  Outcome.Result.FromCache = Facts->FromCache;
  return Outcome;
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
  FoundFacts Found = findFacts(*Plan, Options.Cache);
  llvm::Expected<ScanOutcome> Outcome = ScanOutcome();
  std::optional<ScanResult> Known;
  // A comparison and saved facts need the program itself.
  if (!Base && Options.SaveFacts.empty()) {
    llvm::Expected<std::optional<ScanResult>> Recalled = recallResult(
        *Plan, Found,
        CacheFolder(Options.Cache.Folder, Options.Cache.IsReadOnly),
        Options.Analysis);
    if (!Recalled)
      return Recalled.takeError();
    Known = std::move(*Recalled);
  }
  if (Known)
    Outcome->Result = std::move(*Known);
  else
    Outcome = scanPlan(*Plan, std::move(Found), Base, Options, Report);
  if (Outcome)
    Outcome->Result.WallSeconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin)
            .count();
  return Outcome;
}
