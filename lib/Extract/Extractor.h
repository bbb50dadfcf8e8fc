// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One translation unit to its facts: the only door between Clang and the rest.
///
/// Extract lowers; it never judges. Each function body becomes an event graph
/// (Facts/Instruction.h) by one walk over its CFG in evaluation order. Whether
/// a lock protects, whether two accesses race, which callee runs: all of that
/// is decided after Link, where the whole program is known.
#ifndef MAPWARDEN_EXTRACT_EXTRACTOR_H
#define MAPWARDEN_EXTRACT_EXTRACTOR_H

#include "Facts/TuFacts.h"
#include "Models/ModelSet.h"
#include <functional>
#include <memory>
#include <string>

namespace clang {
class ASTConsumer;
class ASTContext;
class FrontendAction;
} // namespace clang

namespace mapwarden {

class MissingNames;

struct ExtractOptions {
  /// Absolute path; files below it are stored relative to it.
  std::string ProjectRoot;
  /// Parse without the function bodies of system headers (speed.md: about 0.6
  /// of a full parse).
  bool SkipSystemBodies = true;
};

/// Extracts from a parsed TU. The same for the command line and for clang-tidy.
TuFacts extractFacts(clang::ASTContext &Context, const ModelSet &Models,
                     const ExtractOptions &Options);

/// A frontend action that parses with Options and stores the facts, and the
/// errors of the parse, in \p Result. The names that the errors miss go to \p
/// Missing, if given.
std::unique_ptr<clang::FrontendAction>
makeExtractAction(const ModelSet &Models, const ExtractOptions &Options,
                  TuFacts &Result, MissingNames *Missing = nullptr);

} // namespace mapwarden

#endif
