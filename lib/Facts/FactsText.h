// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The readable form of facts, which is also the store and wire format.
///
/// One form for people, tests, the cache and the worker pipe means one reader
/// to verify and no second schema that can drift. The text is regular: one line
/// per entity or instruction, names quoted where they are not plain words.
/// Reading is strict (facts are untrusted input): unknown words, indices out of
/// range and nesting deeper than the writer can produce are errors with a line
/// number, never a crash.
///
/// An example with everything that a test needs; indentation is free, `#`
/// starts a comment:
/// \code
///   main-file "src/main.cpp"
///   # or, with nothing else: lost "crashed with SIGSEGV"
///   class "c:@S@S" name="S" at 3:8-3:9 bases=["c:@S@Base"]
///     field "c:@S@S@FI@m" name="m" at 4:24-4:25 flags=container
///     guarded-by=this."c:@S@S@FI@mu"
///   global table at 9:1 flags=container,internal
///   function "c:@F@run" name="run" at 12:6-12:9 end=20 flags=external
///     param k flags=const class="c:@S@Key"
///     local it flags=reference depth=1
///     contract requires shared @mu
///     capture reference local 2^"c:@F@outer"
///     block 0 if=%1 next=[1, 2]
///       %0 guard l0 name="lock_guard" at 13:3-13:20 args=[@mu]
///       %1 access @table name="find" flags=read,tests-presence args=[$0]
///     block 1 depth=1 next=[2]
///       %2 assign l0 args=[@table[k]]
///       %3 call this callee=fn "c:@S@S@F@put#" args=[bind(fn worker, this),
///       copy @table, null, const "x", _]
///     block 2
///       %4 return args=[new3.f]
/// \endcode
/// - The positional name of a class, field, global or function is its USR;
/// `name=` defaults to the USR. That of a
///   parameter or local is its name.
/// - A path is a root and selectors. Roots: `this`, `$0` (parameter), `l0` or
/// `local 0`, `@usr`, `%3` (result of
///   instruction 3), `new3` (allocated by instruction 3), `return`, `unknown`;
///   `^usr` after a root names its frame. Selectors: `.usr` (field), `[key]`,
///   `[*]`.
/// - A value is a path, `copy` and a path, `fn usr`, `bind(callable,
/// arguments...)`, `null`, `const spelling` or `_`.
/// - `at` takes the file only where it differs from that of the enclosing
/// entity (the main file at top level), and
///   `12:5` alone is an empty range, `12:5-9` one that ends in column 9 of the
///   same line.
/// - Numbers of blocks and instructions may be left out where they count up;
/// instructions before any `block` are block
///   0. Entities may come in any order. A text that starts with the version
///   line `facts 1` must end with `end`, which is how a truncated file is found
///   out.
#ifndef MAPWARDEN_FACTS_FACTSTEXT_H
#define MAPWARDEN_FACTS_FACTSTEXT_H

#include "Facts/TuFacts.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mapwarden {

/// Writes \p Facts; reading the text back gives equal facts, and equal facts
/// give the same text. Every instruction must be in exactly one block. O(size).
void writeFacts(const TuFacts &Facts, llvm::raw_ostream &Out);

/// Writes one entity and what belongs to it, as \c writeFacts does. Every file
/// is named, so that the text does not depend on the TU: two facts are equal if
/// and only if their texts are.
void writeFunction(const FunctionFacts &Function, const NameTable &Names,
                   llvm::raw_ostream &Out);
void writeClass(const ClassFacts &Class, const NameTable &Names,
                llvm::raw_ostream &Out);
void writeGlobal(const VariableFacts &Global, const NameTable &Names,
                 llvm::raw_ostream &Out);

/// Reads one TU's facts from \p Text. Errors name \p FileName, the line, and
/// what was expected. Entities are sorted as TuFacts says; two entities of one
/// kind with one USR are an error.
llvm::Expected<TuFacts> readFacts(llvm::StringRef Text,
                                  llvm::StringRef FileName);

/// Deeper nesting of Bind values is an error.
inline constexpr unsigned MaxBindDepth = 8;

/// \p Path as users read it in facts and in messages for developers:
/// `this.Server::shards_[i].mu`. Names are taken from USRs: the first field of
/// `this` is qualified by its class, the others are plain.
std::string printPath(const AccessPath &Path, const NameTable &Names);

} // namespace mapwarden

#endif
