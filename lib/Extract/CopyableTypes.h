// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Types whose objects can be copied, elements included: a fix may then hand
/// out a copy where a reference was.
#ifndef MAPWARDEN_EXTRACT_COPYABLETYPES_H
#define MAPWARDEN_EXTRACT_COPYABLETYPES_H

#include "clang/AST/Type.h"

namespace mapwarden {

/// Whether a copy of an object of \p Type compiles anywhere. False where that
/// is not sure: incomplete and abstract classes, copy constructors that are not
/// public. A copy constructor of a class template says nothing of what the
/// arguments can do ([container.requirements]), so they are asked too. Linear
/// in the template arguments, which are followed to a bound.
bool isCopyable(clang::QualType Type);

} // namespace mapwarden

#endif
