// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the pointers and references of one function designate.
///
/// Mostly flow-insensitive: references bind once and most pointers to
/// containers and mutexes are set once, so one map from path to path answers
/// nearly every question; where several values are possible, all are tried
/// (bounded). Local pointers that are set several times, and objects made here
/// that get a public name later, are looked up at an instruction
/// (PointerFlow.h).
#ifndef MAPWARDEN_ANALYSIS_ALIASES_H
#define MAPWARDEN_ANALYSIS_ALIASES_H

#include "Analysis/FixedReferences.h"
#include "Analysis/PointerFlow.h"
#include <memory>

namespace mapwarden {

class Aliases {
public:
  /// \p Shared, if given, holds what is true in every function (references of
  /// static storage) and must outlive this.
  explicit Aliases(PathStore &Store, const Aliases *Shared = nullptr)
      : Store(&Store), Shared(Shared), Fixed(Shared ? Shared->Fixed : nullptr) {
  }

  /// Where nothing else is known of a reference, \p Known is asked; it must
  /// outlive this.
  void ask(const FixedReferences &Known) { Fixed = &Known; }
  /// \p Pointer may designate \p Object. Self-extending pairs (p = p->next) are
  /// ignored.
  void add(PathId Pointer, PathId Object);
  /// What follows is about instructions of \p Function.
  void follow(const FunctionFacts &Function);
  /// Answers are those before instruction \p Instr from now on; without a place
  /// (NoPlace) all values of a pointer count.
  void moveTo(uint32_t Instr) { Place = Instr; }
  /// Store \p Instr makes \p Name designate \p Object, as add(); if that is an
  /// object made by this function and \p Name one that others see, the object
  /// has that name from then on.
  void store(uint32_t Instr, PathId Name, PathId Object);
  /// All stores are known: solves which names are in force where.
  void finishStores();
  /// The objects \p Path may denote, itself when nothing is known of it; at
  /// most 4. Sorted, never empty.
  llvm::SmallVector<PathId, 2> resolve(PathId Path) const;
  /// The only object \p Path denotes, or \p Path itself when there are several.
  PathId resolveOne(PathId Path) const;

  static constexpr uint32_t NoPlace = ~0u;

private:
  using PathList = llvm::SmallVector<PathId, 2>;
  /// One alternative on its way to its objects; Place is where its root has its
  /// meaning.
  struct Pending {
    PathId Path;
    uint32_t Place;
  };
  const PathList *find(PathId Path) const;
  PathList resolveNames(PathId Path) const;
  PathId throughAnyElement(PathId Path) const;
  bool rewrite(const Pending &One, llvm::SmallVectorImpl<Pending> &Next) const;
  bool rewriteByFlow(const Pending &One,
                     llvm::SmallVectorImpl<Pending> &Next) const;

  PathStore *Store;
  const Aliases *Shared;
  const FixedReferences *Fixed = nullptr;
  const FunctionFacts *Function = nullptr;
  std::shared_ptr<PointerFlow> Flow;
  std::vector<Publication> Publications;
  uint32_t Place = NoPlace;
  llvm::DenseMap<PathId, PathList> Objects;
};

} // namespace mapwarden

#endif
