// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The options that say which program a question is about: a build folder, as
/// for `scan`, or fact files, as for `analyze`. `show` and `explain` share
/// them.
#ifndef MAPWARDEN_TOOLS_PROGRAMSOURCE_H
#define MAPWARDEN_TOOLS_PROGRAMSOURCE_H

#include "CommandLine.h"
#include "Driver/Survey.h"
#include "ExtractionOptions.h"
#include "Report/Reporter.h"

namespace mapwarden {

class ProgramSource {
public:
  /// Declares `-p`, `--facts`, `-j`, `--json`, `--confidence`, `--color`, `-q`
  /// and the options of extraction.
  void add(CLI::App &App);

  /// Reads the facts, or extracts them.
  llvm::Expected<ProgramFacts> gather(CommandLine &Line);
  /// After gather.
  SurveyOptions surveyOptions() const;
  ReportOptions reportOptions() const;
  /// After gather; without one when facts were read.
  const ProjectFile &project() const { return Extraction.project(); }
  const std::string &buildPath() const { return BuildPath; }
  bool isJson() const { return IsJson; }

private:
  llvm::Expected<ProgramFacts> readFacts() const;

  ExtractionOptions Extraction;
  std::vector<std::string> FactFiles;
  std::string BuildPath, Color = "auto", MinimumName = "medium";
  std::string WorkingDirectory;
  CLI::Option *MinimumOption = nullptr;
  uint64_t Workers = 0;
  bool IsJson = false, IsQuiet = false;
};

/// Whether text on stdout is coloured: \p Choice is auto, always or never.
bool wantsColor(llvm::StringRef Choice);

} // namespace mapwarden

#endif
