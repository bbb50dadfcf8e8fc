// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builds phrases; nothing here is made safe for a medium, the reporters do
/// that.

#include "Report/SideText.h"
#include "Findings/Severity.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace mapwarden;

std::string mapwarden::describePlace(const FilePlace &At) {
  if (!At.isValid())
    return At.File;
  std::string Text = (At.File + ":" + Twine(At.Line)).str();
  if (At.Column != 0)
    Text += (":" + Twine(At.Column)).str();
  return Text;
}

std::string mapwarden::describeAt(const FilePlace &At) {
  std::string Place = describePlace(At);
  return Place.empty() ? "" : " at " + Place;
}

std::string mapwarden::describeAccess(const AccessSide &Side) {
  std::string Text = Side.IsWrite ? "writes " : "reads ";
  if (Side.IsElement)
    Text += "an element of ";
  Text += Side.Object.empty() ? "the map" : "'" + Side.Object + "'";
  if (!Side.Operation.empty())
    Text += " (" + Side.Operation + ")";
  if (!Side.Function.empty())
    Text += " in " + Side.Function;
  return Text;
}

static std::string describeLocks(const AccessSide &Side, bool WithPlaces) {
  if (Side.Locks.empty())
    return Side.Context.empty() ? "" : "no lock held";
  std::string Text = "holds ";
  ListSeparator Comma;
  for (const HeldLockText &Lock : Side.Locks) {
    Text += StringRef(Comma);
    Text += Lock.IsShared ? "shared " : "";
    Text += "'" + Lock.Name + "'";
    if (WithPlaces)
      Text += Lock.TakenAt.isValid()
                  ? " (taken at " + describePlace(Lock.TakenAt) + ")"
                  : " (held by a caller)";
  }
  return Text;
}

std::string mapwarden::describeLocks(const AccessSide &Side) {
  return ::describeLocks(Side, /*WithPlaces=*/true);
}

std::string mapwarden::describeLocksBriefly(const AccessSide &Side) {
  return ::describeLocks(Side, /*WithPlaces=*/false);
}

bool mapwarden::isSameAccess(const AccessSide &Side, const AccessSide &Other) {
  return !Side.Context.empty() && Side == Other;
}

std::string mapwarden::describeGuard(const GuardStatistics &Guard) {
  return (Twine(Guard.Holding) + " of " + Twine(Guard.Total) +
          (Guard.Total == 1 ? " access holds '" : " accesses hold '") +
          Guard.Guard + "'")
      .str();
}

std::string mapwarden::describeConfidence(const Finding &F) {
  std::string Text = getName(F.Level).str();
  return F.Grounds.empty() ? Text : Text + ": " + F.Grounds;
}

std::string mapwarden::describeCount(uint64_t Count, StringRef Noun,
                                     StringRef Plural) {
  std::string Text = (Twine(Count) + " ").str();
  if (Count == 1)
    return Text + Noun.str();
  return Text + (Plural.empty() ? (Noun + Twine("s")).str() : Plural.str());
}
