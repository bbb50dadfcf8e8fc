// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What goes over the pipe between the scan and its workers.
///
/// A frame is a kind, the length of its payload in decimal, a line feed, and
/// the payload: `F 5120\n...`. Facts travel in their text form, so the reader
/// that guards the cache guards the pipe, too: a worker that went mad can spoil
/// its own unit only.
#ifndef MAPWARDEN_DRIVER_WIREFORMAT_H
#define MAPWARDEN_DRIVER_WIREFORMAT_H

#include "Driver/ScanPlan.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace mapwarden {

enum class WireKind : char {
  Job = 'J',    ///< To the worker: a job.
  Facts = 'F',  ///< From the worker: the facts of the job.
  Source = 'S', ///< To the worker: a job to preprocess only. From it: the text.
  Error = 'E',  ///< From the worker: why there are none.
};

struct WireFrame {
  WireKind Kind = WireKind::Error;
  std::string Payload;
};

/// Larger payloads are taken for garbage.
inline constexpr uint64_t MaxFrameSize = uint64_t(4) << 30;

std::string encodeFrame(WireKind Kind, llvm::StringRef Payload);

/// Cuts a stream of bytes into frames.
class WireReader {
public:
  void append(llvm::StringRef Bytes) { Buffer += Bytes; }
  /// The next complete frame, or nullopt when more bytes are needed. Fails when
  /// the bytes are no frame; nothing can be read after that.
  llvm::Expected<std::optional<WireFrame>> next();

private:
  std::string Buffer;
};

/// What a worker found out about a unit.
struct UnitAnswer {
  /// Where the facts are in the cache; empty when they are not there.
  std::string FactsKey;
  /// Why they could not be put there; empty when nobody tried.
  std::string CacheProblem;
  /// The files that they were read from, absolute, none of them empty.
  std::vector<std::string> Inputs;
  std::string Text; ///< The facts.
};

/// The payload of facts: a word in front of each part, and the text.
std::string encodeAnswer(const UnitAnswer &Answer);
/// Fails when a part has no end.
llvm::Expected<UnitAnswer> decodeAnswer(llvm::StringRef Payload);

/// \p Words, none of them empty and none with a NUL in it, in front of \p
/// Rest: each ended by NUL, and one NUL more.
std::string encodeWords(llvm::ArrayRef<std::string> Words,
                        llvm::StringRef Rest);
/// Takes the words off \p Text and leaves the rest. Fails when they have no
/// end.
llvm::Expected<std::vector<std::string>> decodeWords(llvm::StringRef &Text);

/// A job's payload: its key in the cache, directory, file and arguments, each
/// ended by NUL, which none of them can contain. The cost stays at home.
std::string encodeJob(const TuJob &Job);
llvm::Expected<TuJob> decodeJob(llvm::StringRef Payload);

} // namespace mapwarden

#endif
