// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The findings are kept as a JSON report, which has a reader already; in front
/// of it stand two lists that no report shows.
#include "Driver/ResultCache.h"

#include "Driver/WireFormat.h"
#include "Report/JsonReader.h"
#include "Report/JsonReporter.h"
#include "Support/Digest.h"

using namespace mapwarden;
using llvm::StringRef;

std::string mapwarden::makeResultKey(std::vector<std::string> FactsKeys,
                                     llvm::ArrayRef<TuStatus> Settled,
                                     const CheckOptions &Checks,
                                     llvm::ArrayRef<std::string> Exported) {
  if (llvm::is_contained(FactsKeys, ""))
    return "";
  llvm::sort(FactsKeys);
  Digest Key;
  Key.add(FactsKeys).add(Checks.Enabled).add(Exported);
  Key.add(static_cast<uint64_t>(Checks.Minimum)).add(Settled.size());
  for (const TuStatus &Unit : Settled)
    Key.add(static_cast<uint64_t>(Unit.Result))
        .add(StringRef(Unit.File))
        .add(StringRef(Unit.Detail));
  return Key.text();
}

static std::string encode(const CheckedProgram &Checked) {
  std::string Json;
  llvm::raw_string_ostream Out(Json);
  ReportOptions All;
  All.Minimum = Confidence::Low;
  writeJsonReport(Checked.Result, allRules(), All, Out);
  return encodeWords(Checked.Files,
                     encodeWords(Checked.Result.FunctionKeys, Json));
}

static llvm::Expected<CheckedProgram> decode(StringRef Text) {
  CheckedProgram Checked;
  llvm::Expected<std::vector<std::string>> Files = decodeWords(Text);
  if (!Files)
    return Files.takeError();
  llvm::Expected<std::vector<std::string>> Keys = decodeWords(Text);
  if (!Keys)
    return Keys.takeError();
  llvm::Expected<ScanResult> Result = readJsonReport(Text, "cache");
  if (!Result)
    return Result.takeError();
  Result->FunctionKeys = std::move(*Keys);
  return CheckedProgram{std::move(*Result), std::move(*Files)};
}

std::optional<CheckedProgram> mapwarden::loadResult(const CacheFolder &Cache,
                                                    StringRef Key) {
  std::optional<std::string> Text = Cache.read(CacheEntry::Result, Key);
  if (!Text)
    return std::nullopt;
  llvm::Expected<CheckedProgram> Checked = decode(*Text);
  if (Checked)
    return std::move(*Checked);
  llvm::consumeError(Checked.takeError());
  return std::nullopt;
}

llvm::Error mapwarden::keepResult(const CacheFolder &Cache, StringRef Key,
                                  const CheckedProgram &Checked) {
  std::string Text = encode(Checked);
  llvm::Expected<CheckedProgram> Back = decode(Text);
  if (!Back) {
    llvm::consumeError(Back.takeError());
    return llvm::Error::success();
  }
  if (Back->Result.Findings != Checked.Result.Findings ||
      Back->Result.FunctionKeys != Checked.Result.FunctionKeys ||
      Back->Files != Checked.Files)
    return llvm::Error::success();
  return Cache.write(CacheEntry::Result, Key, Text);
}
