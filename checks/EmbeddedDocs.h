// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The pages of the checks, docs/checks/*.md, as part of the program.

#ifndef MAPWARDEN_CHECKS_EMBEDDEDDOCS_H
#define MAPWARDEN_CHECKS_EMBEDDEDDOCS_H

#include "Support/EmbeddedFile.h"
#include "llvm/ADT/ArrayRef.h"

namespace mapwarden {

/// Every page, sorted by name. The page of the check `unguarded-access` is
/// named `unguarded-access.md`.
llvm::ArrayRef<EmbeddedFile> embeddedCheckDocs();

} // namespace mapwarden

#endif
