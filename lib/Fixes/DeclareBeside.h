// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A variable more, beside a map: a mutex or a flag for it.
#ifndef MAPWARDEN_FIXES_DECLAREBESIDE_H
#define MAPWARDEN_FIXES_DECLAREBESIDE_H

#include "Fixes/FixContext.h"

namespace mapwarden {

enum class MapPlace : uint8_t { Field, Static, Local };

/// A map by its declaration: a member of a class whose objects nobody copies,
/// a local, or a variable in static storage.
struct DeclaredMap {
  const VariableFacts *Map = nullptr;
  MapPlace Place = MapPlace::Static;
};
std::optional<DeclaredMap> findDeclared(FixContext &Ctx, PathId Object);

/// `std::lock_guard<std::mutex> Lock(Mutex);` from the pattern of
/// VariableFacts::Hold. Sets \p Header to the one that it needs.
std::string fillPattern(llvm::StringRef Pattern, llvm::StringRef Name,
                        llvm::StringRef Mutex, std::string &Header);

/// The edits that put the declaration \p Pattern in front of \p Map, with its
/// header. Sets \p Name to nameBeside(map, Word). Nothing where the place is
/// not safe or the name is in use.
std::optional<std::vector<Replacement>>
declareBeside(FixContext &Ctx, const VariableFacts &Map, MapPlace Place,
              llvm::StringRef Pattern, llvm::StringRef Word, std::string &Name);

/// A name for a new variable beside the map called \p Map, in the style of that
/// name: `SessionsMutex`, `sessions_mutex_`. \p Word is lower case.
std::string nameBeside(llvm::StringRef Map, llvm::StringRef Word);

} // namespace mapwarden

#endif
