// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The ways of both threads to their accesses, as SARIF code flows.
///
/// The viewers of Visual Studio Code and Visual Studio draw only the first
/// thread flow of the first code flow. So the first code flow holds both
/// threads one after the other in one thread flow, with the nesting level as
/// the lane; the second says it properly, one thread flow for each thread.
#ifndef MAPWARDEN_REPORT_SARIFCODEFLOWS_H
#define MAPWARDEN_REPORT_SARIFCODEFLOWS_H

#include "Report/SarifWriter.h"

namespace mapwarden {

/// Steps of one side that are written; of a longer path the middle is left out.
inline constexpr size_t MaxSarifSteps = 200;

/// Would writing \p F leave out steps?
bool hasOmittedSteps(const Finding &F);

/// Writes the attribute `codeFlows`: two flows for a conflict, one for a
/// finding without a partner.
void writeSarifCodeFlows(SarifWriter &Writer, const Finding &F);

} // namespace mapwarden

#endif
