// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Classes of which there is one object in the whole program.
#ifndef MAPWARDEN_ANALYSIS_SINGLETONS_H
#define MAPWARDEN_ANALYSIS_SINGLETONS_H

#include "Analysis/PathStore.h"

namespace mapwarden {

/// The object of each singleton class: a variable of static storage of the
/// class (or a pointer to it), in the class itself or in one of its functions
/// (`static T &instance()`), or the only one of its kind while nothing else in
/// the program holds or makes an object of the class.
class Singletons {
public:
  /// O(size of the program).
  explicit Singletons(const Program &Prog);

  /// The variable that holds the object of the class with USR \p Class, or
  /// null.
  const VariableFacts *objectOf(NameId Class) const {
    return Objects.lookup(Class);
  }
  /// \p Path with `this` of function \p Method, if that is a method of a
  /// singleton, as the variable that holds the object; else \p Path.
  PathId share(PathStore &Store, PathId Path,
               const FunctionFacts &Method) const;

private:
  llvm::DenseMap<NameId, const VariableFacts *> Objects;
};

} // namespace mapwarden

#endif
