// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builds the steps of a side once, then writes them in both arrangements.

#include "Report/SarifCodeFlows.h"
#include "Report/SarifText.h"
#include "Report/SideText.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include <vector>

using namespace llvm;
using namespace mapwarden;

namespace {
struct FlowStep {
  FilePlace At;
  std::string Text; ///< Escaped.
  bool IsAccess = false;
  std::string Locks; ///< Escaped; for the access only.
};
} // namespace

static bool hasOmittedSteps(const AccessSide &Side) {
  return Side.Trace.size() > MaxSarifSteps;
}

bool mapwarden::hasOmittedSteps(const Finding &F) {
  return ::hasOmittedSteps(F.Primary) ||
         (!F.Others.empty() && ::hasOmittedSteps(F.Others.front()));
}

/// The trace of \p Side, or just its access when there is none. The first step
/// says whose way it is, the last what is held.
static std::vector<FlowStep> makeSteps(const AccessSide &Side) {
  std::vector<FlowStep> Steps;
  ArrayRef<TraceStep> Trace = Side.Trace;
  auto Add = [&](ArrayRef<TraceStep> Part) {
    for (const TraceStep &Step : Part)
      Steps.push_back({Step.At, Step.Text, false, ""});
  };
  if (hasOmittedSteps(Side)) {
    Add(Trace.take_front(MaxSarifSteps / 2));
    Add(Trace.take_back(MaxSarifSteps / 2));
  } else {
    Add(Trace);
  }
  if (Steps.empty())
    Steps.push_back({Side.At, describeAccess(Side), false, ""});
  std::string Locks = describeLocksBriefly(Side);
  Steps.back().IsAccess = true;
  Steps.back().Locks = escapeMessage(Locks);
  if (!Locks.empty())
    Steps.back().Text += "; " + Locks;
  if (!Side.Context.empty())
    Steps.front().Text = Side.Context + ": " + Steps.front().Text;
  for (FlowStep &Step : Steps)
    Step.Text = finishSentence(escapeMessage(Step.Text));
  return Steps;
}

static void writeSteps(SarifWriter &Writer, ArrayRef<FlowStep> Steps,
                       size_t NestingLevel) {
  for (const FlowStep &Step : Steps)
    Writer.J.object([&] {
      Writer.J.attributeObject("location", [&] {
        Writer.writeLocation(Step.At);
        Writer.writeMessage("message", Step.Text);
      });
      if (!Step.Locks.empty())
        Writer.J.attributeObject(
            "state", [&] { Writer.writeMessage("locks", Step.Locks); });
      Writer.J.attribute("nestingLevel", NestingLevel);
      Writer.J.attribute("importance",
                         Step.IsAccess ? "essential" : "important");
    });
}

/// One thread flow with the lanes of both sides, or with the only one.
static void writeFlattened(SarifWriter &Writer,
                           ArrayRef<std::vector<FlowStep>> Lanes) {
  Writer.J.attributeArray("threadFlows", [&] {
    Writer.J.object([&] {
      Writer.J.attributeArray("locations", [&] {
        for (size_t Lane = 0; Lane != Lanes.size(); ++Lane)
          writeSteps(Writer, Lanes[Lane], Lane);
      });
    });
  });
}

/// One thread flow for each lane.
static void writeParallel(SarifWriter &Writer,
                          ArrayRef<std::vector<FlowStep>> Lanes,
                          ArrayRef<const AccessSide *> Sides) {
  Writer.J.attributeArray("threadFlows", [&] {
    for (size_t Lane = 0; Lane != Lanes.size(); ++Lane)
      Writer.J.object([&] {
        Writer.J.attribute("id", utostr(Lane + 1));
        if (!Sides[Lane]->Context.empty())
          Writer.writeMessage(
              "message", finishSentence(escapeMessage(Sides[Lane]->Context)));
        Writer.J.attributeArray("locations",
                                [&] { writeSteps(Writer, Lanes[Lane], 0); });
      });
  });
}

void mapwarden::writeSarifCodeFlows(SarifWriter &Writer, const Finding &F) {
  std::vector<const AccessSide *> Sides = {&F.Primary};
  if (!F.Others.empty())
    Sides.push_back(&F.Others.front());
  std::vector<std::vector<FlowStep>> Lanes;
  Lanes.reserve(Sides.size());
  for (const AccessSide *Side : Sides)
    Lanes.push_back(makeSteps(*Side));
  Writer.J.attributeArray("codeFlows", [&] {
    Writer.J.object([&] { writeFlattened(Writer, Lanes); });
    if (Lanes.size() > 1)
      Writer.J.object([&] { writeParallel(Writer, Lanes, Sides); });
  });
}
