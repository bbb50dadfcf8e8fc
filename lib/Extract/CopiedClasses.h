// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Classes that a member more could break: a fix adds a mutex to a class only
/// if nobody copies, moves, compares or fills its objects member by member.
///
/// Bodies in system headers are not parsed, so a copy that `std::vector` would
/// make of its elements is not seen; the type that holds them is.
#ifndef MAPWARDEN_EXTRACT_COPIEDCLASSES_H
#define MAPWARDEN_EXTRACT_COPIEDCLASSES_H

#include "Extract/LoweringContext.h"

namespace mapwarden {

/// A call of a library's function template may copy the objects it is given:
/// `std::thread(&Server::run, server)`. One that returns a pointer to the new
/// object or refers to the old one does not. O(number of template arguments).
void noteLibraryCall(LoweringContext &Context,
                     const clang::FunctionDecl *Callee);

/// An aggregate of type \p Type is filled member by member, or taken apart.
void noteMembers(LoweringContext &Context, clang::QualType Type);

/// USRs of the classes with containers that are copied, sorted by text. Looks
/// at each type of the translation unit once, if there is such a class.
std::vector<NameId> listCopiedClasses(LoweringContext &Context);

} // namespace mapwarden

#endif
