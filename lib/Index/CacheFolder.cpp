// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Index/CacheFolder.h"

#include "Index/PackedText.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static constexpr StringRef Format = "mapwarden-cache-1";
static constexpr StringRef Prefix = "llvmcache-";

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
  std::optional<std::string> Payload =
      unpackText(Format, (*Buffer)->getBuffer());
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
  return writeFile(fileOf(Kind, Key), [&](llvm::raw_ostream &Out) {
    Out << packText(Format, Payload);
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
    if (Buffer && unpackText(Format, (*Buffer)->getBuffer()))
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
