// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header for the rules.
#include "Driver/ResponseFiles.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

using namespace mapwarden;
using llvm::StringRef;

static constexpr unsigned MaxDepth = 16;
/// Enough for any command; keeps files that include each other twice finite.
static constexpr size_t MaxArguments = 1u << 20;

/// The words of one file, or an error that names it.
static llvm::Expected<std::vector<std::string>> readWords(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError("cannot read response file '" + Path +
                                   "': " + Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  std::string Converted;
  if (llvm::hasUTF16ByteOrderMark(
          llvm::ArrayRef<char>(Text.data(), Text.size()))) {
    if (!llvm::convertUTF16ToUTF8String(
            llvm::ArrayRef<char>(Text.data(), Text.size()), Converted))
      return llvm::createStringError("response file '" + Path +
                                     "' is not valid UTF-16");
    Text = Converted;
  }
  Text.consume_front("\xEF\xBB\xBF");
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver(Allocator);
  llvm::SmallVector<const char *, 64> Words;
  llvm::cl::TokenizeGNUCommandLine(Text, Saver, Words);
  return std::vector<std::string>(Words.begin(), Words.end());
}

static llvm::Error expandInto(llvm::ArrayRef<std::string> Arguments,
                              StringRef Directory, unsigned Depth,
                              std::vector<std::string> &Result) {
  for (const std::string &Argument : Arguments) {
    if (Argument.size() < 2 || Argument[0] != '@') {
      Result.push_back(Argument);
      if (Result.size() > MaxArguments)
        return llvm::createStringError("response files hold more than a "
                                       "million arguments");
      continue;
    }
    StringRef Name = StringRef(Argument).drop_front();
    llvm::SmallString<256> Path;
    if (!llvm::sys::path::is_absolute(Name))
      Path = Directory;
    llvm::sys::path::append(Path, Name);
    if (Depth == MaxDepth)
      return llvm::createStringError("response file '" + Path +
                                     "' is nested deeper than 16 levels");
    if (Name.ends_with(".modmap") && !llvm::sys::fs::exists(Path))
      continue;
    llvm::Expected<std::vector<std::string>> Words = readWords(Path);
    if (!Words)
      return Words.takeError();
    if (llvm::Error E = expandInto(*Words, Directory, Depth + 1, Result))
      return E;
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::string>>
mapwarden::expandResponseFiles(std::vector<std::string> Arguments,
                               StringRef Directory) {
  std::vector<std::string> Result;
  if (llvm::Error E = expandInto(Arguments, Directory, 0, Result))
    return E;
  return Result;
}
