// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How a lock is written at a place in the source, and what else must be edited
/// for that.
///
/// Facts name objects, not expressions. A name is given only where it surely
/// means the same object: a member of the function's own class, a variable of
/// the function or of one around it, or a variable of static storage that is
/// declared in front of the place. Whether a pointer stands on the way is read
/// off the tokens of the file, which use the name already.
#ifndef MAPWARDEN_FIXES_LOCKSPELLING_H
#define MAPWARDEN_FIXES_LOCKSPELLING_H

#include "Analysis/PathStore.h"
#include "Fixes/EditedFile.h"

namespace mapwarden {

struct SpelledLock {
  std::string Text; ///< `Mutex`, `Table.Mutex`, `this->Mutex`.
  /// The variable at the end of the path.
  const VariableFacts *Mutex = nullptr;
  /// What has to be edited besides: `mutable`, a capture.
  std::vector<Replacement> Edits;
};

/// \p Lock as code of \p Function in front of byte \p Where of \p File writes
/// it; nothing when it has no sure name there.
std::optional<SpelledLock> spellLock(const Program &Prog, PathStore &Store,
                                     EditedFiles &Files, PathId Lock,
                                     FunctionId Function,
                                     const EditedFile &File, size_t Where);

/// The same for a variable called \p Name that is going to be declared beside
/// the map at \p Map, as accessible as the map is; SpelledLock::Mutex is null.
std::optional<SpelledLock> spellBeside(const Program &Prog, PathStore &Store,
                                       EditedFiles &Files, PathId Map,
                                       llvm::StringRef Name,
                                       FunctionId Function,
                                       const EditedFile &File, size_t Where);

} // namespace mapwarden

#endif
