// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `--stats` and `--trace`: where the time of a run goes.
///
/// LLVM's time profiler collects; the libraries mark their steps with
/// llvm::TimeTraceScope, which costs nothing when nobody asks.
#ifndef MAPWARDEN_TOOLS_TIMINGOPTIONS_H
#define MAPWARDEN_TOOLS_TIMINGOPTIONS_H

#include "CommandLine.h"

namespace mapwarden {

class TimingOptions {
public:
  void add(CLI::App &App);
  /// Begins to collect, if something was asked for.
  void start() const;
  /// Prints the table of `--stats` on stderr and writes the file of `--trace`.
  llvm::Error finish() const;

private:
  bool WantsTable = false;
  std::string TraceFile;
};

} // namespace mapwarden

#endif
