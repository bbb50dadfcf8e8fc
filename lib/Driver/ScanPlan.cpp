// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From database entries to jobs.
#include "Driver/ScanPlan.h"

#include "Driver/CommandCleaning.h"
#include "Driver/ResponseFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>
#include <tuple>

using namespace mapwarden;
using llvm::StringRef;

/// Size and number of includes foretell the cost of a parse well enough to
/// order the work: an include is worth some 600 lines.
static uint64_t estimateCost(StringRef Text) {
  return Text.size() + 20000 * Text.count("#include");
}

static TuStatus settle(TuStatus::Outcome Outcome, StringRef File,
                       std::string Detail) {
  TuStatus Status;
  Status.Result = Outcome;
  Status.File = File.str();
  Status.Detail = std::move(Detail);
  return Status;
}

namespace {

/// Sorts entries into jobs and settled ones. Status files are absolute until
/// the project root is known.
class Planner {
public:
  void add(DatabaseEntry Entry);
  ScanPlan take(StringRef ProjectRoot);

private:
  ScanPlan Plan;
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> Seen;
};

void Planner::add(DatabaseEntry Entry) {
  auto Settle = [&](TuStatus::Outcome Outcome, std::string Detail) {
    Plan.Settled.push_back(settle(Outcome, Entry.File, std::move(Detail)));
  };
  llvm::Expected<std::vector<std::string>> Expanded =
      expandResponseFiles(Entry.Arguments, Entry.Directory);
  if (!Expanded)
    return Settle(TuStatus::Outcome::Failed,
                  llvm::toString(Expanded.takeError()));
  Entry.Arguments = std::move(*Expanded);
  if (Entry.Arguments.empty())
    return Settle(TuStatus::Outcome::Failed, "the command is empty");
  CleanCommand Command = cleanCommand(Entry);
  if (!Command.SkipReason.empty())
    return Settle(TuStatus::Outcome::Skipped, std::move(Command.SkipReason));
  if (!llvm::sys::fs::is_directory(Entry.Directory))
    return Settle(TuStatus::Outcome::Failed,
                  "its working directory does not exist: " + Entry.Directory);
  if (!Seen.emplace(Entry.File, Entry.Directory, Command.Arguments).second)
    return Settle(TuStatus::Outcome::Skipped,
                  "duplicate: another entry has the same file and flags");
  auto Source = llvm::MemoryBuffer::getFile(Entry.File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Source)
    return Settle(TuStatus::Outcome::Failed, "cannot read the source file: " +
                                                 Source.getError().message());
  Plan.Jobs.push_back({std::move(Entry.Directory), std::move(Entry.File),
                       std::move(Command.Arguments),
                       estimateCost((*Source)->getBuffer()),
                       /*CacheKey=*/""});
}

ScanPlan Planner::take(StringRef ProjectRoot) {
  Plan.ProjectRoot = ProjectRoot.str();
  if (ProjectRoot.empty()) {
    std::vector<StringRef> Files;
    for (const TuJob &Job : Plan.Jobs)
      Files.push_back(Job.File);
    if (Files.empty())
      for (const TuStatus &Status : Plan.Settled)
        Files.push_back(Status.File);
    Plan.ProjectRoot = findProjectRoot(Files);
  }
  for (TuStatus &Status : Plan.Settled)
    Status.File = relativePath(Status.File, Plan.ProjectRoot);
  llvm::sort(Plan.Jobs, [](const TuJob &L, const TuJob &R) {
    return std::tie(R.Cost, L.File, L.Arguments) <
           std::tie(L.Cost, R.File, R.Arguments);
  });
  return std::move(Plan);
}

} // namespace

ScanPlan mapwarden::makeScanPlan(llvm::ArrayRef<DatabaseEntry> Entries,
                                 StringRef ProjectRoot) {
  Planner Work;
  for (const DatabaseEntry &Entry : Entries)
    Work.add(Entry);
  return Work.take(ProjectRoot);
}
