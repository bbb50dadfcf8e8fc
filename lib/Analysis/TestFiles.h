// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which files of a program are tests, examples and the like.
///
/// What tests do with a library says little about how it is used: they call it
/// from one thread, and their `main` is not its program. A file is one of them
/// by the name of a folder, below the folder that all files of the program have
/// in common: a program that lies in a folder named `tests` as a whole is a
/// program.
#ifndef MAPWARDEN_ANALYSIS_TESTFILES_H
#define MAPWARDEN_ANALYSIS_TESTFILES_H

#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

/// Whether \p File lies in a folder for tests, examples, benchmarks or demos,
/// or is named as a test.
bool isTestFile(llvm::StringRef File);

class TestFiles {
public:
  /// O(functions of the program).
  explicit TestFiles(const Program &Prog);

  /// Whether \p Function stands in a file for tests.
  bool contains(FunctionId Function) const {
    return Files.contains(Prog->Functions[Function].At.File);
  }
  /// Whether \p Caller is a guest of \p Function: code of a test that uses the
  /// code that it tests.
  bool isGuest(FunctionId Caller, FunctionId Function) const {
    return contains(Caller) && !contains(Function);
  }

private:
  const Program *Prog;
  llvm::DenseSet<NameId> Files;
};

/// The initialisers of namespace-scope variables of one file, which run before
/// everything else, once, and in one thread.
bool isStaticInitialisation(const FunctionFacts &Function);

} // namespace mapwarden

#endif
