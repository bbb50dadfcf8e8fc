// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the project begins, when nobody says.
#include "Driver/ScanPlan.h"

#include "Support/Repository.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace mapwarden;
using llvm::StringRef;
namespace path = llvm::sys::path;

/// The longest folder that holds both \p Folder and \p File.
static StringRef commonFolder(StringRef Folder, StringRef File) {
  while (!Folder.empty()) {
    StringRef Rest = File;
    if (Rest.consume_front(Folder) &&
        (Rest.starts_with("/") || Folder.ends_with("/")))
      return Folder;
    Folder = path::parent_path(Folder);
  }
  return Folder;
}

/// The folder that holds all of \p Files.
static std::string commonFolderOf(llvm::ArrayRef<StringRef> Files) {
  StringRef Common = path::parent_path(Files.front());
  for (StringRef File : Files.drop_front())
    Common = commonFolder(Common, File);
  return Common.str();
}

/// Those of \p Files that lie below the same folder of the root directory as
/// most of them: a library built from /usr/src is not the project.
static std::vector<StringRef> dropStrangers(llvm::ArrayRef<StringRef> Files) {
  auto TopOf = [](StringRef File) {
    return File.drop_front().split('/').first;
  };
  std::map<StringRef, size_t> FilesBelow;
  for (StringRef File : Files)
    ++FilesBelow[TopOf(File)];
  StringRef Most = llvm::max_element(FilesBelow, [](auto &L, auto &R) {
                     return L.second < R.second;
                   })->first;
  std::vector<StringRef> Kept = Files.vec();
  llvm::erase_if(Kept, [&](StringRef File) { return TopOf(File) != Most; });
  return Kept;
}

std::string mapwarden::findProjectRoot(llvm::ArrayRef<StringRef> Files) {
  if (Files.empty())
    return "";
  // Dependencies fetched into the build folder are repositories of their own;
  // the one with most files is the project.
  llvm::StringMap<std::string> RootOfFolder;
  std::map<std::string, size_t> FilesInRoot;
  for (StringRef File : Files) {
    StringRef Folder = path::parent_path(File);
    auto [Known, IsNew] = RootOfFolder.try_emplace(Folder);
    if (IsNew)
      Known->second = findRepositoryRoot(Folder);
    if (!Known->second.empty())
      ++FilesInRoot[Known->second];
  }
  std::string Best;
  size_t Most = 0;
  for (const auto &[Root, Count] : FilesInRoot) {
    if (Count > Most) {
      Best = Root;
      Most = Count;
    }
  }
  if (!Best.empty())
    return Best;
  Best = commonFolderOf(Files);
  return Best == "/" ? commonFolderOf(dropStrangers(Files)) : Best;
}

std::string mapwarden::relativePath(StringRef Path, StringRef ProjectRoot) {
  StringRef Rest = Path;
  if (!ProjectRoot.empty() && Rest.consume_front(ProjectRoot)) {
    if (ProjectRoot.ends_with("/"))
      return Rest.str();
    if (Rest.consume_front("/"))
      return Rest.str();
  }
  return Path.str();
}
