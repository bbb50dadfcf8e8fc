// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A build.ninja that extracts, links and reports: parallel and incremental, by
/// a tool that knows how to be both.
#ifndef MAPWARDEN_DRIVER_NINJAFILE_H
#define MAPWARDEN_DRIVER_NINJAFILE_H

#include "Driver/ScanPlan.h"
#include "llvm/Support/raw_ostream.h"

namespace mapwarden {

struct NinjaOptions {
  std::string Program;  ///< This program, absolute.
  std::string Database; ///< Absolute; the file is written anew when it changes.
  std::string NinjaFile; ///< Absolute.
  /// For `mapwarden extract`, such as `--models=FILE`.
  std::vector<std::string> ExtractOptions;
};

/// Writes a build of `facts/*.mwf` (one for each job, with its headers as
/// dependencies), `program.mwp`, `report.json` and `report.sarif`, all beside
/// the file; `check` reports as text and fails as a scan does.
void writeNinjaFile(const ScanPlan &Plan, const NinjaOptions &Options,
                    llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
