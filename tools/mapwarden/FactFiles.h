// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Facts that were extracted before, as the user names them: fact files,
/// program files, folders with either, and response files that list them.
#ifndef MAPWARDEN_TOOLS_FACTFILES_H
#define MAPWARDEN_TOOLS_FACTFILES_H

#include "Driver/Pipeline.h"
#include "Index/ProgramFile.h"

namespace mapwarden {

/// The texts of all facts in \p Paths; those of a folder are its `*.mwf` and
/// `*.mwp`. Fails on a file that cannot be read, or that holds no facts.
llvm::Expected<FactTexts> readFactTexts(llvm::ArrayRef<std::string> Paths);

/// The same, read. The project root is left empty.
llvm::Expected<ProgramFacts> readFactFiles(llvm::ArrayRef<std::string> Paths);

} // namespace mapwarden

#endif
