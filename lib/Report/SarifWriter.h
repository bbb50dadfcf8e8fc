// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The objects that occur in many places of a SARIF document.
#ifndef MAPWARDEN_REPORT_SARIFWRITER_H
#define MAPWARDEN_REPORT_SARIFWRITER_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <cstdint>
#include <string>

namespace mapwarden {

/// A place as SARIF wants it: valid, ordered, in UTF-16 columns.
struct SarifRegion {
  uint32_t StartLine = 1, StartColumn = 1, EndLine = 1, EndColumn = 1;
  friend bool operator==(const SarifRegion &, const SarifRegion &) = default;
};

/// Writes to a document under construction.
class SarifWriter {
public:
  SarifWriter(llvm::raw_ostream &Out, SourceTexts &Sources)
      : J(Out, /*IndentSize=*/2), Sources(Sources) {}

  /// `"Key": "Text"`, made printable: names come from the analysed program.
  void writeText(llvm::StringRef Key, llvm::StringRef Text);
  /// `"Key": "Text"` as it is, line ends included; bytes that are not UTF-8
  /// are replaced.
  void writeVerbatim(llvm::StringRef Key, llvm::StringRef Text);
  /// `"Key": {"text": "Text"}`; \p Text is escaped already.
  void writeMessage(llvm::StringRef Key, llvm::StringRef Text);
  /// `"artifactLocation": {...}`, relative to %SRCROOT% where that is possible.
  void writeArtifact(llvm::StringRef File);
  /// `"Key": {"startLine": ...}`
  void writeRegion(llvm::StringRef Key, const FilePlace &At);
  /// The members of a location: physical and, if \p Function is not empty,
  /// logical. Without a valid place only the file.
  void writeLocation(const FilePlace &At, llvm::StringRef Function = "");

  /// Columns are converted with the source line; where it cannot be read,
  /// bytes are taken for UTF-16 units, which is right for ASCII. A place
  /// without an end covers one column (at \p AllowEmpty: none).
  SarifRegion convert(const FilePlace &At, bool AllowEmpty = false);

  llvm::json::OStream J;

private:
  uint32_t convertColumn(llvm::StringRef File, uint32_t Line, uint32_t Column);

  SourceTexts &Sources;
};

} // namespace mapwarden

#endif
