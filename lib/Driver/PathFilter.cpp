// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Paths are compared by text first, and by what they really are when that
/// fails: databases and users disagree about symbolic links.
#include "Driver/PathFilter.h"

#include "Support/AbsolutePath.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

using namespace mapwarden;
using llvm::StringRef;

static std::string resolveLinks(StringRef Path) {
  llvm::SmallString<256> Real;
  return llvm::sys::fs::real_path(Path, Real) ? Path.str() : std::string(Real);
}

static bool isBelow(StringRef Folder, StringRef File) {
  return File.consume_front(Folder) &&
         (File.empty() || File.starts_with("/") || Folder.ends_with("/"));
}

llvm::Expected<PathFilter> PathFilter::create(llvm::ArrayRef<std::string> Paths,
                                              StringRef WorkingDirectory) {
  PathFilter Result;
  for (const std::string &Given : Paths) {
    Path Wanted;
    Wanted.AsWritten = Given;
    Wanted.Absolute = absolutePath(Given, WorkingDirectory);
    if (!llvm::sys::fs::exists(Wanted.Absolute))
      return llvm::createStringError("no such file or folder: '" + Given + "'");
    Wanted.Real = resolveLinks(Wanted.Absolute);
    Result.Wanted.push_back(std::move(Wanted));
  }
  return Result;
}

bool PathFilter::isIn(const Path &Folder, StringRef File,
                      StringRef ProjectRoot) {
  std::string Absolute = absolutePath(File, ProjectRoot);
  if (isBelow(Folder.Absolute, Absolute))
    return true;
  auto [Known, IsNew] = RealPaths.try_emplace(Absolute);
  if (IsNew)
    Known->second = resolveLinks(Absolute);
  return isBelow(Folder.Real, Known->second);
}

bool PathFilter::covers(StringRef File, StringRef ProjectRoot) {
  return isEmpty() || llvm::any_of(Wanted, [&](const Path &Folder) {
           return isIn(Folder, File, ProjectRoot);
         });
}

bool PathFilter::covers(const Finding &F, StringRef ProjectRoot) {
  return covers(F.Primary.At.File, ProjectRoot) ||
         llvm::any_of(F.Others, [&](const AccessSide &Other) {
           return covers(Other.At.File, ProjectRoot);
         });
}

std::string PathFilter::findUnknown(llvm::ArrayRef<std::string> Files,
                                    StringRef ProjectRoot) {
  for (const Path &Folder : Wanted)
    if (llvm::none_of(Files, [&](const std::string &File) {
          return isIn(Folder, File, ProjectRoot);
        }))
      return Folder.AsWritten;
  return "";
}
