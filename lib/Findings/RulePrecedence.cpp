// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The table of precedence and its use.

#include "Findings/RulePrecedence.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <set>
#include <tuple>

using namespace llvm;
using namespace mapwarden;

namespace {
struct Precedence {
  StringLiteral Winner, Loser;
};

/// An object's line.
using Spot = std::tuple<StringRef, uint32_t, StringRef>;

/// What was reported at a spot.
struct Claim {
  StringRef Check;
  Confidence Level;
  bool IsElement;
  /// Set for another line of a cause: the finding that covers it.
  const Finding *Cause = nullptr;
};
} // namespace

static constexpr Precedence Table[] = {
    {"mapwarden-racy-init", "mapwarden-unguarded-access"},
    {"mapwarden-racy-init", "mapwarden-inconsistent-guard"},
    {"mapwarden-check-then-act", "mapwarden-unguarded-access"},
    {"mapwarden-check-then-act", "mapwarden-inconsistent-guard"},
    {"mapwarden-guard-escape", "mapwarden-unguarded-access"},
    {"mapwarden-guard-escape", "mapwarden-inconsistent-guard"},
    {"mapwarden-check-then-act", "mapwarden-guard-escape"},
    {"mapwarden-write-under-shared-lock", "mapwarden-inconsistent-guard"},
    {"mapwarden-unguarded-access", "mapwarden-inconsistent-guard"},
};

bool mapwarden::hasPrecedence(StringRef Winner, StringRef Loser) {
  return any_of(Table, [&](const Precedence &Row) {
    return Row.Winner == Winner && Row.Loser == Loser;
  });
}

/// What is read or written through an iterator or reference of an earlier
/// section is above all a use of what may be gone.
static constexpr StringLiteral EarlierTest = "mapwarden-check-then-act";
static constexpr StringLiteral EarlierView = "mapwarden-guard-escape";

static bool displaces(const Claim &By, const Finding &F) {
  if (By.Check == EarlierView && F.Check == EarlierTest)
    return F.Primary.IsElement;
  if (By.Check == EarlierTest && F.Check == EarlierView && By.IsElement)
    return false;
  return hasPrecedence(By.Check, F.Check);
}

static Spot makeSpot(const Finding &F) {
  return {F.Primary.At.File, F.Primary.At.Line,
          F.ObjectKey.empty() ? F.Primary.Object : F.ObjectKey};
}

/// One access whose object goes by two names: the variable that a visible
/// thread uses, and the reference or pointer to it in a class.
static constexpr StringLiteral ByThreads = "mapwarden-unguarded-access";
static constexpr StringLiteral ByClass = "mapwarden-inconsistent-guard";
using Place = std::tuple<StringRef, uint32_t, uint32_t>;

static Place placeOf(const Finding &F) {
  return {F.Primary.At.File, F.Primary.At.Line, F.Primary.At.Column};
}

using LineOfFile = std::pair<StringRef, uint32_t>;

/// Whether \p F is in conflict with nothing but the lines of \p Cause and lines
/// that are reported themselves: else it is the only one to tell of a second
/// mistake.
static bool saysNothingNew(const Finding &Cause, const Finding &F,
                           const std::set<LineOfFile> &Reported) {
  return all_of(F.Others, [&](const AccessSide &Other) {
    return Reported.count({Other.At.File, Other.At.Line}) != 0 ||
           any_of(Cause.Covers, [&](const ObjectLine &Line) {
             return Line.File == Other.At.File && Line.Line == Other.At.Line;
           });
  });
}

void mapwarden::removeDisplaced(std::vector<Finding> &All) {
  std::map<Spot, SmallVector<Claim, 2>> Claims;
  std::set<Place> Proved;
  std::set<LineOfFile> Reported;
  for (const Finding &F : All) {
    Reported.insert({F.Primary.At.File, F.Primary.At.Line});
    if (F.Check == ByThreads && F.Level != Confidence::Low)
      Proved.insert(placeOf(F));
  }
  for (const Finding &F : All)
    if (any_of(Table,
               [&](const Precedence &Row) { return Row.Winner == F.Check; })) {
      Claims[makeSpot(F)].push_back({F.Check, F.Level, F.Primary.IsElement});
      for (const ObjectLine &Line : F.Covers)
        Claims[{Line.File, Line.Line, Line.ObjectKey}].push_back(
            {F.Check, F.Level, /*IsElement=*/false, &F});
    }

  std::vector<bool> IsDisplaced;
  for (const Finding &F : All) {
    auto Found = Claims.find(makeSpot(F));
    const bool IsProved = F.Check == ByClass && Proved.count(placeOf(F)) != 0;
    IsDisplaced.push_back(
        IsProved ||
        (Found != Claims.end() && any_of(Found->second, [&](const Claim &C) {
           return displaces(C, F) &&
                  (!C.Cause || saysNothingNew(*C.Cause, F, Reported)) &&
                  (C.Level != Confidence::Low || F.Level == Confidence::Low);
         })));
  }
  // The keys above are views into All: decide first, then remove.
  Claims.clear();
  Reported.clear();
  std::vector<Finding> Rest;
  for (auto [F, Gone] : zip_equal(All, IsDisplaced))
    if (!Gone) {
      Rest.push_back(std::move(F));
      // Decided, and in no report: a result that is kept would not have it.
      Rest.back().Covers.clear();
    }
  All = std::move(Rest);
}
