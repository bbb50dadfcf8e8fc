// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Clang's source locations as the places users see, and which of them belong
/// to the project.
///
/// A place in a macro is where the macro is expanded; line markers are
/// honoured. Files are named relative to the project root by their real path,
/// so that the facts of two TUs agree whatever include path they used.
#ifndef MAPWARDEN_EXTRACT_SOURCESPANS_H
#define MAPWARDEN_EXTRACT_SOURCESPANS_H

#include "Support/SourceSpan.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringMap.h"
#include <string>

namespace clang {
class LangOptions;
class SourceManager;
class Stmt;
} // namespace clang

namespace mapwarden {

class SourceSpans {
public:
  /// \p Root is the absolute path of the project root.
  SourceSpans(const clang::SourceManager &Sources,
              const clang::LangOptions &Language, NameTable &Names,
              llvm::StringRef Root);

  /// Is \p Where in a system header, or in no file at all (builtins)? Code
  /// there is not the project's.
  bool isSystem(clang::SourceLocation Where) const;

  /// The span from the token at \p Begin to the end of the token at \p End; no
  /// place when \p Begin is in no file.
  SourceSpan span(clang::SourceLocation Begin, clang::SourceLocation End);
  SourceSpan span(const clang::Stmt *Code);

  /// The file of \p Where, as stored in spans; None when it is in no file.
  NameId file(clang::SourceLocation Where);

  /// The file that Clang calls \p Name, as stored in spans.
  NameId fileByName(llvm::StringRef Name);

private:
  const clang::SourceManager &Sources;
  const clang::LangOptions &Language;
  NameTable &Names;
  std::string Root, RealRoot;
  llvm::StringMap<NameId> FileNames; // By the name Clang uses.
};

} // namespace mapwarden

#endif
