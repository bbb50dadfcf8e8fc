// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs Clang on one job, in this process.
///
/// The parse goes on after errors: a missing header costs what it declares, not
/// the whole unit. Fatal errors count as plain errors for the same reason;
/// Clang would stop instantiating templates otherwise, and no map would be
/// left.
#ifndef MAPWARDEN_DRIVER_TUEXTRACTION_H
#define MAPWARDEN_DRIVER_TUEXTRACTION_H

#include "Driver/RecordingFileSystem.h"
#include "Driver/ScanPlan.h"
#include "Extract/Extractor.h"
#include "llvm/Support/Error.h"

namespace mapwarden {

struct TuExtractionOptions {
  ExtractOptions Extract;
  /// Folder with Clang's builtin headers.
  std::string ResourceDir;
  /// A file in the form of Clang's -ivfsoverlay that lays other texts over
  /// files; empty for none.
  std::string Overlay;
};

/// The facts of \p Job, and in \p Inputs, if that is given, all that the parse
/// asked the file system. With compile errors they are degraded, the first
/// error being the first problem. Fails when Clang could not even start on the
/// file.
llvm::Expected<TuFacts> extractTu(const TuJob &Job, const ModelSet &Models,
                                  const TuExtractionOptions &Options,
                                  InputLog *Inputs = nullptr);

/// What the preprocessor makes of \p Job's file: all that is needed to parse it
/// again elsewhere. Fails when Clang could not start on the file.
llvm::Expected<std::string> preprocessTu(const TuJob &Job,
                                         const ModelSet &Models,
                                         const TuExtractionOptions &Options);

} // namespace mapwarden

#endif
