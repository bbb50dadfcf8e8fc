// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Facts from files instead of from sources.
#ifndef MAPWARDEN_TOOLS_FACTFILES_H
#define MAPWARDEN_TOOLS_FACTFILES_H

#include "Driver/Pipeline.h"

namespace mapwarden {

/// The facts at \p Paths, which are fact files or folders with at least one
/// `*.mwf`, in this order, those of a folder by name. The project root is left
/// to the caller.
llvm::Expected<ProgramFacts> readFactFiles(llvm::ArrayRef<std::string> Paths);

} // namespace mapwarden

#endif
