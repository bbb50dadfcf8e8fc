// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From facts that were taken before to a report, without Clang; sources are
/// read for excerpts only. `analyze` and `report` share it.
#ifndef MAPWARDEN_TOOLS_PROGRAMREPORT_H
#define MAPWARDEN_TOOLS_PROGRAMREPORT_H

#include "ReportOutputs.h"
#include "TimingOptions.h"

namespace mapwarden {

struct ProgramReport {
  ReportOutputs Outputs;
  TimingOptions Timing;
  ProjectFile Project;
  std::vector<std::string> Files; ///< As readFactFiles() takes them.
  std::string ProjectRoot;

  /// Declares the files and all options.
  void add(CLI::App &App);
  int run();
};

} // namespace mapwarden

#endif
