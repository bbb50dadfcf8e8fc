// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One analysis of a translation unit for all checks that clang-tidy runs on
/// it.
///
/// clang-tidy knows checks, not engines: each check gets the tree and reports
/// what it likes. Ours all need the same facts, so the first one that is asked
/// computes the findings of every check and the others take theirs from it. The
/// path is the one that `mapwarden scan` takes, with one unit in the program.
#ifndef MAPWARDEN_TIDY_TUANALYSIS_H
#define MAPWARDEN_TIDY_TUANALYSIS_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <set>

namespace clang {
class ASTContext;
} // namespace clang

namespace mapwarden {

/// Settings of the module, from CheckOptions of `.clang-tidy`.
struct TidyOptions {
  /// `mapwarden.ProjectRoot`, absolute. Empty: the repository of the main file,
  /// or its folder.
  std::string ProjectRoot;
  /// `mapwarden.Models`: files, separated by `;`.
  std::vector<std::string> ModelFiles;
  /// `mapwarden.Confidence`: findings below it are left out.
  Confidence Minimum = Confidence::Medium;
};

/// Not safe for concurrent use; clang-tidy runs the checks of a unit in turn.
class TuAnalysis {
public:
  explicit TuAnalysis(TidyOptions Options) : Options(std::move(Options)) {}

  /// The check with the full id \p Check is going to report.
  void want(llvm::StringRef Check) { Wanted.insert(Check.str()); }

  /// The findings in \p Context that no comment suppresses, sorted. Computed
  /// once for each context. clang-tidy applies the fixes of all that are
  /// wanted, so an edit that several share stays with the first of them, and
  /// what runs into another fix is left out. Fails when the models cannot be
  /// read.
  llvm::Expected<llvm::ArrayRef<Finding>> findings(clang::ASTContext &Context);

  /// The folder that the findings' paths are relative to; after findings().
  llvm::StringRef projectRoot() const { return Root; }

private:
  llvm::Error analyse(clang::ASTContext &Context);

  void separateFixes();

  TidyOptions Options;
  std::set<std::string> Wanted;
  const clang::ASTContext *Analysed = nullptr;
  std::string Root;
  std::vector<Finding> Findings;
};

} // namespace mapwarden

#endif
