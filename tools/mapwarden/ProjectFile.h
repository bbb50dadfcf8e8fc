// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The project file: found, read, and checked.
///
/// `--config FILE`, else the variable MAPWARDEN_CONFIG, else the nearest
/// `.mapwarden.yaml` from the project root or the working directory up to the
/// root of the repository. Files that it extends are read before it.
#ifndef MAPWARDEN_TOOLS_PROJECTFILE_H
#define MAPWARDEN_TOOLS_PROJECTFILE_H

#include "CommandLine.h"
#include "Driver/Pipeline.h"
#include "Models/ProjectSettings.h"

namespace mapwarden {

class ProjectFile {
public:
  /// Declares `--config`.
  void add(CLI::App &App);
  /// Finds and reads it; \p Root is what the user named as the project root,
  /// absolute, or empty. Without a file all is empty.
  llvm::Error load(const std::string &Root);

  const ProjectSettings &settings() const { return Settings; }
  /// Absolute; empty without a file.
  const std::string &path() const { return Path; }
  /// The file and those that it extends, absolute, in the order in which what
  /// they say counts: the last one wins.
  const std::vector<std::string> &files() const { return Files; }
  /// \p File of a setting, which is relative to the project file, as a path
  /// from here.
  std::string resolve(llvm::StringRef File) const;
  /// The rules of `suppressions`, checked by load().
  const std::vector<SuppressionRule> &suppressions() const { return Rules; }
  /// Sets in \p Options what the file says about analysis and report.
  void configure(AnalysisOptions &Options) const;
  /// An error about the value of \p Key, with its place in front.
  llvm::Error makeError(const std::string &Key, const std::string &What) const;

private:
  llvm::Expected<ProjectSettings> read(const std::string &File,
                                       const std::string &ShownAs,
                                       std::vector<std::string> &Open);
  llvm::Error readRules();
  llvm::Error readOverrides();

  std::string Given, Path;
  std::vector<std::string> Files;
  ProjectSettings Settings;
  std::vector<SuppressionRule> Rules;
  std::vector<ReportOverride> Overrides;
};

} // namespace mapwarden

#endif
