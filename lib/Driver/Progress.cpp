// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Driver/Progress.h"

#include "Report/TerminalText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"

using namespace mapwarden;
using llvm::StringRef;

/// A file is named in the live line once it takes this long.
static constexpr double SlowSeconds = 10;
/// In a log, a line at least this often.
static constexpr auto LogInterval = std::chrono::seconds(30);
/// On a terminal, no more often than this.
static constexpr auto LiveInterval = std::chrono::milliseconds(100);

double Progress::elapsed() const {
  return std::chrono::duration<double>(Clock::now() - Begin).count();
}

void Progress::start(StringRef NewPhase, size_t NewTotal) {
  Phase = NewPhase.str();
  Total = NewTotal;
  Done = Lost = PrintedTenths = 0;
  Begin = Clock::now();
  if (Style == ProgressStyle::Live)
    printLine("", 0);
}

/// "extracting 12/41, 1 failed, 7 s".
std::string Progress::describe() const {
  std::string Text;
  llvm::raw_string_ostream Line(Text);
  Line << Phase << ' ' << Done << '/' << Total;
  if (Lost)
    Line << ", " << Lost << " failed";
  Line << ", " << static_cast<uint64_t>(elapsed()) << " s";
  return Text;
}

void Progress::printLine(StringRef Slowest, double Seconds) {
  std::string Line = describe();
  if (!Slowest.empty() && Seconds >= SlowSeconds)
    Line += ", longest running: " + makePrintable(Slowest) + " (" +
            std::to_string(static_cast<uint64_t>(Seconds)) + " s)";
  Printed = Clock::now();
  if (Style == ProgressStyle::Lines) {
    Out << Line << '\n';
    Out.flush();
    return;
  }
  // A line that wraps cannot be rewritten.
  unsigned Columns = llvm::sys::Process::StandardErrColumns();
  if (Columns > 1 && Line.size() >= Columns)
    Line.resize(Columns - 1);
  Out << '\r' << Line << "\x1b[K";
  Out.flush();
  HasLiveLine = true;
}

void Progress::unitDone(const TuStatus &Status) {
  ++Done;
  bool IsLost = Status.Result == TuStatus::Outcome::Failed ||
                Status.Result == TuStatus::Outcome::TimedOut;
  Lost += IsLost;
  if (Style == ProgressStyle::None)
    return;
  if (IsLost) {
    finish();
    Out << "not analysed: " << makePrintable(Status.File) << ": "
        << makePrintable(Status.Detail) << '\n';
    Out.flush();
  }
  if (Style == ProgressStyle::Live) {
    if (Clock::now() - Printed >= LiveInterval || Done == Total)
      printLine("", 0);
    return;
  }
  size_t Tenths = Done * 10 / Total;
  if (Tenths == PrintedTenths)
    return;
  PrintedTenths = Tenths;
  printLine("", 0);
}

void Progress::tick(StringRef Slowest, double Seconds) {
  if (Style == ProgressStyle::Live ||
      (Style == ProgressStyle::Lines && Clock::now() - Printed >= LogInterval))
    printLine(Slowest, Seconds);
}

void Progress::announce(StringRef NewPhase) {
  if (Style != ProgressStyle::Live)
    return;
  Out << '\r' << NewPhase << "\x1b[K";
  Out.flush();
  HasLiveLine = true;
}

void Progress::finish() {
  if (HasLiveLine) {
    Out << "\r\x1b[K";
    Out.flush();
  }
  HasLiveLine = false;
}
