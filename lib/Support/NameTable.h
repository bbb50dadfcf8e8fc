// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Interned strings: USRs, file paths and spellings are stored once and named
/// by a dense id.
///
/// Facts of one TU repeat the same USR hundreds of times; the linked program
/// repeats it for every TU. A table per owner (one TuFacts, one Program) keeps
/// a fact small and makes comparison one integer comparison. Ids mean nothing
/// outside the table that made them and must never order anything a user sees:
/// sort by the text.
#ifndef MAPWARDEN_SUPPORT_NAMETABLE_H
#define MAPWARDEN_SUPPORT_NAMETABLE_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace mapwarden {

/// The id of an interned string. \c None is the id of the empty string in every
/// table.
enum class NameId : uint32_t { None = 0 };

inline uint32_t index(NameId Id) { return static_cast<uint32_t>(Id); }

/// Owns strings; ids are dense, start at 0 (the empty string) and never move.
/// Not safe for concurrent interning.
class NameTable {
public:
  NameTable() { intern(""); }
  NameTable(NameTable &&) noexcept = default;
  NameTable &operator=(NameTable &&) noexcept = default;
  NameTable(const NameTable &Other);
  NameTable &operator=(const NameTable &Other);

  /// The id of \p Text, added if it is new. Amortised O(length).
  NameId intern(llvm::StringRef Text);
  /// The id of \p Text, or None when it was never interned.
  NameId find(llvm::StringRef Text) const;
  /// The text of \p Id; valid as long as the table lives.
  llvm::StringRef text(NameId Id) const { return Texts[index(Id)]; }
  size_t size() const { return Texts.size(); }

private:
  llvm::StringMap<uint32_t> Ids;
  std::vector<llvm::StringRef>
      Texts; // Views of the keys in Ids, which never move.
};

} // namespace mapwarden

#endif
