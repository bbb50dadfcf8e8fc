// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads files and finds their lines.

#include "Findings/SourceTexts.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace mapwarden;

static constexpr uint64_t MaxBytes = 64ULL << 20;

static std::vector<size_t> findLineStarts(StringRef Text) {
  std::vector<size_t> Starts = {0};
  for (size_t I = 0; I != Text.size(); ++I) {
    if (Text[I] != '\n' && Text[I] != '\r')
      continue;
    if (Text[I] == '\r' && I + 1 != Text.size() && Text[I + 1] == '\n')
      ++I;
    Starts.push_back(I + 1);
  }
  return Starts;
}

SourceTexts::SourceTexts(StringRef ProjectRoot) : ProjectRoot(ProjectRoot) {}

void SourceTexts::overlay(StringRef File, StringRef Text) {
  Sources[File] =
      std::make_unique<Source>(Source{Text.str(), findLineStarts(Text)});
  Overlaid.insert(File);
}

void SourceTexts::release(StringRef File) {
  if (!Overlaid.contains(File))
    Sources.erase(File);
}

StringRef SourceTexts::Source::line(uint32_t Line) const {
  size_t Begin = LineStarts[Line - 1];
  size_t End = Line == LineStarts.size() ? Text.size() : LineStarts[Line];
  return StringRef(Text).slice(Begin, End).rtrim("\r\n");
}

std::unique_ptr<SourceTexts::Source> SourceTexts::read(StringRef File) const {
  // A path with a NUL byte would be cut there and name another file.
  if (ProjectRoot.empty() || File.empty() || File.contains('\0'))
    return nullptr;
  SmallString<256> Path(File);
  sys::path::make_absolute(ProjectRoot, Path);
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status) || !sys::fs::is_regular_file(Status) ||
      Status.getSize() > MaxBytes)
    return nullptr;
  // Volatile: read, not mapped, so that a file cut short meanwhile is harmless.
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true);
  if (!Buffer)
    return nullptr;
  StringRef Text = (*Buffer)->getBuffer();
  return std::make_unique<Source>(Source{Text.str(), findLineStarts(Text)});
}

const SourceTexts::Source *SourceTexts::find(StringRef File) {
  auto [Entry, IsNew] = Sources.try_emplace(File);
  if (IsNew)
    Entry->second = read(File);
  return Entry->second.get();
}

std::optional<StringRef> SourceTexts::text(StringRef File) {
  if (const Source *Found = find(File))
    return StringRef(Found->Text);
  return std::nullopt;
}

std::optional<StringRef> SourceTexts::line(StringRef File, uint32_t Line) {
  const Source *Found = find(File);
  if (!Found || Line == 0 || Line > Found->LineStarts.size())
    return std::nullopt;
  return Found->line(Line);
}

std::optional<size_t> SourceTexts::offset(StringRef File, uint32_t Line,
                                          uint32_t Column) {
  const Source *Found = find(File);
  if (!Found || Line == 0 || Column == 0 || Line > Found->LineStarts.size() ||
      Column - 1 > Found->line(Line).size())
    return std::nullopt;
  return Found->LineStarts[Line - 1] + Column - 1;
}
