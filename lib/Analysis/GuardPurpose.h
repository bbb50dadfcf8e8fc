// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a mutex is for, as its name and its place say.
///
/// A mutex that is named after one thing beside it (`clients_mutex_` and
/// `clients_`) is there for that thing. That it happens to be held where
/// another map is touched tells little about the other map. And the mutex that
/// a class keeps around an object of another one guards that object only where
/// it is a part of this class.
#ifndef MAPWARDEN_ANALYSIS_GUARDPURPOSE_H
#define MAPWARDEN_ANALYSIS_GUARDPURPOSE_H

#include "Analysis/PathStore.h"

namespace mapwarden {

class GuardPurpose {
public:
  /// Linear in the number of variables of static storage.
  explicit GuardPurpose(const Program &Prog);

  /// Whether the mutex at \p Lock is named after a variable beside it, and not
  /// after the map at \p Object. Linear in the number of those beside it.
  bool isForAnother(const PathStore &Store, PathId Lock, PathId Object) const;

private:
  const Program *Prog;
  /// Variables of static storage by the file that declares them.
  llvm::DenseMap<NameId, std::vector<const VariableFacts *>> ByFile;
};

/// Whether the object that \p Odd, the path of a map, is a part of is known,
/// and of a class without the mutex at \p Lock, which guards the map at
/// \p Partner from outside.
bool isPartOfAnotherOwner(const Program &Prog, const PathStore &Store,
                          PathId Lock, PathId Partner, PathId Odd);

} // namespace mapwarden

#endif
