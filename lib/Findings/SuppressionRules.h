// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Suppressions in the project file: for code that cannot hold a comment, and
/// for what is accepted until a date.
#ifndef MAPWARDEN_FINDINGS_SUPPRESSIONRULES_H
#define MAPWARDEN_FINDINGS_SUPPRESSIONRULES_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace mapwarden {

/// A finding must match all that is given.
struct SuppressionRule {
  std::string Check;    ///< Glob over ids; the prefix may be left out.
  std::string Path;     ///< PathGlob over the finding's file.
  std::string Map;      ///< Glob over the object, `Server::*`.
  std::string Function; ///< Glob over the function.
  std::string Reason;
  std::string Until; ///< `2027-01-31`, the last day; empty: for ever.
  FilePlace At;      ///< Where the rule is written.

  bool matches(const Finding &F) const;
};

/// Is \p Text a date, year-month-day with leading zeros?
bool isDate(llvm::StringRef Text);

/// Today, in local time, as a date.
std::string today();

/// Suppresses the open findings that \p Rules match, \p Today (a date) being
/// the day. Returns a note for each rule that has expired, and, unless the
/// result is partial, for each that matches nothing.
std::vector<SuppressionNote>
applySuppressionRules(ScanResult &Result, llvm::ArrayRef<SuppressionRule> Rules,
                      llvm::StringRef Today);

} // namespace mapwarden

#endif
