// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the name of a function says about when it runs.
#ifndef MAPWARDEN_SUPPORT_PHASEWORDS_H
#define MAPWARDEN_SUPPORT_PHASEWORDS_H

#include "llvm/ADT/StringRef.h"

namespace mapwarden {

enum class Phase : uint8_t {
  Service, ///< At any time: nothing in the name says otherwise.
  Setup,   ///< `init`, `Server::initialise`, `lib_setup_tables`: before others.
  Teardown, ///< `lib_cleanup`, `shutdown`, `Pool::finalize`: after all others.
};

/// The phase that the words of \p Name tell; a qualified name is judged by its
/// last part. The word must open or close it: `initLog` and `net_init`, not
/// `getInitState`. O(length).
Phase phaseOf(llvm::StringRef Name);

} // namespace mapwarden

#endif
