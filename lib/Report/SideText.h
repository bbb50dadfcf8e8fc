// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The words for one side of a conflict, the same in every format.
#ifndef MAPWARDEN_REPORT_SIDETEXT_H
#define MAPWARDEN_REPORT_SIDETEXT_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace mapwarden {

/// `src/a.cpp:3:7`; without a column `src/a.cpp:3`, without a place empty.
std::string describePlace(const FilePlace &At);

/// ` at src/a.cpp:3:7`; empty without a place.
std::string describeAt(const FilePlace &At);

/// `writes 'Server::sessions_' (operator[]) in Server::accept`, or `reads an
/// element of ...`.
std::string describeAccess(const AccessSide &Side);

/// `no lock held`, or `holds 'mu_' (taken at src/a.cpp:3:7), shared 'rw_' (held
/// by a caller)`. Empty when threads do not matter: no context and no lock.
std::string describeLocks(const AccessSide &Side);

/// The same without the places: `no lock held`, `holds 'mu_', shared 'rw_'`.
std::string describeLocksBriefly(const AccessSide &Side);

/// Is \p Other the same access on the same way in the same context as \p Side,
/// that is, a thread that races with another run of itself?
bool isSameAccess(const AccessSide &Side, const AccessSide &Other);

/// `17 of 18 accesses hold 'mu_'`.
std::string describeGuard(const GuardStatistics &Guard);

/// `high: both threads, both accesses and the object are visible`.
std::string describeConfidence(const Finding &F);

/// `1 map`, `2 maps`; with \p Plural for nouns that do not just take an s.
std::string describeCount(uint64_t Count, llvm::StringRef Noun,
                          llvm::StringRef Plural = "");

} // namespace mapwarden

#endif
