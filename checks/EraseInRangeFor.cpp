// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A mutation that invalidates an iterator which is advanced or used
/// afterwards.
#include "Findings/ConfidenceText.h"
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"iterator", "CWE-416", "CWE-672"};
const RuleInfo mapwarden::EraseInRangeForRule = {
    "mapwarden-erase-in-range-for", "EraseInRangeFor",
    "A map is modified during an iteration over it, and the iteration goes on "
    "with an invalid iterator.",
    "error", Tags};

/// The mutation as an access: in the loop's function, or where a callee makes
/// it.
static AccessSummary mutatingAccess(const CheckContext &Ctx,
                                    const BrokenIteration &Broken) {
  AccessSummary Access;
  if (Broken.Inner) {
    Access = *Broken.Inner;
  } else {
    Access.Flags =
        Ctx.Prog.Functions[Broken.Function].Instructions[Broken.Mutation].Flags;
    Access.Function = Broken.Function;
    Access.Instr = Broken.Mutation;
  }
  Access.Object = Broken.Container;
  return Access;
}

/// Where the body of the loop makes the change, or calls what makes it.
static LeafId placeInLoop(const BrokenIteration &Broken) {
  if (!Broken.IsBodyCall)
    return {Broken.Function, Broken.Mutation};
  for (const TraceNode *Node = Broken.Inner->Trace; Node; Node = Node->Next)
    if (Node->Function != Broken.Function)
      return {Node->Function, Node->Instr};
  return leafOf(*Broken.Inner);
}

static std::string describe(const FunctionFacts &Function,
                            const BrokenIteration &Broken,
                            const AccessSide &Side) {
  auto lineOf = [&](uint32_t Instr) {
    return std::to_string(Function.Instructions[Instr].At.Line);
  };
  std::string What = "'" + Side.Object + "' ";
  if (Broken.InvalidatedBy)
    return What + "is modified (" + Side.Operation +
           ") through an iterator that line " + lineOf(*Broken.InvalidatedBy) +
           " has invalidated";
  std::string When =
      " during the iteration started on line " + lineOf(Broken.Begin);
  if (Broken.Inner && !Broken.IsBodyCall)
    return "the call of " + Side.Function + " modifies " + What + "(" +
           Side.Operation + ")" + When;
  return What + "is modified (" + Side.Operation + ")" + When +
         ", which then uses an invalid iterator";
}

/// From the start of the iteration to the use of the dead iterator.
static std::vector<TraceStep> traceOf(const CheckContext &Ctx,
                                      const BrokenIteration &Broken,
                                      const std::string &Operation) {
  auto placeAt = [&](uint32_t Instr) {
    return placeOf(Ctx.Prog,
                   Ctx.Prog.Functions[Broken.Function].Instructions[Instr].At);
  };
  std::vector<TraceStep> Steps = {
      {placeAt(Broken.Begin), "the iterator is obtained here"}};
  if (Broken.InvalidatedBy) {
    Steps.push_back({placeAt(*Broken.InvalidatedBy),
                     "this ends the validity of the iterator"});
    Steps.push_back({placeAt(Broken.Use), "the iterator is erased by here"});
    return Steps;
  }
  Steps.push_back({placeAt(Broken.Mutation),
                   Operation + " ends the validity of the iterator"});
  Steps.push_back(
      {placeAt(Broken.Use), "the iterator is used or advanced here"});
  return Steps;
}

void mapwarden::checkEraseInRangeFor(const CheckContext &Ctx,
                                     FindingSink &Out) {
  for (const BrokenIteration &Broken : Ctx.Results.Iterations) {
    const FunctionFacts &Function = Ctx.Prog.Functions[Broken.Function];
    AccessSummary Access = mutatingAccess(Ctx, Broken);
    ConflictContext Context;
    Context.Frame = Broken.Function;
    Finding Result;
    Result.Check = EraseInRangeForRule.Id.str();
    Result.Level = Broken.Level;
    AccessSide &Side = Result.Primary = describeSide(Ctx, Access, Context);
    Result.Message = describe(Function, Broken, Side);
    // The fix belongs to the loop, and threads do not matter.
    auto [Body, Mutation] = placeInLoop(Broken);
    Side.At =
        placeOf(Ctx.Prog, Ctx.Prog.Functions[Body].Instructions[Mutation].At);
    Side.Function = Ctx.Prog.text(Ctx.Prog.Functions[Body].Name).str();
    Side.Context.clear();
    Side.Trace = traceOf(Ctx, Broken, Side.Operation);
    Result.Reasons.push_back(
        "an invalid iterator is used on line " +
        std::to_string(Function.Instructions[Broken.Use].At.Line));
    Result.Advice =
        Broken.InvalidatedBy ? "look the element up again after the change"
        : Access.Flags & AccessErases
            ? "continue from the iterator that erase returns (it = "
              "m.erase(it)), or collect the keys first and erase after the loop"
            : "collect the changes and apply them after the loop";
    if (Broken.InvalidatedBy)
      Result.Assumptions.push_back(
          "the change on line " +
          std::to_string(Function.Instructions[*Broken.InvalidatedBy].At.Line) +
          " reaches this iterator");
    else if (Broken.Inner)
      Result.Assumptions.push_back("the call gets as far as the change");
    Result.Grounds = composeGrounds(
        Broken.Level,
        "the iteration, the change and the use that follows are visible",
        Result.Assumptions);
    Result.ObjectKey = Ctx.Results.Store.key(Broken.Container);
    Result.FunctionKey = Ctx.Prog.text(Function.Usr).str();
    if (Ctx.Fixes)
      Result.Fixes = Ctx.Fixes->continueIteration(Broken);
    Out.add(std::move(Result));
  }
}
