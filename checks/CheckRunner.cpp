// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The list of checks, and the counts of what was looked at.
#include "checks/CheckRunner.h"
#include "checks/Remedy.h"
#include "checks/Rules.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/TimeProfiler.h"
#include <set>

using namespace mapwarden;

llvm::ArrayRef<RuleInfo> mapwarden::allRules() {
  static const std::vector<RuleInfo> Rules = {
#define MAPWARDEN_CHECK(Name, Id) Name##Rule,
#include "checks/Checks.def"
#undef MAPWARDEN_CHECK
  };
  return Rules;
}

/// What the program holds, as the summary of a report states it.
static void count(AnalysisResults &Results, ScanResult &Counts) {
  const Program &Prog = Results.Prog;
  std::set<std::string> Maps, Locks;
  std::set<LeafId> Accesses;
  std::set<std::pair<FunctionId, uint32_t>> Entries;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    Counts.Functions += !Function.Blocks.empty();
    Counts.BoundedFunctions += Results.Known->of(Id).IsTruncated;
    for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind == InstrKind::Spawn || Results.Graph.taskStore(Id, I))
        Entries.insert({Id, I});
      if (Instr.Kind == InstrKind::Access) {
        Accesses.insert({Id, I});
        Maps.insert(Results.Store.key(
            Results.Store.intern(Instr.Target, Function.Usr)));
      }
      if (Instr.Kind == InstrKind::Lock)
        Locks.insert(Results.Store.key(
            Results.Store.intern(Instr.Target, Function.Usr)));
      if (Instr.Kind == InstrKind::Guard)
        for (const Value &Mutex : Instr.Args)
          if (Mutex.Kind == ValueKind::Path)
            Locks.insert(Results.Store.key(
                Results.Store.intern(Mutex.Path, Function.Usr)));
    }
  }
  Counts.Maps = Maps.size();
  Counts.Accesses = Accesses.size();
  Counts.ThreadEntries = Entries.size();
  Counts.Locks = Locks.size();
}

void mapwarden::runChecks(const Program &Prog, const CheckOptions &Options,
                          FindingSink &Out, ScanResult &Counts) {
  runChecks(*analyse(Prog), Options, Out, Counts);
}

void mapwarden::runChecks(AnalysisResults &Results, const CheckOptions &Options,
                          FindingSink &Out, ScanResult &Counts) {
  CheckContext Ctx{Results.Prog, Results};
  RemedyAdvisor Remedies(Ctx);
  Ctx.Remedies = &Remedies;
  std::optional<FixPlanner> Fixes;
  if (Options.Sources)
    Ctx.Fixes = &Fixes.emplace(Results.Prog, Results, *Options.Sources);
  Out.setMinimum(Options.Minimum);
  auto isEnabled = [&](const RuleInfo &Rule) {
    return Options.Enabled.empty() ||
           llvm::is_contained(Options.Enabled, Rule.Id);
  };
#define MAPWARDEN_CHECK(Name, Id)                                              \
  if (isEnabled(Name##Rule)) {                                                 \
    llvm::TimeTraceScope Scope(Id);                                            \
    check##Name(Ctx, Out);                                                     \
  }
#include "checks/Checks.def"
#undef MAPWARDEN_CHECK
  count(Results, Counts);
}
