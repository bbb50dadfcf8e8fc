// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Process plumbing; see the header.
#include "Driver/WorkerProcess.h"

#include "llvm/ADT/StringSwitch.h"
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mapwarden;
using llvm::StringRef;

extern char **environ;

static constexpr size_t MaxLastWords = 4096;

static llvm::Error makeSystemError(const char *What, int Code) {
  return llvm::createStringError(std::string("cannot start a worker: ") + What +
                                 ": " + std::strerror(Code));
}

llvm::Expected<std::unique_ptr<WorkerProcess>>
WorkerProcess::start(llvm::ArrayRef<std::string> CommandLine) {
  int Sockets[2], Pipe[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, Sockets))
    return makeSystemError("socketpair", errno);
  if (pipe2(Pipe, O_CLOEXEC)) {
    int Code = errno;
    close(Sockets[0]);
    close(Sockets[1]);
    return makeSystemError("pipe", Code);
  }
  std::vector<char *> Words;
  for (const std::string &Word : CommandLine)
    Words.push_back(const_cast<char *>(Word.c_str()));
  Words.push_back(nullptr);

  posix_spawn_file_actions_t Redirections;
  posix_spawn_file_actions_init(&Redirections);
  posix_spawn_file_actions_adddup2(&Redirections, Sockets[1], 0);
  posix_spawn_file_actions_adddup2(&Redirections, Pipe[1], 1);
  posix_spawn_file_actions_adddup2(&Redirections, Pipe[1], 2);
  pid_t Pid = -1;
  int Code = posix_spawn(&Pid, CommandLine.front().c_str(), &Redirections,
                         /*attrp=*/nullptr, Words.data(), environ);
  posix_spawn_file_actions_destroy(&Redirections);
  close(Sockets[1]);
  close(Pipe[1]);
  if (Code) {
    close(Sockets[0]);
    close(Pipe[0]);
    return makeSystemError(CommandLine.front().c_str(), Code);
  }
  fcntl(Pipe[0], F_SETFL, O_NONBLOCK);
  return std::unique_ptr<WorkerProcess>(
      new WorkerProcess(Pid, Sockets[0], Pipe[0]));
}

WorkerProcess::~WorkerProcess() {
  if (Pid != -1)
    end();
  close(Answers);
  close(Noise);
}

bool WorkerProcess::send(const TuJob &Job, WireKind Kind) {
  readNoise();
  LastWords.clear(); // What was said about another unit explains nothing here.
  std::string Bytes = encodeFrame(Kind, encodeJob(Job));
  StringRef Rest(Bytes);
  while (!Rest.empty()) {
    // MSG_NOSIGNAL: a dead worker must not kill the scan.
    ssize_t Count = ::send(Answers, Rest.data(), Rest.size(), MSG_NOSIGNAL);
    if (Count < 0 && errno == EINTR)
      continue;
    if (Count <= 0)
      return false;
    Rest = Rest.drop_front(Count);
  }
  return true;
}

bool WorkerProcess::readAnswers() {
  char Bytes[1 << 16];
  for (;;) {
    ssize_t Count = recv(Answers, Bytes, sizeof(Bytes), MSG_DONTWAIT);
    if (Count > 0) {
      Reader.append(StringRef(Bytes, Count));
      continue;
    }
    if (Count < 0 && errno == EINTR)
      continue;
    return Count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }
}

void WorkerProcess::readNoise() {
  char Bytes[4096];
  ssize_t Count;
  while ((Count = read(Noise, Bytes, sizeof(Bytes))) > 0)
    LastWords += StringRef(Bytes, Count)
                     .take_front(MaxLastWords -
                                 std::min(MaxLastWords, LastWords.size()));
}

/// The line that says most: LLVM's fatal errors and failed assertions.
static StringRef pickLastWord(StringRef Words) {
  StringRef Rest = Words;
  while (!Rest.empty()) {
    auto [Line, Tail] = Rest.split('\n');
    if (Line.contains("LLVM ERROR:") || Line.contains("Assertion "))
      return Line.trim();
    Rest = Tail;
  }
  return Words.split('\n').first.trim();
}

std::string WorkerProcess::end() {
  kill(Pid, SIGKILL); // Does nothing to one that has ended by itself.
  int Status = 0;
  while (waitpid(Pid, &Status, 0) < 0 && errno == EINTR) {
  }
  Pid = -1;
  readNoise();
  std::string How;
  if (WIFSIGNALED(Status)) {
    const char *Name = sigabbrev_np(WTERMSIG(Status));
    How = std::string("crashed with SIG") + (Name ? Name : "?") + " (" +
          llvm::StringRef(strsignal(WTERMSIG(Status))).lower() + ")";
  } else {
    How = "the worker exited with code " +
          std::to_string(WIFEXITED(Status) ? WEXITSTATUS(Status) : -1);
  }
  StringRef Said = pickLastWord(LastWords);
  if (Said.contains("out of memory"))
    return "out of memory; --tu-memory sets the limit";
  return Said.empty() ? How : How + ": " + Said.str();
}
