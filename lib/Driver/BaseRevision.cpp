// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// git does the work; its porcelain for scripts (`-z`) keeps odd names whole.
#include "Driver/BaseRevision.h"

#include "Support/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static std::string joinPath(StringRef Folder, StringRef File) {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, File);
  return std::string(Path);
}

/// What `git ARGUMENTS` prints; \p Scratch is a folder for that. With \p Index,
/// git uses that file as its index. Fails with what git says.
static llvm::Expected<std::string> runGit(StringRef Scratch,
                                          std::vector<StringRef> Arguments,
                                          StringRef Input = "/dev/null",
                                          StringRef Index = "") {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("env");
  if (!Program || !llvm::sys::findProgramByName("git"))
    return llvm::createStringError("git is not in PATH");
  std::string Assignment = ("GIT_INDEX_FILE=" + Index).str();
  std::vector<StringRef> Words = {*Program, "LC_ALL=C"};
  if (!Index.empty())
    Words.push_back(Assignment);
  Words.push_back("git");
  llvm::append_range(Words, Arguments);
  std::string Out = joinPath(Scratch, "stdout"),
              Err = joinPath(Scratch, "stderr");
  // LLVM does not truncate what it redirects to.
  fs::remove(Out);
  fs::remove(Err);
  std::string Problem;
  int Code = llvm::sys::ExecuteAndWait(*Program, Words, std::nullopt,
                                       {std::optional<StringRef>(Input),
                                        std::optional<StringRef>(Out),
                                        std::optional<StringRef>(Err)},
                                       0, 0, &Problem);
  auto read = [](StringRef File) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : std::string();
  };
  if (Code == 0)
    return read(Out);
  std::string Said = read(Err);
  return llvm::createStringError(
      "git: " +
      (Problem.empty() ? StringRef(Said).split('\n').first.str() : Problem));
}

static std::string firstLine(StringRef Text) {
  return Text.split('\n').first.str();
}

llvm::Expected<BaseRevision> BaseRevision::open(StringRef ProjectRoot,
                                                StringRef Revision) {
  if (Revision.starts_with("-"))
    return llvm::createStringError("--new-since: '" + Revision +
                                   "' is no revision");
  BaseRevision Result;
  llvm::SmallString<128> Folder;
  if (std::error_code Code =
          fs::createUniqueDirectory("mapwarden-base", Folder))
    return llvm::createStringError("cannot make a temporary folder: " +
                                   Code.message());
  Result.Folder = std::make_unique<std::string>(Folder);
  auto git = [&](std::vector<StringRef> Arguments) {
    Arguments.insert(Arguments.begin(), {"-C", ProjectRoot});
    return runGit(Folder, std::move(Arguments));
  };
  llvm::Expected<std::string> Top = git({"rev-parse", "--show-toplevel"});
  if (!Top)
    return llvm::createStringError("--new-since: '" + ProjectRoot +
                                   "' is in no repository of git (" +
                                   llvm::toString(Top.takeError()) + ")");
  Result.Top = firstLine(*Top);
  const std::string Spec = (Revision + "^{commit}").str();
  llvm::Expected<std::string> Commit =
      git({"rev-parse", "--verify", "--end-of-options", Spec});
  if (!Commit) {
    llvm::consumeError(Commit.takeError());
    llvm::Expected<std::string> Shallow =
        git({"rev-parse", "--is-shallow-repository"});
    bool IsShallow = Shallow && firstLine(*Shallow) == "true";
    llvm::consumeError(Shallow.takeError());
    return llvm::createStringError(
        "--new-since: no revision '" + Revision + "' here" +
        (IsShallow ? "; this clone is shallow, fetch the revision first ('git "
                     "fetch --unshallow', or fetch-depth: 0 in GitHub Actions)"
                   : ""));
  }
  Result.Commit = firstLine(*Commit);
  // Unrelated histories have no merge base; then the revision itself is meant.
  if (llvm::Expected<std::string> Parted =
          git({"merge-base", Result.Commit, "HEAD"}))
    Result.Commit = firstLine(*Parted);
  else
    llvm::consumeError(Parted.takeError());
  Result.Name =
      (Revision + " (" + StringRef(Result.Commit).take_front(8) + ")").str();
  if (llvm::Error E = Result.readChanges())
    return std::move(E);
  return Result;
}

BaseRevision::~BaseRevision() {
  if (Folder)
    fs::remove_directories(*Folder);
}

llvm::Error BaseRevision::readChanges() {
  llvm::Expected<std::string> Changes =
      runGit(*Folder, {"-C", Top, "diff", "--name-status", "-z", "-M",
                       "--no-ext-diff", Commit, "--"});
  if (!Changes)
    return Changes.takeError();
  std::vector<std::string> Old;
  StringRef Rest = *Changes;
  auto next = [&] {
    StringRef Word;
    std::tie(Word, Rest) = Rest.split('\0');
    return Word;
  };
  while (!Rest.empty()) {
    StringRef Status = next(), Path = next();
    switch (Status.empty() ? 'M' : Status.front()) {
    case 'A':
      Added.insert(joinPath(Top, Path));
      break;
    case 'D':
      Old.push_back(Path.str());
      Deleted.push_back(joinPath(Top, Path));
      break;
    case 'R': {
      StringRef Now = next();
      Old.push_back(Path.str());
      Renamed[joinPath(Top, Now)] = joinPath(Top, Path);
      break;
    }
    case 'C':
      Added.insert(joinPath(Top, next()));
      break;
    default:
      Old.push_back(Path.str());
    }
  }
  llvm::Expected<std::string> Untracked = runGit(
      *Folder, {"-C", Top, "ls-files", "-z", "--others", "--exclude-standard"});
  if (!Untracked)
    return Untracked.takeError();
  for (Rest = *Untracked; !Rest.empty();)
    Added.insert(joinPath(Top, next()));
  if (llvm::Error E = fetchTexts(Old))
    return E;
  return writeOverlay();
}

llvm::Error BaseRevision::fetchTexts(const std::vector<std::string> &Paths) {
  if (Paths.empty())
    return llvm::Error::success();
  const std::string Index = joinPath(*Folder, "index"),
                    List = joinPath(*Folder, "list"),
                    Tree = joinPath(*Folder, "tree") + "/",
                    Prefix = "--prefix=" + Tree;
  if (llvm::Error E = writeFile(List, [&](llvm::raw_ostream &Out) {
        for (const std::string &Path : Paths)
          Out << Path << '\0';
        return llvm::Error::success();
      }))
    return E;
  if (llvm::Error E =
          runGit(*Folder, {"-C", Top, "read-tree", Commit}, "/dev/null", Index)
              .takeError())
    return E;
  if (llvm::Error E =
          runGit(*Folder,
                 {"-C", Top, "checkout-index", "-z", "--stdin", Prefix}, List,
                 Index)
              .takeError())
    return E;
  for (const std::string &Path : Paths)
    if (std::string Text = joinPath(Tree, Path); fs::is_regular_file(Text))
      OldTexts[joinPath(Top, Path)] = Text;
  return llvm::Error::success();
}

/// The form is that of Clang's -ivfsoverlay.
llvm::Error BaseRevision::writeOverlay() {
  if (OldTexts.empty())
    return llvm::Error::success();
  OverlayFile = joinPath(*Folder, "overlay.yaml");
  return writeFile(OverlayFile, [&](llvm::raw_ostream &Out) {
    llvm::json::OStream J(Out);
    J.object([&] {
      J.attribute("version", 0);
      J.attribute("use-external-names", false);
      J.attributeArray("roots", [&] {
        for (const auto &[File, Text] : OldTexts)
          J.object([&] {
            J.attribute("type", "file");
            J.attribute("name", File);
            J.attribute("external-contents", Text);
          });
      });
    });
    return llvm::Error::success();
  });
}

static bool isSource(StringRef File) {
  return llvm::is_contained(
      {".cpp", ".cc", ".cxx", ".c++", ".C", ".cppm", ".cu"},
      path::extension(File));
}

static TuJob makeJob(TuJob Job, const std::string &File) {
  Job.File = File;
  Job.Arguments.back() = File; // See CleanCommand.
  return Job;
}

/// The length of what two paths have in common.
static size_t commonLength(StringRef L, StringRef R) {
  return std::mismatch(L.begin(), L.end(), R.begin(), R.end()).first -
         L.begin();
}

ScanPlan BaseRevision::rewrite(const ScanPlan &Now) const {
  ScanPlan Result;
  Result.ProjectRoot = Now.ProjectRoot;
  for (const TuJob &Job : Now.Jobs) {
    auto Old = Renamed.find(Job.File);
    if (Old != Renamed.end())
      Result.Jobs.push_back(makeJob(Job, Old->second));
    else if (!Added.count(Job.File))
      Result.Jobs.push_back(Job);
  }
  for (const std::string &File : Deleted) {
    if (!isSource(File) || Now.Jobs.empty())
      continue;
    const TuJob &Neighbour = *std::max_element(
        Now.Jobs.begin(), Now.Jobs.end(), [&](const TuJob &L, const TuJob &R) {
          return commonLength(L.File, File) < commonLength(R.File, File);
        });
    Result.Jobs.push_back(makeJob(Neighbour, File));
  }
  return Result;
}

bool BaseRevision::concerns(const std::vector<std::string> &Inputs) const {
  auto isHeaderLike = [](StringRef File) { return !isSource(File); };
  if (llvm::any_of(Deleted, isHeaderLike) ||
      llvm::any_of(Renamed,
                   [&](const auto &Pair) { return isHeaderLike(Pair.second); }))
    return true;
  return llvm::any_of(Inputs, [&](const std::string &File) {
    return OldTexts.count(File) || Added.count(File) || Renamed.count(File);
  });
}
