// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ExtractionOptions.h"

#include "Driver/Machine.h"
#include "Models/ModelSet.h"
#include "Support/AbsolutePath.h"
#include "Support/BuildConfig.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <unistd.h>

using namespace mapwarden;
namespace fs = llvm::sys::fs;

void ExtractionOptions::add(CLI::App &App) {
  Project.add(App);
  App.add_option("--project-root", ProjectRoot,
                 "folder that paths in reports are relative to (default: the "
                 "repository)")
      ->type_name("DIR");
  addList(App, "--models", ModelFiles,
          "file with models of your own thread, lock and map types; may be "
          "repeated")
      ->type_name("FILE");
  App.add_option("--resource-dir", ResourceDir,
                 "folder with the builtin headers of Clang " +
                     std::to_string(MAPWARDEN_LLVM_MAJOR))
      ->type_name("DIR");
  App.add_flag_callback(
      "--no-shortcuts", [this] { SkipSystemBodies = false; },
      "parse the function bodies in system headers, too; takes twice the time");
  App.add_flag_callback(
      "--skip-system-bodies", [this] { SkipSystemBodies = true; },
      "do not parse them (the default)");
}

/// Half a machine's memory for one unit would already be strange; all of it
/// only ends what would bring down the machine.
static uint64_t physicalMemoryMiB() {
  long Pages = sysconf(_SC_PHYS_PAGES), Size = sysconf(_SC_PAGE_SIZE);
  return Pages > 0 && Size > 0 ? static_cast<uint64_t>(Pages) * Size >> 20 : 0;
}

void ExtractionOptions::addMemoryLimit(CLI::App &App) {
  MemoryMiB = physicalMemoryMiB();
  MemoryOption =
      addNumber(App, "--tu-memory", MemoryMiB, 0,
                "MiB of memory for one translation unit; 0 for no limit [the "
                "machine's]");
}

void ExtractionOptions::addLimits(CLI::App &App) {
  addMemoryLimit(App);
  TimeoutOption =
      addNumber(App, "--tu-timeout", TuTimeout, 0,
                "seconds for one translation unit; 0 for no limit [600]");
}

void ExtractionOptions::addCache(CLI::App &App) {
  App.add_option("--cache-dir", CacheDir,
                 "folder that keeps facts and results from scan to scan "
                 "(default: MAPWARDEN_CACHE_DIR, or mapwarden in the user's "
                 "cache folder)")
      ->type_name("DIR");
  App.add_flag_callback(
      "--no-cache", [this] { HasCache = false; }, "neither use nor fill it");
  App.add_flag("--cache-read-only", IsCacheReadOnly, "use it, do not fill it");
}

void ExtractionOptions::addWorkerOptions(CLI::App &App) {
  App.add_option("--overlay", Overlay, "files with other texts");
  App.add_option("--cache-dir", CacheDir, "folder for facts");
}

std::string mapwarden::findCacheFolder(const std::string &Given,
                                       const ProjectFile &Project) {
  if (!Given.empty())
    return absolutePath(Given);
  // Set and empty: no cache.
  if (auto Named = llvm::sys::Process::GetEnv("MAPWARDEN_CACHE_DIR"))
    return Named->empty() ? "" : absolutePath(*Named);
  if (!Project.settings().CacheDir.empty())
    return absolutePath(Project.resolve(Project.settings().CacheDir));
  llvm::SmallString<256> Folder;
  if (!llvm::sys::path::cache_directory(Folder))
    return "";
  llvm::sys::path::append(Folder, "mapwarden");
  return std::string(Folder);
}

/// The effective models without their origins, which change nothing.
static std::string describeModels(const ModelSet &Models) {
  std::string Dump, Text;
  llvm::raw_string_ostream Out(Dump);
  Models.dump(Out);
  for (llvm::StringRef Line : llvm::split(Dump, '\n'))
    if (!Line.starts_with("  # "))
      (Text += Line) += '\n';
  return Text;
}

CacheOptions ExtractionOptions::cache(const std::string &Program) const {
  CacheOptions Cache;
  if (!HasCache)
    return Cache;
  Cache.Folder = findCacheFolder(CacheDir, Project);
  Cache.IsReadOnly = IsCacheReadOnly;
  Cache.Extractor = nameExtractor(Program, Models, SkipSystemBodies);
  return Cache;
}

/// Clang's own headers: where the build saw them, or beside this program.
static std::string findResourceDir() {
  if (fs::exists(MAPWARDEN_CLANG_RESOURCE_DIR "/include/stddef.h"))
    return MAPWARDEN_CLANG_RESOURCE_DIR;
  static int Anchor;
  llvm::SmallString<256> Path(llvm::sys::path::parent_path(
      llvm::sys::path::parent_path(fs::getMainExecutable("", &Anchor))));
  llvm::sys::path::append(Path, "lib", "clang",
                          std::to_string(MAPWARDEN_LLVM_MAJOR));
  return std::string(Path);
}

llvm::Error ExtractionOptions::prepare() {
  if (!ProjectRoot.empty()) {
    llvm::SmallString<256> Absolute(ProjectRoot);
    fs::make_absolute(Absolute);
    llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    if (!fs::is_directory(Absolute))
      return llvm::createStringError("--project-root: no such folder: '" +
                                     ProjectRoot + "'");
    ProjectRoot = std::string(Absolute);
  }
  bool IsGiven = !ResourceDir.empty();
  if (!IsGiven)
    ResourceDir = findResourceDir();
  if (!fs::exists(ResourceDir + "/include/stddef.h"))
    return llvm::createStringError(
        IsGiven ? "--resource-dir: no include/stddef.h in '" + ResourceDir + "'"
                : "the builtin headers of Clang are not in '" + ResourceDir +
                      "'; name their folder with --resource-dir (clang-" +
                      std::to_string(MAPWARDEN_LLVM_MAJOR) +
                      " -print-resource-dir prints it)");
  if (llvm::Error E = Project.load(ProjectRoot))
    return E;
  const ProjectSettings &Settings = Project.settings();
  if (Settings.has("tu-memory") && (!MemoryOption || MemoryOption->empty()))
    MemoryMiB = Settings.TuMemory;
  if (Settings.has("tu-timeout") && (!TimeoutOption || TimeoutOption->empty()))
    TuTimeout = Settings.TuTimeout;
  // Models that come with the project; files given by hand come later and win.
  std::vector<std::string> Own;
  llvm::append_range(Own, Project.files());
  for (const std::string &File : Project.settings().Models)
    Own.push_back(Project.resolve(File));
  ModelFiles.insert(ModelFiles.begin(), Own.begin(), Own.end());
  // The workers read them again; here a fault is reported once.
  llvm::Expected<ModelSet> Loaded = ModelSet::load(ModelFiles);
  if (!Loaded)
    return Loaded.takeError();
  Models = describeModels(*Loaded);
  return llvm::Error::success();
}

llvm::Expected<ScanOptions>
ExtractionOptions::scanOptions(const std::string &Program,
                               const std::string &BuildPath,
                               uint64_t Workers) const {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return Here.takeError();
  ScanOptions Options;
  const std::string &OwnFolder = Project.settings().BuildDir;
  Options.BuildPath = BuildPath.empty() && !OwnFolder.empty()
                          ? Project.resolve(OwnFolder)
                          : BuildPath;
  Options.WorkingDirectory = std::move(*Here);
  Options.Analysis.ProjectRoot = ProjectRoot;
  Options.Exclude = Project.settings().Exclude;
  Options.ExcludedBy = Project.settings().placeOf("exclude");
  Options.Scheduling.WorkerCommand = makeWorkerCommand(Program);
  Options.Scheduling.Workers = Workers ? Workers : defaultWorkers();
  Options.Scheduling.TuTimeout = TuTimeout;
  Options.Cache = cache(Program);
  return Options;
}

std::map<std::string, std::vector<std::string>>
ExtractionOptions::listSettings() const {
  const ProjectSettings &Settings = Project.settings();
  std::map<std::string, std::vector<std::string>> Result;
  Result["extends"] = Settings.Extends;
  Result["exclude"] = Settings.Exclude;
  Result["third-party"] = Settings.ThirdParty;
  Result["entries"] = Settings.Entries.Exported;
  Result["tu-memory"] = {std::to_string(MemoryMiB)};
  Result["tu-timeout"] = {std::to_string(TuTimeout)};
  for (auto [Key, Word] : {std::pair("build-dir", &Settings.BuildDir),
                           std::pair("cache-dir", &Settings.CacheDir)})
    Result[Key] =
        Word->empty() ? std::vector<std::string>() : std::vector{*Word};
  if (!CacheDir.empty())
    Result["cache-dir"] = {CacheDir};
  // Those that the project names and those given by hand, without the project
  // files themselves.
  Result["models"].assign(ModelFiles.begin() + Project.files().size(),
                          ModelFiles.end());
  for (const OverrideSetting &Override : Settings.Overrides)
    Result["overrides"].push_back(Override.Path);
  Result["overrides"];
  for (const SuppressionRule &Rule : Project.suppressions())
    Result["suppressions"].push_back(Rule.Reason);
  Result["suppressions"];
  return Result;
}

TuExtractionOptions ExtractionOptions::forRoot(const std::string &Root) const {
  TuExtractionOptions Options;
  Options.Extract.ProjectRoot = Root;
  Options.Extract.SkipSystemBodies = SkipSystemBodies;
  Options.ResourceDir = ResourceDir;
  Options.Overlay = Overlay;
  return Options;
}

WorkerOptions ExtractionOptions::forWorker() const {
  return {forRoot(ProjectRoot), ModelFiles, MemoryMiB, CacheDir};
}

std::vector<std::string>
ExtractionOptions::makeWorkerCommand(const std::string &Program) const {
  std::vector<std::string> Command = {
      Program, "worker", "--resource-dir=" + ResourceDir,
      "--tu-memory=" + std::to_string(MemoryMiB)};
  if (!SkipSystemBodies)
    Command.push_back("--no-shortcuts");
  for (const std::string &File : ModelFiles)
    Command.push_back("--models=" + File);
  return Command;
}
