// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Checks the shape of every value before it is used.
///
/// llvm::json::parse recurses per level of nesting, so depth is bounded first,
/// on the text. Then each object is read key by key through KeyReader, which
/// knows the path to it for messages.

#include "Report/JsonReader.h"
#include "Findings/Baseline.h"
#include "Findings/FindingOrder.h"
#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Report/JsonReporter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include <limits>

using namespace llvm;
using namespace mapwarden;

/// Our own reports are 8 levels deep.
static constexpr unsigned MaxDepth = 64;

/// Does \p Text nest brackets deeper than MaxDepth? Exact for valid JSON.
static bool isTooDeep(StringRef Text) {
  unsigned Depth = 0;
  bool IsInString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (IsInString) {
      if (C == '\\')
        ++I;
      else if (C == '"')
        IsInString = false;
    } else if (C == '"') {
      IsInString = true;
    } else if (C == '[' || C == '{') {
      if (++Depth > MaxDepth)
        return true;
    } else if ((C == ']' || C == '}') && Depth != 0) {
      --Depth;
    }
  }
  return false;
}

namespace {
/// Reads the keys of one object. The first fault is kept in the root's Fault
/// and makes all further reads do nothing.
class KeyReader {
public:
  KeyReader(const json::Object &Object, std::string Path, std::string &Fault)
      : Object(Object), Path(std::move(Path)), Fault(Fault) {}

  void readText(StringRef Key, std::string &Into, bool IsRequired = false);
  void readFlag(StringRef Key, bool &Into);
  template <typename T> void readCount(StringRef Key, T &Into);
  void readTexts(StringRef Key, std::vector<std::string> &Into);
  /// Calls \p Read with the object under \p Key; not when it is null or
  /// missing and not required.
  void readObject(StringRef Key, function_ref<void(KeyReader &)> Read,
                  bool IsRequired = false);
  /// Appends one element to \p Into for each object in the array under \p Key.
  template <typename T>
  void readObjects(StringRef Key, std::vector<T> &Into,
                   function_ref<void(KeyReader &, T &)> Read);
  void fail(StringRef Key, const Twine &Expected);
  bool isNull(StringRef Key) const {
    const json::Value *Found = Object.get(Key);
    return !Found || Found->kind() == json::Value::Null;
  }

private:
  /// The value under \p Key; null when it is missing, which is a fault if it is
  /// required, and after a fault.
  const json::Value *get(StringRef Key, bool IsRequired, StringRef Expected);
  const json::Array *getArray(StringRef Key);

  const json::Object &Object;
  std::string Path; // Empty, or with a dot at its end.
  std::string &Fault;
};
} // namespace

void KeyReader::fail(StringRef Key, const Twine &Expected) {
  if (Fault.empty())
    Fault = (Path + Key + ": expected " + Expected).str();
}

const json::Value *KeyReader::get(StringRef Key, bool IsRequired,
                                  StringRef Expected) {
  if (!Fault.empty())
    return nullptr;
  const json::Value *Found = Object.get(Key);
  if (!Found && IsRequired)
    fail(Key, Expected + Twine(", but it is missing"));
  return Found;
}

void KeyReader::readText(StringRef Key, std::string &Into, bool IsRequired) {
  const json::Value *Found = get(Key, IsRequired, "a string");
  if (!Found)
    return;
  if (std::optional<StringRef> Text = Found->getAsString())
    Into = Text->str();
  else
    fail(Key, "a string");
}

void KeyReader::readFlag(StringRef Key, bool &Into) {
  const json::Value *Found = get(Key, false, "");
  if (!Found)
    return;
  if (std::optional<bool> Flag = Found->getAsBoolean())
    Into = *Flag;
  else
    fail(Key, "true or false");
}

template <typename T> void KeyReader::readCount(StringRef Key, T &Into) {
  const json::Value *Found = get(Key, false, "");
  if (!Found)
    return;
  std::optional<uint64_t> Count = Found->getAsUINT64();
  if (Count && *Count <= std::numeric_limits<T>::max())
    Into = static_cast<T>(*Count);
  else
    fail(Key, "a number from 0 to " + Twine(std::numeric_limits<T>::max()));
}

const json::Array *KeyReader::getArray(StringRef Key) {
  const json::Value *Found = get(Key, false, "");
  if (!Found)
    return nullptr;
  if (const json::Array *Array = Found->getAsArray())
    return Array;
  fail(Key, "an array");
  return nullptr;
}

void KeyReader::readTexts(StringRef Key, std::vector<std::string> &Into) {
  const json::Array *Array = getArray(Key);
  if (!Array)
    return;
  for (const json::Value &Element : *Array) {
    std::optional<StringRef> Text = Element.getAsString();
    if (!Text)
      return fail(Key, "an array of strings");
    Into.push_back(Text->str());
  }
}

void KeyReader::readObject(StringRef Key, function_ref<void(KeyReader &)> Read,
                           bool IsRequired) {
  const json::Value *Found = get(Key, IsRequired, "an object");
  if (!Found || (!IsRequired && isNull(Key)))
    return;
  const json::Object *Inner = Found->getAsObject();
  if (!Inner)
    return fail(Key, "an object");
  KeyReader Keys(*Inner, (Path + Key + ".").str(), Fault);
  Read(Keys);
}

template <typename T>
void KeyReader::readObjects(StringRef Key, std::vector<T> &Into,
                            function_ref<void(KeyReader &, T &)> Read) {
  const json::Array *Array = getArray(Key);
  if (!Array)
    return;
  for (auto [Index, Element] : enumerate(*Array)) {
    const json::Object *Inner = Element.getAsObject();
    if (!Inner)
      return fail(Key, "an array of objects");
    KeyReader Keys(*Inner, (Path + Key + "[" + Twine(Index) + "].").str(),
                   Fault);
    Read(Keys, Into.emplace_back());
  }
}

static void readPlace(KeyReader &Keys, FilePlace &At) {
  Keys.readText("file", At.File);
  Keys.readCount("line", At.Line);
  Keys.readCount("column", At.Column);
  Keys.readCount("endLine", At.EndLine);
  Keys.readCount("endColumn", At.EndColumn);
}

static void readStep(KeyReader &Keys, TraceStep &Step) {
  readPlace(Keys, Step.At);
  Keys.readText("text", Step.Text);
}

static void readLock(KeyReader &Keys, HeldLockText &Lock) {
  Keys.readText("name", Lock.Name, /*IsRequired=*/true);
  Keys.readFlag("shared", Lock.IsShared);
  Keys.readObject("takenAt",
                  [&](KeyReader &Inner) { readPlace(Inner, Lock.TakenAt); });
}

static void readSide(KeyReader &Keys, AccessSide &Side) {
  readPlace(Keys, Side.At);
  Keys.readText("object", Side.Object);
  Keys.readText("operation", Side.Operation);
  Keys.readFlag("write", Side.IsWrite);
  Keys.readFlag("element", Side.IsElement);
  Keys.readText("function", Side.Function);
  Keys.readText("context", Side.Context);
  Keys.readObjects<TraceStep>("trace", Side.Trace, readStep);
  Keys.readObjects<HeldLockText>("locks", Side.Locks, readLock);
}

static void readEdit(KeyReader &Keys, Replacement &Edit) {
  readPlace(Keys, Edit.At);
  Keys.readText("text", Edit.Text);
}

static void readFix(KeyReader &Keys, Fix &Repair) {
  Keys.readText("description", Repair.Description);
  Keys.readObjects<Replacement>("edits", Repair.Edits, readEdit);
}

static void readGuard(KeyReader &Keys, GuardStatistics &Guard) {
  Keys.readText("name", Guard.Guard, /*IsRequired=*/true);
  Keys.readCount("holding", Guard.Holding);
  Keys.readCount("total", Guard.Total);
}

static void readFinding(KeyReader &Keys, Finding &F) {
  Keys.readText("check", F.Check, /*IsRequired=*/true);
  std::string Level;
  Keys.readText("confidence", Level, /*IsRequired=*/true);
  if (std::optional<Confidence> Known = parseConfidence(Level))
    F.Level = *Known;
  else
    Keys.fail("confidence", "low, medium or high");
  Keys.readText("grounds", F.Grounds);
  Keys.readText("message", F.Message, /*IsRequired=*/true);
  Keys.readObject(
      "access", [&](KeyReader &Inner) { readSide(Inner, F.Primary); },
      /*IsRequired=*/true);
  // The finding's place is its primary access's place, and counts.
  Keys.readText("file", F.Primary.At.File, /*IsRequired=*/true);
  readPlace(Keys, F.Primary.At);
  if (!F.Primary.At.isValid())
    Keys.fail("line", "a line, counted from 1");
  Keys.readObjects<AccessSide>("others", F.Others, readSide);
  Keys.readTexts("reasons", F.Reasons);
  Keys.readTexts("assumptions", F.Assumptions);
  Keys.readObject("guard", [&](KeyReader &Inner) {
    readGuard(Inner, F.DominantGuard.emplace());
  });
  Keys.readText("advice", F.Advice);
  Keys.readObjects<Fix>("fixes", F.Fixes, readFix);
  Keys.readText("fingerprint", F.Fingerprint);
  Keys.readObject("identity", [&](KeyReader &Inner) {
    Inner.readText("map", F.ObjectKey);
    Inner.readText("function", F.FunctionKey);
    Inner.readText("statement", F.Statement);
    Inner.readText("body", F.Body);
  });
  Keys.readObjects<FilePlace>("declared", F.Declared, readPlace);
  Keys.readFlag("otherMaps", F.HasOtherMaps);
  std::string State;
  if (!Keys.isNull("known"))
    Keys.readText("known", State);
  if (std::optional<KnownState> Known = parseKnownState(State))
    F.Known = *Known;
  else if (!State.empty())
    Keys.fail("known", "new, same, edited, renamed or moved");
  Keys.readObjects<TraceStep>("causes", F.Causes, readStep);
  Keys.readFlag("suppressedByRule", F.IsSuppressedByRule);
  if (!Keys.isNull("suppressed"))
    Keys.readText("suppressed", F.Suppressed.emplace());
}

static void readUnit(KeyReader &Keys, TuStatus &Unit) {
  Keys.readText("file", Unit.File, /*IsRequired=*/true);
  std::string Outcome;
  Keys.readText("outcome", Outcome, /*IsRequired=*/true);
  if (std::optional<TuStatus::Outcome> Known = parseOutcome(Outcome))
    Unit.Result = *Known;
  else
    Keys.fail("outcome",
              "analysed, degraded, cached, skipped, failed or timed-out");
  Keys.readText("detail", Unit.Detail);
}

static void readGone(KeyReader &Keys, KnownFinding &F) {
  Keys.readText("check", F.Check);
  Keys.readText("file", F.File);
  Keys.readText("function", F.Function);
  Keys.readText("object", F.Object);
  Keys.readText("access", F.Access);
  Keys.readText("operation", F.Operation);
  Keys.readText("statement", F.Statement);
  Keys.readText("fingerprint", F.Fingerprint);
}

static void readReport(KeyReader &Keys, ScanResult &Result) {
  uint32_t Version = 0;
  Keys.readCount("version", Version);
  if (Version != JsonReportVersion)
    Keys.fail("version",
              Twine(JsonReportVersion) + "; is this a report of mapwarden?");
  Keys.readObject("tool", [&](KeyReader &Inner) {
    Inner.readText("version", Result.ToolVersion);
  });
  Keys.readObject("summary", [&](KeyReader &Inner) {
    Inner.readCount("functions", Result.Functions);
    Inner.readCount("maps", Result.Maps);
    Inner.readCount("accesses", Result.Accesses);
    Inner.readCount("threadEntries", Result.ThreadEntries);
    Inner.readCount("locks", Result.Locks);
    Inner.readCount("boundedFunctions", Result.BoundedFunctions);
    Inner.readCount("thirdParty", Result.ThirdParty);
    Inner.readCount("overridden", Result.Overridden);
  });
  Keys.readObjects<SuppressionNote>(
      "suppressionNotes", Result.SuppressionNotes,
      [](KeyReader &Inner, SuppressionNote &Note) {
        readPlace(Inner, Note.At);
        Inner.readText("text", Note.Text);
      });
  Keys.readObject("comparison", [&](KeyReader &Inner) {
    Inner.readText("with", Result.ComparedWith);
    Inner.readObjects<KnownFinding>("gone", Result.Gone, readGone);
  });
  Keys.readObjects<TuStatus>("units", Result.Units, readUnit);
  Keys.readObjects<Finding>("findings", Result.Findings, readFinding);
}

Expected<ScanResult> mapwarden::readJsonReport(StringRef Text,
                                               StringRef FileName) {
  auto MakeError = [&](const Twine &What) {
    return createStringError(inconvertibleErrorCode(), FileName + ": " + What);
  };
  if (isTooDeep(Text))
    return MakeError("nested deeper than " + Twine(MaxDepth) + " levels");
  Expected<json::Value> Root = json::parse(Text);
  if (!Root)
    return MakeError("malformed JSON: " + toString(Root.takeError()));
  const json::Object *Top = Root->getAsObject();
  if (!Top)
    return MakeError("expected an object");
  std::string Fault;
  ScanResult Result;
  KeyReader Keys(*Top, "", Fault);
  readReport(Keys, Result);
  if (!Fault.empty())
    return MakeError(Fault);
  sortFindings(Result.Findings);
  sortUnits(Result.Units);
  return Result;
}
