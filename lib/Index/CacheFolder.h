// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A folder with results that are expensive to make, under names that say what
/// they were made from.
///
/// A cache may only make things faster, never wrong. Every entry carries a
/// checksum and is verified before use; a damaged one counts as missing and is
/// removed. Entries are written beside their place and renamed, so a process
/// that is killed leaves none behind in part, and any number of processes may
/// share a folder without locks: two that write the same entry write the same
/// bytes. A folder that cannot be written only costs its gain.
///
/// The files lie flat and begin with `llvmcache-`, so that LLVM's pruning
/// (llvm/Support/CachePruning.h) takes care of size and age.
#ifndef MAPWARDEN_INDEX_CACHEFOLDER_H
#define MAPWARDEN_INDEX_CACHEFOLDER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace mapwarden {

/// What an entry is; the letter is a part of its file's name.
enum class CacheEntry : char {
  Inputs = 'i', ///< Under the key of a job: the input sets seen so far.
  Facts = 'f',  ///< Under the key of a job and the answers of its inputs.
  Result = 'r', ///< Under the keys of all facts of a program and the options.
};

struct CacheStatistics {
  uint64_t Units = 0, Facts = 0, Results = 0, Bytes = 0;
};

class CacheFolder {
public:
  CacheFolder(std::string Folder, bool IsReadOnly)
      : Folder(std::move(Folder)), IsReadOnly(IsReadOnly) {}

  const std::string &path() const { return Folder; }

  bool contains(CacheEntry Kind, llvm::StringRef Key) const;
  /// The entry; nullopt when there is none. One that is damaged is removed.
  std::optional<std::string> read(CacheEntry Kind, llvm::StringRef Key) const;
  /// Does nothing in a read-only cache. Fails when the folder cannot be made
  /// or written; there is no half entry then.
  llvm::Error write(CacheEntry Kind, llvm::StringRef Key,
                    llvm::StringRef Payload) const;

  /// Removes entries until \p MaxBytes are left, those first that were not
  /// used for longest, and all that were not used for 30 days. Looks only
  /// every 20 minutes, unless \p Always.
  void prune(uint64_t MaxBytes, bool Always = false) const;
  /// Counts the entries. Of a folder that does not exist: nothing.
  CacheStatistics count() const;
  /// Reads every entry and removes those that are damaged; returns how many.
  uint64_t verify() const;
  /// Removes all entries, and nothing else.
  llvm::Error clear() const;

private:
  std::string fileOf(CacheEntry Kind, llvm::StringRef Key) const;

  std::string Folder;
  bool IsReadOnly;
};

} // namespace mapwarden

#endif
