// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counters of the whole process.

#ifndef SESSIONS_METRICS_H
#define SESSIONS_METRICS_H

#include <string>

namespace metrics {

/// Counts one request for \p Route.
void countRequest(const std::string &Route);

/// Writes every counter to the standard output.
void print();

} // namespace metrics

#endif
