// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Hashes with BLAKE3, cut to 128 bits: collisions are no concern, and a report
/// with thousands of findings stays small.

#include "Findings/Fingerprint.h"
#include "Findings/FunctionBodies.h"
#include "Findings/SourceLexer.h"
#include "Findings/StatementText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Endian.h"
#include <optional>

using namespace llvm;
using namespace mapwarden;

/// Length first, so that neighbouring fields cannot be mistaken for each other.
static void addField(BLAKE3 &Hasher, StringRef Field) {
  uint8_t Size[sizeof(uint64_t)];
  support::endian::write64le(Size, Field.size());
  Hasher.update(ArrayRef<uint8_t>(Size));
  Hasher.update(Field);
}

/// Takes `:12:5` off the end of \p Part.
static StringRef dropPlace(StringRef Part) {
  auto [Rest, Column] = Part.rsplit(':');
  auto [Front, Line] = Rest.rsplit(':');
  unsigned Number;
  bool IsPlace =
      !Column.getAsInteger(10, Number) && !Line.getAsInteger(10, Number);
  return IsPlace ? Front : Part;
}

std::string mapwarden::dropPositions(StringRef Key) {
  SmallVector<StringRef, 16> Parts;
  Key.split(Parts, '@');
  std::string Result;
  ListSeparator At("@");
  for (StringRef Part : Parts) {
    Result += At;
    if (Part.find_first_not_of("0123456789:") != StringRef::npos)
      Result += dropPlace(Part);
  }
  return Result;
}

StringRef mapwarden::getAccessKind(const AccessSide &Side) {
  if (Side.IsElement)
    return Side.IsWrite ? "element write" : "element read";
  return Side.IsWrite ? "write" : "read";
}

std::string mapwarden::computeFingerprint(const Finding &F, StringRef Statement,
                                          unsigned Ordinal) {
  BLAKE3 Hasher;
  addField(Hasher, FingerprintKey);
  addField(Hasher, F.Check);
  addField(Hasher, F.ObjectKey.empty() ? F.Primary.Object : F.ObjectKey);
  addField(Hasher, F.FunctionKey.empty() ? F.Primary.Function : F.FunctionKey);
  addField(Hasher, F.Primary.IsWrite ? "write" : "read");
  addField(Hasher, F.Primary.IsElement ? "element" : "container");
  addField(Hasher, F.Primary.Operation);
  addField(Hasher, Statement);
  addField(Hasher, utostr(Ordinal));
  return toHex(Hasher.final<16>(), /*LowerCase=*/true);
}

namespace {
/// Statements of one file at a time: findings arrive sorted by file.
class StatementReader {
public:
  explicit StatementReader(SourceTexts &Sources) : Sources(Sources) {}
  void fill(Finding &F);

private:
  SourceTexts &Sources;
  std::string File;
  std::optional<StringRef> Text;
  std::vector<SourceToken> Tokens;
  std::vector<FunctionBody> Bodies;
};
} // namespace

static std::string hashBody(StringRef Body) {
  if (Body.empty())
    return "";
  return toHex(BLAKE3::hash<8>(ArrayRef(Body.bytes_begin(), Body.size())),
               /*LowerCase=*/true);
}

void StatementReader::fill(Finding &F) {
  const FilePlace &At = F.Primary.At;
  if (At.File != File) {
    File = At.File;
    Text = Sources.text(File);
    Tokens = lexSource(Text.value_or(""));
    Bodies = findFunctionBodies(Text.value_or(""), Tokens);
  }
  F.Statement = F.Body = "";
  std::optional<size_t> Offset = Sources.offset(File, At.Line, At.Column);
  if (!Text || !Offset)
    return;
  F.Statement = getStatementText(*Text, Tokens, *Offset);
  F.Body = hashBody(getBodyText(*Text, Tokens, Bodies, *Offset));
}

void mapwarden::fillFingerprints(MutableArrayRef<Finding> Sorted,
                                 SourceTexts &Sources) {
  StatementReader Statements(Sources);
  StringMap<unsigned> Seen; // How many of a kind, by the first one's hash.
  for (Finding &F : Sorted) {
    F.ObjectKey = dropPositions(F.ObjectKey);
    F.FunctionKey = dropPositions(F.FunctionKey);
    Statements.fill(F);
    F.Fingerprint = computeFingerprint(F, F.Statement, 0);
    if (unsigned Ordinal = Seen[F.Fingerprint]++)
      F.Fingerprint = computeFingerprint(F, F.Statement, Ordinal);
  }
}
