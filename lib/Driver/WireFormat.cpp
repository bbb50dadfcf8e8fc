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
  if (Header.size() < 3 || !StringRef("JFSE").contains(Header[0]) ||
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

std::string mapwarden::encodeWords(llvm::ArrayRef<std::string> Words,
                                   StringRef Rest) {
  std::string Result;
  for (const std::string &Word : Words)
    (Result += Word) += '\0';
  Result += '\0';
  return Result + Rest.str();
}

llvm::Expected<std::vector<std::string>>
mapwarden::decodeWords(StringRef &Text) {
  std::vector<std::string> Words;
  for (;;) {
    size_t End = Text.find('\0');
    if (End == StringRef::npos)
      return llvm::createStringError("a list without an end");
    StringRef Word = Text.take_front(End);
    Text = Text.drop_front(End + 1);
    if (Word.empty())
      return Words;
    Words.push_back(Word.str());
  }
}

std::string mapwarden::encodeAnswer(const UnitAnswer &Answer) {
  return encodeWords({"k" + Answer.FactsKey, "p" + Answer.CacheProblem},
                     encodeWords(Answer.Inputs, Answer.Text));
}

llvm::Expected<UnitAnswer> mapwarden::decodeAnswer(StringRef Payload) {
  llvm::Expected<std::vector<std::string>> Cache = decodeWords(Payload);
  if (!Cache)
    return Cache.takeError();
  if (Cache->size() != 2)
    return llvm::createStringError("no word about the cache");
  llvm::Expected<std::vector<std::string>> Inputs = decodeWords(Payload);
  if (!Inputs)
    return Inputs.takeError();
  return UnitAnswer{Cache->front().substr(1), Cache->back().substr(1),
                    std::move(*Inputs), Payload.str()};
}

std::string mapwarden::encodeJob(const TuJob &Job) {
  std::string Result = Job.CacheKey;
  Result += '\0';
  Result += Job.Directory;
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
  if (Words.size() < 4)
    return llvm::createStringError("a job has no command");
  TuJob Result;
  Result.CacheKey = Words[0].str();
  Result.Directory = Words[1].str();
  Result.File = Words[2].str();
  for (StringRef Word : llvm::drop_begin(Words, 3))
    Result.Arguments.push_back(Word.str());
  return Result;
}
