// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the program says about itself: `[[clang::annotate("mapwarden::...")]]`
/// (docs/reference/annotations.md).
///
/// `mapwarden::thread_entry` on a function: any thread may call it at any time.
/// `mapwarden::confined` on a variable, a field, a class or a function: one
/// thread alone works on it. `mapwarden::guarded_by(m)` on a variable or field:
/// m is its lock. Unknown words after `mapwarden::` are ignored here; they
/// belong to another version.
#ifndef MAPWARDEN_EXTRACT_ANNOTATIONS_H
#define MAPWARDEN_EXTRACT_ANNOTATIONS_H

#include "Extract/LoweringContext.h"

namespace mapwarden {

/// Is \p Entity annotated with `mapwarden::<Word>`?
bool isAnnotated(const clang::Decl *Entity, llvm::StringRef Word);

/// The mutex that \p Variable is annotated with: a field of the class that has
/// the variable, or of one of its bases, or a variable with static storage;
/// members of it may follow. Unknown when there is no annotation, or no mutex
/// of this name.
AccessPath annotatedGuard(LoweringContext &Context,
                          const clang::ValueDecl *Variable);

} // namespace mapwarden

#endif
