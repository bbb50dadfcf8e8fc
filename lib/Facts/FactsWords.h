// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The words of the facts' text form: instruction kinds and flags. One table
/// for each, used by writer and reader.
#ifndef MAPWARDEN_FACTS_FACTSWORDS_H
#define MAPWARDEN_FACTS_FACTSWORDS_H

#include "Facts/FunctionFacts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace mapwarden {

/// A flag and its word.
struct FlagWord {
  llvm::StringLiteral Word;
  uint64_t Flag;
};

/// The words of each kind of flags, in the order in which they are written
/// (that of the bits). The words of one table are unique.
llvm::ArrayRef<FlagWord> instrFlagWords();
llvm::ArrayRef<FlagWord> functionFlagWords();
llvm::ArrayRef<FlagWord> variableFlagWords();
llvm::ArrayRef<FlagWord> classFlagWords();

/// `guard-lock` for GuardLock.
llvm::StringRef instrKindWord(InstrKind Kind);
/// The kind with that word, or nothing.
std::optional<InstrKind> findInstrKind(llvm::StringRef Word);

/// `range-loop` for RangeLoop.
llvm::StringRef statementKindWord(StatementKind Kind);
/// The kind with that word, or nothing.
std::optional<StatementKind> findStatementKind(llvm::StringRef Word);

/// `requires` for Requires.
llvm::StringRef contractWord(LockContract::Kind Kind);
/// The contract with that word, or nothing.
std::optional<LockContract::Kind> findContract(llvm::StringRef Word);

} // namespace mapwarden

#endif
