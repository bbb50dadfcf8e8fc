// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What views lead into, and what ends them.
#include "Analysis/EscapeSites.h"

using namespace mapwarden;

ContainerObjects::Key ContainerObjects::keyOf(const AccessPath &Path,
                                              size_t Length, NameId Frame) {
  for (size_t I = Length; I-- > 0;)
    if (Path.Selectors[I].K == Selector::Field)
      return {index(Path.Selectors[I].Name), 0};
  if (Path.Root.Kind == RootKind::Global)
    return {index(Path.Root.Name), 1};
  NameId Owner = Path.Root.Frame == NameId::None ? Frame : Path.Root.Frame;
  return {index(Owner),
          Path.Root.Index * 8 + static_cast<uint32_t>(Path.Root.Kind) + 2};
}

ContainerObjects::ContainerObjects(const Program &Prog) {
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions)
      if (Instr.Kind == InstrKind::Access && Instr.Target.isKnown())
        Keys.insert(
            keyOf(Instr.Target, Instr.Target.Selectors.size(), Function.Usr));
}

PathId ContainerObjects::containerOf(PathStore &Store, PathId Path,
                                     bool &IsWhole) const {
  const AccessPath P = Store.path(Path); // prefix() may move the paths.
  IsWhole = false;
  if (!P.isKnown())
    return UnknownPath;
  // One that is accessed by that name, or declared as one: handles and visitors
  // give it other names.
  auto isContainer = [&](size_t Length) {
    if (Keys.contains(keyOf(P, Length, NameId::None)))
      return true;
    const VariableFacts *Declared = Store.variable(Store.prefix(Path, Length));
    return Declared && Declared->has(VariableIsContainer) &&
           !Declared->has(VariableIsReference);
  };
  for (size_t Length = 0; Length < P.Selectors.size(); ++Length)
    if (P.Selectors[Length].K == Selector::Element && isContainer(Length)) {
      const VariableFacts *Variable =
          Store.variable(Store.prefix(Path, Length));
      if (Variable && Variable->has(VariableIsInternallySynchronised |
                                    VariableIsThreadLocal))
        return UnknownPath;
      return Store.prefix(Path, Length);
    }
  bool EndsInElement =
      !P.Selectors.empty() && P.Selectors.back().K == Selector::Element;
  if (EndsInElement || !isContainer(P.Selectors.size()))
    return UnknownPath;
  IsWhole = true;
  return Path;
}

bool mapwarden::endsView(const EscapeSite &Site, const AccessSummary &Change) {
  const auto Flags = Change.Flags;
  if (Change.Escape || !(Flags & AccessWrite))
    return false;
  constexpr uint32_t Destroys =
      AccessErases | AccessClears | AccessInvalidatesReferences;
  // What an operator[] that is returned, or bound to a name, is used for is
  // seen where it is used.
  const bool IsGivenOut =
      (Flags & AccessYieldsElement) && !(Flags & AccessUpdates);
  const bool ChangesValues = (Flags & AccessElement) ||
                             ((Flags & AccessInserts) &&
                              !(Flags & AccessInsertsIfAbsent) && !IsGivenOut);
  switch (Site.Kind) {
  case ViewKind::Element:
    // What is kept for later may be used as its owner likes.
    return (Flags & Destroys) ||
           (ChangesValues && Site.Way != EscapeWay::Stored &&
            !Site.IsElementSafe);
  case ViewKind::Owned:
    return (Flags & (AccessErases | AccessClears)) && !(Flags & AccessElement);
  case ViewKind::Inside:
    return (Flags & Destroys) || ChangesValues;
  case ViewKind::Iterator:
  case ViewKind::Container:
    return !(Flags & AccessElement);
  }
  llvm_unreachable("all kinds are handled");
}

uint32_t mapwarden::accessFlagsOf(const EscapeSite &Site) {
  bool IsElement =
      Site.Kind != ViewKind::Iterator && Site.Kind != ViewKind::Container;
  return AccessRead | (IsElement ? uint32_t(AccessElement) : 0u);
}
