// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Writes a file so that readers see the old one or the new one, never half.
#ifndef MAPWARDEN_SUPPORT_OUTPUTFILE_H
#define MAPWARDEN_SUPPORT_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mapwarden {

/// Calls \p Write with a stream to a temporary file beside \p Path and then
/// renames it. `-` is stdout; what is no regular file, such as /dev/null or a
/// pipe, is written in place. Errors, a full disk among them, name the path;
/// nothing is left behind then.
llvm::Error
writeFile(llvm::StringRef Path,
          llvm::function_ref<llvm::Error(llvm::raw_ostream &)> Write);

} // namespace mapwarden

#endif
