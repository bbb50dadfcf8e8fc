// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A walk upwards; see the header.
#include "Support/Repository.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;

std::string mapwarden::findRepositoryRoot(llvm::StringRef Folder) {
  for (; !Folder.empty(); Folder = llvm::sys::path::parent_path(Folder)) {
    llvm::SmallString<256> Mark(Folder);
    llvm::sys::path::append(Mark, ".git");
    if (llvm::sys::fs::exists(Mark))
      return Folder.str();
  }
  return "";
}
