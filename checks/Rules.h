// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The rules and their check functions, declared from the list in Checks.def.
#ifndef MAPWARDEN_CHECKS_RULES_H
#define MAPWARDEN_CHECKS_RULES_H

#include "checks/CheckContext.h"

namespace mapwarden {

#define MAPWARDEN_CHECK(Name, Id)                                              \
  extern const RuleInfo Name##Rule;                                            \
  void check##Name(const CheckContext &Ctx, FindingSink &Out);
#include "checks/Checks.def"
#undef MAPWARDEN_CHECK

} // namespace mapwarden

#endif
