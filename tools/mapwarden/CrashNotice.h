// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a crash of mapwarden itself looks like.
///
/// Code that is analysed crashes a worker, and the scan goes on. If linking or
/// a check crashes, there is nothing to go on with, but the user should still
/// get a sentence, the way to a useful report, and the documented exit code
/// instead of a bare "Segmentation fault".
#ifndef MAPWARDEN_TOOLS_CRASHNOTICE_H
#define MAPWARDEN_TOOLS_CRASHNOTICE_H

namespace mapwarden {

/// From now on a fatal signal prints a notice and the call stack on stderr and
/// ends the process with ExitInternal. Not for workers: their parent wants to
/// see the signal.
void installCrashNotice();

} // namespace mapwarden

#endif
