// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Words for what the analyses decided about an access.
#include "checks/Silence.h"
#include "checks/Evidence.h"
#include "llvm/ADT/Twine.h"

using namespace mapwarden;

/// So many places are named; the rest is counted.
static constexpr size_t MaxPlaces = 4;

SilenceReasons::SilenceReasons(const CheckContext &Ctx, const SilenceLog &Log)
    : Ctx(Ctx) {
  for (const DismissedPair &Pair : Log.pairs())
    Pairs[Pair.Leaf].push_back(&Pair);
  for (const AccessVersion &Version : Ctx.Results.Guards.versions()) {
    LeafId Leaf = leafOf(*Version.Access);
    Versions[Leaf].push_back(&Version);
    Object &Known = Objects[Ctx.store().key(Version.Access->Object)];
    Known.IsShared |= !Version.IsOwned;
    std::vector<LeafId> &Side =
        Version.Access->Flags & AccessWrite ? Known.Writes : Known.Reads;
    Side.push_back(Leaf);
  }
  for (auto &[Key, Known] : Objects)
    for (std::vector<LeafId> *Side : {&Known.Reads, &Known.Writes}) {
      llvm::sort(*Side);
      Side->erase(std::unique(Side->begin(), Side->end()), Side->end());
    }
}

const Instruction &SilenceReasons::at(LeafId Leaf) const {
  return Ctx.Prog.Functions[Leaf.first].Instructions[Leaf.second];
}

std::string SilenceReasons::placesOf(const std::vector<LeafId> &Leaves) const {
  std::set<std::pair<std::string, uint32_t>> Places;
  for (LeafId Leaf : Leaves)
    Places.insert({Ctx.Prog.text(at(Leaf).At.File).str(), at(Leaf).At.Line});
  std::string Text;
  size_t Count = 0;
  for (const auto &[File, Line] : Places) {
    if (Count++ == MaxPlaces)
      return Text + ", ...";
    Text += (Text.empty() ? "" : ", ") + File + ":" + std::to_string(Line);
  }
  return Text;
}

std::string SilenceReasons::startOf(const TraceNode *Start) const {
  while (Start->Next)
    Start = Start->Next;
  if (Ctx.Prog.Functions[Start->Function].has(FunctionIsEntryRoot))
    return "the declared entry at " +
           placesOf({{Start->Function, Start->Instr}});
  return "the thread started at " + placesOf({{Start->Function, Start->Instr}});
}

/// What the declaration of the container says.
void SilenceReasons::addDeclaration(LeafId Leaf, Reasons &Out) const {
  const FunctionFacts &Function = Ctx.Prog.Functions[Leaf.first];
  PathId Object = Ctx.store().intern(at(Leaf).Target, Function.Usr);
  std::string Name = "'" + Ctx.store().qualifiedSpelling(Object) + "'";
  if (Object == UnknownPath) {
    Out.push_back("which map this is cannot be told from the source");
    return;
  }
  for (PathId Path : Ctx.Results.Known->aliasesOf(Leaf.first).resolve(Object))
    if (const VariableFacts *Variable = Ctx.store().variable(Path)) {
      if (Variable->has(VariableIsThreadLocal))
        Out.push_back(Name + " is thread_local: each thread has its own");
      if (Variable->has(VariableIsInternallySynchronised))
        Out.push_back(Name + " is of a type that synchronises its accesses");
    }
  if (Function.has(FunctionNoAnalysis))
    Out.push_back("the function is annotated to be left out of thread safety "
                  "analysis");
}

/// Pairs that could have been conflicts.
void SilenceReasons::addPairs(LeafId Leaf, Reasons &Out) const {
  auto Known = Pairs.find(Leaf);
  if (Known == Pairs.end())
    return;
  std::map<std::string, std::vector<LeafId>> Grouped; // By the clause's head.
  for (const DismissedPair *Pair : Known->second) {
    std::string Head;
    switch (Pair->Why) {
    case Dismissal::Protected:
      Head = Pair->Lock == UnknownPath
                 ? "locks that both hold keep it apart from "
                 : "'" + Ctx.store().spelling(Pair->Lock) +
                       "' is held here and at ";
      break;
    case Dismissal::Later:
    case Dismissal::Joined: {
      bool IsMine = !Pair->OtherStart;
      std::string Thread = startOf(IsMine ? Pair->Start : Pair->OtherStart);
      bool IsLater = Pair->Why == Dismissal::Later;
      Head = IsMine ? "it runs in " + Thread + ", which " +
                          (IsLater ? "is started only after "
                                   : "has been joined before ")
                    : "it runs " + std::string(IsLater ? "before " : "after ") +
                          Thread +
                          (IsLater ? " is started, which makes the access at "
                                   : " has been joined, which makes the "
                                     "access at ");
      break;
    }
    case Dismissal::Apart:
      Head = startOf(Pair->Start) + " and " +
             llvm::StringRef(startOf(Pair->OtherStart)).drop_front(4).str() +
             " do not run at the same time, so it does not meet ";
      break;
    case Dismissal::OneAtATime:
      Head = startOf(Pair->Start) +
             " is not started again while it runs, so it does not meet ";
      break;
    case Dismissal::FilledBefore:
      Head = "the map is filled on first use, which has happened before the "
             "first thread is started; so no conflict with ";
      break;
    case Dismissal::OwnObject:
      Head = "each run of " + startOf(Pair->Start) +
             " has a map of its own, so it does not meet ";
      break;
    }
    Grouped[Head].push_back(Pair->Other);
  }
  for (const auto &[Head, Others] : Grouped) {
    std::vector<LeafId> Distinct = Others;
    llvm::sort(Distinct);
    Distinct.erase(std::unique(Distinct.begin(), Distinct.end()),
                   Distinct.end());
    bool IsSelf = Distinct.size() == 1 && Distinct.front() == Leaf;
    Out.push_back(Head + (IsSelf ? "the same access in another thread"
                                 : placesOf(Distinct)));
  }
}

/// Construction, destruction and the time after a join, by the versions.
void SilenceReasons::addPhases(LeafId Leaf, Reasons &Out) const {
  auto Known = Versions.find(Leaf);
  if (Known == Versions.end())
    return;
  auto all = [&](bool AccessVersion::*Is) {
    return llvm::all_of(Known->second,
                        [&](const AccessVersion *V) { return V->*Is; });
  };
  if (all(&AccessVersion::IsExclusivePhase))
    Out.push_back("it runs only while its object is constructed or destroyed, "
                  "which no other thread sees");
  if (all(&AccessVersion::IsAfterJoin))
    Out.push_back("it runs only after a thread of the same object has been "
                  "joined");
}

/// What is known of the map as a whole.
void SilenceReasons::addObject(LeafId Leaf, Reasons &Out) const {
  auto Known = Versions.find(Leaf);
  if (Known == Versions.end()) {
    if (Out.empty())
      Out.push_back(Ctx.Results.Known->of(Leaf.first).IsTruncated
                        ? "a bound of the analysis was hit in this function, "
                          "and the access was left out"
                        : "no path of the program leads here");
    return;
  }
  const AccessSummary &Access = *Known->second.front()->Access;
  std::string Key = Ctx.store().key(Access.Object);
  const Object &Map = Objects.at(Key);
  const std::string Name =
      "'" + Ctx.store().qualifiedSpelling(Access.Object) + "'";
  auto isExclusive = [&](LeafId Other) {
    return llvm::all_of(Versions.at(Other), [](const AccessVersion *V) {
      return V->IsExclusivePhase;
    });
  };
  bool IsRead = !(Access.Flags & AccessWrite);
  if (Map.Writes.empty())
    Out.push_back(Name + " is never written in this program: all its " +
                  std::to_string(Map.Reads.size()) + " accesses read");
  else if (IsRead && llvm::all_of(Map.Writes, isExclusive))
    Out.push_back(Name +
                  " is written only while its object is constructed or "
                  "destroyed (" +
                  placesOf(Map.Writes) + ")");
  if (!Map.IsShared)
    Out.push_back(Name + " belongs to the function that uses it, and no "
                         "other thread gets it");
  addGuard(Leaf, Key, Out);
  bool IsThreaded = Ctx.Results.Pairs.threadedObjects().count(Key);
  if (!Out.empty())
    return;
  Out.push_back(IsThreaded
                    ? "all conflicting accesses run in the same thread as it"
                    : "no thread that is visible reaches " + Name +
                          ", and no lock is held around any access to it: "
                          "nothing shows that it is shared");
}

/// The discipline of the map, if it has one.
void SilenceReasons::addGuard(LeafId Leaf, const std::string &Key,
                              Reasons &Out) const {
  const GuardUse *Guard = Ctx.Results.Guards.guardOf(Key);
  if (!Guard)
    return;
  auto holds = [&](const AccessVersion *V) {
    return Ctx.Results.Guards.holdsDominantGuard(Ctx.store(), *V->Access);
  };
  std::string Count = std::to_string(Guard->Holding) + " of " +
                      std::to_string(Guard->Total) + " accesses";
  if (llvm::all_of(Versions.at(Leaf), holds))
    Out.push_back("it holds '" + Guard->Spelling + "', as " + Count + " do");
  else if (Out.empty())
    Out.push_back("no visible thread makes a conflicting access, and what "
                  "the accesses under '" +
                  Guard->Spelling + "' (" + Count +
                  ") do is no conflict with it either");
}

std::vector<std::string> SilenceReasons::of(LeafId Leaf) const {
  Reasons Out;
  addDeclaration(Leaf, Out);
  addPairs(Leaf, Out);
  addPhases(Leaf, Out);
  addObject(Leaf, Out);
  return Out;
}
