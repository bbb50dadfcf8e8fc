// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The options that say how a translation unit is read. `scan`, `extract` and
/// the workers share them, and a scan hands them to its workers.
#ifndef MAPWARDEN_TOOLS_EXTRACTIONOPTIONS_H
#define MAPWARDEN_TOOLS_EXTRACTIONOPTIONS_H

#include "CommandLine.h"
#include "Driver/Pipeline.h"
#include "Driver/Worker.h"
#include "ProjectFile.h"

namespace mapwarden {

/// The cache folder, absolute: \p Given (`--cache-dir`), the variable
/// MAPWARDEN_CACHE_DIR, the project file, or mapwarden in the user's cache
/// folder, the first that says something. Empty for none: when the variable is
/// set and empty, or the user has no home.
std::string findCacheFolder(const std::string &Given,
                            const ProjectFile &Project);

class ExtractionOptions {
public:
  /// Declares `--config`, `--project-root`, `--models`, `--resource-dir` and
  /// `--skip-system-bodies/--no-shortcuts`.
  void add(CLI::App &App);
  /// Declares `--tu-memory`.
  void addMemoryLimit(CLI::App &App);
  /// Declares that and `--tu-timeout`.
  void addLimits(CLI::App &App);
  /// Declares `--cache-dir`, `--no-cache` and `--cache-read-only`.
  void addCache(CLI::App &App);
  /// Declares `--overlay` and `--cache-dir` as workers get them.
  void addWorkerOptions(CLI::App &App);

  /// Checks what was given: folders exist, models can be read.
  llvm::Error prepare();

  /// Absolute, or empty when the user named none; after prepare().
  const std::string &projectRoot() const { return ProjectRoot; }
  llvm::ArrayRef<std::string> modelFiles() const { return ModelFiles; }
  /// After prepare().
  const ProjectFile &project() const { return Project; }

  /// Seconds for one translation unit, 0 for no limit; after prepare().
  uint64_t tuTimeout() const { return TuTimeout; }
  /// After prepare(); \p Program is this program's path.
  CacheOptions cache(const std::string &Program) const;
  /// What a scan of \p BuildPath from here with \p Workers workers (0: as many
  /// as the machine bears) needs of this, after prepare(): the plan, the
  /// workers and the cache.
  llvm::Expected<ScanOptions> scanOptions(const std::string &Program,
                                          const std::string &BuildPath,
                                          uint64_t Workers) const;
  /// For extraction in this process, with \p Root as the project root.
  TuExtractionOptions forRoot(const std::string &Root) const;
  /// The words that hold now, by the name of the setting; after prepare().
  std::map<std::string, std::vector<std::string>> listSettings() const;
  /// For a worker.
  WorkerOptions forWorker() const;
  /// The command that starts such a worker, without a project root.
  std::vector<std::string> makeWorkerCommand(const std::string &Program) const;

private:
  ProjectFile Project;
  std::string ProjectRoot, ResourceDir, Overlay, CacheDir;
  bool HasCache = true, IsCacheReadOnly = false;
  std::vector<std::string> ModelFiles;
  std::string Models; ///< The effective ones, as text; after prepare().
  bool SkipSystemBodies = true;
  uint64_t MemoryMiB = 0, TuTimeout = 600;
  // Null for commands without them.
  CLI::Option *MemoryOption = nullptr, *TimeoutOption = nullptr;
};

} // namespace mapwarden

#endif
