// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Checkstyle and JUnit.

#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Report/ExchangeReporters.h"
#include "Report/MarkupText.h"
#include "Report/SideText.h"
#include "llvm/ADT/Twine.h"
#include <map>

using namespace llvm;
using namespace mapwarden;

static bool isLost(const TuStatus &Unit) {
  return Unit.Result == TuStatus::Outcome::Failed ||
         Unit.Result == TuStatus::Outcome::TimedOut;
}

static std::string describeLoss(const TuStatus &Unit) {
  return "not analysed: " +
         (Unit.Detail.empty() ? getName(Unit.Result).str() : Unit.Detail);
}

/// Checkstyle's levels are info, warning and error.
static StringRef getCheckstyleLevel(Severity Level) {
  return Level == Severity::Note ? "info" : getName(Level);
}

void mapwarden::writeCheckstyleReport(const ExchangeReport &Report,
                                      raw_ostream &Out) {
  std::map<std::string, std::vector<std::string>> ByFile;
  auto add = [&](const std::string &File, const Twine &Place, StringRef Level,
                 StringRef Message, StringRef Source) {
    ByFile[File].push_back(("<error " + Place + "severity=\"" + Level +
                            "\" message=\"" + escapeXml(Message) +
                            "\" source=\"" + escapeXml(Source) + "\"/>")
                               .str());
  };
  for (const Finding &F : Report.Result.Findings)
    if (Report.shows(F))
      add(F.Primary.At.File,
          "line=\"" + Twine(F.Primary.At.Line) + "\" column=\"" +
              Twine(F.Primary.At.Column) + "\" ",
          getCheckstyleLevel(getSeverity(F, Report.Rules)),
          tellFinding(F, "; "), F.Check);
  for (const TuStatus &Unit : Report.Result.Units)
    if (isLost(Unit))
      add(Unit.File, "line=\"1\" ", "error", describeLoss(Unit),
          "mapwarden-unit-lost");
  Out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<checkstyle version=\"4.3\">\n";
  for (const auto &[File, Errors] : ByFile) {
    Out << "  <file name=\"" << escapeXml(File) << "\">\n";
    for (const std::string &Error : Errors)
      Out << "    " << Error << "\n";
    Out << "  </file>\n";
  }
  Out << "</checkstyle>\n";
}

void mapwarden::writeJunitReport(const ExchangeReport &Report,
                                 raw_ostream &Out) {
  const uint64_t Failures =
      FindingCounts::count(Report.Result.Findings, Report.Options.Minimum)
          .Shown.total();
  const uint64_t Lost = UnitCounts::count(Report.Result.Units).lost();
  const uint64_t Tests = Failures + Lost ? Failures + Lost : 1;
  Out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << "<testsuites>\n  <testsuite name=\"mapwarden\" tests=\"" << Tests
      << "\" failures=\"" << Failures << "\" errors=\"" << Lost << "\">\n";
  auto writeCase = [&](StringRef Class, StringRef Name, StringRef Kind,
                       StringRef Type, StringRef Message, StringRef Text) {
    Out << "    <testcase classname=\"" << escapeXml(Class) << "\" name=\""
        << escapeXml(Name) << "\">\n      <" << Kind << " type=\""
        << escapeXml(Type) << "\" message=\"" << escapeXml(Message) << "\">"
        << Text << "</" << Kind << ">\n    </testcase>\n";
  };
  for (const Finding &F : Report.Result.Findings) {
    if (!Report.shows(F))
      continue;
    // Lines are made printable one by one; only our own line ends remain.
    std::string Text;
    raw_string_ostream Escaped(Text);
    printHTMLEscaped(tellFinding(F), Escaped);
    writeCase(F.Check, describePlace(F.Primary.At), "failure",
              getName(getSeverity(F, Report.Rules)), F.Message, Text);
  }
  for (const TuStatus &Unit : Report.Result.Units)
    if (isLost(Unit))
      writeCase("mapwarden-unit-lost", Unit.File, "error", getName(Unit.Result),
                describeLoss(Unit), "");
  if (Failures + Lost == 0)
    Out << "    <testcase classname=\"mapwarden\" name=\"scan\"/>\n";
  Out << "  </testsuite>\n</testsuites>\n";
}
