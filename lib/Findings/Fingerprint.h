// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The identity of a finding: `mapwarden/v1`.
///
/// A baseline and a code scanning service must recognise a finding after other
/// lines moved, files were renamed or the code was reformatted, and must tell
/// two faults in one function apart. So the hash covers what the finding is
/// about: check, object, function, access, the statement's text, and an ordinal
/// among findings that agree in all of these. It leaves out where it is (line,
/// column, path), what it is called (message, tool version) and the other side,
/// which may change without this access changing.
// LIMIT: a renamed variable in the statement gives a new identity; FindingMatch
// then goes by object and function.
#ifndef MAPWARDEN_FINDINGS_FINGERPRINT_H
#define MAPWARDEN_FINDINGS_FINGERPRINT_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

/// The name of this recipe, used as a key in SARIF. A change of the recipe
/// changes the name.
inline constexpr llvm::StringLiteral FingerprintKey = "mapwarden/v1";

/// \p Key, a name in the manner of a USR, without the positions that some of
/// them hold: of variables in functions, which Clang tells apart by their
/// offset, and of entities without a name.
std::string dropPositions(llvm::StringRef Key);

/// `read`, `write`, `element read` or `element write`.
llvm::StringRef getAccessKind(const AccessSide &Side);

/// 32 hex digits for \p F with the normalised text \p Statement of its
/// statement, as the \p Ordinal th (from 0) of its kind.
std::string computeFingerprint(const Finding &F, llvm::StringRef Statement,
                               unsigned Ordinal);

/// Sets fingerprint, statement and body of each of \p Sorted (by file, line,
/// column, check), and takes positions out of its keys. Ordinals count in that
/// order. A source that cannot be read counts as an empty statement.
void fillFingerprints(llvm::MutableArrayRef<Finding> Sorted,
                      SourceTexts &Sources);

} // namespace mapwarden

#endif
