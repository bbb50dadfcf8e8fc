// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The facts of one translation unit: what Extract returns and Link takes.
#ifndef MAPWARDEN_FACTS_TUFACTS_H
#define MAPWARDEN_FACTS_TUFACTS_H

#include "Facts/FunctionFacts.h"
#include <string>

namespace mapwarden {

/// A diagnostic of the compiler that may have cost facts.
struct TuProblem {
  SourceSpan At;
  std::string Message;
};

/// All ids refer to Names. Functions, classes and globals are sorted by the
/// text of their USR and unique by it.
struct TuFacts {
  NameTable Names;
  /// The main file, relative to the project root.
  NameId MainFile = NameId::None;
  /// Compile errors: the TU is degraded, its facts come from the recovered AST.
  std::vector<TuProblem> Problems;
  /// Why the unit was not analysed (a crash, a timeout); empty when it was.
  /// There are no other facts then, and a report names the unit as failed.
  std::string Lost;
  std::vector<FunctionFacts> Functions;
  std::vector<ClassFacts> Classes;
  std::vector<VariableFacts> Globals;
  /// USRs of classes with containers whose objects this unit copies, moves,
  /// compares or fills member by member, sorted by text: a member more could
  /// break it.
  std::vector<NameId> CopiedClasses;

  bool isDegraded() const { return !Problems.empty(); }
};

} // namespace mapwarden

#endif
