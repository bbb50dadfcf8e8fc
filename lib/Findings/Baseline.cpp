// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lines of JSON; keys in a fixed order, so that sorting lines sorts by file.

#include "Findings/Baseline.h"
#include "Findings/FindingMatch.h"
#include "Findings/Fingerprint.h"
#include "Findings/ScanSummary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace llvm;
using namespace mapwarden;

static constexpr StringLiteral HeaderKey = "mapwarden-baseline";

namespace {
struct KnownKey {
  StringLiteral Name;
  std::string KnownFinding::*Field;
};
} // namespace

static constexpr KnownKey Keys[] = {
    {"file", &KnownFinding::File},
    {"function", &KnownFinding::Function},
    {"check", &KnownFinding::Check},
    {"map", &KnownFinding::Object},
    {"access", &KnownFinding::Access},
    {"operation", &KnownFinding::Operation},
    {"statement", &KnownFinding::Statement},
    {"body", &KnownFinding::Body},
    {"mapKey", &KnownFinding::ObjectKey},
    {"functionKey", &KnownFinding::FunctionKey},
    {"fingerprint", &KnownFinding::Fingerprint},
};

KnownFinding mapwarden::makeKnown(const Finding &F) {
  KnownFinding Known;
  Known.Check = F.Check;
  Known.File = F.Primary.At.File;
  Known.Function = F.Primary.Function;
  Known.Object = F.Primary.Object;
  Known.Access = getAccessKind(F.Primary).str();
  Known.Operation = F.Primary.Operation;
  Known.Statement = F.Statement;
  Known.Body = F.Body;
  Known.ObjectKey = F.ObjectKey.empty() ? F.Primary.Object : F.ObjectKey;
  Known.FunctionKey =
      F.FunctionKey.empty() ? F.Primary.Function : F.FunctionKey;
  Known.Fingerprint = F.Fingerprint;
  return Known;
}

std::vector<KnownFinding> mapwarden::selectKnown(ArrayRef<Finding> All,
                                                 Confidence Minimum) {
  std::vector<KnownFinding> Result;
  for (const Finding &F : All)
    if (F.Level >= Minimum && !F.Suppressed)
      Result.push_back(makeKnown(F));
  sort(Result);
  return Result;
}

void mapwarden::writeBaseline(std::vector<KnownFinding> Known,
                              raw_ostream &Out) {
  std::set<std::string> Lines;
  for (const KnownFinding &F : Known) {
    std::string Line;
    raw_string_ostream Stream(Line);
    json::OStream J(Stream);
    J.object([&] {
      for (const KnownKey &Key : Keys)
        J.attribute(Key.Name, json::fixUTF8(F.*Key.Field));
    });
    Lines.insert(std::move(Line));
  }
  Out << "{\"" << HeaderKey << "\":" << BaselineVersion << "}\n";
  for (const std::string &Line : Lines)
    Out << Line << '\n';
}

/// Reads one entry; the fault, or "".
static std::string readKnown(const json::Object &Object, KnownFinding &Into) {
  for (const KnownKey &Key : Keys) {
    const json::Value *Found = Object.get(Key.Name);
    if (!Found)
      return ("'" + Key.Name + "' is missing").str();
    std::optional<StringRef> Text = Found->getAsString();
    if (!Text)
      return (Key.Name + ": expected a string").str();
    Into.*Key.Field = Text->str();
  }
  return "";
}

/// Objects of strings are one level deep; deeper nesting is refused before the
/// recursive parser sees it.
static bool isFlat(StringRef Line) {
  return Line.count('[') + Line.count('{') < 1000;
}

Expected<std::vector<KnownFinding>>
mapwarden::readBaseline(StringRef Text, StringRef FileName) {
  std::set<KnownFinding> Result;
  unsigned Number = 0;
  bool HasHeader = false;
  auto makeError = [&](const Twine &What) {
    return createStringError(FileName + ":" + Twine(Number) + ": " + What);
  };
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    ++Number;
    Line = Line.trim();
    if (Line.empty())
      continue;
    if (Line.starts_with("<<<<<<<") || Line.starts_with("=======") ||
        Line.starts_with(">>>>>>>"))
      return makeError("a merge conflict; keep the lines of both sides");
    Expected<json::Value> Value = isFlat(Line)
                                      ? json::parse(Line)
                                      : createStringError("nested too deeply");
    if (!Value)
      return makeError("expected an object in JSON: " +
                       toString(Value.takeError()));
    const json::Object *Object = Value->getAsObject();
    if (!Object)
      return makeError("expected an object in JSON");
    if (const json::Value *Version = Object->get(HeaderKey)) {
      if (Version->getAsUINT64() != BaselineVersion)
        return makeError("a baseline of another version; this program reads "
                         "version " +
                         Twine(BaselineVersion));
      HasHeader = true;
      continue;
    }
    KnownFinding Known;
    if (std::string Fault = readKnown(*Object, Known); !Fault.empty())
      return makeError(Fault);
    Result.insert(std::move(Known));
  }
  if (!HasHeader)
    return createStringError(FileName + ": no line {\"" + HeaderKey +
                             "\":" + Twine(BaselineVersion) +
                             "}; is this a baseline of mapwarden?");
  return std::vector<KnownFinding>(Result.begin(), Result.end());
}

void mapwarden::compareWithKnown(ScanResult &Result,
                                 ArrayRef<KnownFinding> Known,
                                 Confidence Minimum, StringRef Name) {
  Result.ComparedWith = Name.str();
  const bool IsPartial =
      Result.IsPartial || UnitCounts::count(Result.Units).lost() != 0;
  auto HasFunction = [&](StringRef Key) {
    return Result.FunctionKeys.empty() ||
           std::binary_search(Result.FunctionKeys.begin(),
                              Result.FunctionKeys.end(), Key);
  };
  // What is shown comes first, so that a hidden finding takes no known one from
  // it.
  std::vector<KnownFinding> Found;
  std::vector<Finding *> Findings;
  for (bool IsShown : {true, false})
    for (Finding &F : Result.Findings)
      if (IsShown == (F.Level >= Minimum)) {
        Found.push_back(makeKnown(F));
        Findings.push_back(&F);
      }
  std::map<std::string, bool> Files;
  auto HasFile = [&](StringRef File) {
    auto [Entry, IsNew] = Files.try_emplace(File.str());
    if (IsNew) {
      SmallString<256> Path(Result.ProjectRoot);
      sys::path::append(Path, File);
      Entry->second =
          sys::fs::exists(sys::path::is_absolute(File) ? File : Path.str());
    }
    return Entry->second;
  };
  std::vector<FindingMatch> Matches =
      matchFindings(Known, Found, {HasFile, HasFunction});
  std::vector<bool> IsStill(Known.size());
  for (auto [F, Match] : zip(Findings, Matches)) {
    F->Known = Match.How;
    if (Match.Old != FindingMatch::None)
      IsStill[Match.Old] = true;
  }
  std::set<std::vector<std::string>> Code;
  for (const KnownFinding &F : Found)
    Code.insert(getCodeKey(F));
  Code.erase(std::vector<std::string>());
  for (auto [Index, F] : enumerate(Known))
    if (!IsStill[Index] && Code.count(getCodeKey(F)))
      IsStill[Index] = true; // Folded into another finding of its line.
  Result.Gone.clear();
  for (auto [Index, F] : enumerate(Known))
    if (!IsStill[Index] && !IsPartial)
      Result.Gone.push_back(F);
  sort(Result.Gone);
}

StringRef mapwarden::getName(KnownState State) {
  switch (State) {
  case KnownState::Unasked:
    return "";
  case KnownState::New:
    return "new";
  case KnownState::Same:
    return "same";
  case KnownState::Edited:
    return "edited";
  case KnownState::Renamed:
    return "renamed";
  case KnownState::Moved:
    return "moved";
  }
  llvm_unreachable("unknown state");
}

std::optional<KnownState> mapwarden::parseKnownState(StringRef Name) {
  return StringSwitch<std::optional<KnownState>>(Name)
      .Case("new", KnownState::New)
      .Case("same", KnownState::Same)
      .Case("edited", KnownState::Edited)
      .Case("renamed", KnownState::Renamed)
      .Case("moved", KnownState::Moved)
      .Default(std::nullopt);
}

std::string mapwarden::describeKnown(const KnownFinding &Known) {
  std::string Text =
      Known.File + ": " + Known.Access + " of '" + Known.Object + "'";
  if (!Known.Operation.empty())
    Text += " (" + Known.Operation + ")";
  if (!Known.Function.empty())
    Text += " in " + Known.Function;
  return Text + " [" + Known.Check + "]";
}
