// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From analysis results to the evidence a reader sees: places, call paths,
/// locks, reasons.
#ifndef MAPWARDEN_CHECKS_EVIDENCE_H
#define MAPWARDEN_CHECKS_EVIDENCE_H

#include "checks/CheckContext.h"

namespace mapwarden {

FilePlace placeOf(const Program &Prog, const SourceSpan &Span);

/// `src/a.cpp:12`.
std::string spellPlace(const Program &Prog, const SourceSpan &Span);

/// The access with the way to it: from the start of its thread, or from the
/// frame's function.
AccessSide describeSide(const CheckContext &Ctx, const AccessSummary &Access,
                        const ConflictContext &Context);
/// The same for an access judged by discipline alone.
AccessSide describeSide(const CheckContext &Ctx, const AccessVersion &Version);

/// "written (operator[])", "an element of it is read", ...
std::string verbOf(const AccessSide &Side);

/// A finding about \p Primary against \p Other with keys, statistics and
/// confidence filled in. The check adds its id, message and advice.
Finding makeFinding(const CheckContext &Ctx, const Conflict &Pair,
                    bool IsAboutFirst);

/// Why the two sides of \p Pair may run at the same time, one sentence.
std::string explainOverlap(const CheckContext &Ctx, const Conflict &Pair);

/// The dominant guard of the object, if accesses agree on one.
std::optional<GuardStatistics> guardStatistics(const CheckContext &Ctx,
                                               PathId Object);

/// "hold `mu_` here, as 17 of 18 accesses do", or the general remedy when there
/// is no guard yet.
std::string adviseGuard(const CheckContext &Ctx, PathId Object);

/// States in \p Result what the level of \p Break rests on and assumes.
void setGrounds(Finding &Result, const DisciplineBreak &Break);

/// Names the guard that looks as if it protected \p Access and does not, if
/// there is one, and advises how to mend it.
void explainIdleGuard(const CheckContext &Ctx, const AccessSummary &Access,
                      Finding &Result);

/// Offers the edits that make \p Access hold the lock of its map.
void offerGuard(const CheckContext &Ctx, const AccessSummary &Access,
                Finding &Result);

/// Calls \p Visit for every conflict, whichever analysis proved it.
void forEachConflict(const CheckContext &Ctx,
                     llvm::function_ref<void(const Conflict &)> Visit);

} // namespace mapwarden

#endif
