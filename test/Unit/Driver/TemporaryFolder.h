// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A folder that goes away with the test.
#ifndef MAPWARDEN_TEST_UNIT_DRIVER_TEMPORARYFOLDER_H
#define MAPWARDEN_TEST_UNIT_DRIVER_TEMPORARYFOLDER_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace mapwarden {

class TemporaryFolder {
public:
  TemporaryFolder() {
    llvm::sys::fs::createUniqueDirectory("mapwarden", Root);
    llvm::SmallString<128> Real;
    llvm::sys::fs::real_path(Root, Real);
    Root = Real;
  }
  ~TemporaryFolder() { llvm::sys::fs::remove_directories(Root); }

  /// The absolute path of \p Name in the folder.
  std::string path(llvm::StringRef Name) const {
    llvm::SmallString<128> Path(Root);
    llvm::sys::path::append(Path, Name);
    return std::string(Path);
  }

  /// Writes a file, with the folders above it, and returns its path.
  std::string write(llvm::StringRef Name, llvm::StringRef Text) const {
    std::string Path = path(Name);
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::error_code Ignored;
    llvm::raw_fd_ostream(Path, Ignored) << Text;
    return Path;
  }

private:
  llvm::SmallString<128> Root;
};

} // namespace mapwarden

#endif
