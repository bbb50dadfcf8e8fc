// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lines and columns to offsets, and the form of Clang's tools.
#include "Driver/ExportFixes.h"

#include "Findings/SourceTexts.h"
#include "clang/Tooling/ReplacementsYaml.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

using namespace mapwarden;
/// Clang's kind of replacement: a file, an offset, a length.
using TextEdit = clang::tooling::Replacement;

/// Absolute, as Clang's tools want it.
static std::string pathOf(const std::string &File, const std::string &Root) {
  llvm::SmallString<256> Path(File);
  llvm::sys::path::make_absolute(Root, Path);
  return std::string(Path);
}

/// Whether the two cannot be applied together. Equal ones are one.
static bool clash(const TextEdit &One, const TextEdit &Two) {
  if (One.getFilePath() != Two.getFilePath() || One == Two)
    return false;
  unsigned OneEnd = One.getOffset() + One.getLength(),
           TwoEnd = Two.getOffset() + Two.getLength();
  return One.getOffset() == Two.getOffset() ||
         (One.getOffset() < TwoEnd && Two.getOffset() < OneEnd);
}

unsigned mapwarden::exportFixes(const ScanResult &Result, Confidence Minimum,
                                llvm::raw_ostream &Out) {
  SourceTexts Sources(Result.ProjectRoot);
  clang::tooling::TranslationUnitReplacements Document;
  unsigned LeftOut = 0;
  for (const Finding &F : Result.Findings) {
    if (F.Fixes.empty() || F.Suppressed || F.Level < Minimum)
      continue;
    std::vector<TextEdit> New;
    bool IsSound = true;
    for (const Replacement &Edit : F.Fixes.front().Edits) {
      std::optional<size_t> Begin =
          Sources.offset(Edit.At.File, Edit.At.Line, Edit.At.Column);
      std::optional<size_t> End =
          Sources.offset(Edit.At.File, Edit.At.EndLine, Edit.At.EndColumn);
      if (!Begin || !End || *End < *Begin) {
        IsSound = false;
        break;
      }
      New.emplace_back(pathOf(Edit.At.File, Result.ProjectRoot),
                       static_cast<unsigned>(*Begin),
                       static_cast<unsigned>(*End - *Begin), Edit.Text);
    }
    for (const TextEdit &One : New)
      IsSound = IsSound && llvm::none_of(Document.Replacements,
                                         [&](const TextEdit &Other) {
                                           return clash(One, Other);
                                         });
    if (!IsSound) {
      ++LeftOut;
      continue;
    }
    for (TextEdit &One : New)
      if (!llvm::is_contained(Document.Replacements, One))
        Document.Replacements.push_back(std::move(One));
  }
  llvm::sort(Document.Replacements);
  llvm::yaml::Output Yaml(Out);
  Yaml << Document;
  return LeftOut;
}
