// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs the session server for a moment and prints what it counted.

#include "metrics.h"
#include "server.h"

#include <chrono>
#include <thread>

int main() {
  auto Touch = [](SessionTable &Table, SessionId Id) { Table.touch(Id); };

  Server Sessions;
  Sessions.addRoute("/login", Touch);
  Sessions.start(4);
  Sessions.addRoute("/cart", Touch); // Routes may change while workers run.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  Sessions.stop();

  // All workers have ended: nobody else counts any more.
  metrics::print();
}
