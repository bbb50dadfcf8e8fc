// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Interning of names; see the header for why.
#include "Support/NameTable.h"

using namespace mapwarden;

NameTable::NameTable(const NameTable &Other) {
  for (llvm::StringRef Text : Other.Texts)
    intern(Text);
}

NameTable &NameTable::operator=(const NameTable &Other) {
  if (this != &Other)
    *this = NameTable(Other);
  return *this;
}

NameId NameTable::intern(llvm::StringRef Text) {
  auto [Entry, IsNew] =
      Ids.try_emplace(Text, static_cast<uint32_t>(Texts.size()));
  if (IsNew)
    Texts.push_back(Entry->getKey());
  return static_cast<NameId>(Entry->second);
}

NameId NameTable::find(llvm::StringRef Text) const {
  auto Entry = Ids.find(Text);
  return Entry == Ids.end() ? NameId::None : static_cast<NameId>(Entry->second);
}
