// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Threads, tasks and kept callbacks that may still run when the local map they
/// use is gone.
///
/// Whether something outlives a map is a question to one frame: the function
/// whose local the map (or its owner) is. The flow of that frame knows which
/// threads may be alive at its end, callees' threads included, and the
/// summaries know what each of them accesses, in terms of the frame.
#ifndef MAPWARDEN_ANALYSIS_OUTLIVEDCAPTURES_H
#define MAPWARDEN_ANALYSIS_OUTLIVEDCAPTURES_H

#include "Analysis/Summary.h"
#include "Support/Confidence.h"
#include <string>

namespace mapwarden {

enum class CaptureUser : uint8_t {
  Thread,   ///< Started, and alive when the frame ends.
  Task,     ///< Put into a queue that threads take from.
  Callback, ///< Stored where it outlives the frame.
};

struct OutlivedCapture {
  CaptureUser User = CaptureUser::Thread;
  FunctionId Frame = 0;    ///< The local belongs to it.
  FunctionId Function = 0; ///< Where the thread or callback is made ...
  uint32_t Instr = 0;      ///< ... and by which instruction.
  FunctionId Entry = ~0u;  ///< What runs.
  /// What runs accesses this; Object is rooted in the local.
  AccessSummary Access;
  Confidence Level = Confidence::Medium;
  std::vector<std::string> Assumptions;
};

} // namespace mapwarden

#endif
