// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Model files (YAML) to a LibraryModel.
///
/// Files are read one after the other; inheritance is resolved when all are
/// known, so the order of files matters only for which entry replaces which.
/// Reading is strict: an unknown key or word is an error that names the file,
/// the line and the nearest word that is known, because a misspelt key that is
/// skipped in silence is a lock that does not lock.
#ifndef MAPWARDEN_MODELS_MODELREADER_H
#define MAPWARDEN_MODELS_MODELREADER_H

#include "Models/LibraryModel.h"
#include "Models/ProjectSettings.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace mapwarden {

/// Collects model files. Use once: add the files, then finish.
class ModelReader {
public:
  ModelReader();
  ~ModelReader();

  /// Reads one file. \p FileName is what errors and ModelOrigin name. An entry
  /// whose id an earlier file has in the same section replaces that entry; one
  /// that also inherits from its own id changes only the keys it gives.
  /// The settings of a project file go to \p Settings, or are left aside when
  /// that is null.
  llvm::Error add(llvm::StringRef Text, llvm::StringRef FileName,
                  ProjectSettings *Settings = nullptr);

  /// Resolves `inherit` and returns all entries in the order of their first
  /// reading. Fails when an entry inherits from an id that does not exist or
  /// from itself through others, or names no type or function.
  llvm::Expected<LibraryModel> finish();

private:
  struct Draft;
  std::unique_ptr<Draft> Entries;
};

/// The word of \p Words nearest to \p Word by edit distance, the first of
/// equals; empty when there are none.
llvm::StringRef nearestWord(llvm::StringRef Word,
                            llvm::ArrayRef<llvm::StringRef> Words);

} // namespace mapwarden

#endif
