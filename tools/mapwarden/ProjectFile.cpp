// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ProjectFile.h"

#include "Driver/Rules.h"
#include "Driver/ScanPlan.h"
#include "Findings/Severity.h"
#include "Models/ModelSet.h"
#include "llvm/ADT/STLExtras.h"
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
                         {Setting.File, Setting.Line, 1}};
    std::string Place =
        Setting.File + ":" + std::to_string(Setting.Line) + ": ";
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

llvm::Error ProjectFile::readOverrides() {
  const std::vector<RuleInfo> Known = loadRules();
  for (const OverrideSetting &Setting : Settings.Overrides) {
    std::string Place =
        Setting.File + ":" + std::to_string(Setting.Line) + ": ";
    ReportOverride Override{Setting.Path, std::nullopt, std::nullopt};
    if (Setting.Checks.empty() && Setting.Confidence.empty())
      return llvm::createStringError(
          Place + "an override needs checks or a confidence");
    for (const std::string &Name : Setting.Checks) {
      llvm::Expected<std::string> Id = findRuleId(Known, Name);
      if (!Id)
        return llvm::createStringError(
            Place + "checks: " + llvm::toString(Id.takeError()));
      if (!Override.Checks)
        Override.Checks.emplace();
      Override.Checks->push_back(std::move(*Id));
    }
    if (!Setting.Confidence.empty() &&
        !(Override.Minimum = parseConfidence(Setting.Confidence)))
      return llvm::createStringError(
          Place + "confidence: expected one of low, medium, high, not '" +
          Setting.Confidence + "'");
    Overrides.push_back(std::move(Override));
  }
  return llvm::Error::success();
}

void ProjectFile::configure(AnalysisOptions &Options) const {
  Options.ThirdParty = Settings.ThirdParty;
  Options.Suppressions = Rules;
  Options.Overrides = Overrides;
  Options.Exported = Settings.Entries.Exported;
}

/// Makes the paths in \p Settings, which are relative to \p Folder,
/// independent of it.
static void anchorPaths(ProjectSettings &Settings, StringRef Folder,
                        StringRef From) {
  auto anchor = [&](std::string &File) {
    if (File.empty() || File == "-" || path::is_absolute(File))
      return;
    llvm::SmallString<256> Result(Folder);
    path::append(Result, File);
    path::remove_dots(Result, /*remove_dot_dot=*/true);
    File = relativePath(Result, From);
  };
  llvm::for_each(Settings.Models, anchor);
  for (std::string *File :
       {&Settings.Baseline, &Settings.CacheDir, &Settings.BuildDir})
    anchor(*File);
  for (std::string &Output : Settings.Outputs) {
    auto [Kind, File] = StringRef(Output).split(':');
    std::string Anchored = File.str();
    anchor(Anchored);
    if (!Anchored.empty())
      Output = (Kind + ":" + Anchored).str();
  }
}

/// Reads \p File, and first what it extends. \p Open: the files that are being
/// read.
llvm::Expected<ProjectSettings>
ProjectFile::read(const std::string &File, const std::string &ShownAs,
                  std::vector<std::string> &Open) {
  llvm::Expected<ProjectSettings> Own = readProjectSettings(File, ShownAs);
  if (!Own)
    return Own;
  Open.push_back(File);
  std::vector<ProjectSettings> Bases;
  for (const std::string &Name : Own->Extends) {
    llvm::SmallString<256> Base(path::parent_path(File)),
        Shown(path::parent_path(ShownAs));
    path::append(Base, Name);
    path::append(Shown, Name);
    if (path::is_absolute(Name))
      Base = Shown = StringRef(Name);
    path::remove_dots(Base, /*remove_dot_dot=*/true);
    std::string Problem;
    if (llvm::is_contained(Open, Base.str()))
      Problem = "extends itself";
    else if (!fs::is_regular_file(Base))
      Problem = "no such file";
    if (!Problem.empty())
      return llvm::createStringError(Own->placeOf("extends") + ": extends: '" +
                                     Name + "': " + Problem);
    llvm::Expected<ProjectSettings> Read =
        read(std::string(Base), std::string(Shown), Open);
    if (!Read)
      return Read;
    anchorPaths(*Read, path::parent_path(Base), path::parent_path(File));
    Bases.push_back(std::move(*Read));
  }
  // What is named later wins.
  while (!Bases.empty()) {
    Own->extend(std::move(Bases.back()));
    Bases.pop_back();
  }
  Open.pop_back();
  if (!llvm::is_contained(Files, File))
    Files.push_back(File);
  return Own;
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
  std::vector<std::string> Open;
  llvm::Expected<ProjectSettings> Read = read(Path, Shown, Open);
  if (!Read)
    return Read.takeError();
  Settings = std::move(*Read);
  if (llvm::Error E = readRules())
    return E;
  return readOverrides();
}
