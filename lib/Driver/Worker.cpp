// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The worker's loop and the limits it puts on itself.
#include "Driver/Worker.h"

#include "Driver/TuCache.h"
#include "Driver/WireFormat.h"
#include "Facts/FactsText.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace mapwarden;

static constexpr int Channel = 0;

static void limitSelf(uint64_t MemoryMiB) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  std::signal(SIGINT, SIG_IGN);
  rlimit NoCore = {0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  MemoryMiB = 0; // Their shadow memory takes terabytes of address space.
#endif
  if (MemoryMiB) {
    rlimit Memory = {MemoryMiB << 20, MemoryMiB << 20};
    setrlimit(RLIMIT_AS, &Memory);
  }
  // Running out of memory must end with a word on stderr, not in a null
  // pointer.
  llvm::install_out_of_memory_new_handler();
}

static bool writeAll(llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t Count = write(Channel, Bytes.data(), Bytes.size());
    if (Count < 0 && errno == EINTR)
      continue;
    if (Count <= 0)
      return false;
    Bytes = Bytes.drop_front(Count);
  }
  return true;
}

/// Keeps the facts of \p Job and says so in \p Answer.
static void keep(const TuJob &Job, const InputLog &Inputs,
                 const WorkerOptions &Options, UnitAnswer &Answer) {
  if (Options.CacheFolder.empty() || Job.CacheKey.empty())
    return;
  llvm::Expected<std::string> Key = keepFacts(
      CacheFolder(Options.CacheFolder, /*IsReadOnly=*/false), Job.CacheKey,
      Inputs, Options.Extraction.Extract.ProjectRoot, Answer.Text);
  if (Key)
    Answer.FactsKey = std::move(*Key);
  else
    Answer.CacheProblem = llvm::toString(Key.takeError());
}

static std::string serve(const WireFrame &Request, const ModelSet &Models,
                         const WorkerOptions &Options) {
  llvm::Expected<TuJob> Job = decodeJob(Request.Payload);
  if (!Job)
    return encodeFrame(WireKind::Error, llvm::toString(Job.takeError()));
  if (Request.Kind == WireKind::Source) {
    llvm::Expected<std::string> Text =
        preprocessTu(*Job, Models, Options.Extraction);
    return Text
               ? encodeFrame(WireKind::Source, *Text)
               : encodeFrame(WireKind::Error, llvm::toString(Text.takeError()));
  }
  InputLog Inputs;
  llvm::Expected<TuFacts> Facts =
      extractTu(*Job, Models, Options.Extraction, &Inputs);
  if (!Facts)
    return encodeFrame(WireKind::Error, llvm::toString(Facts.takeError()));
  UnitAnswer Answer;
  llvm::raw_string_ostream Out(Answer.Text);
  writeFacts(*Facts, Out);
  for (const auto &[Question, Known] : Inputs)
    if (Question.first == InputKind::Text)
      Answer.Inputs.push_back(Question.second);
  keep(*Job, Inputs, Options, Answer);
  return encodeFrame(WireKind::Facts, encodeAnswer(Answer));
}

int mapwarden::runWorker(const WorkerOptions &Options) {
  clang::noteBottomOfStack();
  limitSelf(Options.MemoryMiB);
  llvm::Expected<ModelSet> Models = ModelSet::load(Options.ModelFiles);
  if (!Models) {
    llvm::errs() << llvm::toString(Models.takeError()) << "\n";
    return 2;
  }
  WireReader Reader;
  for (;;) {
    llvm::Expected<std::optional<WireFrame>> Request = Reader.next();
    if (!Request) {
      llvm::errs() << llvm::toString(Request.takeError()) << "\n";
      return 4;
    }
    if (*Request) {
      if (!writeAll(serve(**Request, *Models, Options)))
        return 0;
      continue;
    }
    char Bytes[1 << 16];
    ssize_t Count = read(Channel, Bytes, sizeof(Bytes));
    if (Count < 0 && errno == EINTR)
      continue;
    if (Count <= 0)
      return 0; // The parent is done with us.
    Reader.append(llvm::StringRef(Bytes, Count));
  }
}
