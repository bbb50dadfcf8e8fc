// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Support/AbsolutePath.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;
namespace path = llvm::sys::path;

std::string mapwarden::absolutePath(StringRef Path, StringRef Folder) {
  llvm::SmallString<256> Result;
  if (!path::is_absolute(Path))
    Result = Folder;
  path::append(Result, Path);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string mapwarden::absolutePath(StringRef Path) {
  llvm::SmallString<256> Folder;
  if (llvm::sys::fs::current_path(Folder))
    return Path.str(); // A folder that is gone has no name.
  return absolutePath(Path, Folder);
}
