// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Ends a scan on Ctrl-C without losing what is complete.
///
/// The first SIGINT, SIGTERM or SIGHUP is only noted and wakes the scheduler,
/// which stops its workers; the report then covers what was done. A second one
/// ends the process at once.
#ifndef MAPWARDEN_DRIVER_INTERRUPT_H
#define MAPWARDEN_DRIVER_INTERRUPT_H

namespace mapwarden {

/// Notes signals while it lives; one at a time in a process.
class InterruptWatch {
public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch &) = delete;
  InterruptWatch &operator=(const InterruptWatch &) = delete;

  /// The signal that arrived, or 0.
  int signal() const;
  /// A descriptor that becomes readable when one arrives.
  int wakeFd() const;
};

} // namespace mapwarden

#endif
