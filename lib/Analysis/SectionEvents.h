// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What one instruction does to one container, as far as split decisions are
/// concerned. Used by SplitSections only.
#ifndef MAPWARDEN_ANALYSIS_SECTIONEVENTS_H
#define MAPWARDEN_ANALYSIS_SECTIONEVENTS_H

#include "Analysis/AccessKey.h"
#include "Support/InlineVector.h"

namespace mapwarden {

/// What a test asked; decides which later accesses rely on the answer.
enum class TestKind : uint8_t {
  Key,   ///< find, count, contains, at: one element
  Empty, ///< empty, size() == 0
  Size,  ///< size() compared with a bound
  Other, ///< an iteration, an element
};

/// How a later access relies on what was read.
enum class ActKind : uint8_t {
  None,
  Erases,     ///< erase, clear, extract
  Overwrites, ///< operator[] =, insert_or_assign, assignment, `it->second =`
  Updates,    ///< `m[k] += n`: harmless unless the key was found to be there
  Relies,     ///< at(), or operator[] as a lookup: the element must be there
  Inserts,    ///< emplace and the like: harmless unless a bound was tested
};

/// All accesses of one instruction to one object.
struct SectionEvent {
  PathId Object = UnknownPath;
  uint32_t Instr = 0;
  uint32_t Block = 0;
  AccessKey Key; ///< Of the read, or of the act.
  TestKind Test = TestKind::Other;
  ActKind Act = ActKind::None;
  bool IsRead = false; ///< Reads and does not write.
  bool IsWrite = false;
  bool IsPointer = false; ///< Of the pointer to a map, not of the map.
  bool Settles = false;   ///< An insertion that says whether the key was there.
  /// The locks of the function itself, and those taken inside a callee.
  InlineVector<HeldLock, 2> Outer, Inner;
  AccessSummary Access; ///< The decisive one, with all locks.
};

/// The events of \p Point, one per object. Accesses that other threads make
/// are left out.
llvm::SmallVector<SectionEvent, 2> eventsOf(const Program &Prog,
                                            PathStore &Store, FunctionId Id,
                                            const ProgramPoint &Point);

/// `old = m[k]`: reads what it may have inserted.
inline bool isInsertingLookup(const AccessSummary &Access) {
  return (Access.Flags & AccessCouldBeAt) &&
         (Access.Flags & AccessYieldsElement);
}

/// Whether \p Act relies on an answer to \p Test, given that neither knows of
/// other keys.
bool reliesOn(const SectionEvent &Act, const SectionEvent &Test);

/// A lock that both hold; UnknownPath when there is none.
PathId commonLock(const SectionEvent &Test, const SectionEvent &Act);

} // namespace mapwarden

#endif
