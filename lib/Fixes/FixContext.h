// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What all kinds of fixes share: the program, the files, and what is known of
/// the lock of a map.
#ifndef MAPWARDEN_FIXES_FIXCONTEXT_H
#define MAPWARDEN_FIXES_FIXCONTEXT_H

#include "Fixes/EditedFile.h"
#include "Fixes/HoldEffects.h"

namespace mapwarden {

/// An access as one function sees it.
struct SeenAccess {
  uint32_t Instr = 0; ///< The access, or the call that leads to it.
  AccessSummary Access;
  std::string Object; ///< PathStore::key.
  /// The dominant guard of the object in the function's terms; UnknownPath when
  /// there is none, or it cannot be named.
  PathId Lock = UnknownPath;
  /// The function, or what it calls, holds that lock here; Exclusively: not as
  /// a reader.
  bool IsHeld = false, IsHeldExclusively = false;
};

/// A mutex for a map that has none: one that does not exist yet, or one that
/// stands beside the map and is never locked.
struct AddedMutex {
  std::string Name;
  NameId Existing = NameId::None; ///< The USR of one that is there.
  std::vector<Replacement> Edits; ///< Its declaration, and the header for it.
};

class FixContext {
public:
  FixContext(const Program &Prog, AnalysisResults &Results,
             SourceTexts &Sources);

  const Program &Prog;
  AnalysisResults &Results;
  EditedFiles Files;
  HoldEffects Effects;

  PathStore &store() { return Results.Store; }
  const FunctionFacts &function(FunctionId Id) const {
    return Prog.Functions[Id];
  }
  /// The accesses of \p Function and its callees, in order of instructions.
  /// Computed once.
  const std::vector<SeenAccess> &accessesIn(FunctionId Function);
  /// The dominant guard of the map at \p Object in the terms of that path.
  PathId guardOf(PathId Object);
  /// How that guard is named relative to the map (relativeGuard): the dominant
  /// one, or the only lock that any access holds; empty when there is none.
  const std::string &guardKeyOf(const std::string &Object);
  /// The mutex that a fix adds beside the map with key \p Object, where no lock
  /// is known; null where none can be added.
  const AddedMutex *addedFor(const std::string &Object);
  /// The same by the path that guardOf has given, which no fact has.
  const AddedMutex *addedAt(PathId Lock) const;
  /// The map beside which the mutex at \p Lock, which addedAt knows, stands.
  PathId mapBeside(PathId Lock) const;
  /// Whether \p Access of \p Function goes to a local of that very function
  /// while nobody else does anything to it: the frame has proved that.
  bool isOwnersAlone(FunctionId Function, const AccessSummary &Access);
  /// Whether anything in the program locks the member \p Mutex, by its USR.
  /// Linear in the program once.
  bool isLocked(NameId Mutex);
  /// Whether a caller of \p Function may hold the guard of \p Object while it
  /// runs.
  bool isHeldByCaller(FunctionId Function, const std::string &Object);
  /// Whether \p Function has an access to \p Object without its guard that no
  /// caller covers, so that a fix may lock there.
  bool needsLock(FunctionId Function, const std::string &Object);
  /// The versions of accesses to \p Object.
  const std::vector<const AccessVersion *> &
  versionsOf(const std::string &Object);

private:
  std::map<std::string, std::vector<const AccessVersion *>> Versions;
  std::set<LeafId> Conflicting; // Both sides of all conflicts.
  PathId findGuard(PathId Object);
  /// The different holds of \p Guard, which is guardKeyOf(\p Key), at accesses
  /// of \p Key: the lock and the object, in the order found. Found once.
  using HoldList = std::vector<std::pair<PathId, PathId>>;
  const HoldList &holdsOf(const std::string &Key, const std::string &Guard);
  std::map<std::string, HoldList> Holds;

  std::map<std::string, std::string> GuardKeys;
  std::map<PathId, PathId> Guards; // By object.
  std::map<std::string, std::optional<AddedMutex>> Added;
  struct BesideMap {
    const AddedMutex *Mutex;
    PathId Map;
  };
  std::map<PathId, BesideMap> AddedPaths; // By the mutex.
  std::optional<llvm::DenseSet<NameId>> LockedFields;
  std::map<FunctionId, std::vector<SeenAccess>> Seen;
  std::map<std::pair<FunctionId, std::string>, bool> Callers;
};

} // namespace mapwarden

#endif
