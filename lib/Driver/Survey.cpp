// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Link, analyse with a record, run the checks, and ask.
#include "Driver/Survey.h"

#include "Driver/Rules.h"
#include "Findings/PathGlob.h"
#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Findings/Suppressions.h"
#include "Support/AbsolutePath.h"
#include "checks/Declarations.h"
#include "checks/Survey.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace mapwarden;
using llvm::StringRef;

namespace {
/// A program with everything that was found in it.
struct SurveyedProgram {
  SurveyedProgram(ProgramFacts Gathered, const AnalysisOptions &Options,
                  SilenceLog::LeafFilter Watched)
      : Units(std::move(Gathered.Units)), Sources(Gathered.ProjectRoot),
        ProjectRoot(Gathered.ProjectRoot),
        Prog(linkWithExports(std::move(Gathered.Facts), Options.Exported)),
        Rules(Options.Suppressions),
        Record{SilenceLog(std::move(Watched)), {}} {}

  void analyse() {
    Results = mapwarden::analyse(Prog, &Record);
    FindingSink Sink;
    ScanResult Counts;
    runChecks(*Results, {{}, Confidence::Low}, Sink, Counts);
    Counts.Findings = Sink.take(Sources);
    locateDeclarations(Prog, Counts.Findings);
    applySuppressions(Counts.Findings, Sources);
    applySuppressionRules(Counts, Rules, today());
    Findings = std::move(Counts.Findings);
  }
  CheckContext context() const { return {Prog, *Results}; }

  std::vector<TuStatus> Units;
  SourceTexts Sources;
  std::string ProjectRoot;
  const Program Prog;
  std::vector<SuppressionRule> Rules;
  AnalysisRecord Record;
  std::unique_ptr<AnalysisResults> Results;
  std::vector<Finding> Findings;
};
} // namespace

/// The files that hold code of the program.
static std::set<std::string> listCodeFiles(const Program &Prog) {
  std::set<NameId> Ids;
  for (const FunctionFacts &Function : Prog.Functions) {
    Ids.insert(Function.At.File);
    for (const Instruction &Instr : Function.Instructions)
      Ids.insert(Instr.At.File);
  }
  std::set<std::string> Files;
  for (NameId Id : Ids)
    Files.insert(Prog.text(Id).str());
  Files.erase("");
  return Files;
}

Inventory mapwarden::takeInventory(ProgramFacts Facts, InventoryTopic Topic,
                                   const SurveyOptions &Options) {
  const bool IsAccesses = Topic == InventoryTopic::Accesses;
  auto all = [=](FunctionId, uint32_t) { return IsAccesses; };
  SurveyedProgram Here(std::move(Facts), Options.Analysis, all);
  Here.analyse();
  const CheckContext Ctx = Here.context();
  Inventory Result;
  switch (Topic) {
  case InventoryTopic::Maps:
    Result.Maps = surveyMaps(Ctx);
    break;
  case InventoryTopic::Threads:
    Result.Threads = surveyThreads(Ctx, Here.Record.Threads);
    break;
  case InventoryTopic::Locks:
    Result.Locks = surveyLocks(Ctx);
    break;
  case InventoryTopic::Accesses:
    Result.Accesses =
        surveyAccesses(Ctx, Here.Record.Silence, all,
                       {Here.Findings, Options.Minimum}, Here.Sources);
    break;
  }
  Result.Units = std::move(Here.Units);
  return Result;
}

/// The file of \p Known that the user means by \p Given, or "" when there is
/// none.
static llvm::Expected<std::string> findFile(StringRef Given,
                                            const std::set<std::string> &Known,
                                            StringRef WorkingDirectory,
                                            StringRef ProjectRoot) {
  const std::string Absolute = absolutePath(Given, WorkingDirectory);
  for (const std::string &Name :
       {relativePath(Absolute, ProjectRoot), Given.str(), Absolute})
    if (Known.count(Name))
      return Name;
  std::vector<std::string> Ends;
  for (const std::string &File : Known)
    if (StringRef(File).ends_with(("/" + Given).str()))
      Ends.push_back(File);
  if (Ends.size() > 1)
    return llvm::createStringError("'" + Given + "' may be " + Ends[0] +
                                   " or " + Ends[1] +
                                   (Ends.size() > 2 ? " or another" : ""));
  return Ends.empty() ? "" : Ends.front();
}

/// The accesses above and below \p Line that stand nearest.
static std::vector<AccessSide> findNearest(const std::vector<AccessEntry> &All,
                                           uint32_t Line) {
  constexpr size_t MaxEachWay = 2;
  std::vector<AccessSide> Above, Below;
  for (const AccessEntry &Entry : All)
    (Entry.Side.At.Line < Line ? Above : Below).push_back(Entry.Side);
  auto order = [](const AccessSide &L, const AccessSide &R) {
    return std::tie(L.At, L) < std::tie(R.At, R);
  };
  llvm::sort(Above, order);
  llvm::sort(Below, order);
  if (Above.size() > MaxEachWay)
    Above.erase(Above.begin(), Above.end() - MaxEachWay);
  Below.resize(std::min(Below.size(), MaxEachWay));
  llvm::append_range(Above, Below);
  return Above;
}

/// Units without which the answer may be wrong: the file's own, or, for any
/// file, those that were lost.
static void addUnitNotes(const std::vector<TuStatus> &Units,
                         LineExplanation &Out) {
  UnitCounts Counts = UnitCounts::count(Units);
  bool IsOwn = false;
  for (const TuStatus &Unit : Units) {
    if (Unit.File != Out.File || Unit.Result == TuStatus::Outcome::Analysed ||
        Unit.Result == TuStatus::Outcome::Cached)
      continue;
    IsOwn = true;
    Out.Notes.push_back("its translation unit is " +
                        getName(Unit.Result).str() +
                        (Unit.Detail.empty() ? "" : ": " + Unit.Detail));
  }
  if (Counts.lost() && !IsOwn)
    Out.Notes.push_back(std::to_string(Counts.lost()) +
                        " translation units could not be analysed; the "
                        "accesses, threads and locks in them are not known");
}

/// Says when the project file keeps findings of the line out of reports.
static void addReportNotes(const std::vector<Finding> &OnLine,
                           const AnalysisOptions &Options,
                           LineExplanation &Out) {
  for (const std::string &Glob : Options.ThirdParty)
    if (matchesPath(Glob, Out.File)) {
      Out.Notes.push_back("'third-party' of the project file covers it ('" +
                          Glob + "'): findings in it are not reported");
      return;
    }
  for (const Finding &F : OnLine) {
    std::vector<Finding> One = {F};
    if (applyOverrides(One, Options.Overrides))
      Out.Notes.push_back("'overrides' of the project file leave out " +
                          F.Check + " of " + getName(F.Level).str() +
                          " confidence here");
  }
}

llvm::Expected<LineExplanation>
mapwarden::explainLine(ProgramFacts Facts, const std::string &File,
                       uint32_t Line, const SurveyOptions &Options) {
  LineExplanation Result;
  Result.File = File;
  Result.Line = Line;
  // The program is linked before the file can be told, so the filter looks at
  // what is found afterwards.
  NameId Wanted = NameId::None;
  const Program *Linked = nullptr;
  auto isInFile = [&](FunctionId Function, uint32_t Instr) {
    return Linked->Functions[Function].Instructions[Instr].At.File == Wanted;
  };
  auto isOnLine = [&](FunctionId Function, uint32_t Instr) {
    return isInFile(Function, Instr) &&
           Linked->Functions[Function].Instructions[Instr].At.Line == Line;
  };
  SurveyedProgram Here(std::move(Facts), Options.Analysis, isOnLine);
  Linked = &Here.Prog;
  std::set<std::string> Known = listCodeFiles(Here.Prog);
  for (const TuStatus &Unit : Here.Units)
    Known.insert(Unit.File);
  llvm::Expected<std::string> Found =
      findFile(File, Known, Options.WorkingDirectory, Here.ProjectRoot);
  if (!Found)
    return Found.takeError();
  if (Found->empty()) {
    std::vector<StringRef> Names(Known.begin(), Known.end());
    StringRef Near = findNearest(File, Names);
    Result.Notes.push_back(
        "no translation unit of the program has code in this file" +
        (Near.empty() ? "" : "; did you mean '" + Near.str() + "'?"));
    return Result;
  }
  Result.File = *Found;
  addUnitNotes(Here.Units, Result);
  Wanted = Here.Prog.Names.find(*Found);
  if (Wanted == NameId::None)
    return Result;
  Here.analyse();
  const SurveyFindings Findings{Here.Findings, Options.Minimum};
  Result.Accesses = surveyAccesses(Here.context(), Here.Record.Silence,
                                   isOnLine, Findings, Here.Sources);
  std::vector<Finding> OnLine;
  llvm::copy_if(
      Here.Findings, std::back_inserter(OnLine), [&](const Finding &F) {
        return F.Primary.At.File == *Found && F.Primary.At.Line == Line;
      });
  addReportNotes(OnLine, Options.Analysis, Result);
  for (const Finding &F : OnLine)
    if (llvm::none_of(Result.Accesses, [&](const AccessEntry &Access) {
          return Access.Verdict != "silent" && Access.Verdict != "partner";
        }))
      Result.Findings.push_back(
          F.Check + ", " + getName(F.Level).str() + " confidence (" +
          F.Grounds + "): " + F.Message + (F.Suppressed ? "; suppressed" : ""));
  if (Result.Accesses.empty())
    Result.Nearest =
        ::findNearest(surveyAccesses(Here.context(), Here.Record.Silence,
                                     isInFile, Findings, Here.Sources),
                      Line);
  return Result;
}

LockLikeSurvey mapwarden::surveyLockLikes(std::vector<TuFacts> Facts) {
  const Program Prog = linkProgram(std::move(Facts));
  LockLikeSurvey Result;
  Result.Found = findLockLikes(Prog);
  for (const LockLike &Like : Result.Found)
    Result.Files.push_back(Prog.text(Like.At.File).str());
  return Result;
}
