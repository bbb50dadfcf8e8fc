// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Joins the list of checks with the embedded pages.
#include "Driver/Rules.h"

#include "checks/CheckRunner.h"
#include "checks/EmbeddedDocs.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

static constexpr StringRef Prefix = "mapwarden-";

std::vector<RuleInfo> mapwarden::loadRules() {
  std::vector<RuleInfo> Rules(allRules().begin(), allRules().end());
  for (RuleInfo &Rule : Rules) {
    StringRef Name = Rule.Id;
    Name.consume_front(Prefix);
    for (const EmbeddedFile &Page : embeddedCheckDocs()) {
      StringRef File = Page.Name;
      if (File.consume_back(".md") && File == Name)
        Rule.Help = StringRef(Page.Text, Page.Size);
    }
  }
  return Rules;
}

StringRef mapwarden::findNearest(StringRef Word,
                                 llvm::ArrayRef<StringRef> Known) {
  StringRef Best;
  // A third of the letters may be wrong; more is a different word.
  unsigned BestDistance = static_cast<unsigned>(Word.size()) / 3 + 2;
  for (StringRef Candidate : Known) {
    unsigned Distance =
        Word.edit_distance(Candidate, /*AllowReplacements=*/true, BestDistance);
    if (Distance < BestDistance) {
      BestDistance = Distance;
      Best = Candidate;
    }
  }
  return Best;
}

llvm::Expected<std::string>
mapwarden::findRuleId(llvm::ArrayRef<RuleInfo> Rules, StringRef Name) {
  std::vector<StringRef> Names;
  StringRef Short = Name;
  Short.consume_front(Prefix);
  for (const RuleInfo &Rule : Rules) {
    Names.push_back(Rule.Id.drop_front(Prefix.size()));
    if (Names.back() == Short)
      return Rule.Id.str();
  }
  StringRef Nearest = findNearest(Short, Names);
  return llvm::createStringError(
      "unknown check '" + Name + "'" +
      (Nearest.empty() ? "; 'mapwarden checks' lists them"
                       : "; did you mean '" + Nearest.str() + "'?"));
}
