// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Findings to start tests from.
#ifndef MAPWARDEN_TEST_UNIT_FINDINGS_SAMPLES_H
#define MAPWARDEN_TEST_UNIT_FINDINGS_SAMPLES_H

#include "Findings/Finding.h"
#include <string>

namespace mapwarden {

/// A side that writes `Table::Rows` at line \p Line of \p File, columns 3 to 7.
inline AccessSide makeSide(const std::string &File, uint32_t Line) {
  AccessSide Side;
  Side.At = {File, Line, 3, Line, 7};
  Side.Operation = "erase";
  Side.Object = "Table::Rows";
  Side.Function = "Table::drop";
  Side.IsWrite = true;
  Side.Context = "main thread";
  return Side;
}

/// A finding of \p Check (without prefix) at line \p Line of `a.cpp`, with one
/// partner in `b.cpp`.
inline Finding makeFinding(const std::string &Check, uint32_t Line) {
  Finding F;
  F.Check = "mapwarden-" + Check;
  F.Level = Confidence::High;
  F.Message = "'Table::Rows' is written without a lock";
  F.Primary = makeSide("a.cpp", Line);
  F.Others.push_back(makeSide("b.cpp", 5));
  F.Reasons.push_back("both threads run");
  F.ObjectKey = "c:@S@Table@FI@Rows";
  F.FunctionKey = "c:@S@Table@F@drop#";
  return F;
}

} // namespace mapwarden

#endif
