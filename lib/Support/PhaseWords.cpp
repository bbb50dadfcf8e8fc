// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The words of set-up and tear-down.
#include "Support/PhaseWords.h"
#include "Support/CallWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringLiteral;
using llvm::StringRef;

static constexpr StringLiteral SettingUp[] = {"init", "initialize",
                                              "initialise", "setup"};
static constexpr StringLiteral TearingDown[] = {
    "deinit",   "deinitialize", "uninit",  "uninitialize", "shutdown",
    "finalize", "finalise",     "fini",    "teardown",     "cleanup",
    "dispose",  "terminate",    "destroy", "deinitialise"};

Phase mapwarden::phaseOf(StringRef Name) {
  // The last part: what follows the last `::`.
  size_t Part = Name.rfind("::");
  llvm::SmallVector<std::string, 4> Words =
      wordsOf(Part == StringRef::npos ? Name : Name.substr(Part + 2));
  if (Words.empty())
    return Phase::Service;
  for (StringRef Word : {StringRef(Words.front()), StringRef(Words.back())}) {
    if (llvm::is_contained(SettingUp, Word))
      return Phase::Setup;
    if (llvm::is_contained(TearingDown, Word))
      return Phase::Teardown;
  }
  return Phase::Service;
}
