// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tells a waiting person, or a log, how far the scan is.
///
/// A terminal gets one line that is rewritten. A log gets a line for each tenth
/// of the work or half a minute, because CI services end jobs that are silent.
/// Both get a line for each unit that is lost, when it happens.
#ifndef MAPWARDEN_DRIVER_PROGRESS_H
#define MAPWARDEN_DRIVER_PROGRESS_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace mapwarden {

enum class ProgressStyle : uint8_t {
  None,  ///< Nothing, not even lost units; the report has them.
  Lines, ///< For logs.
  Live,  ///< For terminals.
};

/// Writes to a stream that it does not own. Never fails: progress that cannot
/// be written is not worth ending a scan.
class Progress {
public:
  Progress(ProgressStyle Style, llvm::raw_ostream &Out)
      : Style(Style), Out(Out) {}
  ~Progress() { finish(); }

  /// Begins work on \p Total units; \p Phase is a verb: "extracting".
  void start(llvm::StringRef Phase, size_t Total);
  /// One unit has ended as \p Status says.
  void unitDone(const TuStatus &Status);
  /// Time has passed. \p Slowest is the file that has been worked on longest,
  /// for \p Seconds; may be empty.
  void tick(llvm::StringRef Slowest, double Seconds);
  /// Begins work that cannot be counted; a terminal shows \p Phase.
  void announce(llvm::StringRef Phase);
  /// Removes the live line.
  void finish();

private:
  void printLine(llvm::StringRef Slowest, double Seconds);
  std::string describe() const;
  double elapsed() const;

  using Clock = std::chrono::steady_clock;
  ProgressStyle Style;
  llvm::raw_ostream &Out;
  std::string Phase;
  size_t Total = 0, Done = 0, Lost = 0;
  size_t PrintedTenths = 0;
  Clock::time_point Begin = Clock::now(), Printed = Clock::now();
  bool HasLiveLine = false;
};

} // namespace mapwarden

#endif
