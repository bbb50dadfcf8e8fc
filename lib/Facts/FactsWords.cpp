// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The tables of words. The words for what an access does are those of the
/// model files (Models/ModelSchema.h).
#include "Facts/FactsWords.h"

using namespace mapwarden;
using llvm::StringRef;

static constexpr FlagWord InstrFlags[] = {
    {"read", AccessRead},
    {"write", AccessWrite},
    {"element", AccessElement},
    {"iterates", AccessIterates},
    {"inserts", AccessInserts},
    {"erases", AccessErases},
    {"clears", AccessClears},
    {"invalidates-all", AccessInvalidatesAll},
    {"invalidates-references", AccessInvalidatesReferences},
    {"tests-presence", AccessTestsPresence},
    {"tests-empty", AccessTestsEmpty},
    {"inserts-if-absent", AccessInsertsIfAbsent},
    {"by-iterator", AccessByIterator},
    {"copies", AccessWholeCopy},
    {"shared", LockShared},
    {"try", LockTry},
    {"deferred", LockDeferred},
    {"adopted", LockAdopted},
    {"once", LockOnce},
    {"virtual", CallVirtual},
    {"constructs", CallConstructs},
    {"destroys", CallDestroys},
    {"no-body", CallNoBody},
    {"many", SpawnMany},
    {"joins-here", SpawnJoinsHere},
    {"future", SpawnFuture},
    {"auto-join", SpawnAutoJoin},
    {"each", JoinEach},
    {"unknown-effect", UnknownEffect},
    {"alias", ReturnsAlias},
    {"copies-pointer", AssignCopiesPointer},
    {"yields-element", AccessYieldsElement},
    {"names-end", AccessNamesEnd},
    {"continues", AccessContinues},
    {"key", AccessKeyOnly},
    {"element-key", AccessOfElementKey},
    {"could-be-at", AccessCouldBeAt},
    {"updates", AccessUpdates},
    {"owned", LeadsToOwned},
    {"counts", TestCounts},
    {"tells-erased", AccessTellsErased},
    {"early", CallEndsEarly},
};

static constexpr FlagWord FunctionFlags[] = {
    {"method", FunctionIsMethod},
    {"static", FunctionIsStaticMember},
    {"virtual", FunctionIsVirtual},
    {"pure", FunctionIsPure},
    {"constructor", FunctionIsConstructor},
    {"destructor", FunctionIsDestructor},
    {"public", FunctionIsPublic},
    {"external", FunctionIsExternal},
    {"lambda", FunctionIsLambda},
    {"main", FunctionIsMain},
    {"const", FunctionIsConst},
    {"in-test", FunctionIsInTest},
    {"no-analysis", FunctionNoAnalysis},
    {"lock-held-by-name", FunctionLockHeldByName},
    {"implicit", FunctionIsImplicit},
    {"instantiation", FunctionIsInstantiation},
    {"outlined", FunctionIsOutlinedRegion},
    {"returns-alias", FunctionReturnsAlias},
    {"entry", FunctionIsEntry},
    {"entry-root", FunctionIsEntryRoot},
    {"implements", FunctionImplements},
    {"returns-copyable", FunctionReturnsCopyable},
    {"plain", FunctionIsPlain},
};

static constexpr FlagWord VariableFlags[] = {
    {"container", VariableIsContainer},
    {"reference", VariableIsReference},
    {"const", VariableIsConst},
    {"mutex", VariableIsMutex},
    {"guard", VariableIsGuard},
    {"thread", VariableIsThreadHandle},
    {"atomic", VariableIsAtomic},
    {"thread-local", VariableIsThreadLocal},
    {"function-static", VariableIsFunctionStatic},
    {"internal", VariableIsInternal},
    {"static-member", VariableIsStaticMember},
    {"callable", VariableIsCallable},
    {"shared-pointer", VariableIsSharedPointer},
    {"mutable", VariableIsMutable},
    {"synchronised", VariableIsInternallySynchronised},
    {"copied-param", VariableIsCopiedParam},
    {"untyped", VariableIsUntyped},
    {"per-thread", VariableIsPerThread},
    {"hidden", VariableIsHidden},
    {"enclosed", VariableIsEnclosed},
    {"copyable", VariableIsCopyable},
};

static constexpr FlagWord ClassFlags[] = {
    {"final", ClassIsFinal},
    {"abstract", ClassIsAbstract},
    {"external-base", ClassHasExternalBase},
    {"lock", ClassIsLock},
    {"guard", ClassIsGuard},
    {"synchronised", ClassIsInternallySynchronised},
};

/// By the number of the kind.
static constexpr llvm::StringLiteral InstrKinds[] = {
    "assign",     "access",     "call",         "lock",          "unlock",
    "guard",      "guard-lock", "guard-unlock", "guard-release", "guard-end",
    "guard-move", "guard-test", "guard-wait",   "spawn",         "join",
    "detach",     "join-test",  "iter-begin",   "iter-next",     "iter-use",
    "return",     "test",       "rounds",       "for-all",
};
static_assert(std::size(InstrKinds) ==
                  static_cast<size_t>(InstrKind::ForAll) + 1,
              "a kind without a word");

/// By the number of the kind.
static constexpr llvm::StringLiteral StatementKinds[] = {
    "simple", "declaration", "several", "jump",  "block",
    "loop",   "range-loop",  "branch",  "opaque"};
static_assert(std::size(StatementKinds) ==
                  static_cast<size_t>(StatementKind::Opaque) + 1,
              "a kind without a word");

static constexpr llvm::StringLiteral Contracts[] = {"requires", "acquires",
                                                    "releases", "excludes"};

llvm::ArrayRef<FlagWord> mapwarden::instrFlagWords() { return InstrFlags; }
llvm::ArrayRef<FlagWord> mapwarden::functionFlagWords() {
  return FunctionFlags;
}
llvm::ArrayRef<FlagWord> mapwarden::variableFlagWords() {
  return VariableFlags;
}
llvm::ArrayRef<FlagWord> mapwarden::classFlagWords() { return ClassFlags; }

StringRef mapwarden::instrKindWord(InstrKind Kind) {
  return InstrKinds[static_cast<size_t>(Kind)];
}

std::optional<InstrKind> mapwarden::findInstrKind(StringRef Word) {
  for (size_t I = 0; I < std::size(InstrKinds); ++I)
    if (Word == InstrKinds[I])
      return static_cast<InstrKind>(I);
  return std::nullopt;
}

StringRef mapwarden::statementKindWord(StatementKind Kind) {
  return StatementKinds[static_cast<size_t>(Kind)];
}

std::optional<StatementKind> mapwarden::findStatementKind(StringRef Word) {
  for (size_t I = 0; I < std::size(StatementKinds); ++I)
    if (Word == StatementKinds[I])
      return static_cast<StatementKind>(I);
  return std::nullopt;
}

StringRef mapwarden::contractWord(LockContract::Kind Kind) {
  return Contracts[Kind];
}

std::optional<LockContract::Kind> mapwarden::findContract(StringRef Word) {
  for (size_t I = 0; I < std::size(Contracts); ++I)
    if (Word == Contracts[I])
      return static_cast<LockContract::Kind>(I);
  return std::nullopt;
}
