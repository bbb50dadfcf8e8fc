// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The facts of units and the findings of programs that were seen before.
///
/// Facts depend on the command, on the extractor and the models, and on what
/// the parse saw of the file system (Index/InputSet.h); findings on the facts
/// of all units and on the checks. Each is kept under the digest of all that it
/// depends on, so nothing ever has to be declared stale. What went wrong (a
/// crash, a timeout, an interrupt) is never kept.
#ifndef MAPWARDEN_DRIVER_TUCACHE_H
#define MAPWARDEN_DRIVER_TUCACHE_H

#include "Driver/RecordingFileSystem.h"
#include "Driver/ScanPlan.h"
#include "Index/CacheFolder.h"

namespace mapwarden {

struct CacheOptions {
  std::string Folder; ///< Absolute; empty for no cache.
  bool IsReadOnly = false;
  uint64_t MaxBytes = uint64_t(5) << 30;
  /// Names the extractor, the models and all options that change facts.
  std::string Extractor;
};

/// Names this build of the tool (the program \p Program), the effective models
/// \p Models as text, and what of the environment Clang listens to.
std::string nameExtractor(const std::string &Program, llvm::StringRef Models,
                          bool SkipSystemBodies);

/// The key of \p Job: its command with paths below \p ProjectRoot made
/// relative, so that another checkout has the same.
std::string makeJobKey(const TuJob &Job, llvm::StringRef ProjectRoot,
                       llvm::StringRef Extractor);

/// Facts that the cache has.
struct CachedFacts {
  std::string Key;
  InputSet Inputs;
};

/// The facts of the job \p JobKey for what the files are now, if there are any.
/// Reads every input once per \p Answers.
std::optional<CachedFacts> findCachedFacts(const CacheFolder &Cache,
                                           llvm::StringRef JobKey,
                                           InputAnswers &Answers);

/// Keeps \p Text, the facts of the job \p JobKey, which a parse made that saw
/// \p Inputs. Returns their key. Fails when the cache cannot be written.
llvm::Expected<std::string> keepFacts(const CacheFolder &Cache,
                                      llvm::StringRef JobKey,
                                      const InputLog &Inputs,
                                      llvm::StringRef ProjectRoot,
                                      llvm::StringRef Text);

} // namespace mapwarden

#endif
