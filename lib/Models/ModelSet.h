// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The effective library models, indexed by name for Extract.
#ifndef MAPWARDEN_MODELS_MODELSET_H
#define MAPWARDEN_MODELS_MODELSET_H

#include "Models/LibraryModel.h"
#include "Models/ProjectSettings.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mapwarden {

/// Immutable after load; lookups are O(1) and return null when no entry
/// matches.
class ModelSet {
public:
  ModelSet() = default;
  // The index points into the model, which a move keeps in place and a copy
  // would not.
  ModelSet(ModelSet &&) = default;
  ModelSet &operator=(ModelSet &&) = default;
  ModelSet(const ModelSet &) = delete;
  ModelSet &operator=(const ModelSet &) = delete;

  /// The embedded defaults, then \p UserFiles in order; an entry with an id
  /// already known replaces it. Errors name file, line and key, and suggest the
  /// nearest known key.
  static llvm::Expected<ModelSet> load(llvm::ArrayRef<std::string> UserFiles);

  const ContainerModel *container(llvm::StringRef Type) const;
  const LockModel *lock(llvm::StringRef Type) const;
  const LockFunctionModel *lockFunction(llvm::StringRef Function) const;
  const GuardModel *guard(llvm::StringRef Type) const;
  const WaitModel *wait(llvm::StringRef Type) const;
  const ThreadModel *thread(llvm::StringRef Type) const;
  /// Several entries may share a function (std::for_each with and without a
  /// policy), in file order.
  llvm::ArrayRef<const SpawnModel *> spawns(llvm::StringRef Function) const;
  const ExecutorModel *executor(llvm::StringRef Type) const;
  const ExecutorModel *executorById(llvm::StringRef Id) const;
  /// The executor that function or object \p Name makes.
  const ExecutorModel *executorMadeBy(llvm::StringRef Name) const;
  /// The executor whose tasks \p Function runs.
  const ExecutorModel *executorRunBy(llvm::StringRef Function) const;
  const FrameworkModel *framework(llvm::StringRef Type) const;
  const JoinModel *join(llvm::StringRef Function) const;
  const CallThroughModel *callThrough(llvm::StringRef Function) const;
  const PointerModel *pointer(llvm::StringRef Type) const;
  const LockedModel *locked(llvm::StringRef Type) const;
  const SequenceModel *sequence(llvm::StringRef Type) const;
  const IdentityModel *identity(llvm::StringRef Function) const;
  /// Has the type several parts that are objects of their own: std::pair?
  bool hasParts(llvm::StringRef Type) const;
  bool isAllocation(llvm::StringRef Function) const;
  bool isThreadNumber(llvm::StringRef Function) const;
  const BindModel *bind(llvm::StringRef Function) const;
  const CallableModel *callable(llvm::StringRef Type) const;
  const AtomicModel *atomic(llvm::StringRef Type) const;
  bool isView(llvm::StringRef Type) const;

  /// Every entry with its origin, as YAML.
  void dump(llvm::raw_ostream &Out) const;
  const LibraryModel &all() const { return Model; }

private:
  LibraryModel Model;
  // Indices by name, built once by load; positions into the vectors of Model.
  llvm::StringMap<uint32_t> ContainerByType, LockByType, LockFunctionByName,
      GuardByType, WaitByType, ThreadByType, ExecutorByType, ExecutorById,
      ExecutorByRunner, ExecutorByMaker, FrameworkByType, JoinByName,
      CallThroughByName, PointerByType, LockedByType, SequenceByType,
      IdentityByName, PartsByType, AllocationByName, ThreadNumberByName,
      BindByName, CallableByType, AtomicByType, ViewByType;
  llvm::StringMap<std::vector<const SpawnModel *>> SpawnsByName;
  void buildIndex();
};

/// The settings of the project file \p Path, which messages call \p ShownAs.
llvm::Expected<ProjectSettings> readProjectSettings(const std::string &Path,
                                                    const std::string &ShownAs);

} // namespace mapwarden

#endif
