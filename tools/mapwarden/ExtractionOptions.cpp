// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ExtractionOptions.h"

#include "Models/ModelSet.h"
#include "Support/BuildConfig.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
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
  addNumber(App, "--tu-memory", MemoryMiB, 0,
            "MiB of memory for one translation unit; 0 for no limit [the "
            "machine's]");
}

void ExtractionOptions::addOverlay(CLI::App &App) {
  App.add_option("--overlay", Overlay, "files with other texts");
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
  // Models that come with the project; files given by hand come later and win.
  std::vector<std::string> Own;
  if (!Project.path().empty())
    Own.push_back(Project.path());
  for (const std::string &File : Project.settings().Models)
    Own.push_back(Project.resolve(File));
  ModelFiles.insert(ModelFiles.begin(), Own.begin(), Own.end());
  // The workers read them again; here a fault is reported once.
  return ModelSet::load(ModelFiles).takeError();
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
  return {forRoot(ProjectRoot), ModelFiles, MemoryMiB};
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
