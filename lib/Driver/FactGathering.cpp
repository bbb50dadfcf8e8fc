// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Driver/FactGathering.h"

#include "Driver/FactsStatus.h"
#include "Driver/Interrupt.h"
#include "Driver/Reproducers.h"
#include "Facts/FactsText.h"
#include "Support/Digest.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Parallel.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TimeProfiler.h"

using namespace mapwarden;

FoundFacts mapwarden::findFacts(ScanPlan &Plan, const CacheOptions &Cache,
                                std::map<std::string, std::string> Overlay) {
  FoundFacts Found(Plan.Jobs.size());
  if (Cache.Folder.empty())
    return Found;
  llvm::TimeTraceScope Scope("look up in the cache");
  const CacheFolder Folder(Cache.Folder, Cache.IsReadOnly);
  InputAnswers Answers(Plan.ProjectRoot, std::move(Overlay));
  for (size_t I = 0; I < Plan.Jobs.size(); ++I) {
    TuJob &Job = Plan.Jobs[I];
    Job.CacheKey = makeJobKey(Job, Plan.ProjectRoot, Cache.Extractor);
    Found[I] = findCachedFacts(Folder, Job.CacheKey, Answers);
  }
  return Found;
}

/// The facts behind each of \p Found; none where the entry is damaged.
static std::vector<std::optional<TuFacts>>
loadFacts(const FoundFacts &Found, const CacheFolder &Folder) {
  std::vector<std::optional<TuFacts>> Loaded(Found.size());
  if (llvm::none_of(Found, [](const auto &Facts) { return bool(Facts); }))
    return Loaded;
  llvm::TimeTraceScope Scope("load from the cache");
  llvm::parallelFor(0, Found.size(), [&](size_t I) {
    if (!Found[I])
      return;
    std::optional<std::string> Text =
        Folder.read(CacheEntry::Facts, Found[I]->Key);
    if (!Text)
      return;
    if (llvm::Expected<TuFacts> Facts = readFacts(*Text, "cache"))
      Loaded[I] = std::move(*Facts);
    else
      llvm::consumeError(Facts.takeError());
  });
  return Loaded;
}

/// The files among \p Inputs that were read, absolute.
static std::vector<std::string> listTexts(const InputSet &Inputs,
                                          const std::string &ProjectRoot) {
  std::vector<std::string> Files;
  for (const auto &[Kind, Path] : Inputs)
    if (Kind == InputKind::Text)
      Files.push_back(
          llvm::sys::path::is_absolute(Path) ? Path : ProjectRoot + "/" + Path);
  llvm::sort(Files);
  return Files;
}

llvm::Expected<ProgramFacts> mapwarden::gatherFacts(const ScanPlan &Plan,
                                                    FoundFacts Found,
                                                    SchedulerOptions Scheduling,
                                                    const CacheOptions &Cache,
                                                    Progress &Report) {
  const CacheFolder Folder(Cache.Folder, Cache.IsReadOnly);
  ProgramFacts Result;
  Result.ProjectRoot = Plan.ProjectRoot;
  Result.Units.resize(Plan.Jobs.size());
  ScanPlan Rest;
  Rest.ProjectRoot = Plan.ProjectRoot;
  std::vector<size_t> RestJobs;
  std::vector<std::optional<TuFacts>> Loaded = loadFacts(Found, Folder);
  for (size_t I = 0; I < Plan.Jobs.size(); ++I) {
    if (!Loaded[I]) {
      Rest.Jobs.push_back(Plan.Jobs[I]);
      RestJobs.push_back(I);
      continue;
    }
    Result.Units[I] = describeUnit(*Loaded[I]);
    Result.Facts.push_back(std::move(*Loaded[I]));
    Result.Jobs.push_back(I);
    Result.Inputs.push_back(listTexts(Found[I]->Inputs, Plan.ProjectRoot));
    Result.Keys.push_back(std::move(Found[I]->Key));
  }
  Result.FromCache = Result.Facts.size();

  Scheduling.WorkerCommand.push_back("--project-root=" + Plan.ProjectRoot);
  if (!Cache.Folder.empty() && !Cache.IsReadOnly)
    Scheduling.WorkerCommand.push_back("--cache-dir=" + Cache.Folder);
  llvm::Expected<ExtractionResult> Extracted = [&] {
    llvm::TimeTraceScope Scope("extract");
    InterruptWatch Interrupts;
    return extractAll(Rest, Scheduling, Interrupts, Report);
  }();
  if (!Extracted)
    return Extracted.takeError();
  if (!Scheduling.Reproducers.empty() && !Extracted->Signal) {
    llvm::Expected<unsigned> Written = writeReproducers(
        Rest, Extracted->Units, Scheduling, Scheduling.Reproducers);
    if (!Written)
      return Written.takeError();
    Result.Reproducers = *Written;
  }
  for (size_t I = 0; I < RestJobs.size(); ++I)
    Result.Units[RestJobs[I]] = std::move(Extracted->Units[I]);
  for (size_t I = 0; I < Extracted->Facts.size(); ++I) {
    Result.Facts.push_back(std::move(Extracted->Facts[I]));
    Result.Jobs.push_back(RestJobs[Extracted->Jobs[I]]);
    Result.Inputs.push_back(std::move(Extracted->Inputs[I]));
    Result.Keys.push_back(std::move(Extracted->Keys[I]));
  }
  llvm::append_range(Result.Units, Plan.Settled);
  Result.Signal = Extracted->Signal;
  Result.CacheProblem = std::move(Extracted->CacheProblem);
  if (!Cache.Folder.empty() && !Rest.Jobs.empty())
    Folder.prune(Cache.MaxBytes);
  return Result;
}

static llvm::Error saveUnit(const TuFacts &Facts, const std::string &Folder) {
  std::string Text;
  llvm::raw_string_ostream Stream(Text);
  writeFacts(Facts, Stream);
  const std::string Hash = Digest().add(llvm::StringRef(Text)).text();
  llvm::SmallString<256> File(Folder);
  llvm::sys::path::append(
      File, llvm::sys::path::filename(Facts.Names.text(Facts.MainFile)) + "." +
                llvm::StringRef(Hash).take_front(16) + ".mwf");
  return writeFile(File, [&](llvm::raw_ostream &Out) {
    Out << Text;
    return llvm::Error::success();
  });
}

llvm::Error mapwarden::saveFacts(const ProgramFacts &Program,
                                 const std::string &Folder) {
  if (std::error_code Code = llvm::sys::fs::create_directories(Folder))
    return llvm::createStringError("cannot make the folder '" + Folder +
                                   "': " + Code.message());
  for (const TuFacts &Facts : Program.Facts)
    if (llvm::Error E = saveUnit(Facts, Folder))
      return E;
  for (const TuStatus &Unit : Program.Units)
    if (Unit.Result == TuStatus::Outcome::Failed ||
        Unit.Result == TuStatus::Outcome::TimedOut)
      if (llvm::Error E = saveUnit(describeLoss(Unit), Folder))
        return E;
  return llvm::Error::success();
}
