// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From a place in a finding back to Clang's source locations.
///
/// Findings name places as text, because they outlive the tree. clang-tidy
/// wants locations of this tree. A place is looked up by file, line and column
/// among the files that the unit has read; where line markers gave it a name
/// that is no such file there is no location, and the caller says the place in
/// words.
#ifndef MAPWARDEN_TIDY_PLACELOCATOR_H
#define MAPWARDEN_TIDY_PLACELOCATOR_H

#include "Findings/Finding.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace mapwarden {

class PlaceLocator {
public:
  /// \p ProjectRoot is what the places' files are relative to.
  PlaceLocator(const clang::SourceManager &Sources,
               llvm::StringRef ProjectRoot);

  /// Where \p At begins; invalid when it is in no file of this unit.
  clang::SourceLocation locate(const FilePlace &At) const;
  /// The text that \p At covers; invalid as above.
  clang::CharSourceRange locateRange(const FilePlace &At) const;

private:
  clang::SourceLocation locate(llvm::StringRef File, uint32_t Line,
                               uint32_t Column) const;

  const clang::SourceManager &Sources;
  llvm::StringRef ProjectRoot;
};

} // namespace mapwarden

#endif
