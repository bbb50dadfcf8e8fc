// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A mutation that invalidates an iterator which is advanced or used
/// afterwards.
#include "checks/Evidence.h"
#include "checks/Rules.h"

using namespace mapwarden;

static const llvm::StringRef Tags[] = {"iterator", "CWE-416", "CWE-672"};
const RuleInfo mapwarden::EraseInRangeForRule = {
    "mapwarden-erase-in-range-for", "EraseInRangeFor",
    "A map is modified during an iteration over it, and the iteration goes on "
    "with an invalid iterator.",
    "error", Tags};

void mapwarden::checkEraseInRangeFor(const CheckContext &Ctx,
                                     FindingSink &Out) {
  for (const BrokenIteration &Broken : Ctx.Results.Iterations) {
    const FunctionFacts &Function = Ctx.Prog.Functions[Broken.Function];
    const Instruction &Mutation = Function.Instructions[Broken.Mutation];
    AccessSummary Access;
    if (Broken.Inner)
      Access = *Broken.Inner;
    Access.Object = Broken.Container;
    if (!Broken.Inner) {
      Access.Flags = Mutation.Flags;
      Access.Function = Broken.Function;
      Access.Instr = Broken.Mutation;
    }
    ConflictContext Context;
    Context.Frame = Broken.Function;
    Finding Result;
    Result.Check = EraseInRangeForRule.Id.str();
    Result.Level = Broken.Level;
    Result.Primary = describeSide(Ctx, Access, Context);
    std::string Where =
        std::to_string(Function.Instructions[Broken.Begin].At.Line);
    std::string Operation = Result.Primary.Operation;
    if (Broken.Inner) {
      // The fix belongs to the loop: report the call in it.
      Result.Message = "the call of " + Result.Primary.Function +
                       " modifies '" + Result.Primary.Object + "' (" +
                       Operation + ") during the iteration started on line " +
                       Where;
      Result.Primary.At = placeOf(Ctx.Prog, Mutation.At);
      Result.Primary.Function = Ctx.Prog.text(Function.Name).str();
    } else {
      Result.Message = "'" + Result.Primary.Object + "' is modified (" +
                       Operation + ") during the iteration started on line " +
                       Where + ", which then uses an invalid iterator";
    }
    Result.Primary.Context.clear(); // Threads do not matter.
    Result.Primary.Trace.clear();
    Result.Primary.Trace.push_back(
        {placeOf(Ctx.Prog, Function.Instructions[Broken.Begin].At),
         "iteration starts here"});
    Result.Primary.Trace.push_back(
        {placeOf(Ctx.Prog, Mutation.At),
         Operation + " ends the validity of the iterator"});
    Result.Primary.Trace.push_back(
        {placeOf(Ctx.Prog, Function.Instructions[Broken.Use].At),
         "the iterator is used or advanced here"});
    Result.Reasons.push_back(
        "the iterator that '" + Operation +
        "' invalidates is used again on line " +
        std::to_string(Function.Instructions[Broken.Use].At.Line));
    Result.Advice = Access.Flags & AccessErases
                        ? "continue from the iterator that erase returns (it = "
                          "m.erase(it)), or collect the keys first "
                          "and erase after the loop"
                        : "collect the changes and apply them after the loop";
    Result.ObjectKey = Ctx.Results.Store.key(Broken.Container);
    Result.FunctionKey = Ctx.Prog.text(Function.Usr).str();
    Out.add(std::move(Result));
  }
}
