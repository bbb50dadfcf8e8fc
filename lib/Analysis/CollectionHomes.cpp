// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The way from a reference to the collection behind it.
#include "Analysis/CollectionHomes.h"
#include "Analysis/CallablePaths.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// References of references of ...; a cycle ends there, too.
static constexpr unsigned MaxSteps = 16;

/// The variable at the end of a path; unset when that is no variable.
std::optional<CollectionHomes::Place>
CollectionHomes::placeAt(llvm::ArrayRef<Selector> Steps, const PathRoot &Root,
                         NameId Frame) {
  if (!Steps.empty())
    return Steps.back().K == Selector::Field
               ? std::optional<Place>(Place{index(Steps.back().Name), 0})
               : std::nullopt;
  if (Root.Kind == RootKind::Global)
    return Place{index(Root.Name), 0};
  NameId Owner = Root.Frame == NameId::None ? Frame : Root.Frame;
  if (Root.Kind == RootKind::Param || Root.Kind == RootKind::Local)
    return Place{index(Owner),
                 2 * Root.Index + (Root.Kind == RootKind::Local ? 2 : 1)};
  return std::nullopt;
}

void CollectionHomes::add(const AccessPath &To, NameId ToFrame,
                          const AccessPath &From, NameId Frame) {
  std::optional<Place> Bound = placeAt(To.Selectors, To.Root, ToFrame);
  if (!Bound)
    return;
  Home New;
  bool IsElement = llvm::any_of(From.Selectors, [](const Selector &Step) {
    return Step.K == Selector::Element;
  });
  if (!IsElement)
    New.Next = placeAt(From.Selectors, From.Root, Frame);
  if (From.Root.Kind == RootKind::Local)
    New.Collection = From.Root.Frame == NameId::None ? Frame : From.Root.Frame;
  else if (From.Root.Kind == RootKind::Global)
    New.Collection = From.Root.Name;
  if (!From.Selectors.empty())
    New.Collection = wholeName(From);
  New.IsSeveral = !New.Next || New.Next == Bound;
  auto [Known, IsNew] = Homes.try_emplace(*Bound, New);
  Home &Old = Known->second;
  Old.IsSeveral |= New.IsSeveral || Old.Next != New.Next;
}

NameId CollectionHomes::nameOf(const AccessPath &Path, NameId Frame) const {
  NameId Name = collectionName(Path, Frame);
  auto Last =
      llvm::find_if(llvm::reverse(Path.Selectors), [](const Selector &Step) {
        return Step.K == Selector::Element;
      });
  if (Last == Path.Selectors.rend())
    return Name;
  llvm::ArrayRef<Selector> Whole(Path.Selectors.begin(),
                                 std::prev(Last.base()));
  std::optional<Place> At = placeAt(Whole, Path.Root, Frame);
  for (unsigned Step = 0; At && Step < MaxSteps; ++Step) {
    auto Found = Homes.find(*At);
    if (Found == Homes.end() || Found->second.IsSeveral)
      break;
    if (Found->second.Collection != NameId::None)
      Name = Found->second.Collection;
    At = Found->second.Next;
  }
  return Name;
}
