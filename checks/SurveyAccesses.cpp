// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Accesses and what became of them: a finding, the other side of one, or the
/// reason for silence.
#include "Findings/Severity.h"
#include "Findings/Suppressions.h"
#include "checks/Evidence.h"
#include "checks/Silence.h"
#include "checks/Survey.h"
#include <set>

using namespace mapwarden;

namespace {
class AccessSurvey {
public:
  AccessSurvey(const CheckContext &Ctx, const SilenceLog &Log,
               const SurveyFindings &Findings, SourceTexts &Sources)
      : Ctx(Ctx), Findings(Findings), Sources(Sources), Silence(Ctx, Log) {
    for (const Finding &F : Findings.All) {
      AtLine[{F.Primary.At.File, F.Primary.At.Line}].push_back(&F);
      for (const AccessSide &Side : F.Others)
        PartnerAt[{Side.At.File, Side.At.Line}].push_back(&F);
    }
  }
  AccessEntry describe(const SurveyedAccess &Access);

private:
  using Line = std::pair<std::string, uint32_t>;
  void addFindings(AccessEntry &Entry);
  void addPartners(AccessEntry &Entry) const;
  std::string suppressionOf(const Finding &F);
  static bool isAbout(const Finding &F, const AccessSide &Side);

  const CheckContext &Ctx;
  const SurveyFindings &Findings;
  SourceTexts &Sources;
  SilenceReasons Silence;
  std::map<Line, std::vector<const Finding *>> AtLine, PartnerAt;
};
} // namespace

/// One finding stands for all accesses of its line with the same fault, so
/// either the place or the map may be that of another access.
bool AccessSurvey::isAbout(const Finding &F, const AccessSide &Side) {
  return F.Primary.Object == Side.Object || F.Primary.At == Side.At ||
         llvm::any_of(F.Reasons, [&](const std::string &Reason) {
           return llvm::StringRef(Reason).contains("this line also accesses '" +
                                                   Side.Object + "'");
         });
}

std::string AccessSurvey::suppressionOf(const Finding &F) {
  if (F.IsSuppressedByRule)
    return "suppressed by the project file: " + *F.Suppressed;
  const FilePlace &At = F.Primary.At;
  std::string Text = "suppressed by a comment";
  if (std::optional<llvm::StringRef> Source = Sources.text(At.File))
    for (const Suppression &Comment : findSuppressions(*Source))
      if (Comment.covers(F.Check, {At.Line, At.Column})) {
        Text += " at " + At.File + ":" + std::to_string(Comment.DirectiveLine);
        break;
      }
  return F.Suppressed->empty() ? Text : Text + ": " + *F.Suppressed;
}

void AccessSurvey::addFindings(AccessEntry &Entry) {
  auto Known = AtLine.find({Entry.Side.At.File, Entry.Side.At.Line});
  if (Known == AtLine.end())
    return;
  std::set<std::string> Verdicts;
  for (const Finding *F : Known->second) {
    if (!isAbout(*F, Entry.Side))
      continue;
    std::string Text = F->Check + ", " + getName(F->Level).str() +
                       " confidence (" + F->Grounds + "): " + F->Message;
    if (F->Suppressed) {
      Verdicts.insert("suppressed");
      Text += "; " + suppressionOf(*F);
    } else if (F->Level < Findings.Minimum) {
      Verdicts.insert("low");
      Text += "; below the threshold, shown with --confidence=" +
              getName(F->Level).str();
    } else {
      Verdicts.insert("reported");
    }
    Entry.Reasons.push_back(std::move(Text));
  }
  for (const char *Verdict : {"reported", "suppressed", "low"})
    if (Entry.Verdict.empty() && Verdicts.count(Verdict))
      Entry.Verdict = Verdict;
}

void AccessSurvey::addPartners(AccessEntry &Entry) const {
  auto Known = PartnerAt.find({Entry.Side.At.File, Entry.Side.At.Line});
  if (Known == PartnerAt.end())
    return;
  for (const Finding *F : Known->second) {
    bool IsSide = llvm::any_of(F->Others, [&](const AccessSide &Side) {
      return Side.At == Entry.Side.At && Side.Object == Entry.Side.Object;
    });
    if (!IsSide || F->Level < Findings.Minimum || F->Suppressed ||
        !Entry.Verdict.empty())
      continue;
    Entry.Verdict = "partner";
    Entry.Reasons.push_back("the other side of the finding at " +
                            F->Primary.At.File + ":" +
                            std::to_string(F->Primary.At.Line) + " (" +
                            F->Check + "), which is where the repair belongs");
  }
}

AccessEntry AccessSurvey::describe(const SurveyedAccess &Access) {
  AccessEntry Entry;
  if (Access.Versions.empty()) {
    AccessSummary Bare;
    Bare.Object = Access.Object;
    Bare.Flags = Access.Flags;
    Bare.Function = Access.Leaf.first;
    Bare.Instr = Access.Leaf.second;
    ConflictContext Context;
    Context.Frame = Access.Leaf.first;
    Entry.Side = describeSide(Ctx, Bare, Context);
  } else {
    Entry.Side = describeSide(Ctx, *Access.Versions.front());
    Entry.Threads = listThreads(Ctx, Access.Versions);
    // Locks that every way to the access holds.
    for (const AccessVersion *Version : Access.Versions) {
      AccessSide Other = describeSide(Ctx, *Version);
      llvm::erase_if(Entry.Side.Locks, [&](const HeldLockText &Lock) {
        return llvm::none_of(Other.Locks, [&](const HeldLockText &Theirs) {
          return Theirs.TakenAt == Lock.TakenAt;
        });
      });
    }
  }
  Entry.Side.Trace.clear();
  addFindings(Entry);
  addPartners(Entry);
  if (Entry.Verdict.empty())
    Entry.Verdict = "silent";
  if (Entry.Verdict == "silent")
    Entry.Reasons = Silence.of(Access.Leaf);
  return Entry;
}

std::vector<AccessEntry>
mapwarden::surveyAccesses(const CheckContext &Ctx, const SilenceLog &Log,
                          const SilenceLog::LeafFilter &Wanted,
                          const SurveyFindings &Findings,
                          SourceTexts &Sources) {
  AccessSurvey Survey(Ctx, Log, Findings, Sources);
  std::vector<AccessEntry> Result;
  for (const SurveyedAccess &Access : listAccesses(Ctx, Wanted))
    Result.push_back(Survey.describe(Access));
  llvm::sort(Result, [](const AccessEntry &L, const AccessEntry &R) {
    return std::tie(L.Side.Object, L.Side.At, L) <
           std::tie(R.Side.Object, R.Side.At, R);
  });
  Result.erase(std::unique(Result.begin(), Result.end(),
                           [](const AccessEntry &L, const AccessEntry &R) {
                             return (L <=> R) == 0;
                           }),
               Result.end());
  return Result;
}
