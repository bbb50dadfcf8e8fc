// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The variables of one function body, and which objects they denote.
///
/// A reference binds once, and so in effect does a pointer that is never
/// assigned again: both are replaced by the path they were initialised with.
/// All other variables are roots. The scope of a lambda hangs below that of the
/// function around it, whose variables it sees in that function's frame.
#ifndef MAPWARDEN_EXTRACT_FUNCTIONSCOPE_H
#define MAPWARDEN_EXTRACT_FUNCTIONSCOPE_H

#include "Extract/LoweringContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>

namespace mapwarden {

/// A path, and how it was reached.
struct PathPlace {
  AccessPath Path;
  /// Number of leading selectors that make up the innermost container whose
  /// element (or part of one) the place is, or NotInContainer. Going through a
  /// pointer that is stored in the element leaves the container.
  unsigned ContainerLength = NotInContainer;
  /// The element was obtained by an operation in the same expression, as in
  /// `m.at(k).x`.
  bool IsDirect = false;
  /// ... and that operation is a write itself: `m[k].x`.
  bool IsInserted = false;
  /// A pointer was loaded from an element on the way: what it designates is not
  /// in the container.
  bool LeftContainer = false;
  /// LeftContainer, and all pointers on the way belong to the element alone: it
  /// ends with the element.
  bool IsOwned = false;
  /// Reached through what the element owns: the characters of its string.
  bool IsInside = false;
  /// The key of the element, or a part of it.
  bool IsKey = false;
  /// The object is owned by the function: a fresh copy or a temporary.
  bool IsFresh = false;

  static constexpr unsigned NotInContainer = ~0u;
  bool isKnown() const { return Path.isKnown(); }
  bool isInContainer() const {
    return isKnown() && ContainerLength != NotInContainer;
  }
  /// The container; only if isInContainer().
  AccessPath container() const;
};
/// Short within this room. A type of that very name would be a second one in
/// the program, beside the place in the source (Findings/Finding.h).
using Place = PathPlace;

/// A function, a lambda or an outlined region, or the initialisers of a file.
class FunctionScope {
public:
  struct Variable {
    enum class Kind : uint8_t { Local, Param, Hidden } Is = Kind::Local;
    uint32_t Index = 0;
    /// What it is initialised with and assigned, anywhere in the body or in a
    /// lambda in it.
    llvm::SmallVector<const clang::Expr *, 1> Values;
    /// Stepped, its address taken, or bound to a non-const reference parameter:
    /// may change out of sight.
    bool IsModified = false;
    /// Moved from, returned or released somewhere: what it owned may live on.
    bool IsMovedFrom = false;
    /// What it stands for, once that is known.
    std::optional<Place> Denotes;
    /// For iterators: the element they designate.
    std::optional<Place> Element;
    /// Whether it leads into a container, once that is known
    /// (ViewLowering.cpp).
    std::optional<bool> IsView;
    /// What is added to a local sequence of pointers or iterators:
    /// `all.push_back(&it->second)`.
    llvm::SmallVector<const clang::Expr *, 0> Added;
    /// A flag that a lambda of the body refers to: others may set or test it.
    bool IsShared = false;
    /// Being resolved; guards against cycles.
    bool IsBusy = false;
  };

  FunctionScope(NameId Usr, FunctionScope *Parent) : Usr(Usr), Parent(Parent) {}

  const NameId Usr;
  FunctionScope *const Parent;
  /// Null for the initialisers of a file and for outlined regions.
  const clang::FunctionDecl *Function = nullptr;
  /// Does `this` belong to this frame: a method, or a lambda that copied
  /// `*this`.
  bool OwnsThis = false;
  llvm::DenseMap<const clang::ValueDecl *, Variable> Variables;
  /// Lambda: references around it whose objects it has copied.
  llvm::DenseSet<const clang::ValueDecl *> Copied;
  /// Declared locals in order; null for hidden ones, whose facts are in
  /// HiddenLocals by the same index.
  std::vector<const clang::ValueDecl *> Locals;
  std::vector<VariableFacts> HiddenLocals;

  Variable *find(const clang::ValueDecl *Name) {
    auto Found = Variables.find(Name);
    return Found == Variables.end() ? nullptr : &Found->second;
  }
  void addLocal(const clang::ValueDecl *Name);
  void addParam(const clang::ValueDecl *Name, uint32_t Index);
  /// Adds a local that has no declaration, and returns its path.
  AccessPath addHidden(VariableFacts Facts);
  /// A fresh object in this scope that shadows \p Outer: a captured copy, a
  /// private variable of a region.
  void addCopy(const clang::ValueDecl *Outer, VariableFacts Facts);

  /// Instruction numbers have changed from I to \p NewNumbers[I].
  void renumber(llvm::ArrayRef<uint32_t> NewNumbers);
};

/// Replaces instruction numbers in a path of this function.
void renumberPath(AccessPath &Path, llvm::ArrayRef<uint32_t> NewNumbers);

} // namespace mapwarden

#endif
