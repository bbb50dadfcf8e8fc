// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Splits the `command` of a compilation database as a POSIX shell would.
///
/// LLVM's tokenizers follow the rules of response files, where a backslash
/// escapes inside single quotes, too. A shell keeps it: `-DNAME='"a\b"'`.
/// Expansions, redirections and operators are not looked at; a database holds
/// one command, already expanded.
#ifndef MAPWARDEN_DRIVER_SHELLWORDS_H
#define MAPWARDEN_DRIVER_SHELLWORDS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace mapwarden {

/// The words of \p Command. A quote that is never closed extends to the end.
std::vector<std::string> splitShellWords(llvm::StringRef Command);

/// A command line that splits into \p Words again.
std::string joinShellWords(const std::vector<std::string> &Words);

} // namespace mapwarden

#endif
