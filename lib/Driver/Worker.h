// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The process that parses: one job after another, until the pipe closes.
///
/// Clang is not hardened against hostile input and can crash, hang or eat all
/// memory. Threads cannot contain that; processes can. A worker lives as long
/// as it behaves, so a scan pays for starting Clang once per core.
#ifndef MAPWARDEN_DRIVER_WORKER_H
#define MAPWARDEN_DRIVER_WORKER_H

#include "Driver/TuExtraction.h"

namespace mapwarden {

struct WorkerOptions {
  TuExtractionOptions Extraction;
  /// Files with user models, as for the scan.
  std::vector<std::string> ModelFiles;
  /// Address space in MiB; 0 for no limit.
  uint64_t MemoryMiB = 0;
  /// Where facts are kept; the jobs say under which key. Empty for nowhere.
  std::string CacheFolder;
};

/// Serves jobs from the socket on descriptor 0 and answers there. Dies with its
/// parent, ignores the terminal's interrupt (the parent decides what ends), and
/// leaves no core files. Returns the process's exit code.
int runWorker(const WorkerOptions &Options);

} // namespace mapwarden

#endif
