// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Dates as text compare as dates.

#include "Findings/SuppressionRules.h"
#include "Findings/PathGlob.h"
#include "Findings/ScanSummary.h"
#include "Findings/Suppressions.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace mapwarden;

bool SuppressionRule::matches(const Finding &F) const {
  StringRef Short = F.Check;
  Short.consume_front("mapwarden-");
  auto accepts = [](StringRef Glob, StringRef Text) {
    return Glob.empty() || matchesGlob(Glob, Text);
  };
  return (accepts(Check, F.Check) || accepts(Check, Short)) &&
         (Path.empty() || matchesPath(Path, F.Primary.At.File)) &&
         accepts(Map, F.Primary.Object) &&
         accepts(Function, F.Primary.Function);
}

bool mapwarden::isDate(StringRef Text) {
  if (Text.size() != 10 || Text[4] != '-' || Text[7] != '-')
    return false;
  unsigned Year, Month, Day;
  return !Text.substr(0, 4).getAsInteger(10, Year) &&
         !Text.substr(5, 2).getAsInteger(10, Month) &&
         !Text.substr(8, 2).getAsInteger(10, Day) && Month >= 1 &&
         Month <= 12 && Day >= 1 && Day <= 31;
}

std::string mapwarden::today() {
  std::string Now;
  raw_string_ostream(Now) << sys::TimePoint<>(
      std::chrono::system_clock::now()); // `2026-01-31 12:00:00...`
  return Now.substr(0, 10);
}

std::vector<SuppressionNote> mapwarden::applySuppressionRules(
    ScanResult &Result, ArrayRef<SuppressionRule> Rules, StringRef Today) {
  const bool IsPartial =
      Result.IsPartial || UnitCounts::count(Result.Units).lost() != 0;
  std::vector<SuppressionNote> Notes;
  for (const SuppressionRule &Rule : Rules) {
    const bool IsExpired = !Rule.Until.empty() && Rule.Until < Today;
    unsigned Matched = 0;
    for (Finding &F : Result.Findings) {
      if (!Rule.matches(F))
        continue;
      ++Matched;
      if (IsExpired || F.Suppressed)
        continue;
      F.Suppressed = Rule.Reason;
      F.IsSuppressedByRule = true;
    }
    if (IsExpired)
      Notes.push_back({Rule.At, "this suppression expired on " + Rule.Until});
    else if (Matched == 0 && !IsPartial)
      Notes.push_back({Rule.At, "this suppression covers nothing any more"});
  }
  return Notes;
}
