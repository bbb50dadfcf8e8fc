// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which pointers are set while others may use them.
///
/// A pointer that a constructor sets and nobody changes cannot race. Nor does
/// it say much when a plain pointer to an object of the program is set to
/// another one that exists already, like the session a pipe belongs to. What is
/// left are pointers to maps, and those to objects with maps that get another
/// object while the owner is at work: shared ones, and where one function ends
/// the old object and sets the pointer to another one
/// (Extract/PointerVariables.h).
#ifndef MAPWARDEN_ANALYSIS_SETPOINTERS_H
#define MAPWARDEN_ANALYSIS_SETPOINTERS_H

#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

class SetPointers {
public:
  /// Linear in the size of the program.
  explicit SetPointers(const Program &Prog);

  /// Is \p Variable one that stands for a pointer, and that pointer as good as
  /// constant?
  bool isFixed(const AccessPath &Variable) const;

private:
  llvm::DenseSet<NameId> Fixed; ///< USRs, with PointerMark.
};

} // namespace mapwarden

#endif
