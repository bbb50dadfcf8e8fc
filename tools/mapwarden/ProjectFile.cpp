// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ProjectFile.h"

#include "Driver/ScanPlan.h"
#include "Models/ModelSet.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

void ProjectFile::add(CLI::App &App) {
  App.add_option("--config", Given,
                 "the project file (default: MAPWARDEN_CONFIG, or the nearest "
                 ".mapwarden.yaml up to the root of the repository)")
      ->type_name("FILE");
}

/// `.mapwarden.yaml` in \p Root, or, without one, in the working directory or
/// the nearest folder above it, up to the root of the repository; empty when
/// there is none.
static std::string findProjectFile(const std::string &Root) {
  llvm::SmallString<256> Folder(Root);
  if (Folder.empty() && fs::current_path(Folder))
    return {};
  while (!Folder.empty()) {
    llvm::SmallString<256> File = Folder, Repository = Folder;
    path::append(File, ".mapwarden.yaml");
    if (fs::is_regular_file(File))
      return std::string(File);
    path::append(Repository, ".git");
    if (!Root.empty() || fs::exists(Repository) ||
        !path::has_parent_path(Folder) || path::parent_path(Folder) == Folder)
      return {};
    path::remove_filename(Folder);
  }
  return {};
}

llvm::Error ProjectFile::makeError(const std::string &Key,
                                   const std::string &What) const {
  return llvm::createStringError(Settings.placeOf(Key) + ": " + Key + ": " +
                                 What);
}

std::string ProjectFile::resolve(StringRef File) const {
  if (path::is_absolute(File) || File == "-")
    return File.str();
  llvm::SmallString<256> Result(path::parent_path(Path));
  path::append(Result, File);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  llvm::SmallString<256> Here;
  if (fs::current_path(Here))
    return std::string(Result);
  return relativePath(Result, Here);
}

llvm::Error ProjectFile::readRules() {
  for (const SuppressionSetting &Setting : Settings.Suppressions) {
    SuppressionRule Rule{Setting.Check,
                         Setting.Path,
                         Setting.Map,
                         Setting.Function,
                         Setting.Reason,
                         Setting.Until,
                         {Settings.File, Setting.Line, 1}};
    std::string Place =
        Settings.File + ":" + std::to_string(Setting.Line) + ": ";
    if (Rule.Check.empty() && Rule.Path.empty() && Rule.Map.empty() &&
        Rule.Function.empty())
      return llvm::createStringError(
          Place + "a suppression needs a check, path, map or function");
    if (StringRef(Rule.Reason).trim().empty())
      return llvm::createStringError(Place + "a suppression needs a reason");
    if (!Rule.Until.empty() && !isDate(Rule.Until))
      return llvm::createStringError(
          Place + "until: expected a date such as 2027-01-31, not '" +
          Rule.Until + "'");
    Rules.push_back(std::move(Rule));
  }
  return llvm::Error::success();
}

llvm::Error ProjectFile::load(const std::string &Root) {
  if (Given.empty())
    Given = llvm::sys::Process::GetEnv("MAPWARDEN_CONFIG").value_or("");
  llvm::SmallString<256> Absolute(Given.empty() ? findProjectFile(Root)
                                                : Given);
  if (Absolute.empty())
    return llvm::Error::success();
  fs::make_absolute(Absolute);
  path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  Path = std::string(Absolute);
  // Messages and reports name it as the user would: no absolute path of this
  // machine when it is found by itself.
  std::string Shown = Given.empty() ? path::filename(Path).str() : Given;
  llvm::Expected<ProjectSettings> Read = readProjectSettings(Path, Shown);
  if (!Read)
    return Read.takeError();
  Settings = std::move(*Read);
  return readRules();
}
