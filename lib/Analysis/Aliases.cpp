// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Alias resolution by rewriting the longest known prefix until nothing
/// changes.
#include "Analysis/Aliases.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

static constexpr unsigned MaxAlternatives = 4;
static constexpr unsigned MaxRewrites = 8;

static bool hasElement(const AccessPath &Path) {
  return llvm::any_of(Path.Selectors, [](const Selector &Step) {
    return Step.K == Selector::Element;
  });
}

void Aliases::add(PathId Pointer, PathId Object) {
  if (Pointer == UnknownPath || Object == UnknownPath ||
      startsWith(Store->path(Object), Store->path(Pointer)))
    return;
  auto note = [&](PathId Name) {
    PathList &Known = Objects[Name];
    if (Known.size() < MaxAlternatives && !llvm::is_contained(Known, Object))
      Known.push_back(Object);
  };
  note(Pointer);
  // What one element designates, some element does.
  const PathId Any = Store->anyElement(Pointer);
  if (Any != Pointer && !hasElement(Store->path(Object)))
    note(Any);
}

void Aliases::follow(const FunctionFacts &Of) {
  Function = &Of;
  Flow = std::make_shared<PointerFlow>(Of);
}

/// A name that other functions know, too, and that means one object: no element
/// of a collection.
static bool isPublicName(const AccessPath &Name) {
  bool IsSeen = Name.Root.Kind == RootKind::Global ||
                Name.Root.Kind == RootKind::This ||
                (Name.Root.Kind == RootKind::Param && !Name.Selectors.empty());
  return IsSeen && llvm::none_of(Name.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Element;
         });
}

void Aliases::store(uint32_t Instr, PathId Name, PathId Object) {
  if (!Function || Name == UnknownPath || Object == UnknownPath ||
      !isPublicName(Store->path(Name)) ||
      Store->path(Object).Root.Kind != RootKind::Local) {
    add(Name, Object);
    return;
  }
  uint32_t Before = std::exchange(Place, Instr);
  for (PathId Value : resolve(Object)) {
    const AccessPath &Made = Store->path(Value);
    bool IsMadeHere = Made.Root.Kind == RootKind::Allocation ||
                      Made.Root.Kind == RootKind::Result;
    if (!IsMadeHere || !Made.Selectors.empty() ||
        Made.Root.Frame != Function->Usr) {
      add(Name, Value);
      continue;
    }
    uint32_t Number = Made.Root.Index;
    auto Known = llvm::find_if(Publications, [&](const Publication &P) {
      return P.Made == Number && P.Name != Name;
    });
    // A second name is another word for the first.
    if (Known != Publications.end())
      add(Name, Known->Name);
    else
      Publications.push_back({Instr, Number, Name});
  }
  Place = Before;
}

void Aliases::finishStores() {
  if (Flow)
    Flow->publish(Publications);
}

const Aliases::PathList *Aliases::find(PathId Path) const {
  if (auto Entry = Objects.find(Path); Entry != Objects.end())
    return &Entry->second;
  return Shared ? Shared->find(Path) : nullptr;
}

/// The values that a local pointer holds, and the name that an object made here
/// has, at One.Place.
bool Aliases::rewriteByFlow(const Pending &One,
                            llvm::SmallVectorImpl<Pending> &Next) const {
  if (!Flow || One.Place == NoPlace)
    return false;
  const PathRoot Root = Store->path(One.Path).Root;
  if (Root.Frame != Function->Usr)
    return false;
  if (Root.Kind == RootKind::Allocation || Root.Kind == RootKind::Result) {
    PathId Name = Flow->publicName(Root.Index, One.Place);
    if (Name == UnknownPath)
      return false;
    Next.push_back({Store->append(Name, One.Path, 0), One.Place});
    return true;
  }
  if (Root.Kind != RootKind::Local || !Flow->isFollowed(Root.Index))
    return false;
  llvm::SmallVector<uint32_t, 4> Assignments =
      Flow->definitions(Root.Index, One.Place);
  for (uint32_t Instr : Assignments) {
    const Value &Given = Function->Instructions[Instr].Args[0];
    if (Given.Kind != ValueKind::Path || Given.Copied)
      continue;
    PathId Base = Store->intern(Given.Path, Function->Usr);
    // What a pointer is set to from itself (p = p->next) adds nothing.
    if (Base == UnknownPath || Store->path(Base).Root == Root)
      continue;
    Next.push_back({Store->append(Base, One.Path, 0), Instr});
  }
  return !Next.empty();
}

bool Aliases::rewrite(const Pending &One,
                      llvm::SmallVectorImpl<Pending> &Next) const {
  const AccessPath &Path = Store->path(One.Path);
  const bool IsFollowed =
      Flow && One.Place != NoPlace && Path.Root.Kind == RootKind::Local &&
      Path.Root.Frame == Function->Usr && Flow->isFollowed(Path.Root.Index);
  for (unsigned Prefix = Path.Selectors.size() + 1; Prefix-- > 0;) {
    if (Prefix == 0 && IsFollowed)
      break;
    const PathId Pointer = Store->prefix(One.Path, Prefix);
    const PathList *Known = find(Pointer);
    if (!Known && Fixed)
      if (PathId Object = Fixed->designated(*Store, Pointer);
          Object != UnknownPath) {
        Next.push_back({Store->append(Object, One.Path, Prefix), One.Place});
        return true;
      }
    if (!Known)
      continue;
    for (PathId Object : *Known)
      if (Next.size() < MaxAlternatives)
        Next.push_back({Store->append(Object, One.Path, Prefix), One.Place});
    return true;
  }
  return rewriteByFlow(One, Next);
}

/// The only element that \p Path goes through, or null.
static const Selector *onlyElement(const AccessPath &Path) {
  const Selector *Only = nullptr;
  for (const Selector &Step : Path.Selectors)
    if (Step.K == Selector::Element) {
      if (Only)
        return nullptr;
      Only = &Step;
    }
  return Only;
}

/// What all elements of a collection lead to, though each one has a name of its
/// own: `us[i].map`, where every element was given the same map; and where each
/// was given an element of one other collection, `copy[i]` is `original[i]`.
/// \p Path itself when they may lead to several objects. Only a collection of
/// this function is known to have no other elements.
PathId Aliases::throughAnyElement(PathId Path) const {
  const PathRoot &Root = Store->path(Path).Root;
  if (!Function || Root.Kind != RootKind::Local ||
      Root.Frame != Function->Usr || Root.Index >= Function->Locals.size() ||
      Function->Locals[Root.Index].has(VariableIsReference))
    return Path;
  const PathId Any = Store->anyElement(Path);
  if (Any == Path)
    return Path;
  PathList All = resolveNames(Any);
  if (All.size() != 1 || All.front() == Any)
    return Path;
  const AccessPath &Object = Store->path(All.front());
  // What a loop makes for each element is not one object.
  if (Object.Root.Kind == RootKind::Allocation ||
      Object.Root.Kind == RootKind::Result)
    return Path;
  if (!hasElement(Object))
    return All.front();
  const Selector *Own = onlyElement(Store->path(Path));
  if (!Own || !onlyElement(Object))
    return Path;
  AccessPath Parallel = Object;
  for (Selector &Step : Parallel.Selectors)
    if (Step.K == Selector::Element)
      Step.Name = Own->Name;
  return Store->intern(std::move(Parallel), NameId::None);
}

llvm::SmallVector<PathId, 2> Aliases::resolve(PathId Path) const {
  PathList Done = resolveNames(Path);
  if (Done.size() == 1)
    Done.front() = throughAnyElement(Done.front());
  return Done;
}

llvm::SmallVector<PathId, 2> Aliases::resolveNames(PathId Path) const {
  PathList Done;
  llvm::SmallVector<Pending, 4> Current = {{Path, Place}};
  for (unsigned Round = 0; Round < MaxRewrites && !Current.empty(); ++Round) {
    llvm::SmallVector<Pending, 4> Next;
    for (const Pending &One : Current) {
      llvm::SmallVector<Pending, 4> Rewritten;
      if (!rewrite(One, Rewritten))
        Done.push_back(One.Path);
      else
        Next.append(Rewritten.begin(), Rewritten.end());
    }
    if (Next.size() > MaxAlternatives)
      Next.truncate(MaxAlternatives);
    Current = std::move(Next);
  }
  for (const Pending &One : Current)
    Done.push_back(One.Path);
  llvm::sort(Done);
  Done.erase(std::unique(Done.begin(), Done.end()), Done.end());
  if (Done.size() > MaxAlternatives)
    Done.truncate(MaxAlternatives);
  return Done;
}

PathId Aliases::resolveOne(PathId Path) const {
  bool IsKnown = !Objects.empty() || (Shared && !Shared->Objects.empty()) ||
                 (Fixed && !Fixed->isEmpty()) ||
                 (Flow && Flow->hasPublications());
  if (!IsKnown)
    return Path;
  PathList All = resolve(Path);
  return All.size() == 1 ? All.front() : Path;
}
