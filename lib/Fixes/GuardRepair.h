// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Mends guards that are there and do not do what they were meant to: they have
/// no name, no mutex, are never locked, or hold as readers where there is a
/// write.
#ifndef MAPWARDEN_FIXES_GUARDREPAIR_H
#define MAPWARDEN_FIXES_GUARDREPAIR_H

#include "Analysis/IdleGuards.h"
#include "Fixes/GuardInsertion.h"

namespace mapwarden {

class GuardRepair {
public:
  GuardRepair(FixContext &Ctx, GuardInsertion &Insertion)
      : Ctx(Ctx), Insertion(Insertion) {}

  /// Makes \p Idle hold the lock of the map at \p Access.
  std::optional<Fix> mendIdle(const IdleGuard &Idle,
                              const AccessSummary &Access);
  /// Makes the guard that \p Access holds as a reader hold exclusively.
  std::optional<Fix> makeExclusive(const AccessSummary &Access);

private:
  /// A declaration, as its tokens show it: `Type Name(Arguments);`.
  struct Shape {
    size_t First = 0, Open = 0, Close = 0, Semicolon = 0; ///< Tokens.
    bool HasArguments = false; ///< Open and Close are brackets.
  };
  struct Site;
  bool find(FunctionId Function, uint32_t Guard, Site &Out) const;
  std::optional<Shape> shapeOf(const EditedFile &File, size_t Begin,
                               size_t End) const;
  std::optional<Fix> makeExclusiveIn(FunctionId Function,
                                     const SourceSpan &TakenAt,
                                     const std::string &Object);
  std::optional<Fix> giveName(const Site &At);
  std::optional<Fix> giveMutex(const Site &At, PathId Lock);
  std::optional<Fix> dropTag(const Site &At);
  std::optional<Fix> makeStatic(const IdleGuard &Idle,
                                const AccessSummary &Access);
  bool isWholeStory(const std::string &Object);
  std::string freshName(const Site &At) const;

  FixContext &Ctx;
  GuardInsertion &Insertion;
};

} // namespace mapwarden

#endif
