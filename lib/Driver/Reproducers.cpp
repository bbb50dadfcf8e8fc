// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Driver/Reproducers.h"

#include "Driver/ShellWords.h"
#include "Driver/WorkerProcess.h"
#include "Support/Digest.h"
#include "Support/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <poll.h>

using namespace mapwarden;
using llvm::StringRef;

/// Seconds for preprocessing one unit.
static constexpr int Patience = 60;

/// The preprocessed text of \p Job; empty when there is none.
static llvm::Expected<std::string> preprocess(const TuJob &Job,
                                              const SchedulerOptions &Options) {
  llvm::Expected<std::unique_ptr<WorkerProcess>> Worker =
      WorkerProcess::start(Options.WorkerCommand);
  if (!Worker)
    return Worker.takeError();
  (*Worker)->send(Job, WireKind::Source);
  const auto End =
      std::chrono::steady_clock::now() + std::chrono::seconds(Patience);
  while (std::chrono::steady_clock::now() < End) {
    pollfd Watched = {(*Worker)->answerFd(), POLLIN, 0};
    poll(&Watched, 1, 500);
    const bool IsAlive = (*Worker)->readAnswers();
    llvm::Expected<std::optional<WireFrame>> Answer = (*Worker)->nextAnswer();
    if (!Answer) {
      llvm::consumeError(Answer.takeError());
      return "";
    }
    if (*Answer)
      return (*Answer)->Kind == WireKind::Source ? std::move((*Answer)->Payload)
                                                 : std::string();
    if (!IsAlive)
      return "";
  }
  return "";
}

/// The command of \p Job on \p Source, which is preprocessed when \p IsWhole.
static std::string makeScript(const TuJob &Job, const TuStatus &Unit,
                              const std::string &Program,
                              const std::string &Source, bool IsWhole) {
  std::vector<std::string> Words = {Program, "extract", "-o", "/dev/null",
                                    "--"};
  // The source is the last word, behind `--`: see CleanCommand. What finds
  // headers has done its work in a preprocessed file.
  for (size_t I = 0; I + 1 < Job.Arguments.size(); ++I) {
    StringRef Word = Job.Arguments[I];
    if (Word == "--")
      continue;
    if (IsWhole && (Word.starts_with("-I") || Word.starts_with("-D") ||
                    Word.starts_with("-U"))) {
      if (Word.size() == 2)
        ++I;
      continue;
    }
    if (IsWhole &&
        (Word == "-include" || Word == "-isystem" || Word == "-iquote" ||
         Word == "-idirafter" || Word == "-imacros")) {
      ++I;
      continue;
    }
    Words.push_back(Word.str());
  }
  Words.insert(Words.end(), {"-c", IsWhole ? Source : Job.File});
  std::string Script =
      "#!/bin/sh\n# " + Unit.File + ": " + Unit.Detail + "\ncd " +
      joinShellWords(IsWhole ? std::vector<std::string>{"."}
                             : std::vector<std::string>{Job.Directory}) +
      "\n" + joinShellWords(Words) + "\n";
  return Script;
}

llvm::Expected<unsigned> mapwarden::writeReproducers(
    const ScanPlan &Plan, llvm::ArrayRef<TuStatus> Units,
    const SchedulerOptions &Options, const std::string &Folder) {
  unsigned Count = 0;
  for (size_t I = 0; I < Plan.Jobs.size(); ++I) {
    const TuJob &Job = Plan.Jobs[I];
    const TuStatus &Unit = Units[I];
    const bool HasBroken = Unit.Result == TuStatus::Outcome::TimedOut ||
                           (Unit.Result == TuStatus::Outcome::Failed &&
                            (StringRef(Unit.Detail).contains("crashed") ||
                             StringRef(Unit.Detail).contains("out of memory")));
    if (!HasBroken)
      continue;
    llvm::Expected<std::string> Text = preprocess(Job, Options);
    if (!Text)
      return Text.takeError();
    if (std::error_code Code = llvm::sys::fs::create_directories(Folder))
      return llvm::createStringError("cannot make the folder '" + Folder +
                                     "': " + Code.message());
    const std::string Name =
        (llvm::sys::path::filename(Job.File) + "." +
         StringRef(Digest().add(StringRef(Job.File)).add(Job.Arguments).text())
             .take_front(8))
            .str();
    auto write = [&](StringRef Suffix, StringRef Content) {
      return writeFile(Folder + "/" + Name + Suffix.str(),
                       [&](llvm::raw_ostream &Out) {
                         Out << Content;
                         return llvm::Error::success();
                       });
    };
    if (!Text->empty())
      if (llvm::Error E = write(".ii", *Text))
        return E;
    if (llvm::Error E =
            write(".sh", makeScript(Job, Unit, Options.WorkerCommand.front(),
                                    Name + ".ii", !Text->empty())))
      return E;
    ++Count;
  }
  return Count;
}
