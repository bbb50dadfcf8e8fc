// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Replaces `@file` in a compile command by the arguments in that file.
///
/// The rules are GCC's: a relative name is looked up from the command's working
/// directory, also inside another response file. LLVM's expansion leaves a
/// missing file in place as an argument, and Clang then complains about an
/// input named `@file`; here a missing file is an error that names it.
#ifndef MAPWARDEN_DRIVER_RESPONSEFILES_H
#define MAPWARDEN_DRIVER_RESPONSEFILES_H

#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mapwarden {

/// \p Arguments with every response file expanded, recursively. A missing
/// `.modmap` file is left out without complaint: CMake writes these only while
/// it builds, and they name nothing but compiled modules, which are not read.
/// Fails on other missing files, on cycles and on nesting deeper than 16.
llvm::Expected<std::vector<std::string>>
expandResponseFiles(std::vector<std::string> Arguments,
                    llvm::StringRef Directory);

} // namespace mapwarden

#endif
