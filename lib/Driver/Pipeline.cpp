// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// scan = read the database -> plan -> extract -> link -> check -> suppress.
#include "Driver/Pipeline.h"

#include "Driver/Interrupt.h"
#include "Findings/Fingerprint.h"
#include "Findings/Suppressions.h"
#include "Link/Program.h"
#include "Support/BuildConfig.h"
#include "llvm/ADT/STLExtras.h"
#include <set>
#include <tuple>

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

llvm::Expected<ScanResult> mapwarden::analyse(std::vector<TuFacts> Facts,
                                              std::vector<TuStatus> Units,
                                              AnalysisOptions Options) {
  ScanResult Result;
  Result.ToolVersion = MAPWARDEN_VERSION;
  Result.ProjectRoot = Options.ProjectRoot;
  Result.Units = std::move(Units);
  llvm::sort(Result.Units, [](const TuStatus &L, const TuStatus &R) {
    return std::tie(L.File, L.Result, L.Detail) <
           std::tie(R.File, R.Result, R.Detail);
  });

  const Program Prog = linkProgram(std::move(Facts));
  if (llvm::Error E = checkPaths(Prog, Result.Units, Options))
    return E;
  FindingSink Sink;
  SourceTexts Sources(Options.ProjectRoot);
  Options.Checks.Sources = &Sources;
  runChecks(Prog, Options.Checks, Sink, Result);
  for (const FunctionFacts &Function : Prog.Functions)
    if (!Function.Blocks.empty())
      Result.FunctionKeys.push_back(dropPositions(Prog.text(Function.Usr)));
  llvm::sort(Result.FunctionKeys);
  Result.IsPartial =
      !Options.Paths.isEmpty() || !Options.Checks.Enabled.empty();
  Result.Findings = Sink.take(Sources);
  applySuppressions(Result.Findings, Sources);
  llvm::erase_if(Result.Findings, [&](const Finding &F) {
    return !Options.Paths.covers(F, Options.ProjectRoot);
  });
  return Result;
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

llvm::Expected<ProgramFacts> mapwarden::gatherFacts(ScanOptions Options,
                                                    Progress &Report) {
  llvm::Expected<std::string> Database =
      findCompileDatabase(Options.BuildPath, Options.WorkingDirectory);
  if (!Database)
    return Database.takeError();
  llvm::Expected<std::vector<DatabaseEntry>> Entries =
      readCompileDatabase(*Database);
  if (!Entries)
    return Entries.takeError();

  ScanPlan Plan = makeScanPlan(*Entries, Options.Analysis.ProjectRoot);
  if (llvm::Error E = checkPlan(Plan, *Database))
    return E;
  Options.Scheduling.WorkerCommand.push_back("--project-root=" +
                                             Plan.ProjectRoot);
  llvm::Expected<ExtractionResult> Extracted = [&] {
    InterruptWatch Interrupts;
    return extractAll(Plan, Options.Scheduling, Interrupts, Report);
  }();
  if (!Extracted)
    return Extracted.takeError();

  Report.announce("analysing");
  ProgramFacts Result{std::move(Extracted->Facts), std::move(Extracted->Units),
                      Plan.ProjectRoot, Extracted->Signal};
  llvm::append_range(Result.Units, Plan.Settled);
  return Result;
}

llvm::Expected<ScanOutcome> mapwarden::scan(ScanOptions Options,
                                            Progress &Report) {
  const auto Begin = std::chrono::steady_clock::now();
  AnalysisOptions Analysis = Options.Analysis;
  llvm::Expected<ProgramFacts> Gathered =
      gatherFacts(std::move(Options), Report);
  if (!Gathered)
    return Gathered.takeError();
  Analysis.ProjectRoot = Gathered->ProjectRoot;
  llvm::Expected<ScanResult> Result =
      analyse(std::move(Gathered->Facts), std::move(Gathered->Units),
              std::move(Analysis));
  if (!Result)
    return Result.takeError();
  Result->WallSeconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin)
          .count();
  return ScanOutcome{std::move(*Result), Gathered->Signal};
}
