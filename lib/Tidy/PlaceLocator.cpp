// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Tidy/PlaceLocator.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

PlaceLocator::PlaceLocator(const clang::SourceManager &Sources,
                           StringRef ProjectRoot)
    : Sources(Sources), ProjectRoot(ProjectRoot) {}

clang::SourceLocation PlaceLocator::locate(StringRef File, uint32_t Line,
                                           uint32_t Column) const {
  llvm::SmallString<256> Path;
  if (!llvm::sys::path::is_absolute(File))
    Path = ProjectRoot;
  llvm::sys::path::append(Path, File);
  clang::OptionalFileEntryRef Entry =
      Sources.getFileManager().getOptionalFileRef(Path);
  if (!Entry)
    return {};
  return Sources.translateFileLineCol(*Entry, Line, Column);
}

clang::SourceLocation PlaceLocator::locate(const FilePlace &At) const {
  return At.isValid() ? locate(At.File, At.Line, At.Column)
                      : clang::SourceLocation();
}

clang::CharSourceRange PlaceLocator::locateRange(const FilePlace &At) const {
  clang::SourceLocation Begin = locate(At);
  clang::SourceLocation End = locate(At.File, At.EndLine, At.EndColumn);
  if (Begin.isInvalid() || End.isInvalid())
    return {};
  return clang::CharSourceRange::getCharRange(Begin, End);
}
