// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The shape of model files, stated once: which keys a section's entries have
/// and which member each key fills.
///
/// Reading, inheriting, suggesting the nearest key and dumping all walk these
/// tables, so that a key cannot be known to one of them and unknown to another.
/// Adding a key is a line here, a member in LibraryModel.h and a line in
/// schema.json.
#ifndef MAPWARDEN_MODELS_MODELSCHEMA_H
#define MAPWARDEN_MODELS_MODELSCHEMA_H

#include "Models/LibraryModel.h"
#include <cstddef>
#include <tuple>
#include <utility>

namespace mapwarden {

/// A key of an entry: its name in YAML and the member it fills. \c NamesEntry
/// marks the list of types or functions that the entry is about: it must not be
/// empty and is never inherited from another id.
template <typename Entry, typename Member> struct ModelKey {
  const char *Name;
  Member Entry::*Field;
  bool NamesEntry = false;
};

/// A top-level key and the list of entries it fills.
template <typename Entry> struct ModelSection {
  using EntryType = Entry;
  const char *Name;
  std::vector<Entry> LibraryModel::*Entries;
};

// One overload per kind of entry; the argument only selects it. `id` and
// `inherit` are common to all.
// clang-format off
constexpr auto modelKeys(const ContainerModel *) {
  return std::tuple(ModelKey{"types", &ContainerModel::Types, true},
                    ModelKey{"internally-synchronised", &ContainerModel::InternallySynchronised},
                    ModelKey{"node-based", &ContainerModel::NodeBased},
                    ModelKey{"in-place", &ContainerModel::InPlace},
                    ModelKey{"members", &ContainerModel::Members},
                    ModelKey{"functions", &ContainerModel::Functions});
}
constexpr auto modelKeys(const LockModel *) {
  return std::tuple(ModelKey{"types", &LockModel::Types, true},
                    ModelKey{"lock", &LockModel::Lock},
                    ModelKey{"try-lock", &LockModel::TryLock},
                    ModelKey{"unlock", &LockModel::Unlock},
                    ModelKey{"lock-shared", &LockModel::LockShared},
                    ModelKey{"try-lock-shared", &LockModel::TryLockShared},
                    ModelKey{"unlock-shared", &LockModel::UnlockShared},
                    ModelKey{"hold", &LockModel::Hold},
                    ModelKey{"hold-shared", &LockModel::HoldShared});
}
constexpr auto modelKeys(const LockFunctionModel *) {
  return std::tuple(ModelKey{"functions", &LockFunctionModel::Functions, true},
                    ModelKey{"does", &LockFunctionModel::Does},
                    ModelKey{"shared", &LockFunctionModel::IsShared},
                    ModelKey{"mutex-argument", &LockFunctionModel::MutexArgument},
                    ModelKey{"mutex", &LockFunctionModel::Mutex},
                    ModelKey{"succeeds-with-zero", &LockFunctionModel::SucceedsWithZero},
                    ModelKey{"succeeds-with-negative", &LockFunctionModel::SucceedsWithNegative});
}
constexpr auto modelKeys(const GuardModel *) {
  return std::tuple(ModelKey{"types", &GuardModel::Types, true},
                    ModelKey{"shared", &GuardModel::IsShared},
                    ModelKey{"takes-several", &GuardModel::TakesSeveral},
                    ModelKey{"writer-argument", &GuardModel::WriterArgument},
                    ModelKey{"reverse", &GuardModel::IsReverse},
                    ModelKey{"defer-tags", &GuardModel::DeferTags},
                    ModelKey{"adopt-tags", &GuardModel::AdoptTags},
                    ModelKey{"try-tags", &GuardModel::TryTags},
                    ModelKey{"lock", &GuardModel::Lock},
                    ModelKey{"try-lock", &GuardModel::TryLock},
                    ModelKey{"unlock", &GuardModel::Unlock},
                    ModelKey{"release", &GuardModel::Release},
                    ModelKey{"owns", &GuardModel::Owns},
                    ModelKey{"upgrade", &GuardModel::Upgrade},
                    ModelKey{"downgrade", &GuardModel::Downgrade},
                    ModelKey{"exclusive", &GuardModel::Exclusive});
}
constexpr auto modelKeys(const WaitModel *) {
  return std::tuple(ModelKey{"types", &WaitModel::Types, true},
                    ModelKey{"members", &WaitModel::Members},
                    ModelKey{"try-members", &WaitModel::TryMembers},
                    ModelKey{"post-members", &WaitModel::PostMembers},
                    ModelKey{"permits-argument", &WaitModel::PermitsArgument});
}
constexpr auto modelKeys(const ThreadModel *) {
  return std::tuple(ModelKey{"types", &ThreadModel::Types, true},
                    ModelKey{"constructor-spawns", &ThreadModel::ConstructorSpawns},
                    ModelKey{"joins-on-destruction", &ThreadModel::JoinsOnDestruction},
                    ModelKey{"join", &ThreadModel::Join},
                    ModelKey{"detach", &ThreadModel::Detach},
                    ModelKey{"joinable", &ThreadModel::Joinable},
                    ModelKey{"adopt", &ThreadModel::Adopt},
                    ModelKey{"timed-join", &ThreadModel::TimedJoin},
                    ModelKey{"ended-results", &ThreadModel::EndedResults},
                    ModelKey{"future", &ThreadModel::Future},
                    ModelKey{"fulfil", &ThreadModel::Fulfil},
                    ModelKey{"share", &ThreadModel::Share},
                    ModelKey{"awaits-promise", &ThreadModel::AwaitsPromise});
}
constexpr auto modelKeys(const ExecutorModel *) {
  return std::tuple(ModelKey{"types", &ExecutorModel::Types},
                    ModelKey{"serial", &ExecutorModel::Serial},
                    ModelKey{"barriers", &ExecutorModel::Barriers},
                    ModelKey{"made-by", &ExecutorModel::MadeBy},
                    ModelKey{"workers-argument", &ExecutorModel::WorkersArgument},
                    ModelKey{"workers-members", &ExecutorModel::WorkersMembers},
                    ModelKey{"loop", &ExecutorModel::Loop},
                    ModelKey{"run", &ExecutorModel::Run},
                    ModelKey{"run-functions", &ExecutorModel::RunFunctions});
}
constexpr auto modelKeys(const SpawnModel *) {
  return std::tuple(ModelKey{"functions", &SpawnModel::Functions, true},
                    ModelKey{"entry-argument", &SpawnModel::EntryArgument},
                    ModelKey{"skip-tags", &SpawnModel::SkipTags},
                    ModelKey{"handle-argument", &SpawnModel::HandleArgument},
                    ModelKey{"first-passed-argument", &SpawnModel::FirstPassedArgument},
                    ModelKey{"many", &SpawnModel::Many},
                    ModelKey{"joins-here", &SpawnModel::JoinsHere},
                    ModelKey{"result-joins", &SpawnModel::ResultJoins},
                    ModelKey{"requires-tag", &SpawnModel::RequiresTag},
                    ModelKey{"deferred-by", &SpawnModel::DeferredBy},
                    ModelKey{"entry-method", &SpawnModel::EntryMethod},
                    ModelKey{"executor-argument", &SpawnModel::ExecutorArgument},
                    ModelKey{"executor", &SpawnModel::Executor},
                    ModelKey{"barrier", &SpawnModel::Barrier},
                    ModelKey{"serial-by", &SpawnModel::SerialBy});
}
constexpr auto modelKeys(const FrameworkModel *) {
  return std::tuple(ModelKey{"types", &FrameworkModel::Types, true},
                    ModelKey{"methods", &FrameworkModel::Methods});
}
constexpr auto modelKeys(const JoinModel *) {
  return std::tuple(ModelKey{"functions", &JoinModel::Functions, true},
                    ModelKey{"handle-argument", &JoinModel::HandleArgument},
                    ModelKey{"detaches", &JoinModel::Detaches},
                    ModelKey{"each", &JoinModel::Each});
}
constexpr auto modelKeys(const CallThroughModel *) {
  return std::tuple(ModelKey{"functions", &CallThroughModel::Functions, true},
                    ModelKey{"callable-argument", &CallThroughModel::CallableArgument},
                    ModelKey{"first-passed-argument", &CallThroughModel::FirstPassedArgument},
                    ModelKey{"once-flag-argument", &CallThroughModel::OnceFlagArgument},
                    ModelKey{"element-parameter", &CallThroughModel::ElementParameter},
                    ModelKey{"output-argument", &CallThroughModel::OutputArgument});
}
constexpr auto modelKeys(const PointerModel *) {
  return std::tuple(ModelKey{"types", &PointerModel::Types, true},
                    ModelKey{"access", &PointerModel::Access},
                    ModelKey{"set", &PointerModel::Set},
                    ModelKey{"in-place", &PointerModel::InPlace},
                    ModelKey{"shared", &PointerModel::IsShared},
                    ModelKey{"unique", &PointerModel::IsUnique},
                    ModelKey{"atomic", &PointerModel::IsAtomic});
}
constexpr auto modelKeys(const SequenceModel *) {
  return std::tuple(ModelKey{"types", &SequenceModel::Types, true},
                    ModelKey{"element", &SequenceModel::Element},
                    ModelKey{"add", &SequenceModel::Add},
                    ModelKey{"remove", &SequenceModel::Remove},
                    ModelKey{"in-place", &SequenceModel::InPlace},
                    ModelKey{"clear", &SequenceModel::Clear},
                    ModelKey{"call", &SequenceModel::Call});
}
constexpr auto modelKeys(const IdentityModel *) {
  return std::tuple(ModelKey{"functions", &IdentityModel::Functions, true},
                    ModelKey{"part-of", &IdentityModel::PartOf},
                    ModelKey{"inserts", &IdentityModel::Inserts});
}
constexpr auto modelKeys(const AllocationModel *) {
  return std::tuple(ModelKey{"functions", &AllocationModel::Functions, true});
}
constexpr auto modelKeys(const ThreadNumberModel *) {
  return std::tuple(ModelKey{"functions", &ThreadNumberModel::Functions, true});
}
constexpr auto modelKeys(const BindModel *) {
  return std::tuple(ModelKey{"functions", &BindModel::Functions, true},
                    ModelKey{"callable-argument", &BindModel::CallableArgument},
                    ModelKey{"executor-argument", &BindModel::ExecutorArgument});
}
constexpr auto modelKeys(const LockedModel *) {
  return std::tuple(ModelKey{"types", &LockedModel::Types, true},
                    ModelKey{"lock", &LockedModel::Lock},
                    ModelKey{"lock-shared", &LockedModel::LockShared},
                    ModelKey{"call", &LockedModel::Call},
                    ModelKey{"call-shared", &LockedModel::CallShared},
                    ModelKey{"access", &LockedModel::Access});
}
constexpr auto modelKeys(const CallableModel *) {
  return std::tuple(ModelKey{"types", &CallableModel::Types, true},
                    ModelKey{"future", &CallableModel::Future});
}
constexpr auto modelKeys(const AtomicModel *) {
  return std::tuple(ModelKey{"types", &AtomicModel::Types, true},
                    ModelKey{"acquire", &AtomicModel::Acquire},
                    ModelKey{"acquire-if", &AtomicModel::AcquireIf},
                    ModelKey{"release", &AtomicModel::Release},
                    ModelKey{"wait", &AtomicModel::Wait});
}
constexpr auto modelKeys(const ViewModel *) {
  return std::tuple(ModelKey{"types", &ViewModel::Types, true});
}

/// The sections of a model file, in the order of `models --dump`.
constexpr auto modelSections() {
  using M = LibraryModel;
  return std::tuple(ModelSection<ContainerModel>{"containers", &M::Containers},
                    ModelSection<LockModel>{"locks", &M::Locks},
                    ModelSection<LockFunctionModel>{"lock-functions", &M::LockFunctions},
                    ModelSection<GuardModel>{"guards", &M::Guards},
                    ModelSection<WaitModel>{"waits", &M::Waits},
                    ModelSection<ThreadModel>{"threads", &M::Threads},
                    ModelSection<SpawnModel>{"spawns", &M::Spawns},
                    ModelSection<ExecutorModel>{"executors", &M::Executors},
                    ModelSection<FrameworkModel>{"frameworks", &M::Frameworks},
                    ModelSection<JoinModel>{"joins", &M::Joins},
                    ModelSection<CallThroughModel>{"call-throughs", &M::CallThroughs},
                    ModelSection<PointerModel>{"pointers", &M::Pointers},
                    ModelSection<LockedModel>{"locked", &M::Locked},
                    ModelSection<SequenceModel>{"sequences", &M::Sequences},
                    ModelSection<IdentityModel>{"identities", &M::Identities},
                    ModelSection<AllocationModel>{"allocations", &M::Allocations},
                    ModelSection<ThreadNumberModel>{"thread-numbers", &M::ThreadNumbers},
                    ModelSection<BindModel>{"binds", &M::Binds},
                    ModelSection<CallableModel>{"callables", &M::Callables},
                    ModelSection<AtomicModel>{"atomics", &M::Atomics},
                    ModelSection<ViewModel>{"views", &M::Views});
}
// clang-format on

/// Calls \p Visit(Key, Number) for each key of entries of type \p Entry, in
/// order; numbers start at 0.
template <typename Entry, typename Visitor>
void forEachModelKey(Visitor Visit) {
  std::apply(
      [&](auto... Keys) {
        unsigned Number = 0;
        (Visit(Keys, Number++), ...);
      },
      modelKeys(static_cast<const Entry *>(nullptr)));
}

/// Calls \p Visit(Section) for each section, in order.
template <typename Visitor> void forEachModelSection(Visitor Visit) {
  std::apply([&](auto... Sections) { (Visit(Sections), ...); },
             modelSections());
}

/// The words of YAML for one enumeration.
template <typename Enum> struct ModelWord {
  const char *Word;
  Enum Meaning;
};

inline constexpr ModelWord<ContainerEffect> EffectWords[] = {
    {"read", EffectRead},
    {"write", EffectWrite},
    {"element", EffectElement},
    {"iterates", EffectIterates},
    {"inserts", EffectInserts},
    {"erases", EffectErases},
    {"clears", EffectClears},
    {"invalidates-all", EffectInvalidatesAll},
    {"invalidates-references", EffectInvalidatesReferences},
    {"tests-presence", EffectTestsPresence},
    {"tests-empty", EffectTestsEmpty},
    {"inserts-if-absent", EffectInsertsIfAbsent},
    {"copies", EffectCopies},
    {"names-end", EffectNamesEnd},
};

/// What an operation returns, as one word of YAML for two members of
/// ContainerOperation. An iterator designates an element, too.
enum class OperationResult : uint8_t { Nothing, Element, Iterator };

inline constexpr ModelWord<OperationResult> ResultWords[] = {
    {"nothing", OperationResult::Nothing},
    {"element", OperationResult::Element},
    {"iterator", OperationResult::Iterator},
};

inline constexpr ModelWord<LockFunctionModel::Action> ActionWords[] = {
    {"lock", LockFunctionModel::Action::Lock},
    {"try-lock", LockFunctionModel::Action::TryLock},
    {"unlock", LockFunctionModel::Action::Unlock},
    {"wait", LockFunctionModel::Action::Wait},
};

} // namespace mapwarden

#endif
