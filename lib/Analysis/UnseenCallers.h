// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What callers that no unit of the program shows may hold.
///
/// A member that is not public runs only because some member calls it. When no
/// call is visible, the caller is in a unit that is not here, and may hold the
/// lock; or it is a callback, which holds nothing. Where the mutex belongs to
/// an object around the one whose method is called, that owner may lock it.
#ifndef MAPWARDEN_ANALYSIS_UNSEENCALLERS_H
#define MAPWARDEN_ANALYSIS_UNSEENCALLERS_H

#include "Analysis/Discipline.h"

namespace mapwarden {

class UnseenCallers {
public:
  /// Linear in the number of instructions.
  explicit UnseenCallers(const Program &Prog);

  /// Whether a caller that is not visible may hold \p Guard around \p Odd.
  /// \p Holder is an access that holds it.
  bool mayHold(PathStore &Store, const AccessVersion &Odd,
               const AccessVersion &Holder, const GuardUse &Guard) const;
  /// Whether \p Function is a member that only members can call.
  bool areUnseen(FunctionId Function) const;
  /// Whether \p Function, which no visible code calls, is a member that only
  /// members can call, and that none of them hands out, nor a base that is not
  /// in the program declares.
  bool isUncallable(FunctionId Function) const;

private:
  const Program *Prog;
  llvm::DenseSet<NameId> HandedOut; ///< Functions that are passed on as values.
};

} // namespace mapwarden

#endif
