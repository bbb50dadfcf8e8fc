// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "TimingOptions.h"

#include "Driver/Scheduler.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/TimeProfiler.h"
#include <map>
#include <sys/resource.h>
#include <tuple>

using namespace mapwarden;
namespace json = llvm::json;

/// In microseconds: no step is left out, there are few.
static constexpr unsigned Granularity = 0;
/// As many units are named.
static constexpr size_t MaxSlowest = 5;

void TimingOptions::add(CLI::App &App) {
  App.add_flag("--stats", WantsTable,
               "print on stderr where the time went, and the peak memory");
  App.add_option("--trace", TraceFile,
                 "write the steps and units as a Chrome trace to FILE")
      ->type_name("FILE");
}

void TimingOptions::start() const {
  if (WantsTable || !TraceFile.empty())
    llvm::timeTraceProfilerInitialize(Granularity, "mapwarden");
}

namespace {

struct Step {
  std::string Name, Detail;
  double Begin = 0, Seconds = 0;
  double end() const { return Begin + Seconds; }
};

/// Steps in the order of their begin, and units.
struct Steps {
  std::vector<Step> Own, Units;
};

Step readStep(const json::Object &Event) {
  Step Result;
  Result.Name = Event.getString("name").value_or("").str();
  if (const json::Object *Arguments = Event.getObject("args"))
    Result.Detail = Arguments->getString("detail").value_or("").str();
  Result.Begin = Event.getNumber("ts").value_or(0) / 1e6;
  Result.Seconds = Event.getNumber("dur").value_or(0) / 1e6;
  return Result;
}

/// What the profiler wrote. A unit is a pair of events that begin and end it.
Steps readSteps(llvm::StringRef Text) {
  Steps Result;
  std::map<int64_t, Step> Open;
  llvm::Expected<json::Value> Root = json::parse(Text);
  if (!Root) {
    llvm::consumeError(Root.takeError());
    return Result;
  }
  const json::Object *Top = Root->getAsObject();
  const json::Array *Events = Top ? Top->getArray("traceEvents") : nullptr;
  for (const json::Value &Each : Events ? *Events : json::Array()) {
    const json::Object *Event = Each.getAsObject();
    llvm::StringRef Phase = Event ? Event->getString("ph").value_or("") : "";
    if (Phase == "X" &&
        !Event->getString("name").value_or("").starts_with("Total "))
      Result.Own.push_back(readStep(*Event));
    else if (Phase == "b")
      Open[Event->getInteger("id").value_or(0)] = readStep(*Event);
    else if (Phase == "e") {
      Step &Begun = Open[Event->getInteger("id").value_or(0)];
      Begun.Seconds = Event->getNumber("ts").value_or(0) / 1e6 - Begun.Begin;
      Result.Units.push_back(Begun);
    }
  }
  llvm::sort(Result.Own, [](const Step &L, const Step &R) {
    return std::tie(L.Begin, R.Seconds, L.Name) <
           std::tie(R.Begin, L.Seconds, R.Name);
  });
  llvm::sort(Result.Units, [](const Step &L, const Step &R) {
    return std::tie(R.Seconds, L.Detail) < std::tie(L.Seconds, R.Detail);
  });
  return Result;
}

void printTable(const Steps &Found, llvm::raw_ostream &Out) {
  std::vector<double> Ends; // Of the steps around the present one.
  for (const Step &Each : Found.Own) {
    while (!Ends.empty() && Ends.back() <= Each.Begin)
      Ends.pop_back();
    Out << llvm::format("%9.3f s  ", Each.Seconds);
    Out.indent(2 * Ends.size()) << Each.Name << '\n';
    Ends.push_back(Each.end());
  }
  double Total = 0;
  for (const Step &Unit : Found.Units)
    Total += Unit.Seconds;
  if (!Found.Units.empty())
    Out << llvm::format("%9.3f s  in %zu translation units; the slowest:\n",
                        Total, Found.Units.size());
  for (const Step &Unit : llvm::ArrayRef(Found.Units).take_front(MaxSlowest))
    Out << llvm::format("%9.3f s    ", Unit.Seconds) << Unit.Detail << '\n';
  rusage Own, Workers;
  getrusage(RUSAGE_SELF, &Own);
  getrusage(RUSAGE_CHILDREN, &Workers);
  auto seconds = [](const timeval &T) { return T.tv_sec + T.tv_usec / 1e6; };
  Out << llvm::format("%9.3f s  user CPU here, %.3f s in workers\n",
                      seconds(Own.ru_utime), seconds(Workers.ru_utime))
      << llvm::format("%7ld MiB  peak memory here, %ld MiB in a worker\n",
                      Own.ru_maxrss / 1024, Workers.ru_maxrss / 1024);
}

} // namespace

llvm::Error TimingOptions::finish() const {
  if (!llvm::timeTraceProfilerEnabled())
    return llvm::Error::success();
  llvm::SmallString<0> Text;
  llvm::raw_svector_ostream Out(Text);
  llvm::timeTraceProfilerWrite(Out);
  llvm::timeTraceProfilerCleanup();
  if (WantsTable)
    printTable(readSteps(Text), llvm::errs());
  if (TraceFile.empty())
    return llvm::Error::success();
  return writeFile(TraceFile, [&](llvm::raw_ostream &To) {
    To << Text;
    return llvm::Error::success();
  });
}
