// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Loops of an event graph.
#ifndef MAPWARDEN_ANALYSIS_LOOPS_H
#define MAPWARDEN_ANALYSIS_LOOPS_H

#include "Facts/FunctionFacts.h"
#include <optional>

namespace mapwarden {

/// The block that instruction \p Instr stands in. Linear in the number of
/// blocks.
std::optional<uint32_t> blockOf(const FunctionFacts &Function, uint32_t Instr);

/// The blocks that lead on from \p From, without itself unless it is in a loop.
std::vector<bool> reachedFrom(const FunctionFacts &Function, uint32_t From);

/// Whether each round of the loop that runs instruction \p Second runs \p
/// First, too. Linear in the number of blocks.
bool areInOneLoop(const FunctionFacts &Function, uint32_t First,
                  uint32_t Second);

} // namespace mapwarden

#endif
