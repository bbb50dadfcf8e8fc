// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The default library models, lib/Models/defaults/*.yaml, as part of the
/// program.

#ifndef MAPWARDEN_MODELS_EMBEDDEDMODELS_H
#define MAPWARDEN_MODELS_EMBEDDEDMODELS_H

#include "Support/EmbeddedFile.h"
#include "llvm/ADT/ArrayRef.h"

namespace mapwarden {

/// Every default model file, sorted by name; the names are unique.
llvm::ArrayRef<EmbeddedFile> embeddedModels();

} // namespace mapwarden

#endif
