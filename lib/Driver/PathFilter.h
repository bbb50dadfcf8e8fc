// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which findings the user asked to see: `mapwarden scan src/net`.
///
/// Facts still come from every translation unit; a thread started elsewhere is
/// as dangerous. A finding has two ends, and it is shown when either of them
/// lies in a path that was named.
#ifndef MAPWARDEN_DRIVER_PATHFILTER_H
#define MAPWARDEN_DRIVER_PATHFILTER_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace mapwarden {

/// Files and folders to report on; without any, everything passes.
class PathFilter {
public:
  PathFilter() = default;
  /// Fails when one of \p Paths (relative to \p WorkingDirectory) does not
  /// exist.
  static llvm::Expected<PathFilter> create(llvm::ArrayRef<std::string> Paths,
                                           llvm::StringRef WorkingDirectory);

  bool isEmpty() const { return Wanted.empty(); }
  /// Does \p File, as findings name it, lie in a wanted path?
  bool covers(llvm::StringRef File, llvm::StringRef ProjectRoot);
  /// Does one of the ends of \p F?
  bool covers(const Finding &F, llvm::StringRef ProjectRoot);

  /// The first wanted path in which none of \p Files lies, as the user wrote
  /// it; empty when each holds one.
  std::string findUnknown(llvm::ArrayRef<std::string> Files,
                          llvm::StringRef ProjectRoot);

private:
  struct Path {
    std::string AsWritten;
    std::string Absolute; ///< By text.
    std::string Real;     ///< With symbolic links resolved.
  };
  bool isIn(const Path &Folder, llvm::StringRef File,
            llvm::StringRef ProjectRoot);

  std::vector<Path> Wanted;
  llvm::StringMap<std::string> RealPaths; ///< By absolute path.
};

} // namespace mapwarden

#endif
