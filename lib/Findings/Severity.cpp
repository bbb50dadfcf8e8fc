// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Words for levels, and the rule that joins severity and confidence.

#include "Findings/Severity.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

StringRef mapwarden::getName(Severity Value) {
  switch (Value) {
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("unknown severity");
}

std::optional<Severity> mapwarden::parseSeverity(StringRef Name) {
  return StringSwitch<std::optional<Severity>>(Name)
      .Case("note", Severity::Note)
      .Case("warning", Severity::Warning)
      .Case("error", Severity::Error)
      .Default(std::nullopt);
}

StringRef mapwarden::getName(Confidence Value) {
  switch (Value) {
  case Confidence::Low:
    return "low";
  case Confidence::Medium:
    return "medium";
  case Confidence::High:
    return "high";
  }
  llvm_unreachable("unknown confidence");
}

std::optional<Confidence> mapwarden::parseConfidence(StringRef Name) {
  return StringSwitch<std::optional<Confidence>>(Name)
      .Case("low", Confidence::Low)
      .Case("medium", Confidence::Medium)
      .Case("high", Confidence::High)
      .Default(std::nullopt);
}

const RuleInfo *mapwarden::findRule(ArrayRef<RuleInfo> Rules, StringRef Check) {
  const RuleInfo *Found =
      find_if(Rules, [&](const RuleInfo &Rule) { return Rule.Id == Check; });
  return Found == Rules.end() ? nullptr : Found;
}

Severity mapwarden::getSeverity(const Finding &F, ArrayRef<RuleInfo> Rules) {
  if (F.Level == Confidence::Low)
    return Severity::Note;
  const RuleInfo *Rule = findRule(Rules, F.Check);
  Severity Own = parseSeverity(Rule ? Rule->Severity : "warning")
                     .value_or(Severity::Warning);
  return F.Level == Confidence::High ? Own : std::min(Own, Severity::Warning);
}
