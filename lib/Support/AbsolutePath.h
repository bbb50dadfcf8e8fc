// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Paths as they are compared and handed on: absolute, without `.` and `..`.
#ifndef MAPWARDEN_SUPPORT_ABSOLUTEPATH_H
#define MAPWARDEN_SUPPORT_ABSOLUTEPATH_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

/// \p Path, which may be relative to \p Folder, absolute and without dots. A
/// `..` is removed by text, as CMake does; behind a symbolic link that could
/// name another file.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder);

/// The same relative to the working directory; empty for that itself.
std::string absolutePath(llvm::StringRef Path);

} // namespace mapwarden

#endif
