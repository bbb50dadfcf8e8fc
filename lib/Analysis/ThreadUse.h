// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What in a program shows that it expects threads: locks, atomics, threads.
#ifndef MAPWARDEN_ANALYSIS_THREADUSE_H
#define MAPWARDEN_ANALYSIS_THREADUSE_H

#include "Link/Program.h"

namespace mapwarden {

/// Whether \p Instr locks, waits for, starts or joins. The hidden lock of a
/// magic static does not count: nobody thought of threads there.
bool usesThreads(const Program &Prog, const Instruction &Instr);

/// Whether \p Variable is a mutex, an atomic or a thread handle.
bool usesThreads(const VariableFacts &Variable);

/// Whether anything in \p Prog does. O(size of the program).
bool usesThreads(const Program &Prog);

} // namespace mapwarden

#endif
