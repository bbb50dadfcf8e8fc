// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the project begins, when nobody says.
#include "Driver/ScanPlan.h"

#include "Support/Repository.h"
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

std::string mapwarden::findProjectRoot(llvm::ArrayRef<StringRef> Files) {
  if (Files.empty())
    return "";
  // Dependencies fetched into the build folder are repositories of their own;
  // the one with most files is the project.
  llvm::StringMap<std::string> RootOfFolder;
  std::map<std::string, size_t> FilesInRoot;
  StringRef Common = path::parent_path(Files.front());
  for (StringRef File : Files) {
    StringRef Folder = path::parent_path(File);
    auto [Known, IsNew] = RootOfFolder.try_emplace(Folder);
    if (IsNew)
      Known->second = findRepositoryRoot(Folder);
    if (!Known->second.empty())
      ++FilesInRoot[Known->second];
    Common = commonFolder(Common, File);
  }
  std::string Best = Common.str();
  size_t Most = 0;
  for (const auto &[Root, Count] : FilesInRoot) {
    if (Count > Most) {
      Best = Root;
      Most = Count;
    }
  }
  return Best;
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
