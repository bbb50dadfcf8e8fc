// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Sentences about confidence.
#include "Findings/ConfidenceText.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;

std::string
mapwarden::describeAssumptions(llvm::ArrayRef<std::string> Assumptions) {
  if (Assumptions.empty())
    return "";
  return "assumes that " + llvm::join(Assumptions, " and that ");
}

std::string mapwarden::composeGrounds(Confidence Level, llvm::StringRef Seen,
                                      llvm::ArrayRef<std::string> Assumptions) {
  std::string Assumes = describeAssumptions(Assumptions);
  if (Assumes.empty() || Level == Confidence::High)
    return Seen.str();
  if (Seen.empty() || Level == Confidence::Low)
    return Assumes;
  return Seen.str() + "; " + Assumes;
}

/// What a check that compares two accesses has seen, or one that does not.
static llvm::StringRef defaultSeen(const Finding &F) {
  bool IsPair = !F.Others.empty();
  switch (F.Level) {
  case Confidence::High:
    return IsPair ? "both threads, both accesses and the object are visible"
                  : "every step of the evidence is visible";
  case Confidence::Medium:
    return IsPair ? "both accesses are visible; that they meet is inferred"
                  : "a step of the evidence is inferred";
  case Confidence::Low:
    break;
  }
  return "a step of the evidence is a guess";
}

std::string mapwarden::defaultGrounds(const Finding &F) {
  return composeGrounds(F.Level, defaultSeen(F), F.Assumptions);
}
