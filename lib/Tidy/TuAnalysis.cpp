// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Extract, link, check, suppress: on one unit.
#include "Tidy/TuAnalysis.h"

#include "Extract/Extractor.h"
#include "Findings/FixSet.h"
#include "Findings/Suppressions.h"
#include "Link/Program.h"
#include "Support/Repository.h"
#include "checks/CheckRunner.h"
#include "checks/Declarations.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

/// The absolute path of the main file; empty for a buffer without a file.
static std::string findMainFile(const clang::SourceManager &Sources) {
  clang::OptionalFileEntryRef Main =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  if (!Main)
    return "";
  llvm::SmallString<256> Path(Main->getName());
  Sources.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static std::string findRoot(StringRef MainFile) {
  StringRef Folder = llvm::sys::path::parent_path(MainFile);
  std::string Repository = findRepositoryRoot(Folder);
  return Repository.empty() ? Folder.str() : Repository;
}

llvm::Error TuAnalysis::analyse(clang::ASTContext &Context) {
  llvm::Expected<ModelSet> Models = ModelSet::load(Options.ModelFiles);
  if (!Models)
    return Models.takeError();
  const clang::SourceManager &Files = Context.getSourceManager();
  Root = Options.ProjectRoot.empty() ? findRoot(findMainFile(Files))
                                     : Options.ProjectRoot;
  ExtractOptions Extraction;
  Extraction.ProjectRoot = Root;
  std::vector<TuFacts> Units;
  Units.push_back(extractFacts(Context, *Models, Extraction));
  const std::string MainFile =
      Units.front().Names.text(Units.front().MainFile).str();

  const Program Prog = linkProgram(std::move(Units));
  CheckOptions Checks;
  Checks.Minimum = Options.Minimum;
  FindingSink Sink;
  ScanResult Counts;
  SourceTexts Sources(Root);
  // An editor analyses text that is not on disk yet.
  if (auto Text = Files.getBufferDataOrNone(Files.getMainFileID()))
    Sources.overlay(MainFile, *Text);
  Checks.Sources = &Sources;
  runChecks(Prog, Checks, Sink, Counts);
  Findings = Sink.take(Sources);
  locateDeclarations(Prog, Findings);
  applySuppressions(Findings, Sources);
  llvm::erase_if(Findings, [](const Finding &F) { return F.Suppressed; });
  separateFixes();
  return llvm::Error::success();
}

void TuAnalysis::separateFixes() {
  FixSet Taken;
  for (Finding &F : Findings) {
    if (F.Fixes.empty() || !Wanted.count(F.Check))
      continue;
    std::optional<std::vector<Replacement>> New = Taken.add(F.Fixes.front());
    F.Fixes.resize(New && !New->empty() ? 1 : 0);
    if (!F.Fixes.empty())
      F.Fixes.front().Edits = std::move(*New);
  }
}

llvm::Expected<llvm::ArrayRef<Finding>>
TuAnalysis::findings(clang::ASTContext &Context) {
  if (Analysed != &Context) {
    Findings.clear();
    Analysed = &Context;
    if (llvm::Error E = analyse(Context))
      return E;
  }
  return llvm::ArrayRef<Finding>(Findings);
}
