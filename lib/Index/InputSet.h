// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a parse asked the file system, and what the answers are now.
///
/// A parse is a function of its command and of what it saw of the file system:
/// the files that it read, but also those that it looked for in vain. A header
/// that appears in an earlier include folder changes the program as much as an
/// edit does. So both are kept, and a stored result counts as long as every
/// question still has the same answer (the "direct mode" of compiler caches,
/// with the misses added).
///
/// Paths are portable: below the project root they are relative to it, so a
/// result serves any checkout.
#ifndef MAPWARDEN_INDEX_INPUTSET_H
#define MAPWARDEN_INDEX_INPUTSET_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mapwarden {

/// A question to the file system.
enum class InputKind : char {
  Text = 'R',    ///< What is in the file?
  Exists = 'E',  ///< Is there such a file? (`__has_include`)
  Missing = 'M', ///< The same, answered with no.
  Entries = 'L', ///< What is in the folder?
};

/// Sorted, each question once.
using InputSet = std::vector<std::pair<InputKind, std::string>>;

/// \p Path (absolute) as an input set has it.
std::string portablePath(llvm::StringRef Path, llvm::StringRef ProjectRoot);

/// Several input sets in one text, and back. Fails on a text that no writer
/// made.
std::string encodeInputSets(llvm::ArrayRef<InputSet> Sets);
llvm::Expected<std::vector<InputSet>> decodeInputSets(llvm::StringRef Text);

/// The answer to \p Kind for file \p Path: a short text.
std::string answerInput(InputKind Kind, const std::string &Path);

/// Answers questions, each once: most files are inputs of many units.
class InputAnswers {
public:
  /// Files in \p Overlay (absolute) are read from the file that it maps them
  /// to.
  InputAnswers(std::string ProjectRoot,
               std::map<std::string, std::string> Overlay = {})
      : ProjectRoot(std::move(ProjectRoot)), Overlay(std::move(Overlay)) {}

  /// \p Path is portable.
  llvm::StringRef answer(InputKind Kind, const std::string &Path);

private:
  std::string ProjectRoot;
  std::map<std::string, std::string> Overlay;
  llvm::StringMap<std::string> Known; ///< Kind and path to the answer.
};

} // namespace mapwarden

#endif
