// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header for the format.
#include "Driver/WireFormat.h"

#include "llvm/ADT/SmallVector.h"

using namespace mapwarden;
using llvm::StringRef;

/// A header longer than this is none: a kind, a blank and 20 digits.
static constexpr size_t MaxHeaderSize = 24;

std::string mapwarden::encodeFrame(WireKind Kind, StringRef Payload) {
  std::string Result(1, static_cast<char>(Kind));
  Result += ' ';
  Result += std::to_string(Payload.size());
  Result += '\n';
  Result += Payload;
  return Result;
}

llvm::Expected<std::optional<WireFrame>> WireReader::next() {
  StringRef Bytes(Buffer);
  size_t LineEnd = Bytes.take_front(MaxHeaderSize).find('\n');
  if (LineEnd == StringRef::npos) {
    if (Bytes.size() < MaxHeaderSize)
      return std::nullopt;
    return llvm::createStringError("not a frame");
  }
  StringRef Header = Bytes.take_front(LineEnd);
  uint64_t Size = 0;
  if (Header.size() < 3 || !StringRef("JFE").contains(Header[0]) ||
      Header[1] != ' ' || Header.drop_front(2).getAsInteger(10, Size) ||
      Size > MaxFrameSize)
    return llvm::createStringError("not a frame");
  if (Bytes.size() - LineEnd - 1 < Size)
    return std::nullopt;
  WireFrame Result;
  Result.Kind = static_cast<WireKind>(Header[0]);
  Result.Payload = Bytes.substr(LineEnd + 1, Size).str();
  Buffer.erase(0, LineEnd + 1 + Size);
  return Result;
}

std::string mapwarden::encodeFacts(llvm::ArrayRef<std::string> Inputs,
                                   StringRef Text) {
  std::string Payload;
  for (const std::string &File : Inputs)
    (Payload += File) += '\0';
  Payload += '\0';
  return Payload + Text.str();
}

llvm::Expected<std::vector<std::string>>
mapwarden::decodeInputs(StringRef &Payload) {
  std::vector<std::string> Inputs;
  for (;;) {
    size_t End = Payload.find('\0');
    if (End == StringRef::npos)
      return llvm::createStringError("a list of files without an end");
    StringRef File = Payload.take_front(End);
    Payload = Payload.drop_front(End + 1);
    if (File.empty())
      return Inputs;
    Inputs.push_back(File.str());
  }
}

std::string mapwarden::encodeJob(const TuJob &Job) {
  std::string Result = Job.Directory;
  Result += '\0';
  Result += Job.File;
  Result += '\0';
  for (const std::string &Argument : Job.Arguments) {
    Result += Argument;
    Result += '\0';
  }
  return Result;
}

llvm::Expected<TuJob> mapwarden::decodeJob(StringRef Payload) {
  llvm::SmallVector<StringRef, 64> Words;
  if (!Payload.consume_back(StringRef("\0", 1)))
    return llvm::createStringError("a job does not end with NUL");
  Payload.split(Words, '\0');
  if (Words.size() < 3)
    return llvm::createStringError("a job has no command");
  TuJob Result;
  Result.Directory = Words[0].str();
  Result.File = Words[1].str();
  for (StringRef Word : llvm::drop_begin(Words, 2))
    Result.Arguments.push_back(Word.str());
  return Result;
}
