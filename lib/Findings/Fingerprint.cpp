// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Hashes with BLAKE3, cut to 128 bits: collisions are no concern, and a report
/// with thousands of findings stays small.

#include "Findings/Fingerprint.h"
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
  std::string read(const FilePlace &At);

private:
  SourceTexts &Sources;
  std::string File;
  std::optional<StringRef> Text;
  std::vector<SourceToken> Tokens;
};
} // namespace

std::string StatementReader::read(const FilePlace &At) {
  if (At.File != File) {
    File = At.File;
    Text = Sources.text(File);
    Tokens = lexSource(Text.value_or(""));
  }
  std::optional<size_t> Offset = Sources.offset(File, At.Line, At.Column);
  return Text && Offset ? getStatementText(*Text, Tokens, *Offset) : "";
}

void mapwarden::fillFingerprints(MutableArrayRef<Finding> Sorted,
                                 SourceTexts &Sources) {
  StatementReader Statements(Sources);
  StringMap<unsigned> Seen; // How many of a kind, by the first one's hash.
  for (Finding &F : Sorted) {
    std::string Statement = Statements.read(F.Primary.At);
    F.Fingerprint = computeFingerprint(F, Statement, 0);
    if (unsigned Ordinal = Seen[F.Fingerprint]++)
      F.Fingerprint = computeFingerprint(F, Statement, Ordinal);
  }
}
