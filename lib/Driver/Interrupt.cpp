// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Signal handlers. A handler has no context, so this file has the only mutable
/// globals of the libraries; they are plain data and need no constructor.
#include "Driver/Interrupt.h"

#include <cassert>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace mapwarden;

static volatile std::sig_atomic_t Arrived = 0;
static int WakePipe[2] = {-1, -1};
static constexpr int Watched[] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction Former[3];

static void note(int Signal) {
  int SavedErrno = errno;
  Arrived = Signal;
  // The pipe holds one byte for ever, so a poll that starts later wakes, too.
  [[maybe_unused]] ssize_t Count = write(WakePipe[1], "", 1);
  errno = SavedErrno;
}

InterruptWatch::InterruptWatch() {
  assert(WakePipe[0] == -1 && "one watch at a time");
  Arrived = 0;
  if (pipe2(WakePipe, O_CLOEXEC | O_NONBLOCK))
    WakePipe[0] = WakePipe[1] = -1;
  struct sigaction Action = {};
  Action.sa_handler = note;
  Action.sa_flags = SA_RESETHAND; // The second signal has its usual effect.
  for (int I = 0; I != 3; ++I) {
    sigaction(Watched[I], nullptr, &Former[I]);
    // nohup and shells' background jobs ignore signals; that stays.
    if (Former[I].sa_handler != SIG_IGN)
      sigaction(Watched[I], &Action, nullptr);
  }
}

InterruptWatch::~InterruptWatch() {
  for (int I = 0; I != 3; ++I)
    sigaction(Watched[I], &Former[I], nullptr);
  for (int &End : WakePipe) {
    if (End != -1)
      close(End);
    End = -1;
  }
}

int InterruptWatch::signal() const { return Arrived; }
int InterruptWatch::wakeFd() const { return WakePipe[0]; }
