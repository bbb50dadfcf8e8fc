// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a guard is for, written where the map is declared.
///
/// In a class that says `GUARDED_BY(mutex)` of other members, a map without it
/// is an omission: compilers and readers rely on the word. A fix that makes the
/// last access hold the guard says so, too.
#ifndef MAPWARDEN_FIXES_GUARDANNOTATION_H
#define MAPWARDEN_FIXES_GUARDANNOTATION_H

#include "Fixes/FixContext.h"

namespace mapwarden {

/// The edit that annotates the member at \p Object with its dominant guard, in
/// the words that the class uses for other members
/// (clang.llvm.org/docs/ThreadSafetyAnalysis.html, guarded_by). Nothing when
/// the class has no such words, the map has the annotation, or an access
/// outside of \p Mended, the functions that a fix guards, lacks the guard:
/// that would be a breach of the annotation. Linear in the accesses of the map.
std::optional<Replacement> annotateGuard(FixContext &Ctx, PathId Object,
                                         const std::set<FunctionId> &Mended);

} // namespace mapwarden

#endif
