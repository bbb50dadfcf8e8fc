// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The program as it was at a revision of git, without a second checkout.
///
/// A copy of the tree elsewhere would need a build of its own: generated
/// headers, include folders, a compilation database. Instead the present tree
/// and its database are used, and the files that differ from the revision are
/// laid over it with their old text, as an editor lays unsaved text over a
/// file. Paths stay the same, so facts and findings of both programs compare.
///
/// The base is where REV and HEAD parted, so what others have pushed to REV
/// since is neither new nor gone. The present is the working tree, committed or
/// not.
// LIMIT: a file that was added later is still seen by `__has_include`; a
// source that was deleted is analysed with the command of a neighbour.
#ifndef MAPWARDEN_DRIVER_BASEREVISION_H
#define MAPWARDEN_DRIVER_BASEREVISION_H

#include "Driver/ScanPlan.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mapwarden {

/// Owns a temporary folder with the old texts.
class BaseRevision {
public:
  /// Asks git about \p Revision in the repository of \p ProjectRoot. Fails when
  /// there is none, or no such revision; a shallow clone is named as the cause.
  static llvm::Expected<BaseRevision> open(llvm::StringRef ProjectRoot,
                                           llvm::StringRef Revision);
  BaseRevision(BaseRevision &&) = default;
  ~BaseRevision();

  /// `main (1a2b3c4d)`
  const std::string &name() const { return Name; }
  /// Does it differ from the present in any file?
  bool hasChanges() const { return !OldTexts.empty() || !Added.empty(); }
  /// A file for TuExtractionOptions::Overlay; empty without old texts.
  const std::string &overlayFile() const { return OverlayFile; }
  /// Absolute path to the file with its old text.
  const std::map<std::string, std::string> &oldTexts() const {
    return OldTexts;
  }
  /// Had a unit that reads \p Inputs (absolute) now other facts then? Errs on
  /// the side of yes: a header that is gone may have hidden another one.
  bool concerns(const std::vector<std::string> &Inputs) const;
  /// The jobs of \p Now as they were then: without files that are new, with
  /// those that were renamed or deleted.
  ScanPlan rewrite(const ScanPlan &Now) const;

private:
  BaseRevision() = default;
  llvm::Error readChanges();
  llvm::Error fetchTexts(const std::vector<std::string> &Paths);
  llvm::Error writeOverlay();

  std::string Top;    ///< Absolute; the root of the repository.
  std::string Commit; ///< Full.
  std::string Name;
  std::unique_ptr<std::string> Folder; ///< To be removed; null after a move.
  std::string OverlayFile;
  std::map<std::string, std::string> OldTexts;
  std::set<std::string> Added;                ///< Absolute.
  std::map<std::string, std::string> Renamed; ///< New to old, absolute.
  std::vector<std::string> Deleted;           ///< Absolute.
};

} // namespace mapwarden

#endif
