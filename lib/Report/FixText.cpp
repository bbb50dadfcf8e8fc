// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Edits to whole lines: edits that touch the same or neighbouring lines make
/// one hunk; its text is edited, cut into lines, and freed of what stays at
/// both ends.
#include "Report/FixText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace llvm;
using namespace mapwarden;

namespace {
struct Span {
  size_t Begin, End;
  StringRef Text;
};
} // namespace

static std::vector<std::string> linesOf(StringRef Text) {
  std::vector<std::string> Lines;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Lines.push_back(Line.rtrim('\r').str());
    Text = Rest;
  }
  return Lines;
}

/// Takes lines that are the same in both away from the beginning and the end.
static void trim(DiffHunk &Hunk) {
  while (!Hunk.Removed.empty() && !Hunk.Added.empty() &&
         Hunk.Removed.front() == Hunk.Added.front()) {
    Hunk.Removed.erase(Hunk.Removed.begin());
    Hunk.Added.erase(Hunk.Added.begin());
    ++Hunk.Line;
  }
  while (!Hunk.Removed.empty() && !Hunk.Added.empty() &&
         Hunk.Removed.back() == Hunk.Added.back()) {
    Hunk.Removed.pop_back();
    Hunk.Added.pop_back();
  }
}

std::vector<DiffHunk> mapwarden::diffOf(const Fix &Repair,
                                        SourceTexts &Sources) {
  std::vector<Replacement> Edits = Repair.Edits;
  sort(Edits);
  std::vector<DiffHunk> Hunks;
  for (auto Edit = Edits.begin(); Edit != Edits.end();) {
    const std::string &File = Edit->At.File;
    std::optional<StringRef> Text = Sources.text(File);
    if (!Text)
      return {};
    DiffHunk Hunk;
    Hunk.File = File;
    Hunk.Line = Edit->At.Line;
    uint32_t LastLine = Edit->At.EndLine;
    std::vector<Span> Spans;
    for (; Edit != Edits.end() && Edit->At.File == File &&
           Edit->At.Line <= LastLine + 1;
         ++Edit) {
      std::optional<size_t> Begin =
          Sources.offset(File, Edit->At.Line, Edit->At.Column);
      std::optional<size_t> End =
          Sources.offset(File, Edit->At.EndLine, Edit->At.EndColumn);
      if (!Begin || !End || *Begin > *End ||
          (!Spans.empty() && *Begin < Spans.back().End))
        return {};
      Spans.push_back({*Begin, *End, Edit->Text});
      LastLine = std::max(LastLine, Edit->At.EndLine);
    }
    size_t From = *Sources.offset(File, Hunk.Line, 1);
    size_t To = Text->find('\n', Spans.back().End);
    To = To == StringRef::npos ? Text->size() : To + 1;
    std::string New;
    size_t Last = From;
    for (const Span &Each : Spans) {
      New += Text->slice(Last, Each.Begin);
      New += Each.Text;
      Last = Each.End;
    }
    New += Text->slice(Last, To);
    Hunk.Removed = linesOf(Text->slice(From, To));
    Hunk.Added = linesOf(New);
    trim(Hunk);
    Hunks.push_back(std::move(Hunk));
  }
  return Hunks;
}
