// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds and reads compile_commands.json, strictly.
///
/// Clang's own reader keeps the entries before a syntax error and, when a
/// database cannot be used, silently takes one from a parent directory. Both
/// analyse the wrong program and call it clean. Here a database is either read
/// completely or refused, and it is the one that was asked for or lies in the
/// working directory.
#ifndef MAPWARDEN_DRIVER_COMPILEDATABASE_H
#define MAPWARDEN_DRIVER_COMPILEDATABASE_H

#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace mapwarden {

/// One entry as the database has it.
struct DatabaseEntry {
  std::string Directory; ///< Absolute.
  std::string File;      ///< Absolute, without `.` and `..`.
  /// The command's words; never empty.
  std::vector<std::string> Arguments;
  uint32_t Line = 0; ///< Where the entry begins in the database, 1-based.
};

/// The path of the database to use. \p BuildPath is what the user gave, a
/// folder or the file itself, or empty: then \p WorkingDirectory (absolute) and
/// its subfolders named `build*` are looked at, and exactly one of them must
/// hold a database. Errors say what was looked for, and what to do.
llvm::Expected<std::string>
findCompileDatabase(llvm::StringRef BuildPath,
                    llvm::StringRef WorkingDirectory);

/// All entries of the database at \p Path, in its order; at least one. Errors
/// name the file, the line, and what was expected.
llvm::Expected<std::vector<DatabaseEntry>>
readCompileDatabase(llvm::StringRef Path);

} // namespace mapwarden

#endif
