// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Access paths: how facts name an object (a map, a mutex, a thread handle)
/// without knowing where it lives.
///
/// A path is a root and a sequence of selectors: `this.shards_[i].map`. Roots
/// are relative to a function (this, parameter, local, result of an
/// instruction) or absolute (a global). Paths close under substitution: at a
/// call the caller's argument paths replace the callee's roots, so a summary of
/// the callee is a summary in the caller's terms.
///
/// Pointers, smart pointers, references and iterators are collapsed with what
/// they designate: `p->map`, `(*p).map`, `p.get()->map` are all `p.map`, and an
/// iterator into `m` denotes `m[*]`. Losing the difference between the pointer
/// and the pointee costs little when the objects of interest are containers and
/// mutexes, and it makes aliases, accessors and smart pointers one mechanism.
///
/// Free variables of a lambda are roots of the *enclosing* function: the local
/// `m` of `outer`, captured by reference, is the path Local(m) in Frame outer,
/// from inside the lambda too. No closure environment has to be substituted.
#ifndef MAPWARDEN_FACTS_ACCESSPATH_H
#define MAPWARDEN_FACTS_ACCESSPATH_H

#include "Support/InlineVector.h"
#include "Support/NameTable.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace mapwarden {

enum class RootKind : uint8_t {
  Unknown, ///< Nothing is known; such paths never alias anything.
  This,    ///< The object a method runs on.
  Param,   ///< Parameter number Index (0-based, without `this`); a by-value
           ///< container parameter is a Local.
  Local,   ///< Local variable number Index of FunctionFacts::Locals.
  Global,  ///< A variable with static storage: namespace scope, static member,
           ///< function static (Name is its USR).
  Result,  ///< What instruction number Index of the function returned:
           ///< `getMap()` in `getMap().find(k)`.
  Allocation, ///< The object made by instruction number Index: `new T`,
              ///< `std::make_shared<T>()`.
  Return,     ///< The value the function returns; only as the target of an
              ///< assignment or a guard move.
};

struct PathRoot {
  RootKind Kind = RootKind::Unknown;
  /// Param, Local: its number. Result, Allocation: the instruction's number in
  /// its function. Otherwise 0.
  uint32_t Index = 0;
  /// Global: the variable's USR.
  NameId Name = NameId::None;
  /// This, Param, Local, Result, Allocation: the USR of the function whose
  /// frame is meant; None means the function that contains the path. Set for
  /// the free variables of a lambda.
  NameId Frame = NameId::None;

  friend bool operator==(const PathRoot &, const PathRoot &) = default;
};

struct Selector {
  enum Kind : uint8_t {
    Field,   ///< A non-static data member (Name is its USR).
    Element, ///< An element of an array or container, or what an iterator
             ///< designates. Name is the canonical spelling of the index or key
             ///< (`i`, `"a"`, `hash(k) % 8`), so that two uses of one
             ///< expression in one function are the same element; None stands
             ///< for any element. May end in RunNumberMark.
  } K = Field;
  NameId Name = NameId::None;

  friend bool operator==(const Selector &, const Selector &) = default;
};

struct AccessPath {
  PathRoot Root;
  InlineVector<Selector, 3> Selectors;

  bool isKnown() const { return Root.Kind != RootKind::Unknown; }
  friend bool operator==(const AccessPath &L, const AccessPath &R) {
    return L.Root == R.Root && L.Selectors == R.Selectors;
  }
};

/// Whether \p Path is \p Prefix or leads on from there.
inline bool startsWith(const AccessPath &Path, const AccessPath &Prefix) {
  return Path.Root == Prefix.Root &&
         Path.Selectors.size() >= Prefix.Selectors.size() &&
         std::equal(Prefix.Selectors.begin(), Prefix.Selectors.end(),
                    Path.Selectors.begin());
}

/// The name of the pseudo field that is the future of a promise or task:
/// `task.get_future()` is the path `task.<future>`.
inline constexpr char FutureSelector[] = "<future>";

/// Ends the USR of the variable that stands for a pointer itself, beside the
/// one that stands for what it points to.
inline constexpr char PointerMark[] = "#pointer";

/// Ends the name of an element by a number that is one run's own: the counter
/// of a parallel loop, the number of the thread. `parts[i#]` is a part that no
/// other run has at that time.
inline constexpr char RunNumberMark = '#';

/// Paths longer than this are cut to their prefix when built (design.md section
/// 2).
inline constexpr unsigned MaxSelectors = 6;

} // namespace mapwarden

#endif
