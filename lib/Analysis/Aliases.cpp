// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Alias resolution by rewriting the longest known prefix until nothing
/// changes.
#include "Analysis/Aliases.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static constexpr unsigned MaxAlternatives = 4;
static constexpr unsigned MaxRewrites = 8;

static bool startsWith(const AccessPath &Path, const AccessPath &Prefix) {
  return Path.Root == Prefix.Root &&
         Path.Selectors.size() >= Prefix.Selectors.size() &&
         std::equal(Prefix.Selectors.begin(), Prefix.Selectors.end(),
                    Path.Selectors.begin());
}

void Aliases::add(PathId Pointer, PathId Object) {
  if (Pointer == UnknownPath || Object == UnknownPath ||
      startsWith(Store->path(Object), Store->path(Pointer)))
    return;
  llvm::SmallVector<PathId, 2> &Known = Objects[Pointer];
  if (Known.size() < MaxAlternatives && !llvm::is_contained(Known, Object))
    Known.push_back(Object);
}

const llvm::SmallVector<PathId, 2> *Aliases::find(PathId Path) const {
  if (auto Entry = Objects.find(Path); Entry != Objects.end())
    return &Entry->second;
  return Shared ? Shared->find(Path) : nullptr;
}

llvm::SmallVector<PathId, 2> Aliases::resolve(PathId Path) const {
  llvm::SmallVector<PathId, 2> Done, Current = {Path};
  for (unsigned Round = 0; Round < MaxRewrites && !Current.empty(); ++Round) {
    llvm::SmallVector<PathId, 2> Next;
    for (PathId Id : Current) {
      const unsigned Length = Store->path(Id).Selectors.size();
      bool Rewritten = false;
      for (unsigned Prefix = Length + 1; Prefix-- > 0 && !Rewritten;) {
        const auto *Known = find(Store->prefix(Id, Prefix));
        if (!Known)
          continue;
        Rewritten = true;
        for (PathId Object : *Known)
          if (Next.size() < MaxAlternatives)
            Next.push_back(Store->append(Object, Id, Prefix));
      }
      if (!Rewritten)
        Done.push_back(Id);
    }
    Current = std::move(Next);
  }
  Done.append(Current.begin(), Current.end());
  llvm::sort(Done);
  Done.erase(std::unique(Done.begin(), Done.end()), Done.end());
  if (Done.size() > MaxAlternatives)
    Done.truncate(MaxAlternatives);
  return Done;
}

PathId Aliases::resolveOne(PathId Path) const {
  if (Objects.empty() && (!Shared || Shared->empty()))
    return Path;
  llvm::SmallVector<PathId, 2> All = resolve(Path);
  return All.size() == 1 ? All.front() : Path;
}
