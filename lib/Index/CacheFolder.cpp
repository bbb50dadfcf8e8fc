// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// An entry is a line with the format, the length of the payload and the
/// checksum of what follows, and the payload, compressed by zstd.
#include "Index/CacheFolder.h"

#include "Support/Digest.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static constexpr StringRef Magic = "mapwarden-cache-1";
static constexpr StringRef Prefix = "llvmcache-";
/// Larger entries are taken for garbage.
static constexpr uint64_t MaxPayload = uint64_t(4) << 30;

/// The payload of the entry \p Text; nullopt when it is damaged.
static std::optional<std::string> unpack(StringRef Text) {
  auto [Line, Packed] = Text.split('\n');
  auto [Format, Numbers] = Line.split(' ');
  auto [Length, Sum] = Numbers.split(' ');
  uint64_t Size;
  if (Format != Magic || Length.getAsInteger(10, Size) || Size > MaxPayload ||
      checksum(Packed) != Sum)
    return std::nullopt;
  llvm::SmallVector<uint8_t, 0> Payload;
  if (llvm::Error E = llvm::compression::zstd::decompress(
          llvm::arrayRefFromStringRef(Packed), Payload, Size)) {
    llvm::consumeError(std::move(E));
    return std::nullopt;
  }
  return llvm::toStringRef(Payload).str();
}

std::string CacheFolder::fileOf(CacheEntry Kind, StringRef Key) const {
  llvm::SmallString<256> Path(Folder);
  llvm::sys::path::append(Path, Prefix + llvm::Twine(static_cast<char>(Kind)) +
                                    "-" + Key);
  return std::string(Path);
}

bool CacheFolder::contains(CacheEntry Kind, StringRef Key) const {
  return fs::exists(fileOf(Kind, Key));
}

std::optional<std::string> CacheFolder::read(CacheEntry Kind,
                                             StringRef Key) const {
  const std::string File = fileOf(Kind, Key);
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return std::nullopt;
  std::optional<std::string> Payload = unpack((*Buffer)->getBuffer());
  if (!Payload && !IsReadOnly)
    fs::remove(File);
  return Payload;
}

llvm::Error CacheFolder::write(CacheEntry Kind, StringRef Key,
                               StringRef Payload) const {
  if (IsReadOnly)
    return llvm::Error::success();
  if (std::error_code Code = fs::create_directories(Folder))
    return llvm::createStringError("cannot make '" + Folder +
                                   "': " + Code.message());
  llvm::SmallVector<uint8_t, 0> Packed;
  llvm::compression::zstd::compress(llvm::arrayRefFromStringRef(Payload),
                                    Packed, /*Level=*/1);
  StringRef Bytes = llvm::toStringRef(Packed);
  return writeFile(fileOf(Kind, Key), [&](llvm::raw_ostream &Out) {
    Out << Magic << ' ' << Payload.size() << ' ' << checksum(Bytes) << '\n'
        << Bytes;
    return llvm::Error::success();
  });
}

void CacheFolder::prune(uint64_t MaxBytes, bool Always) const {
  if (IsReadOnly || !fs::is_directory(Folder))
    return;
  llvm::CachePruningPolicy Policy;
  Policy.Interval = std::chrono::seconds(Always ? 0 : 1200);
  Policy.Expiration = std::chrono::hours(30 * 24);
  Policy.MaxSizePercentageOfAvailableSpace = 75;
  Policy.MaxSizeBytes = MaxBytes;
  llvm::pruneCache(Folder, Policy);
}

/// Calls \p Visit with the kind and the path of each entry.
static void
forEachEntry(const std::string &Folder,
             llvm::function_ref<void(char, const std::string &)> Visit) {
  std::error_code Code;
  for (fs::directory_iterator I(Folder, Code), End; I != End && !Code;
       I.increment(Code)) {
    StringRef Name = llvm::sys::path::filename(I->path());
    if (Name.consume_front(Prefix) && Name.size() > 2 && Name[1] == '-')
      Visit(Name.front(), I->path());
  }
}

CacheStatistics CacheFolder::count() const {
  CacheStatistics Result;
  forEachEntry(Folder, [&](char Kind, const std::string &Path) {
    uint64_t Size = 0;
    fs::file_size(Path, Size);
    Result.Bytes += Size;
    Result.Units += Kind == static_cast<char>(CacheEntry::Inputs);
    Result.Facts += Kind == static_cast<char>(CacheEntry::Facts);
    Result.Results += Kind == static_cast<char>(CacheEntry::Result);
  });
  return Result;
}

uint64_t CacheFolder::verify() const {
  uint64_t Damaged = 0;
  forEachEntry(Folder, [&](char, const std::string &Path) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (Buffer && unpack((*Buffer)->getBuffer()))
      return;
    ++Damaged;
    fs::remove(Path);
  });
  return Damaged;
}

llvm::Error CacheFolder::clear() const {
  std::error_code First;
  forEachEntry(Folder, [&](char, const std::string &Path) {
    if (std::error_code Code = fs::remove(Path); Code && !First)
      First = Code;
  });
  if (First)
    return llvm::createStringError("cannot empty the cache '" + Folder +
                                   "': " + First.message());
  return llvm::Error::success();
}
