// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A reference, pointer, iterator or view to a guarded map, or into it, that
/// outlives the critical section: returned, stored, or used after release.
#include "Findings/ConfidenceText.h"
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"concurrency", "CWE-416", "CWE-567"};
const RuleInfo mapwarden::GuardEscapeRule = {
    "mapwarden-guard-escape", "GuardEscape",
    "A reference, pointer, iterator or view into a guarded map outlives the "
    "critical section.",
    "error", Tags};

static std::string nameView(const EscapeSite &Site, const std::string &Object) {
  switch (Site.Kind) {
  case ViewKind::Element:
    return "a reference to an element of '" + Object + "'";
  case ViewKind::Owned:
    return "a reference to what an element of '" + Object + "' owns";
  case ViewKind::Inside:
    return "a view into an element of '" + Object + "'";
  case ViewKind::Iterator:
    return "an iterator of '" + Object + "'";
  case ViewKind::Container:
    return "a reference to '" + Object + "' itself";
  }
  llvm_unreachable("all kinds are handled");
}

static std::string nameLocks(const CheckContext &Ctx, const EscapeSite &Site) {
  std::string Text;
  for (const HeldLock &Lock : Site.Lost) {
    std::string Name = "'" + Ctx.store().spelling(Lock.Lock) + "'";
    if (Text.find(Name) == std::string::npos)
      Text += (Text.empty() ? "" : ", ") + Name;
  }
  return Text;
}

static std::string describe(const CheckContext &Ctx, const EscapeSite &Site,
                            const AccessSide &Change, const std::string &What) {
  const FunctionFacts &Function = Ctx.Prog.Functions[Site.Function];
  std::string Locks = nameLocks(Ctx, Site);
  std::string Since =
      " obtained under " + Locks + " on line " +
      std::to_string(Function.Instructions[Site.Lookup].At.Line);
  std::string Threat =
      ", while another thread may change the map (" + Change.Operation + ")";
  switch (Site.Way) {
  case EscapeWay::Returned:
    return What + " is returned, but " + Locks + " ends with the function" +
           Threat;
  case EscapeWay::Stored:
    return What + " is stored in '" + Ctx.store().spelling(Site.Target) +
           "', which outlives the hold of " + Locks + Threat;
  case EscapeWay::Used:
    return What + Since + " is used after " +
           (Site.IsAcrossWait ? "a wait has released it" : "its release") +
           Threat;
  }
  llvm_unreachable("all ways are handled");
}

static std::string advise(const EscapeSite &Site) {
  switch (Site.Way) {
  case EscapeWay::Returned:
    return Site.Kind == ViewKind::Container
               ? "return a copy, or take the work to do as a callback and run "
                 "it under the lock"
               : "return a copy of the element, or keep elements behind "
                 "shared_ptr and return that";
  case EscapeWay::Stored:
    return "store a copy or the key, or keep elements behind shared_ptr and "
           "store that";
  case EscapeWay::Used:
    return "hold the lock until the last use, copy what is needed while it is "
           "held, or look the element up again under a new hold";
  }
  llvm_unreachable("all ways are handled");
}

static llvm::StringRef operationOf(const EscapeSite &Site) {
  return Site.Way == EscapeWay::Returned ? "return"
         : Site.Way == EscapeWay::Stored ? "store"
                                         : "use";
}

/// From the lookup to the escape.
static std::vector<TraceStep> traceOf(const CheckContext &Ctx,
                                      const EscapeSite &Site) {
  const FunctionFacts &Function = Ctx.Prog.Functions[Site.Function];
  std::vector<TraceStep> Steps;
  for (const HeldLock &Lock : Site.Lost)
    Steps.push_back({placeOf(Ctx.Prog, Lock.TakenAt),
                     "'" + Ctx.store().spelling(Lock.Lock) + "' is taken"});
  if (Site.Lookup != Site.Instr)
    Steps.push_back({placeOf(Ctx.Prog, Function.Instructions[Site.Lookup].At),
                     "obtained here, under the lock"});
  Steps.push_back({placeOf(Ctx.Prog, Function.Instructions[Site.Instr].At),
                   Site.Way == EscapeWay::Used
                       ? "used here, where the lock has been released since"
                       : "leaves the critical section here"});
  return Steps;
}

void mapwarden::checkGuardEscape(const CheckContext &Ctx, FindingSink &Out) {
  for (const GuardEscape &Escape : Ctx.Results.Escapes.all()) {
    const EscapeSite &Site = *Escape.Site;
    Finding Result;
    Result.Check = GuardEscapeRule.Id.str();
    Result.Level = Escape.Level;
    AccessSide &Side = Result.Primary =
        describeSide(Ctx, Escape.Escape.Access, Escape.Escape.Context);
    Side.Operation = operationOf(Site).str();
    std::vector<TraceStep> Local = traceOf(Ctx, Site);
    if (!Side.Trace.empty())
      Side.Trace.pop_back();
    Side.Trace.insert(Side.Trace.end(), Local.begin(), Local.end());
    Result.Others.push_back(
        describeSide(Ctx, Escape.Change.Access, Escape.Change.Context));
    const std::string Missing =
        Escape.Missing == UnknownPath
            ? ""
            : "'" + Ctx.store().spelling(Escape.Missing) + "'";
    const std::string What = nameView(Site, Side.Object);
    Result.Message =
        Missing.empty()
            ? describe(Ctx, Site, Result.Others.front(), What)
            : What + " is returned, and nobody who calls this can hold " +
                  Missing + ", which all other accesses hold";
    Result.Reasons.push_back(
        Escape.Proof ? explainOverlap(Ctx, *Escape.Proof)
                     : "the map is meant to be shared: " +
                           (Missing.empty() ? nameLocks(Ctx, Site) : Missing) +
                           " is held where it is changed");
    Result.Assumptions = Escape.Assumptions;
    Result.Grounds = composeGrounds(
        Escape.Level,
        Escape.Proof ? "the view, its escape and a thread that changes the map "
                       "are visible"
        : Missing.empty()
            ? "no thread is visible, but the lock that the view has lost shows "
              "that the map is shared"
            : "no thread is visible, but the class's own mutex shows that the "
              "map is shared",
        Escape.Assumptions);
    Result.DominantGuard = guardStatistics(Ctx, Escape.Escape.Access.Object);
    Result.Advice = advise(Site);
    if (Ctx.Fixes && Missing.empty())
      Result.Fixes = Ctx.Fixes->keepView(Site);
    Result.ObjectKey = Ctx.Results.Store.key(Site.Object);
    Result.FunctionKey =
        Ctx.Prog.text(Ctx.Prog.Functions[Site.Function].Usr).str();
    Out.add(std::move(Result));
  }
}
