// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counters of the whole process.

#include "metrics.h"

#include <iostream>
#include <map>

namespace metrics {

static std::map<std::string, unsigned long> RequestCounts;

void countRequest(const std::string &Route) { ++RequestCounts[Route]; }

void print() {
  for (const auto &[Route, Count] : RequestCounts)
    std::cout << Route << ": " << Count << '\n';
}

} // namespace metrics
