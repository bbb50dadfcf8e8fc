// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The facts of many units in one file (`*.mwp`).
///
/// Linking facts is commutative, associative and idempotent, so a program file
/// is a set: each text of facts once, in one order. Files can be merged in any
/// tree and give the same bytes, as a build system or a cluster may want to.
/// What the set means is worked out when it is analysed.
#ifndef MAPWARDEN_INDEX_PROGRAMFILE_H
#define MAPWARDEN_INDEX_PROGRAMFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <set>
#include <string>

namespace mapwarden {

/// Texts of facts; see Facts/FactsText.h.
using FactTexts = std::set<std::string>;

/// Does \p Bytes begin like a program file?
bool isProgramFile(llvm::StringRef Bytes);
std::string writeProgramFile(const FactTexts &Units);
/// Adds the units in \p Bytes, the file \p FileName, to \p Units; their texts
/// are not read. Fails when the file is not whole.
llvm::Error readProgramFile(llvm::StringRef Bytes, llvm::StringRef FileName,
                            FactTexts &Units);

} // namespace mapwarden

#endif
