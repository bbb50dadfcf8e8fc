// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Objects that a function has for itself while it runs, or ends.
#ifndef MAPWARDEN_ANALYSIS_OWNOBJECTS_H
#define MAPWARDEN_ANALYSIS_OWNOBJECTS_H

#include "Analysis/PathStore.h"
#include "llvm/ADT/DenseMap.h"

namespace mapwarden {

class OwnObjects {
public:
  OwnObjects(const Program &Prog, const PathStore &Store)
      : Prog(Prog), Store(Store) {}

  /// Can no other function reach the object at \p Object, in the terms of \p
  /// Function, while that runs? Its locals, what it makes, what it is given by
  /// value; not what a function without a body has looked up for it.
  bool isOwnedBy(FunctionId Function, PathId Object);
  /// Whether \p Function, on every way from instruction \p Instr, deletes the
  /// object that \p Object, in its terms, is a part of. Linear in a function
  /// that deletes a parameter, of which there are few; constant in others.
  bool isDeletedAfter(FunctionId Function, uint32_t Instr, PathId Object);

private:
  bool isLookedUp(const PathRoot &Result);

  const Program &Prog;
  const PathStore &Store;
  /// By frame and number of the call.
  llvm::DenseMap<std::pair<NameId, uint32_t>, bool> LookedUp;
  /// Whether a function deletes any of its parameters.
  llvm::DenseMap<FunctionId, bool> Deletes;
};

} // namespace mapwarden

#endif
