// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Index/InputSet.h"

#include "Support/Digest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

std::string mapwarden::portablePath(StringRef Path, StringRef ProjectRoot) {
  StringRef Rest = Path;
  if (!ProjectRoot.empty() && Rest.consume_front(ProjectRoot) &&
      Rest.consume_front("/"))
    return Rest.str();
  return Path.str();
}

std::string mapwarden::encodeInputSets(llvm::ArrayRef<InputSet> Sets) {
  std::string Text;
  for (const InputSet &Set : Sets) {
    for (const auto &[Kind, Path] : Set) {
      Text += static_cast<char>(Kind);
      Text += Path;
      Text += '\0';
    }
    Text += '\0';
  }
  return Text;
}

llvm::Expected<std::vector<InputSet>>
mapwarden::decodeInputSets(StringRef Text) {
  std::vector<InputSet> Sets;
  bool IsOpen = false;
  while (!Text.empty()) {
    size_t End = Text.find('\0');
    if (End == StringRef::npos)
      return llvm::createStringError("a list of inputs without an end");
    StringRef Word = Text.take_front(End);
    Text = Text.drop_front(End + 1);
    if (!std::exchange(IsOpen, !Word.empty()))
      Sets.emplace_back();
    if (Word.empty())
      continue;
    if (!StringRef("REML").contains(Word.front()))
      return llvm::createStringError("an input of an unknown kind");
    Sets.back().emplace_back(static_cast<InputKind>(Word.front()),
                             Word.drop_front().str());
  }
  return IsOpen ? llvm::createStringError("a list of inputs without an end")
                : llvm::Expected<std::vector<InputSet>>(std::move(Sets));
}

static std::string listEntries(const std::string &Path) {
  std::vector<std::string> Names;
  std::error_code Code;
  for (fs::directory_iterator I(Path, Code), End; I != End && !Code;
       I.increment(Code))
    Names.push_back(llvm::sys::path::filename(I->path()).str());
  llvm::sort(Names);
  return Digest().add(Names).text();
}

std::string mapwarden::answerInput(InputKind Kind, const std::string &Path) {
  switch (Kind) {
  case InputKind::Text: {
    auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    return Buffer ? checksum((*Buffer)->getBuffer()) : "no";
  }
  case InputKind::Exists:
  case InputKind::Missing:
    return fs::exists(Path) ? "yes" : "no";
  case InputKind::Entries:
    return listEntries(Path);
  }
  llvm_unreachable("unknown kind of input");
}

StringRef InputAnswers::answer(InputKind Kind, const std::string &Path) {
  std::string Question = static_cast<char>(Kind) + Path;
  auto [Place, IsNew] = Known.try_emplace(Question);
  if (!IsNew)
    return Place->second;
  std::string Absolute =
      llvm::sys::path::is_absolute(Path) ? Path : ProjectRoot + "/" + Path;
  auto Laid = Overlay.find(Absolute);
  return Place->second =
             answerInput(Kind, Laid == Overlay.end() ? Absolute : Laid->second);
}
