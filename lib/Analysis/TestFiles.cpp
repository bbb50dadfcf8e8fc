// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Folder names.
#include "Analysis/TestFiles.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

bool mapwarden::isTestFile(llvm::StringRef File) {
  static constexpr llvm::StringLiteral Words[] = {
      "test",     "tests",      "testing",  "unittest",  "unittests",
      "example",  "demo",       "demos",    "benchmark", "bench",
      "examples", "benchmarks", "fuzz",     "fuzzer",    "fuzzing",
      "sample",   "samples",    "tutorial", "tutorials"};
  while (!File.empty()) {
    auto [Part, Rest] = File.split('/');
    // Of the file's name itself only the words around `_` count.
    llvm::StringRef Stem = Rest.empty() ? Part.split('.').first : Part;
    std::string Lower = Stem.lower();
    llvm::StringRef Word = Lower;
    if (!Rest.empty()
            ? llvm::is_contained(Words, Word)
            : Word.starts_with("test_") || Word.ends_with("_test") ||
                  Word.ends_with("_tests") || Word.ends_with("_unittest") ||
                  Word.ends_with("_benchmark"))
      return true;
    File = Rest;
  }
  return false;
}

TestFiles::TestFiles(const Program &Prog) : Prog(&Prog) {
  llvm::DenseSet<NameId> All;
  for (const FunctionFacts &Function : Prog.Functions)
    if (!Function.Blocks.empty())
      All.insert(Function.At.File);
  std::optional<llvm::StringRef> Common;
  for (NameId File : All) {
    llvm::StringRef Folder =
        Prog.text(File).take_front(Prog.text(File).rfind('/') + 1);
    if (!Common)
      Common = Folder;
    while (!Folder.starts_with(*Common))
      Common = Common->take_front(Common->drop_back().rfind('/') + 1);
  }
  for (NameId File : All)
    if (isTestFile(Prog.text(File).drop_front(Common->size())))
      Files.insert(File);
}

bool mapwarden::isStaticInitialisation(const FunctionFacts &Function) {
  return Function.Flags == 0 && Function.Class == NameId::None &&
         Function.Parent == NameId::None;
}
