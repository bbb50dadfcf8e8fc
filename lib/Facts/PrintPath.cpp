// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Paths as people read them. The names come out of the USRs, since a path
/// alone has no table of declarations; what is no USR (hand-written facts) is
/// printed as it stands.
#include "Facts/FactsText.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// The part of a USR component that was an identifier: `Pool` of `Pool>1#T`,
/// `put` of `put#I#`.
static StringRef stripArguments(StringRef Component) {
  return Component.take_while(
      [](char C) { return C != '#' && C != '>' && C != '<'; });
}

/// The last name in \p Usr, behind the one before it and `::` if \p
/// IsQualified. `c:@S@Server@FI@map_` gives `map_` or `Server::map_`.
static std::string nameOfUsr(StringRef Usr, bool IsQualified) {
  if (!Usr.starts_with("c:"))
    return Usr.str();
  // Names follow the kind of their declaration (`S`, `N`, `FI`, `F`); variables
  // have no kind. Extract appends to the USRs of local entities what tells them
  // apart: the file, and the lambda they are in.
  llvm::SmallVector<StringRef, 12> Components;
  Usr.take_front(Usr.find("@in:"))
      .split(Components, '@', -1, /*KeepEmpty=*/false);
  if (Components.size() > 2 &&
      Components.back().find_first_of("./") != StringRef::npos)
    Components.pop_back();
  size_t Count = Components.size();
  StringRef Name = stripArguments(Components.back());
  if (Name.empty() || Count < 2)
    return Usr.str();
  bool HasKind = llvm::is_contained({"FI", "F", "FT"}, Components[Count - 2]);
  size_t OwnerBack = HasKind ? 3 : 2;
  if (!IsQualified || Count < OwnerBack + 2)
    return Name.str();
  return (stripArguments(Components[Count - OwnerBack]) + "::" + Name).str();
}

static std::string printRoot(const PathRoot &Root, const NameTable &Names) {
  std::string Number = llvm::utostr(Root.Index);
  std::string Frame;
  if (Root.Frame != NameId::None)
    Frame = "^" + nameOfUsr(Names.text(Root.Frame), /*IsQualified=*/true);
  switch (Root.Kind) {
  case RootKind::Unknown:
    return "unknown";
  case RootKind::This:
    return "this" + Frame;
  case RootKind::Param:
    return "$" + Number + Frame;
  case RootKind::Local:
    return "l" + Number + Frame;
  case RootKind::Global:
    return nameOfUsr(Names.text(Root.Name), /*IsQualified=*/true);
  case RootKind::Result:
    return "%" + Number + Frame;
  case RootKind::Allocation:
    return "new" + Number + Frame;
  case RootKind::Return:
    return "return";
  }
  llvm_unreachable("no such root");
}

std::string mapwarden::printPath(const AccessPath &Path,
                                 const NameTable &Names) {
  std::string Text = printRoot(Path.Root, Names);
  for (size_t I = 0; I < Path.Selectors.size(); ++I) {
    const Selector &S = Path.Selectors[I];
    if (S.K == Selector::Field)
      Text += "." + nameOfUsr(Names.text(S.Name),
                              I == 0 && Path.Root.Kind == RootKind::This);
    else if (S.Name == NameId::None)
      Text += "[*]";
    else
      Text += "[" + Names.text(S.Name).str() + "]";
  }
  return Text;
}
