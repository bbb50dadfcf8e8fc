// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A handler that keeps to functions which are safe in one: no allocation, no
/// symboliser process (LLVM's handler hangs in one after a stack overflow).
#include "CrashNotice.h"

#include "Driver/ExitCode.h"
#include "Support/BuildConfig.h"
#include <csignal>
#include <cstring>
#include <execinfo.h>
#include <unistd.h>

using namespace mapwarden;

static constexpr int MaxFrames = 64;
/// The handler's own stack, for when the other one is full.
alignas(16) static char HandlerStack[1 << 16];

static void say(const char *Text) {
  [[maybe_unused]] ssize_t Count = write(STDERR_FILENO, Text, strlen(Text));
}

static void reportCrash(int Signal) {
  const char *Name = sigabbrev_np(Signal);
  say("mapwarden: internal error: SIG");
  say(Name ? Name : "?");
  say(" in mapwarden " MAPWARDEN_VERSION "; this is a bug. Please report it "
      "with the command line and these lines:\n");
  void *Frames[MaxFrames];
  backtrace_symbols_fd(Frames, backtrace(Frames, MaxFrames), STDERR_FILENO);
  _exit(ExitInternal);
}

void mapwarden::installCrashNotice() {
  // The first call loads a library, which a handler must not do.
  void *Here;
  backtrace(&Here, 1);
  stack_t Stack = {};
  Stack.ss_sp = HandlerStack;
  Stack.ss_size = sizeof(HandlerStack);
  sigaltstack(&Stack, nullptr);
  struct sigaction Action = {};
  Action.sa_handler = reportCrash;
  Action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND);
  for (int Signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP})
    sigaction(Signal, &Action, nullptr);
}
