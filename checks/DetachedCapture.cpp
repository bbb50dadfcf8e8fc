// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A detached thread, a fire-and-forget task or a stored callback that uses a
/// local map, or one in a local object, by reference and may outlive it.
#include "Findings/ConfidenceText.h"
#include "checks/Evidence.h"
#include "checks/Rules.h"
#include <map>

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "CWE-416", "CWE-562"};
const RuleInfo mapwarden::DetachedCaptureRule = {
    "mapwarden-detached-capture", "DetachedCapture",
    "A detached thread, task or stored callback uses a local map by reference "
    "and may outlive it.",
    "error", Tags};

static llvm::StringRef nameUser(const OutlivedCapture &Capture) {
  switch (Capture.User) {
  case CaptureUser::Thread:
    return "the thread started here";
  case CaptureUser::Task:
    return "the task queued here";
  case CaptureUser::Callback:
    return "the callback stored here";
  }
  llvm_unreachable("all users are handled");
}

static llvm::StringRef advise(const OutlivedCapture &Capture) {
  switch (Capture.User) {
  case CaptureUser::Thread:
    return "join the thread before the map's scope ends, or give the thread a "
           "map that it owns: capture by value, by move, or a shared_ptr";
  case CaptureUser::Task:
    return "wait for the task's result before the map's scope ends, or give "
           "the task a map that it owns: capture by value, by move, or a "
           "shared_ptr";
  case CaptureUser::Callback:
    return "take the callback back before the map's scope ends, or give it a "
           "map that it owns: capture by value, by move, or a shared_ptr";
  }
  llvm_unreachable("all users are handled");
}

static Finding describeCapture(const CheckContext &Ctx,
                               const OutlivedCapture &Capture) {
  const Program &Prog = Ctx.Prog;
  const FunctionFacts &Frame = Prog.Functions[Capture.Frame];
  const FunctionFacts &Maker = Prog.Functions[Capture.Function];
  Finding Result;
  Result.Check = DetachedCaptureRule.Id.str();
  Result.Level = Capture.Level;
  ConflictContext Context;
  Context.Frame = Capture.Frame;
  AccessSide Inner = describeSide(Ctx, Capture.Access, Context);
  std::string Frames = Prog.text(Frame.Name).str();
  const bool IsOwned =
      Ctx.store().path(Capture.Access.Object).Root.Kind == RootKind::Allocation;
  std::string Object =
      "'" +
      (IsOwned ? Ctx.store().qualifiedSpelling(Capture.Access.Object)
               : Ctx.store().spelling(Capture.Access.Object)) +
      "'";
  AccessSide &Side = Result.Primary = Inner;
  Side.At = placeOf(Prog, Maker.Instructions[Capture.Instr].At);
  Side.Function = Prog.text(Maker.Name).str();
  Side.Operation = Capture.User == CaptureUser::Callback ? "store" : "start";
  Side.Locks.clear();
  Result.Message =
      nameUser(Capture).str() + " uses " + Object +
      " by reference and may outlive it: " + Object +
      (IsOwned ? " belongs to an object that ends in " : " is local to ") +
      Frames;
  Result.Reasons.push_back(
      Capture.User == CaptureUser::Callback
          ? "nothing takes the callback back before " + Frames + " returns"
          : "nothing waits for it on some way out of " + Frames);
  Result.Assumptions = Capture.Assumptions;
  Result.Grounds = composeGrounds(
      Capture.Level,
      "the start, what it uses and the end of the local's scope are visible",
      Capture.Assumptions);
  Result.Advice = advise(Capture).str();
  Result.ObjectKey = Ctx.Results.Store.key(Capture.Access.Object);
  Result.FunctionKey = Prog.text(Maker.Usr).str();
  return Result;
}

void mapwarden::checkDetachedCapture(const CheckContext &Ctx,
                                     FindingSink &Out) {
  // One finding for each user, the most certain one.
  std::map<LeafId, const OutlivedCapture *> Best;
  for (const OutlivedCapture &Capture : Ctx.Results.Known->outlivedCaptures()) {
    const OutlivedCapture *&Known = Best[{Capture.Function, Capture.Instr}];
    if (!Known || Capture.Level > Known->Level)
      Known = &Capture;
  }
  for (const auto &[Place, Capture] : Best)
    Out.add(describeCapture(Ctx, *Capture));
}
