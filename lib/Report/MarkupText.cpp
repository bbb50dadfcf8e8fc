// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Replacements character by character.

#include "Report/MarkupText.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace mapwarden;

std::string mapwarden::escapeXml(StringRef Text) {
  std::string Result;
  raw_string_ostream Out(Result);
  printHTMLEscaped(makePrintable(Text), Out);
  return Result;
}

std::string mapwarden::escapeMarkdown(StringRef Text) {
  std::string Result;
  for (char C : makePrintable(Text)) {
    if (StringRef("\\`*_{}[]<>()#+!|~&@$\"'").contains(C))
      Result += "&#" + utostr(static_cast<unsigned char>(C)) + ";";
    else
      Result += C;
  }
  return Result;
}

static std::string tellOther(const Finding &F) {
  const AccessSide &Other = F.Others.front();
  if (isSameAccess(F.Primary, Other))
    return "the same one in another run of the thread";
  std::string Text = describeAccess(Other) + " at " + describePlace(Other.At);
  if (std::string Locks = describeLocks(Other); !Locks.empty())
    Text += "; " + Locks;
  return Text;
}

std::string mapwarden::tellFinding(const Finding &F, StringRef Separator) {
  std::string Text = makePrintable(F.Message);
  auto add = [&](StringRef Label, const std::string &What) {
    Text += (Separator + Label + ": " + makePrintable(What)).str();
  };
  if (std::string Locks = describeLocks(F.Primary); !Locks.empty())
    add("this access", Locks);
  if (!F.Others.empty())
    add("other access", tellOther(F));
  for (const TraceStep &Cause : F.Causes)
    add("introduced because", Cause.Text + describeAt(Cause.At));
  if (!F.Advice.empty())
    add("fix", F.Advice);
  return Text;
}
