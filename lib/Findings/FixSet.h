// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Fixes that can be applied together.
///
/// Several findings may share an edit (one guard for all accesses of a
/// function, one inclusion for a file), and two fixes may want to change the
/// same text. Who applies more than one fix has to take the first kind once and
/// of the second kind only one.
#ifndef MAPWARDEN_FINDINGS_FIXSET_H
#define MAPWARDEN_FINDINGS_FIXSET_H

#include "Findings/Finding.h"
#include <map>

namespace mapwarden {

/// Collects edits. Deterministic in the order of calls.
class FixSet {
public:
  /// The edits of \p Added that are not in the set yet, which are taken in;
  /// nothing when one of them runs into an edit of the set. Linear in the edits
  /// of the files.
  std::optional<std::vector<Replacement>> add(const Fix &Added);

private:
  std::map<std::string, std::vector<Replacement>> ByFile;
};

} // namespace mapwarden

#endif
