// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The fix that most races need: hold the lock that the other accesses hold.
///
/// One guard for all accesses of a function that lack the lock: it is put in
/// front of the first one, in the block that holds them all, so that what is
/// looked up, tested and changed is one critical section. It ends with the
/// block, or with the last of these statements if more work follows. Guards of
/// the same lock further down are taken away: the new one covers them. All
/// findings of the function get the same edit.
#ifndef MAPWARDEN_FIXES_GUARDINSERTION_H
#define MAPWARDEN_FIXES_GUARDINSERTION_H

#include "Fixes/DeclareBeside.h"
#include "Fixes/StatementTree.h"

namespace mapwarden {

class GuardInsertion {
public:
  explicit GuardInsertion(FixContext &Ctx) : Ctx(Ctx) {}

  /// Protects the access at \p Access, in its own function or, if that is
  /// called with the lock held, in a caller on the way to it. Nothing when no
  /// edit is safe.
  std::optional<Fix> fixFor(const AccessSummary &Access);
  /// Protects all accesses of \p Function to maps that \p Lock, a path in its
  /// terms, guards.
  std::optional<Fix> holdIn(FunctionId Function, PathId Lock);
  /// Makes one critical section of two sections of \p Function under \p Lock,
  /// of which instructions \p Test and \p Act are part.
  std::optional<Fix> mergeSections(FunctionId Function, PathId Lock,
                                   uint32_t Test, uint32_t Act);
  /// Whether the code of \p Function from byte \p Begin to \p End of \p File
  /// may run under \p Lock, and no view of \p Objects leaves it. \p IsHeld:
  /// the lock is held there already, if only as a reader.
  bool canHold(FunctionId Function, PathId Lock,
               const std::set<std::string> &Objects, const EditedFile &File,
               size_t Begin, size_t End, bool IsHeld = false);
  /// \p Wanted, or with a number behind it if the function uses that.
  std::string freshName(FunctionId Function, const EditedFile &File,
                        llvm::StringRef Wanted) const;

private:
  struct Plan;
  std::optional<Fix> makePlan(FunctionId Function, PathId Lock);
  bool collect(Plan &Work);
  void addDependents(Plan &Work);
  bool findRegion(Plan &Work);
  bool findEnd(Plan &Work);
  bool isContiguous(const Plan &Work) const;
  bool isLockedAgain(const Plan &Work) const;
  bool judgeRegion(Plan &Work, bool IsHeld = false);
  bool isTakenOnSomeWays(const Plan &Work) const;
  bool isThroughMovingPointer(const Plan &Work) const;
  bool returnsView(const Plan &Work);
  bool judgeLockEvent(Plan &Work, uint32_t Instr);
  bool judgeEscape(const Plan &Work, const Instruction &Instr) const;
  bool removeGuard(Plan &Work, uint32_t Guard);
  bool spell(Plan &Work, Fix &Out);
  void edit(const Plan &Work, llvm::StringRef Declaration, Fix &Out) const;

  FixContext &Ctx;
  std::map<std::pair<FunctionId, PathId>, std::optional<Fix>> Known;
  /// Stretches of text that get a guard, by function: two that meet, of two
  /// locks, cannot both be edited.
  std::map<FunctionId, std::vector<std::pair<size_t, size_t>>> Taken;
  /// Names given to guards, by function.
  std::map<FunctionId, std::set<std::string>> Given;
};

} // namespace mapwarden

#endif
