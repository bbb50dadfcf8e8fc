// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is needed of a guarded map is copied while the lock is held, where a
/// reference to it would outlive the lock.
#ifndef MAPWARDEN_FIXES_COPYOUT_H
#define MAPWARDEN_FIXES_COPYOUT_H

#include "Fixes/FixContext.h"

namespace mapwarden {

/// `const auto &Name = Names[Key];` without the `&`, if the function only reads
/// through that reference. Nothing where it is not that simple. Linear in the
/// function.
std::optional<Fix> copyLocal(FixContext &Ctx, const EscapeSite &Site);

/// `const Value &get() const` made `Value get() const`, where it is defined and
/// where it is declared, if all callers compile and mean the same with a
/// temporary: none of them keeps something that leads into it. Not for virtual
/// functions, nor for those that other programs may declare. Linear in the
/// callers and in the tokens of two files.
std::optional<Fix> returnCopy(FixContext &Ctx, const EscapeSite &Site);

} // namespace mapwarden

#endif
