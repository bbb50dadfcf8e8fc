// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The text of source files, read when it is first asked for.
///
/// Excerpts, suppressions, fingerprints and column conversion all look at the
/// source at report time. They share this cache, so a file is read once, and
/// what may be read is decided in one place: regular files of a sane size, and
/// nothing at all without a project root. An editor lays unsaved text over a
/// file.
#ifndef MAPWARDEN_FINDINGS_SOURCETEXTS_H
#define MAPWARDEN_FINDINGS_SOURCETEXTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mapwarden {

/// Files by the paths that findings use. Not safe for concurrent use; the texts
/// it hands out live as long as it does.
class SourceTexts {
public:
  /// Paths are resolved against \p ProjectRoot (absolute). With an empty root
  /// only overlaid files have a text.
  explicit SourceTexts(llvm::StringRef ProjectRoot = "");
  SourceTexts(SourceTexts &&) = default;
  SourceTexts &operator=(SourceTexts &&) = default;

  /// Uses \p Text for \p File from now on, whatever is on disk.
  void overlay(llvm::StringRef File, llvm::StringRef Text);

  /// The bytes of \p File; nullopt when it cannot be read, is not a regular
  /// file, or is larger than 64 MiB.
  std::optional<llvm::StringRef> text(llvm::StringRef File);

  /// Line \p Line (1-based) without its line end. Nullopt when there is no such
  /// file or line. Lines end where Clang ends them: at LF, CR LF or CR.
  std::optional<llvm::StringRef> line(llvm::StringRef File, uint32_t Line);

  /// The byte offset of a 1-based line and byte column; nullopt when the file
  /// has no such place. The end of the line and of the file are places.
  std::optional<size_t> offset(llvm::StringRef File, uint32_t Line,
                               uint32_t Column);

  /// Forgets the text of \p File unless it was overlaid, to save memory after
  /// one look at many files. What was handed out of it is dead then; it is read
  /// again when it is asked for again.
  void release(llvm::StringRef File);
  /// Is the text of \p File in memory?
  bool isLoaded(llvm::StringRef File) const { return Sources.count(File) != 0; }

private:
  struct Source {
    std::string Text;
    std::vector<size_t> LineStarts; // Offset of the first byte of each line.
    llvm::StringRef line(uint32_t Line) const; // Without its line end.
  };
  const Source *find(llvm::StringRef File);
  std::unique_ptr<Source> read(llvm::StringRef File) const;

  std::string ProjectRoot;
  llvm::StringMap<std::unique_ptr<Source>> Sources; // Null: unreadable.
  llvm::StringSet<> Overlaid;
};

} // namespace mapwarden

#endif
