// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A check as clang-tidy sees it: a window on the shared analysis.
#ifndef MAPWARDEN_TIDY_MAPWARDENCHECK_H
#define MAPWARDEN_TIDY_MAPWARDENCHECK_H

#include "Tidy/TuAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"

namespace mapwarden {

class PlaceLocator;

/// Reports the findings of the check whose full id is its name.
class MapwardenCheck : public clang::tidy::ClangTidyCheck {
public:
  MapwardenCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                 std::shared_ptr<TuAnalysis> Analysis);

  bool isLanguageVersionSupported(
      const clang::LangOptions &Language) const override {
    return Language.CPlusPlus;
  }
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void report(const Finding &F, const PlaceLocator &Places);
  void addNote(const FilePlace &At, const PlaceLocator &Places,
               const std::string &Text);
  void addSide(const AccessSide &Side, const PlaceLocator &Places,
               llvm::StringRef Role);

  std::string Name;
  std::shared_ptr<TuAnalysis> Analysis;
};

} // namespace mapwarden

#endif
