// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Loads the embedded and the user's models and indexes them by the names that
/// Extract meets.
#include "Models/ModelSet.h"
#include "Models/EmbeddedModels.h"
#include "Models/ModelReader.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mapwarden;
using llvm::StringRef;

llvm::Expected<ProjectSettings>
mapwarden::readProjectSettings(const std::string &Path,
                               const std::string &ShownAs) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Buffer.getError().message());
  ModelReader Reader;
  ProjectSettings Settings;
  if (llvm::Error E = Reader.add((*Buffer)->getBuffer(), ShownAs, &Settings))
    return std::move(E);
  return Settings;
}

llvm::Expected<ModelSet> ModelSet::load(llvm::ArrayRef<std::string> UserFiles) {
  ModelReader Reader;
  for (const EmbeddedFile &File : embeddedModels())
    if (llvm::Error E = Reader.add(StringRef(File.Text, File.Size),
                                   "defaults/" + std::string(File.Name)))
      return std::move(E);
  for (const std::string &Path : UserFiles) {
    llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> Buffer =
        llvm::MemoryBuffer::getFile(Path);
    if (!Buffer)
      return llvm::createStringError(Buffer.getError(),
                                     "reading model file " + Path + ": " +
                                         Buffer.getError().message());
    if (llvm::Error E = Reader.add((*Buffer)->getBuffer(), Path))
      return std::move(E);
  }
  llvm::Expected<LibraryModel> Model = Reader.finish();
  if (!Model)
    return Model.takeError();
  ModelSet Set;
  Set.Model = std::move(*Model);
  Set.buildIndex();
  return std::move(Set);
}

/// Later entries win, so that a user's entry takes a type over from a default
/// without knowing its id.
template <typename Entry>
static void indexByName(const std::vector<Entry> &Entries,
                        std::vector<std::string> Entry::*Names,
                        llvm::StringMap<uint32_t> &Index) {
  for (uint32_t I = 0; I < Entries.size(); ++I)
    for (const std::string &Name : Entries[I].*Names)
      Index[Name] = I;
}

void ModelSet::buildIndex() {
  indexByName(Model.Containers, &ContainerModel::Types, ContainerByType);
  indexByName(Model.Locks, &LockModel::Types, LockByType);
  indexByName(Model.LockFunctions, &LockFunctionModel::Functions,
              LockFunctionByName);
  indexByName(Model.Guards, &GuardModel::Types, GuardByType);
  indexByName(Model.Waits, &WaitModel::Types, WaitByType);
  indexByName(Model.Threads, &ThreadModel::Types, ThreadByType);
  indexByName(Model.Executors, &ExecutorModel::Types, ExecutorByType);
  indexByName(Model.Executors, &ExecutorModel::RunFunctions, ExecutorByRunner);
  indexByName(Model.Executors, &ExecutorModel::MadeBy, ExecutorByMaker);
  for (uint32_t I = 0; I < Model.Executors.size(); ++I)
    ExecutorById[Model.Executors[I].Id] = I;
  indexByName(Model.Frameworks, &FrameworkModel::Types, FrameworkByType);
  indexByName(Model.Joins, &JoinModel::Functions, JoinByName);
  indexByName(Model.CallThroughs, &CallThroughModel::Functions,
              CallThroughByName);
  indexByName(Model.Pointers, &PointerModel::Types, PointerByType);
  indexByName(Model.Locked, &LockedModel::Types, LockedByType);
  indexByName(Model.Sequences, &SequenceModel::Types, SequenceByType);
  indexByName(Model.Identities, &IdentityModel::Functions, IdentityByName);
  indexByName(Model.Identities, &IdentityModel::PartOf, PartsByType);
  indexByName(Model.Allocations, &AllocationModel::Functions, AllocationByName);
  indexByName(Model.ThreadNumbers, &ThreadNumberModel::Functions,
              ThreadNumberByName);
  indexByName(Model.Binds, &BindModel::Functions, BindByName);
  indexByName(Model.Callables, &CallableModel::Types, CallableByType);
  indexByName(Model.Atomics, &AtomicModel::Types, AtomicByType);
  indexByName(Model.Views, &ViewModel::Types, ViewByType);
  for (const SpawnModel &Spawn : Model.Spawns)
    for (const std::string &Function : Spawn.Functions)
      SpawnsByName[Function].push_back(&Spawn);
}

template <typename Entry>
static const Entry *findEntry(const std::vector<Entry> &Entries,
                              const llvm::StringMap<uint32_t> &Index,
                              StringRef Name) {
  auto Found = Index.find(Name);
  return Found == Index.end() ? nullptr : &Entries[Found->second];
}

const ContainerModel *ModelSet::container(StringRef Type) const {
  return findEntry(Model.Containers, ContainerByType, Type);
}
const LockModel *ModelSet::lock(StringRef Type) const {
  return findEntry(Model.Locks, LockByType, Type);
}
const LockFunctionModel *ModelSet::lockFunction(StringRef Function) const {
  return findEntry(Model.LockFunctions, LockFunctionByName, Function);
}
const GuardModel *ModelSet::guard(StringRef Type) const {
  return findEntry(Model.Guards, GuardByType, Type);
}
const WaitModel *ModelSet::wait(StringRef Type) const {
  return findEntry(Model.Waits, WaitByType, Type);
}
const ThreadModel *ModelSet::thread(StringRef Type) const {
  return findEntry(Model.Threads, ThreadByType, Type);
}
llvm::ArrayRef<const SpawnModel *> ModelSet::spawns(StringRef Function) const {
  auto Found = SpawnsByName.find(Function);
  if (Found == SpawnsByName.end())
    return {};
  return Found->second;
}
const ExecutorModel *ModelSet::executor(StringRef Type) const {
  return findEntry(Model.Executors, ExecutorByType, Type);
}
const ExecutorModel *ModelSet::executorById(StringRef Id) const {
  return findEntry(Model.Executors, ExecutorById, Id);
}
const ExecutorModel *ModelSet::executorMadeBy(StringRef Name) const {
  return findEntry(Model.Executors, ExecutorByMaker, Name);
}
const ExecutorModel *ModelSet::executorRunBy(StringRef Function) const {
  return findEntry(Model.Executors, ExecutorByRunner, Function);
}
const FrameworkModel *ModelSet::framework(StringRef Type) const {
  return findEntry(Model.Frameworks, FrameworkByType, Type);
}
const JoinModel *ModelSet::join(StringRef Function) const {
  return findEntry(Model.Joins, JoinByName, Function);
}
const CallThroughModel *ModelSet::callThrough(StringRef Function) const {
  return findEntry(Model.CallThroughs, CallThroughByName, Function);
}
const PointerModel *ModelSet::pointer(StringRef Type) const {
  return findEntry(Model.Pointers, PointerByType, Type);
}
const LockedModel *ModelSet::locked(StringRef Type) const {
  return findEntry(Model.Locked, LockedByType, Type);
}
const SequenceModel *ModelSet::sequence(StringRef Type) const {
  return findEntry(Model.Sequences, SequenceByType, Type);
}
const IdentityModel *ModelSet::identity(StringRef Function) const {
  return findEntry(Model.Identities, IdentityByName, Function);
}
bool ModelSet::hasParts(StringRef Type) const {
  return PartsByType.contains(Type);
}
bool ModelSet::isThreadNumber(StringRef Function) const {
  return ThreadNumberByName.contains(Function);
}

bool ModelSet::isAllocation(StringRef Function) const {
  return AllocationByName.contains(Function);
}
const BindModel *ModelSet::bind(StringRef Function) const {
  return findEntry(Model.Binds, BindByName, Function);
}
const CallableModel *ModelSet::callable(StringRef Type) const {
  return findEntry(Model.Callables, CallableByType, Type);
}
const AtomicModel *ModelSet::atomic(StringRef Type) const {
  return findEntry(Model.Atomics, AtomicByType, Type);
}
bool ModelSet::isView(StringRef Type) const {
  return ViewByType.contains(Type);
}
