// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pointers to maps as variables of their own.
///
/// Paths collapse a pointer with what it designates (Facts/AccessPath.h). That
/// is right for the map, and blind for the pointer: `table_ = next;` under a
/// lock races with `table_->find(k)` without it, although no map is changed.
/// So a field or global that is a pointer to a map has a second variable in the
/// facts, which is accessed like a map: what sets the pointer writes it, what
/// loads the pointer reads it. A copy of the pointer is a pointer of its own,
/// which is why a snapshot that was taken under the lock stays silent.
#ifndef MAPWARDEN_EXTRACT_POINTERVARIABLES_H
#define MAPWARDEN_EXTRACT_POINTERVARIABLES_H

#include "Extract/LoweringContext.h"
#include "Facts/FunctionFacts.h"

namespace mapwarden {

/// Is \p Variable a field or global that may be set to point to another map: a
/// raw or smart pointer, or an optional, of a container or of an object with
/// one inside? No atomic, no constant.
bool isPointerVariable(LoweringContext &Context,
                       const clang::ValueDecl *Variable);

/// The name of the second variable of \p Variable.
NameId pointerUsr(LoweringContext &Context, const clang::ValueDecl *Variable);

/// The second variable, where the first is described by \p Pointer.
VariableFacts describePointer(LoweringContext &Context,
                              const clang::ValueDecl *Variable,
                              VariableFacts Pointer);

} // namespace mapwarden

#endif
