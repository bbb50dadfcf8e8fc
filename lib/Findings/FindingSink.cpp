// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Precedence, then folding, then order and fingerprints.

#include "Findings/FindingSink.h"
#include "Findings/ConfidenceText.h"
#include "Findings/FindingOrder.h"
#include "Findings/Fingerprint.h"
#include "Findings/RulePrecedence.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>
#include <utility>

using namespace llvm;
using namespace mapwarden;

void FindingSink::add(Finding Added) {
  Added.Fingerprint.clear();
  Added.Suppressed.reset();
  if (Added.Grounds.empty())
    Added.Grounds = defaultGrounds(Added);
  Candidates.push_back(std::move(Added));
}

/// What a reader takes for one finding.
static auto makeFoldKey(const Finding &F) {
  return std::tie(F.Primary.At.File, F.Primary.At.Line, F.Check);
}

/// The same code in the same context is one partner, however it was reached.
static bool isSamePartner(const AccessSide &A, const AccessSide &B) {
  return std::tie(A.At, A.Operation, A.Object, A.IsWrite, A.Context) ==
         std::tie(B.At, B.Operation, B.Object, B.IsWrite, B.Context);
}

static void addIfNew(std::vector<std::string> &Texts, const std::string &Text) {
  if (!is_contained(Texts, Text))
    Texts.push_back(Text);
}

/// Removes repeated entries within one finding; the first of each stays.
static void removeDuplicates(Finding &F) {
  std::vector<AccessSide> Partners = std::exchange(F.Others, {});
  for (AccessSide &Partner : Partners)
    if (none_of(F.Others, [&](const AccessSide &Known) {
          return isSamePartner(Known, Partner);
        }))
      F.Others.push_back(std::move(Partner));
  for (auto *Texts : {&F.Reasons, &F.Assumptions})
    for (const std::string &Text : std::exchange(*Texts, {}))
      addIfNew(*Texts, Text);
}

/// Gives \p Kept what \p Dropped knows more.
static void fold(Finding &Kept, Finding &Dropped) {
  Kept.HasOtherMaps |=
      Dropped.HasOtherMaps || Kept.ObjectKey != Dropped.ObjectKey;
  if (Kept.Primary.Object != Dropped.Primary.Object)
    addIfNew(Kept.Reasons,
             "this line also accesses '" + Dropped.Primary.Object + "' (" +
                 Dropped.Primary.Operation + ") with the same fault");
  for (AccessSide &Partner : Dropped.Others)
    Kept.Others.push_back(std::move(Partner));
  append_range(Kept.Reasons, Dropped.Reasons);
  // A weaker proof's assumptions are not those of the stronger one.
  if (Kept.Level == Dropped.Level)
    append_range(Kept.Assumptions, Dropped.Assumptions);
  // An edit for one of two accesses leaves the other as it is.
  if (Kept.Fixes != Dropped.Fixes && Kept.Primary.At != Dropped.Primary.At)
    Kept.Fixes.clear();
  if (!Kept.DominantGuard && Kept.Primary.Object == Dropped.Primary.Object)
    Kept.DominantGuard = std::move(Dropped.DominantGuard);
}

/// Best first within a fold key; total, so equal means identical.
static bool isBetter(const Finding &A, const Finding &B) {
  if (auto Order = makeFoldKey(A) <=> makeFoldKey(B); Order != 0)
    return Order < 0;
  if (A.Level != B.Level)
    return A.Level > B.Level;
  if (A.Primary.At.Column != B.Primary.At.Column)
    return A.Primary.At.Column < B.Primary.At.Column;
  if (A.Message != B.Message)
    return A.Message < B.Message;
  return A < B;
}

std::vector<Finding> FindingSink::take(SourceTexts &Sources) {
  std::vector<Finding> All = std::exchange(Candidates, {});
  erase_if(All, [&](const Finding &F) { return F.Level < Minimum; });
  removeDisplaced(All);
  sort(All, isBetter);
  All.erase(unique(All, [](const Finding &A,
                           const Finding &B) { return (A <=> B) == 0; }),
            All.end());

  std::vector<Finding> Result;
  for (Finding &F : All) {
    if (Result.empty() || makeFoldKey(Result.back()) != makeFoldKey(F))
      Result.push_back(std::move(F));
    else
      fold(Result.back(), F);
  }
  for (Finding &F : Result)
    removeDuplicates(F);
  sortFindings(Result);
  fillFingerprints(Result, Sources);
  return Result;
}
