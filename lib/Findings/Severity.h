// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How loudly a finding speaks: a rule's severity, lowered by doubt.
///
/// Gates (`--fail-level`), SARIF levels and the word in the first line of a
/// text report must agree, so they all ask here.
#ifndef MAPWARDEN_FINDINGS_SEVERITY_H
#define MAPWARDEN_FINDINGS_SEVERITY_H

#include "Findings/Finding.h"
#include "Findings/RuleInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace mapwarden {

/// Ordered: Note < Warning < Error.
enum class Severity : uint8_t { Note, Warning, Error };

/// `note`, `warning` or `error`.
llvm::StringRef getName(Severity Value);
/// Nullopt when \p Name is none of these words.
std::optional<Severity> parseSeverity(llvm::StringRef Name);

/// `low`, `medium` or `high`.
llvm::StringRef getName(Confidence Value);
/// Nullopt when \p Name is none of these words.
std::optional<Confidence> parseConfidence(llvm::StringRef Name);

/// The rule of \p Check (full id), or null.
const RuleInfo *findRule(llvm::ArrayRef<RuleInfo> Rules, llvm::StringRef Check);

/// The severity of a finding: that of its rule at high confidence, at most a
/// warning at medium, a note at low. An unknown rule counts as a warning.
Severity getSeverity(const Finding &F, llvm::ArrayRef<RuleInfo> Rules);

} // namespace mapwarden

#endif
