// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Columns are counted in glyphs, not bytes: tabs, wide and spelled out
/// characters shift what comes after them.

#include "Report/Excerpt.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

static constexpr unsigned TabStop = 4;
static constexpr StringLiteral Ellipsis = "...";

/// The glyphs of a line, with tabs as blanks.
static std::vector<Glyph> splitLine(StringRef Line) {
  std::vector<Glyph> Glyphs = splitGlyphs(Line);
  unsigned Column = 0;
  for (Glyph &G : Glyphs) {
    if (Line[G.Begin] == '\t') {
      G.Width = TabStop - Column % TabStop;
      G.Text.assign(G.Width, ' ');
    }
    Column += G.Width;
  }
  return Glyphs;
}

static unsigned sumWidths(ArrayRef<Glyph> Glyphs) {
  unsigned Sum = 0;
  for (const Glyph &G : Glyphs)
    Sum += G.Width;
  return Sum;
}

namespace {
/// The part of a line that is shown.
struct Window {
  ArrayRef<Glyph> Glyphs;
  size_t MarkBegin, MarkEnd; ///< Indices of glyphs; empty at the line's end.
  bool IsCutBefore = false, IsCutAfter = false;

  unsigned width() const {
    return sumWidths(Glyphs) + (IsCutBefore + IsCutAfter) * Ellipsis.size();
  }
  void dropFront() {
    Glyphs = Glyphs.drop_front();
    --MarkBegin;
    --MarkEnd;
    IsCutBefore = true;
  }
  void dropBack() {
    Glyphs = Glyphs.drop_back();
    MarkEnd = std::min(MarkEnd, Glyphs.size());
    IsCutAfter = true;
  }
};
} // namespace

/// Cuts \p W down to \p Width: in front while the mark lies behind the first
/// third, else behind.
static void cut(Window &W, unsigned Width) {
  // Widths are summed again after each cut; bound that for minified sources.
  while (W.Glyphs.size() > 4 * size_t(Width) + 64) {
    if (W.MarkBegin > 2 * size_t(Width))
      W.dropFront();
    else
      W.dropBack();
  }
  while (W.width() > Width && W.Glyphs.size() > 1) {
    bool MarkIsFar = sumWidths(W.Glyphs.take_front(W.MarkBegin)) > Width / 3;
    if (W.MarkBegin != 0 && MarkIsFar)
      W.dropFront();
    else
      W.dropBack();
  }
}

Excerpt mapwarden::makeExcerpt(StringRef Line, size_t Begin, size_t End,
                               unsigned Width) {
  std::vector<Glyph> Glyphs = splitLine(Line);
  auto IndexOf = [&](size_t Byte) {
    return size_t(partition_point(
                      Glyphs, [&](const Glyph &G) { return G.Begin < Byte; }) -
                  Glyphs.begin());
  };
  Window W{Glyphs, IndexOf(Begin), IndexOf(std::max(Begin, End))};
  while (W.MarkBegin != 0 && isSpace(Line[W.Glyphs.front().Begin]))
    W.dropFront();
  W.IsCutBefore = false;
  if (Width != 0)
    cut(W, Width);

  Excerpt Result;
  Result.Code = W.IsCutBefore ? Ellipsis.str() : "";
  for (const Glyph &G : W.Glyphs)
    Result.Code += G.Text;
  Result.Code += W.IsCutAfter ? Ellipsis.str() : "";
  Result.Mark.assign((W.IsCutBefore ? Ellipsis.size() : 0) +
                         sumWidths(W.Glyphs.take_front(W.MarkBegin)),
                     ' ');
  size_t Marked = W.MarkEnd > W.MarkBegin ? W.MarkEnd - W.MarkBegin : 0;
  unsigned Columns =
      sumWidths(W.Glyphs.drop_front(std::min(W.MarkBegin, W.Glyphs.size()))
                    .take_front(Marked));
  Result.Mark += '^';
  if (Columns > 1)
    Result.Mark.append(Columns - 1, '~');
  return Result;
}

std::optional<Excerpt> mapwarden::findExcerpt(SourceTexts &Sources,
                                              const FilePlace &At,
                                              unsigned Width) {
  std::optional<StringRef> Line = Sources.line(At.File, At.Line);
  if (!Line || At.Column == 0)
    return std::nullopt;
  size_t Begin = At.Column - 1;
  size_t End = At.EndLine > At.Line       ? Line->size()
               : At.EndColumn > At.Column ? At.EndColumn - 1
                                          : Begin + 1;
  return makeExcerpt(*Line, Begin, End, Width);
}
