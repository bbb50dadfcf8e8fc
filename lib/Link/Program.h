// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The linked program: every function, class and global once, with dense ids.
///
/// Immutable after Link, so that analyses may share it between threads. Order
/// is canonical (by USR text), so ids are the same for any order of the inputs.
#ifndef MAPWARDEN_LINK_PROGRAM_H
#define MAPWARDEN_LINK_PROGRAM_H

#include "Facts/TuFacts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace mapwarden {

/// Index into Program::Functions.
using FunctionId = uint32_t;
/// Index into Program::Classes.
using ClassId = uint32_t;

struct Program {
  NameTable Names;
  /// Sorted by USR text, one per USR. Where TUs disagree (conditional
  /// compilation, ODR breaks) the one whose text form is smallest wins, so the
  /// result does not depend on order.
  std::vector<FunctionFacts> Functions;
  std::vector<ClassFacts> Classes;
  std::vector<VariableFacts> Globals;
  /// As in TuFacts, of all units.
  llvm::DenseSet<NameId> CopiedClasses;
  /// USR to position in the vectors above.
  llvm::DenseMap<NameId, FunctionId> FunctionByUsr;
  llvm::DenseMap<NameId, ClassId> ClassByUsr;
  llvm::DenseMap<NameId, uint32_t> GlobalByUsr;
  /// Field USR to its class and position in it.
  llvm::DenseMap<NameId, std::pair<ClassId, uint32_t>> FieldByUsr;

  /// The function with \p Usr, or null when the program holds no body of it.
  /// O(1); so are the next three.
  const FunctionFacts *function(NameId Usr) const;
  const ClassFacts *classOf(NameId Usr) const;
  const VariableFacts *global(NameId Usr) const;
  const VariableFacts *field(NameId Usr) const;
  llvm::StringRef text(NameId Id) const { return Names.text(Id); }
};

/// Merges the facts of all TUs. Commutative, associative and idempotent: order
/// and repetition of \p Units change nothing. Consumes its input to keep peak
/// memory low. Functions in files for which \p IsExported holds are entries
/// (DeclaredEntries.h). O(total size log n).
Program
linkProgram(std::vector<TuFacts> Units,
            llvm::function_ref<bool(llvm::StringRef)> IsExported = nullptr);

} // namespace mapwarden

#endif
