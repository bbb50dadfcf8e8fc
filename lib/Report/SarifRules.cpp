// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Turns RuleInfo, and the doc page in it, into reporting descriptors.

#include "Report/SarifRules.h"
#include "Findings/Severity.h"
#include "Report/SarifText.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace llvm;
using namespace mapwarden;

std::vector<std::string> mapwarden::collectRuleIds(ArrayRef<RuleInfo> Rules,
                                                   ArrayRef<Finding> Findings) {
  std::vector<std::string> Ids;
  for (const RuleInfo &Rule : Rules)
    Ids.push_back(Rule.Id.str());
  std::set<std::string> Unknown;
  for (const Finding &F : Findings)
    if (!findRule(Rules, F.Check))
      Unknown.insert(F.Check);
  Ids.insert(Ids.end(), Unknown.begin(), Unknown.end());
  return Ids;
}

/// The first paragraph below the heading "What it reports" of a doc page, as
/// one line; empty when there is none.
static std::string findDescription(StringRef Page) {
  StringRef Rest = Page.split("\n## What it reports\n").second.ltrim();
  StringRef Paragraph = Rest.take_front(Rest.find("\n\n"));
  std::string Text;
  for (StringRef Line : split(Paragraph.rtrim(), '\n')) {
    if (!Text.empty())
      Text += ' ';
    Text += Line.trim();
  }
  // A list or code is no description.
  return isAlpha(Text.empty() ? '\0' : Text.front()) ? Text : "";
}

/// `mapwarden-unguarded-access` as `UnguardedAccess`.
static std::string makeTitle(StringRef Id) {
  Id.consume_front("mapwarden-");
  std::string Title;
  bool IsWordStart = true;
  for (char C : Id) {
    if (isAlnum(C))
      Title += IsWordStart ? toUpper(C) : C;
    IsWordStart = !isAlnum(C);
  }
  // A name that equals the id is refused (SARIF1001).
  return Title.empty() || Title == Id ? Title + "Check" : Title;
}

/// GitHub's words for the severity of a problem.
static StringRef getProblemSeverity(StringRef Severity) {
  return Severity == "note" ? "recommendation" : Severity;
}

static void writeProperties(json::OStream &J, const RuleInfo &Rule) {
  J.attributeObject("properties", [&] {
    J.attribute("precision", Rule.Precision);
    J.attribute("problem.severity", getProblemSeverity(Rule.Severity));
    J.attributeArray("tags", [&] {
      for (StringRef Tag : Rule.Tags) {
        J.value(Tag);
        // The form by which GitHub knows a weakness.
        if (Tag.starts_with("CWE-"))
          J.value("external/cwe/" + Tag.lower());
      }
    });
  });
}

static void writeRule(SarifWriter &Writer, const RuleInfo &Rule) {
  std::string Description = findDescription(Rule.Help);
  StringRef Summary = Rule.Summary;
  Writer.J.object([&] {
    Writer.writeText("id", Rule.Id);
    Writer.writeText("name", Rule.Title);
    Writer.writeMessage("shortDescription", finishSentence(Summary.str()));
    Writer.writeMessage(
        "fullDescription",
        finishSentence(Description.empty() ? Summary.str() : Description));
    Writer.J.attributeObject("help", [&] {
      StringRef Help = Rule.Help.empty() ? Summary : Rule.Help;
      Writer.writeVerbatim("text", Help);
      Writer.writeVerbatim("markdown", Help);
    });
    Writer.J.attributeObject("defaultConfiguration", [&] {
      Writer.J.attribute("level", Rule.Severity);
    });
    writeProperties(Writer.J, Rule);
  });
}

void mapwarden::writeSarifRules(SarifWriter &Writer, ArrayRef<RuleInfo> Rules,
                                ArrayRef<std::string> Ids) {
  Writer.J.attributeArray("rules", [&] {
    for (const std::string &Id : Ids) {
      if (const RuleInfo *Known = findRule(Rules, Id)) {
        writeRule(Writer, *Known);
        continue;
      }
      std::string Title = makeTitle(Id);
      std::string Summary = "The check " + makePrintable(Id) + ".";
      writeRule(Writer, {.Id = Id,
                         .Title = Title,
                         .Summary = Summary,
                         .Severity = "warning",
                         .Tags = {}});
    }
  });
}
