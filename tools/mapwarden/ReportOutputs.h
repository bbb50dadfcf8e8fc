// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The options that say what is reported, where to, and what makes a run fail.
/// `scan`, `analyze` and `report` share them.
#ifndef MAPWARDEN_TOOLS_REPORTOUTPUTS_H
#define MAPWARDEN_TOOLS_REPORTOUTPUTS_H

#include "CommandLine.h"
#include "Findings/Baseline.h"
#include "ProjectFile.h"
#include "Report/Reporter.h"
#include "checks/CheckRunner.h"

namespace mapwarden {

/// The baseline in \p File.
llvm::Expected<std::vector<KnownFinding>>
readBaselineFile(const std::string &File);

/// Reads the options and writes the reports.
class ReportOutputs {
public:
  /// Declares `--output`, `--export-fixes`, `--color`, `--confidence` and `-q`.
  void addOutputOptions(CLI::App &App);
  /// Declares `--checks`.
  void addCheckOption(CLI::App &App);
  /// Declares `--baseline`, `--fail-level`, `--exit-zero`, `--require-reason`
  /// and `--max-failed-tus`.
  void addGateOptions(CLI::App &App);

  /// Checks what was given; call before any work.
  /// What the command line leaves open is taken from \p Project.
  /// Its baseline only if \p UsesBaseline.
  llvm::Error prepare(const ProjectFile &Project = {},
                      bool UsesBaseline = true);

  /// Writes every report. If no text report with a summary goes to stdout, says
  /// on stderr what was found and what could not be analysed. Returns the exit
  /// code of the gate, or that of an output that cannot be written.
  /// \p Result is compared with the baseline first.
  int write(ScanResult Result) const;

  /// The checks to run, after prepare().
  const CheckOptions &checks() const { return Checks; }
  Confidence minimum() const { return Limits.Minimum; }
  /// The words that hold now, by the name of the setting; after prepare().
  std::map<std::string, std::vector<std::string>> listSettings() const;
  bool isQuiet() const { return IsQuiet; }
  /// Must comments that suppress give a reason? After prepare().
  bool requiresReason() const { return RequiresReason; }

private:
  struct Destination {
    ReportKind Kind;
    std::string File; ///< `-` for stdout.
  };
  llvm::Error takeSettings(const ProjectFile &Project);
  llvm::Error addDestination(llvm::StringRef Given);
  llvm::Error selectChecks();
  bool useColor(const Destination &To) const;
  llvm::Error writeOne(const Destination &To, const ScanResult &Result) const;
  void summarise(const ScanResult &Result) const;
  llvm::Error writeFixes(const ScanResult &Result) const;

  std::vector<std::string> OutputNames, CheckNames;
  std::string FixesFile, BaselineFile;
  std::string BaselineName; ///< As reports call it: as it was written.
  std::string Color = "auto", MinimumName = "medium", FailLevel = "warning";
  CLI::Option *MinimumOption = nullptr, *FailOption = nullptr,
              *MaxFailedOption = nullptr;
  bool ExitZero = false, IsQuiet = false, RequiresReason = false;
  Gate Limits;
  std::vector<KnownFinding> Known; ///< Of the baseline.

  std::vector<RuleInfo> Rules;
  std::vector<Destination> Destinations;
  CheckOptions Checks;
};

} // namespace mapwarden

#endif
