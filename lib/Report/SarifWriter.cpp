// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Locations, regions and messages.

#include "Report/SarifWriter.h"
#include "Report/SarifText.h"
#include "Report/TerminalText.h"
#include <algorithm>
#include <limits>

using namespace llvm;
using namespace mapwarden;

void SarifWriter::writeText(StringRef Key, StringRef Text) {
  J.attribute(Key, makePrintable(Text));
}

void SarifWriter::writeVerbatim(StringRef Key, StringRef Text) {
  J.attribute(Key, json::fixUTF8(Text));
}

void SarifWriter::writeMessage(StringRef Key, StringRef Text) {
  J.attributeObject(Key, [&] { writeText("text", Text); });
}

void SarifWriter::writeArtifact(StringRef File) {
  std::string Uri = makeUri(File);
  J.attributeObject("artifactLocation", [&] {
    J.attribute("uri", Uri);
    if (!StringRef(Uri).starts_with("file:"))
      J.attribute("uriBaseId", "%SRCROOT%");
  });
}

uint32_t SarifWriter::convertColumn(StringRef File, uint32_t Line,
                                    uint32_t Column) {
  // Readers of SARIF keep these numbers in signed 32 bit integers.
  constexpr uint32_t Limit = std::numeric_limits<int32_t>::max() - 1;
  Column = std::clamp<uint32_t>(Column, 1, Limit);
  std::optional<StringRef> Text = Sources.line(File, Line);
  return Text ? convertToUtf16Column(*Text, Column) : Column;
}

SarifRegion SarifWriter::convert(const FilePlace &At, bool AllowEmpty) {
  constexpr uint32_t Limit = std::numeric_limits<int32_t>::max() - 1;
  SarifRegion Region;
  Region.StartLine = std::clamp<uint32_t>(At.Line, 1, Limit);
  Region.StartColumn = convertColumn(At.File, At.Line, At.Column);
  Region.EndLine = std::clamp<uint32_t>(At.EndLine, Region.StartLine, Limit);
  Region.EndColumn = convertColumn(At.File, Region.EndLine, At.EndColumn);
  if (Region.EndLine == Region.StartLine) {
    uint32_t Least = Region.StartColumn + (AllowEmpty ? 0 : 1);
    Region.EndColumn = std::max(Region.EndColumn, Least);
  }
  return Region;
}

static void writeRegionKeys(json::OStream &J, const SarifRegion &Region) {
  J.attribute("startLine", Region.StartLine);
  J.attribute("startColumn", Region.StartColumn);
  J.attribute("endLine", Region.EndLine);
  J.attribute("endColumn", Region.EndColumn);
}

void SarifWriter::writeRegion(StringRef Key, const FilePlace &At) {
  SarifRegion Region = convert(At, /*AllowEmpty=*/true);
  J.attributeObject(Key, [&] { writeRegionKeys(J, Region); });
}

void SarifWriter::writeLocation(const FilePlace &At, StringRef Function) {
  J.attributeObject("physicalLocation", [&] {
    writeArtifact(At.File);
    if (At.isValid())
      J.attributeObject("region", [&] { writeRegionKeys(J, convert(At)); });
  });
  if (Function.empty())
    return;
  J.attributeArray("logicalLocations", [&] {
    J.object([&] {
      writeText("fullyQualifiedName", Function);
      J.attribute("kind", "function");
    });
  });
}
