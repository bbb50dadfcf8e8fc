// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counts units and findings.

#include "Findings/ScanSummary.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ErrorHandling.h"
#include <map>
#include <set>

using namespace llvm;
using namespace mapwarden;

using Outcome = TuStatus::Outcome;

StringRef mapwarden::getName(Outcome Value) {
  switch (Value) {
  case Outcome::Analysed:
    return "analysed";
  case Outcome::Degraded:
    return "degraded";
  case Outcome::Cached:
    return "cached";
  case Outcome::Skipped:
    return "skipped";
  case Outcome::Failed:
    return "failed";
  case Outcome::TimedOut:
    return "timed-out";
  }
  llvm_unreachable("unknown outcome");
}

std::optional<Outcome> mapwarden::parseOutcome(StringRef Name) {
  return StringSwitch<std::optional<Outcome>>(Name)
      .Case("analysed", Outcome::Analysed)
      .Case("degraded", Outcome::Degraded)
      .Case("cached", Outcome::Cached)
      .Case("skipped", Outcome::Skipped)
      .Case("failed", Outcome::Failed)
      .Case("timed-out", Outcome::TimedOut)
      .Default(std::nullopt);
}

UnitCounts UnitCounts::count(ArrayRef<TuStatus> Units) {
  UnitCounts Counts;
  for (const TuStatus &Unit : Units) {
    switch (Unit.Result) {
    case Outcome::Analysed:
      ++Counts.Analysed;
      break;
    case Outcome::Degraded:
      ++Counts.Degraded;
      break;
    case Outcome::Cached:
      ++Counts.Cached;
      break;
    case Outcome::Skipped:
      ++Counts.Skipped;
      break;
    case Outcome::Failed:
      ++Counts.Failed;
      break;
    case Outcome::TimedOut:
      ++Counts.TimedOut;
      break;
    }
  }
  return Counts;
}

void ConfidenceCounts::add(Confidence Level) {
  switch (Level) {
  case Confidence::Low:
    ++Low;
    return;
  case Confidence::Medium:
    ++Medium;
    return;
  case Confidence::High:
    ++High;
    return;
  }
}

FindingCounts FindingCounts::count(ArrayRef<Finding> Findings,
                                   Confidence Minimum) {
  FindingCounts Result;
  std::map<StringRef, ConfidenceCounts> ByCheck;
  std::set<StringRef> Files;
  for (const Finding &F : Findings) {
    if (F.Level < Minimum) {
      ++Result.Hidden;
    } else if (F.Suppressed) {
      ++Result.Suppressed;
    } else if (F.isKnown()) {
      ++Result.Known;
    } else {
      Result.Shown.add(F.Level);
      ByCheck[F.Check].add(F.Level);
      Files.insert(F.Primary.At.File);
    }
  }
  for (const auto &[Check, Counts] : ByCheck)
    Result.ByCheck.push_back({Check.str(), Counts});
  Result.Files = Files.size();
  return Result;
}
