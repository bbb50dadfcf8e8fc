// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Driver/TuCache.h"

#include "Support/BuildConfig.h"
#include "Support/Digest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/TargetParser/Host.h"

using namespace mapwarden;
using llvm::StringRef;

/// As many sets of inputs are kept for one command: those of a few branches.
static constexpr size_t MaxInputSets = 8;

std::string mapwarden::nameExtractor(const std::string &Program,
                                     StringRef Models, bool SkipSystemBodies) {
  Digest Name;
  Name.add(MAPWARDEN_VERSION)
      // Between two releases only the program itself tells.
      .add(StringRef(answerInput(InputKind::Text, Program)))
      .add(Models)
      .add(SkipSystemBodies);
  for (StringRef Variable :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "GCC_INSTALL_PREFIX"})
    Name.add(StringRef(llvm::sys::Process::GetEnv(Variable).value_or("")));
  return Name.text();
}

/// \p Word with the project root in it, wherever that is, made relative.
static std::string makePortable(std::string Word, const std::string &Root) {
  for (size_t At = 0;
       !Root.empty() && (At = Word.find(Root, At)) != std::string::npos;)
    Word.replace(At, Root.size(), "\1");
  return Word;
}

std::string mapwarden::makeJobKey(const TuJob &Job, StringRef ProjectRoot,
                                  StringRef Extractor) {
  const std::string Root = ProjectRoot.str();
  Digest Key;
  Key.add(Extractor)
      .add(StringRef(makePortable(Job.Directory, Root)))
      .add(StringRef(makePortable(Job.File, Root)));
  for (const std::string &Word : Job.Arguments) {
    Key.add(StringRef(makePortable(Word, Root)));
    if (StringRef(Word).ends_with("=native"))
      Key.add(llvm::sys::getHostCPUName());
  }
  return Key.text();
}

static std::string makeFactsKey(
    StringRef JobKey, const InputSet &Inputs,
    llvm::function_ref<StringRef(InputKind, const std::string &)> Answer) {
  Digest Key;
  Key.add(JobKey);
  for (const auto &[Kind, Path] : Inputs)
    Key.add(static_cast<uint64_t>(Kind))
        .add(StringRef(Path))
        .add(Answer(Kind, Path));
  return Key.text();
}

/// The sets of inputs of \p JobKey, newest first. What cannot be read is none.
static std::vector<InputSet> readInputSets(const CacheFolder &Cache,
                                           StringRef JobKey) {
  std::optional<std::string> Text = Cache.read(CacheEntry::Inputs, JobKey);
  if (!Text)
    return {};
  llvm::Expected<std::vector<InputSet>> Sets = decodeInputSets(*Text);
  if (Sets)
    return std::move(*Sets);
  llvm::consumeError(Sets.takeError());
  return {};
}

std::optional<CachedFacts> mapwarden::findCachedFacts(const CacheFolder &Cache,
                                                      StringRef JobKey,
                                                      InputAnswers &Answers) {
  for (InputSet &Inputs : readInputSets(Cache, JobKey)) {
    std::string Key = makeFactsKey(
        JobKey, Inputs, [&](InputKind Kind, const std::string &Path) {
          return Answers.answer(Kind, Path);
        });
    if (Cache.contains(CacheEntry::Facts, Key))
      return CachedFacts{std::move(Key), std::move(Inputs)};
  }
  return std::nullopt;
}

llvm::Expected<std::string> mapwarden::keepFacts(const CacheFolder &Cache,
                                                 StringRef JobKey,
                                                 const InputLog &Log,
                                                 StringRef ProjectRoot,
                                                 StringRef Text) {
  std::map<std::pair<InputKind, std::string>, StringRef> Portable;
  for (const auto &[Question, Answer] : Log)
    Portable[{Question.first, portablePath(Question.second, ProjectRoot)}] =
        Answer;
  InputSet Inputs;
  for (const auto &[Question, Answer] : Portable)
    Inputs.push_back(Question);
  std::string Key = makeFactsKey(JobKey, Inputs,
                                 [&](InputKind Kind, const std::string &Path) {
                                   return Portable.find({Kind, Path})->second;
                                 });
  // The facts first: an input set without facts is of no use.
  if (llvm::Error E = Cache.write(CacheEntry::Facts, Key, Text))
    return E;
  std::vector<InputSet> Sets = readInputSets(Cache, JobKey);
  llvm::erase(Sets, Inputs);
  Sets.insert(Sets.begin(), std::move(Inputs));
  Sets.resize(std::min(Sets.size(), MaxInputSets));
  if (llvm::Error E =
          Cache.write(CacheEntry::Inputs, JobKey, encodeInputSets(Sets)))
    return E;
  return Key;
}
