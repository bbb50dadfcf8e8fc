// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What runs while namespace-scope variables are initialised, and at no other
/// time.
///
/// Plug-ins register themselves: `static Registrar r("png", make);` in each
/// file, whose constructor writes the registry that threads read later on. A
/// function that nothing but such initialisers calls has done its work before
/// there are threads, whatever its linkage: a registry is filled by those who
/// have something to register, and they do so like their neighbours.
#ifndef MAPWARDEN_ANALYSIS_STATICPHASE_H
#define MAPWARDEN_ANALYSIS_STATICPHASE_H

#include "Analysis/CallGraph.h"

namespace mapwarden {

/// By function: it has callers, all of them are initialisers of namespace-scope
/// variables or functions of this kind, and no thread begins with it. Linear.
std::vector<bool> runInStaticPhaseOnly(const Program &Prog,
                                       const CallGraph &Graph);

} // namespace mapwarden

#endif
