// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Services show the message, the first location and what the message links
/// to; all else is for viewers. So the message says the whole story in a few
/// sentences.

#include "Report/SarifResults.h"
#include "Findings/Fingerprint.h"
#include "Findings/Severity.h"
#include "Report/SarifCodeFlows.h"
#include "Report/SarifText.h"
#include "Report/SideText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

/// Partners after the first that the message links to.
static constexpr size_t MaxLinkedPartners = 9;

static ArrayRef<AccessSide> getPartners(const Finding &F) {
  return ArrayRef(F.Others).take_front(MaxSarifPartners);
}

static std::string describeFirstPartner(const Finding &F) {
  const AccessSide &First = F.Others.front();
  if (isSameAccess(F.Primary, First))
    return " It may run at the same time as [the other access](1), which is "
           "the same one in another run of the thread.";
  std::string Text = First.Context.empty()
                         ? " See [the other access](1), which "
                         : " It may run at the same time as [the other "
                           "access](1), which ";
  Text += escapeMessage(describeAccess(First));
  if (std::string Locks = describeLocksBriefly(First); !Locks.empty())
    Text += (First.Locks.empty() ? " with " : " and ") + escapeMessage(Locks);
  if (!First.Context.empty())
    Text += " (" + escapeMessage(First.Context) + ")";
  return Text + ".";
}

static std::string describePartners(const Finding &F) {
  std::string Text = describeFirstPartner(F);
  ArrayRef<AccessSide> Rest = getPartners(F).drop_front();
  if (Rest.empty())
    return Text;
  Text += " Further accesses: ";
  ListSeparator Comma;
  for (size_t I = 0; I != std::min(Rest.size(), MaxLinkedPartners); ++I)
    Text += (StringRef(Comma) + "[" + Twine(I + 2) + "](" + Twine(I + 2) + ")")
                .str();
  if (Rest.size() > MaxLinkedPartners)
    Text += (" and " + Twine(Rest.size() - MaxLinkedPartners) + " more").str();
  return Text + ".";
}

static std::string makeMessage(const Finding &F) {
  std::string Text = finishSentence(escapeMessage(F.Message));
  if (std::string Locks = describeLocksBriefly(F.Primary); !Locks.empty())
    Text += F.Primary.Locks.empty()
                ? " This access holds no lock."
                : " This access " + escapeMessage(Locks) + ".";
  if (!F.Others.empty())
    Text += describePartners(F);
  if (F.DominantGuard)
    Text +=
        " " + finishSentence(escapeMessage(describeGuard(*F.DominantGuard)));
  for (const TraceStep &Cause : F.Causes)
    Text += " Introduced because: " +
            finishSentence(escapeMessage(Cause.Text + describeAt(Cause.At)));
  for (const std::string &Reason : F.Reasons)
    Text += " Why: " + finishSentence(escapeMessage(Reason));
  if (!F.Advice.empty())
    Text += " Fix: " + finishSentence(escapeMessage(F.Advice));
  for (const std::string &Assumption : F.Assumptions)
    if (!StringRef(F.Grounds).contains(Assumption))
      Text += " Assumes: " + finishSentence(escapeMessage(Assumption));
  Text += " Confidence " + finishSentence(escapeMessage(describeConfidence(F)));
  return Text;
}

static void writeRelated(SarifWriter &Writer, const Finding &F) {
  if (F.Others.empty())
    return;
  Writer.J.attributeArray("relatedLocations", [&] {
    for (auto [Index, Side] : enumerate(getPartners(F)))
      Writer.J.object([&, Id = Index + 1, &Side = Side] {
        Writer.J.attribute("id", Id);
        Writer.writeLocation(Side.At, Side.Function);
        std::string Text = describeAccess(Side);
        if (std::string Locks = describeLocks(Side); !Locks.empty())
          Text += "; " + Locks;
        Writer.writeMessage("message", finishSentence(escapeMessage(Text)));
      });
  });
}

static void writeFix(SarifWriter &Writer, const Fix &Repair) {
  Writer.J.object([&] {
    Writer.writeMessage("description",
                        finishSentence(escapeMessage(Repair.Description)));
    Writer.J.attributeArray("artifactChanges", [&] {
      for (auto Edit = Repair.Edits.begin(); Edit != Repair.Edits.end();) {
        const std::string &File = Edit->At.File;
        Writer.J.object([&] {
          Writer.writeArtifact(File);
          Writer.J.attributeArray("replacements", [&] {
            for (; Edit != Repair.Edits.end() && Edit->At.File == File; ++Edit)
              Writer.J.object([&] {
                Writer.writeRegion("deletedRegion", Edit->At);
                Writer.J.attributeObject("insertedContent", [&] {
                  Writer.writeVerbatim("text", Edit->Text);
                });
              });
          });
        });
      }
    });
  });
}

static void writeFixes(SarifWriter &Writer, const Finding &F) {
  if (all_of(F.Fixes, [](const Fix &Repair) { return Repair.Edits.empty(); }))
    return;
  Writer.J.attributeArray("fixes", [&] {
    for (const Fix &Repair : F.Fixes)
      if (!Repair.Edits.empty())
        writeFix(Writer, Repair);
  });
}

static void writeSuppressions(SarifWriter &Writer, const Finding &F) {
  Writer.J.attributeArray("suppressions", [&] {
    if (F.Suppressed)
      Writer.J.object([&] {
        Writer.J.attribute("kind",
                           F.IsSuppressedByRule ? "external" : "inSource");
        if (!F.Suppressed->empty())
          Writer.writeText("justification", *F.Suppressed);
      });
  });
}

/// The word of SARIF; empty without a comparison.
static StringRef getBaselineState(const Finding &F) {
  switch (F.Known) {
  case KnownState::Unasked:
    return "";
  case KnownState::New:
    return "new";
  case KnownState::Same:
    return "unchanged";
  case KnownState::Edited:
  case KnownState::Renamed:
  case KnownState::Moved:
    return "updated";
  }
  return "";
}

/// Of 100: the order in which viewers list results of one level.
static double getRank(Confidence Level) {
  switch (Level) {
  case Confidence::Low:
    return 20;
  case Confidence::Medium:
    return 60;
  case Confidence::High:
    return 90;
  }
  return 0;
}

void mapwarden::writeSarifResult(SarifWriter &Writer,
                                 const SarifResultContext &Context,
                                 const Finding &F) {
  json::OStream &J = Writer.J;
  J.object([&] {
    Writer.writeText("ruleId", F.Check);
    J.attribute("ruleIndex",
                find(Context.RuleIds, F.Check) - Context.RuleIds.begin());
    J.attribute("level", getName(getSeverity(F, Context.Rules)));
    J.attribute("rank", getRank(F.Level));
    Writer.writeMessage("message", makeMessage(F));
    J.attributeArray("locations", [&] {
      J.object([&] { Writer.writeLocation(F.Primary.At, F.Primary.Function); });
    });
    writeRelated(Writer, F);
    writeSarifCodeFlows(Writer, F);
    if (!F.Fingerprint.empty())
      J.attributeObject("partialFingerprints", [&] {
        Writer.writeText(FingerprintKey, F.Fingerprint);
      });
    if (StringRef State = getBaselineState(F); !State.empty())
      J.attribute("baselineState", State);
    writeFixes(Writer, F);
    if (Context.StatesSuppressions)
      writeSuppressions(Writer, F);
    J.attributeObject("properties", [&] {
      J.attribute("confidence", getName(F.Level));
      if (!F.Grounds.empty())
        Writer.writeText("grounds", F.Grounds);
      Writer.writeText("object", F.Primary.Object);
    });
  });
}
