// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lays out inventories and explained lines, for people and for programs.
#ifndef MAPWARDEN_REPORT_INVENTORYREPORT_H
#define MAPWARDEN_REPORT_INVENTORYREPORT_H

#include "Findings/Inventory.h"
#include "Report/Reporter.h"

namespace mapwarden {

/// Text; \p Options say colour and width.
void writeInventoryText(const Inventory &All, const ReportOptions &Options,
                        llvm::raw_ostream &Out);
void writeExplanationText(const LineExplanation &Line,
                          const ReportOptions &Options, llvm::raw_ostream &Out);

/// JSON, as docs/reference/show.md describes it. Lists that are empty are
/// written as well.
void writeInventoryJson(const Inventory &All, InventoryTopic Topic,
                        llvm::raw_ostream &Out);
void writeExplanationJson(const LineExplanation &Line, llvm::raw_ostream &Out);

} // namespace mapwarden

#endif
