// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A worker as the scan sees it: a process, a socket, and what it says on
/// stderr.
///
/// LLVM's process functions redirect to files, not pipes, so this uses
/// posix_spawn itself.
#ifndef MAPWARDEN_DRIVER_WORKERPROCESS_H
#define MAPWARDEN_DRIVER_WORKERPROCESS_H

#include "Driver/WireFormat.h"
#include <sys/types.h>

namespace mapwarden {

/// Owns one worker; kills it when it goes.
class WorkerProcess {
public:
  /// Starts \p CommandLine, whose first word is the program's absolute path.
  static llvm::Expected<std::unique_ptr<WorkerProcess>>
  start(llvm::ArrayRef<std::string> CommandLine);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess &) = delete;
  WorkerProcess &operator=(const WorkerProcess &) = delete;

  /// Sends \p Job. False when the worker is gone.
  bool send(const TuJob &Job, WireKind Kind = WireKind::Job);

  /// Descriptors to poll for input: answers, and text on stdout or stderr.
  int answerFd() const { return Answers; }
  int noiseFd() const { return Noise; }
  /// Reads what has arrived without waiting. False at the end of the stream,
  /// that is, when the worker has died.
  bool readAnswers();
  void readNoise();

  /// The next complete answer, if any; see WireReader.
  llvm::Expected<std::optional<WireFrame>> nextAnswer() {
    return Reader.next();
  }

  /// Kills the worker, if it still runs, and says how it ended: "crashed with
  /// SIGSEGV (...)", "exited with code 2", and what it said last.
  std::string end();

private:
  WorkerProcess(pid_t Pid, int Answers, int Noise)
      : Pid(Pid), Answers(Answers), Noise(Noise) {}

  pid_t Pid; ///< -1 once it has been waited for.
  int Answers, Noise;
  WireReader Reader;
  std::string LastWords; ///< The first few KiB of its noise.
};

} // namespace mapwarden

#endif
