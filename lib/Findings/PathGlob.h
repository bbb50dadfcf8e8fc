// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Patterns for paths, as in .gitignore.
///
/// llvm::GlobPattern lets `*` cross a `/` and has no `**`; people write what
/// they know from git.
#ifndef MAPWARDEN_FINDINGS_PATHGLOB_H
#define MAPWARDEN_FINDINGS_PATHGLOB_H

#include "llvm/ADT/StringRef.h"

namespace mapwarden {

/// Does \p Glob match \p Path (relative, with `/`), or a folder that it lies
/// in? `*` and `?` stand for text without `/`, `**` for any. A pattern without
/// `/` but at its end matches at every depth, another one from the root on.
/// O(Glob.size() * Path.size()).
bool matchesPath(llvm::StringRef Glob, llvm::StringRef Path);

} // namespace mapwarden

#endif
