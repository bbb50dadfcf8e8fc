// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Names of formats, and the way to each.

#include "Report/Reporter.h"
#include "Findings/SourceTexts.h"
#include "Report/ExchangeReporters.h"
#include "Report/GithubReporter.h"
#include "Report/JsonReporter.h"
#include "Report/SarifReporter.h"
#include "Report/TextReporter.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace mapwarden;

static constexpr StringRef KindNames[] = {
    "text",   "sarif",      "json",  "github", "pretty",  "jsonl",
    "gitlab", "checkstyle", "junit", "rdjson", "markdown"};

ArrayRef<StringRef> mapwarden::getReportKindNames() { return KindNames; }

std::optional<ReportKind> mapwarden::parseReportKind(StringRef Name) {
  const StringRef *Found = find(KindNames, Name);
  if (Found == std::end(KindNames))
    return std::nullopt;
  return static_cast<ReportKind>(Found - KindNames);
}

Error mapwarden::writeReport(ReportKind Kind, const ScanResult &Result,
                             ArrayRef<RuleInfo> Rules,
                             const ReportOptions &Options, raw_ostream &Out) {
  SourceTexts Sources(Result.ProjectRoot);
  ExchangeReport Exchange{Result, Rules, Options};
  switch (Kind) {
  case ReportKind::Text:
    writeTextReport(Result, Rules, Options, Sources, Out);
    break;
  case ReportKind::Sarif:
    writeSarifReport(Result, Rules, Options, Sources, Out);
    break;
  case ReportKind::Json:
    writeJsonReport(Result, Rules, Options, Out);
    break;
  case ReportKind::Github:
    writeGithubReport(Result, Rules, Options, Out);
    break;
  case ReportKind::Pretty:
    writePrettyReport(Exchange, Sources, Out);
    break;
  case ReportKind::Jsonl:
    writeJsonLines(Result, Rules, Options, Out);
    break;
  case ReportKind::Gitlab:
    writeGitlabReport(Exchange, Out);
    break;
  case ReportKind::Checkstyle:
    writeCheckstyleReport(Exchange, Out);
    break;
  case ReportKind::Junit:
    writeJunitReport(Exchange, Out);
    break;
  case ReportKind::Rdjson:
    writeRdjsonReport(Exchange, Out);
    break;
  case ReportKind::Markdown:
    writeMarkdownReport(Exchange, Out);
    break;
  }
  Out.flush();
  return Error::success();
}
