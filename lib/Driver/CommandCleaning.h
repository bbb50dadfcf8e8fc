// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Turns the command that built a file into one that only parses it.
///
/// A database was written for some compiler, often not Clang, and for a build,
/// not for an analysis. Three kinds of options have to go: those that write
/// (`-o`, `-MD`, `--serialize-diagnostics`) or run code (`-fplugin`), those
/// that read what only the original compiler can (precompiled headers, modules,
/// profiles), and those that Clang does not know. Everything that decides what
/// the program means stays: `-std`, `-D`, `-I`, `-m...`, `-O`. Folders of
/// installed headers are taken for a library's.
///
/// Clang's own option table tells options from inputs and knows which are
/// unknown, so there is no list of GCC's options here, except of those few that
/// take a separate value, which would otherwise look like an input.
// LIMIT: commands for cl.exe are passed on as they are.
#ifndef MAPWARDEN_DRIVER_COMMANDCLEANING_H
#define MAPWARDEN_DRIVER_COMMANDCLEANING_H

#include "Driver/CompileDatabase.h"
#include "llvm/ADT/ArrayRef.h"

namespace mapwarden {

/// What is left of a command.
struct CleanCommand {
  /// Compiler, options, `--`, file: ready for Clang's driver.
  std::vector<std::string> Arguments;
  /// The options that Clang would have refused, as written, in order.
  std::vector<std::string> Unknown;
  /// Why this is no C++ to analyse, such as "C, not C++"; empty when it is.
  /// Arguments is empty otherwise.
  std::string SkipReason;
};

/// Cleans \p Entry, whose arguments have no response files left. Never fails: a
/// command that makes no sense is found out by Clang.
CleanCommand cleanCommand(const DatabaseEntry &Entry);

/// \p Arguments without launchers in front of the compiler: `ccache`, `distcc`,
/// `env A=b`, `cmake -E env`, `libtool --mode=compile`, ... Keeps at least one
/// word.
std::vector<std::string> stripLaunchers(std::vector<std::string> Arguments);

/// The source file in a compile command, as written there: the only input that
/// is no object or library. Empty when there is none or more than one.
std::string findSourceArgument(llvm::ArrayRef<std::string> Arguments);

} // namespace mapwarden

#endif
