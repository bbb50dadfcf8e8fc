// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lines and columns to offsets, and the form of Clang's tools.
#include "Driver/ExportFixes.h"

#include "Findings/FixSet.h"
#include "Findings/SourceTexts.h"
#include "clang/Tooling/ReplacementsYaml.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

using namespace mapwarden;

/// Absolute, as Clang's tools want it.
static std::string pathOf(const std::string &File, const std::string &Root) {
  llvm::SmallString<256> Path(File);
  llvm::sys::path::make_absolute(Root, Path);
  return std::string(Path);
}

unsigned mapwarden::exportFixes(const ScanResult &Result, Confidence Minimum,
                                llvm::raw_ostream &Out) {
  SourceTexts Sources(Result.ProjectRoot);
  clang::tooling::TranslationUnitReplacements Document;
  FixSet Taken;
  unsigned LeftOut = 0;
  for (const Finding &F : Result.Findings) {
    if (F.Fixes.empty() || !F.isOpen() || F.Level < Minimum)
      continue;
    std::optional<std::vector<Replacement>> New = Taken.add(F.Fixes.front());
    if (!New) {
      ++LeftOut;
      continue;
    }
    for (const Replacement &Edit : *New) {
      std::optional<size_t> Begin =
          Sources.offset(Edit.At.File, Edit.At.Line, Edit.At.Column);
      std::optional<size_t> End =
          Sources.offset(Edit.At.File, Edit.At.EndLine, Edit.At.EndColumn);
      // A report may be older than the sources.
      if (Begin && End && *Begin <= *End)
        Document.Replacements.emplace_back(
            pathOf(Edit.At.File, Result.ProjectRoot),
            static_cast<unsigned>(*Begin), static_cast<unsigned>(*End - *Begin),
            Edit.Text);
    }
  }
  llvm::sort(Document.Replacements);
  llvm::yaml::Output Yaml(Out);
  Yaml << Document;
  return LeftOut;
}
