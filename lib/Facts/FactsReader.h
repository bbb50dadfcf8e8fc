// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The pieces of the facts reader: values and attributes first, entities on top
/// of them.
///
/// Private to the room. The parser builds facts as it goes and never trusts a
/// number: an index may point ahead (to an instruction further down), so the
/// largest use of each kind is kept with its line and compared with the count
/// when the entity ends.
#ifndef MAPWARDEN_FACTS_FACTSREADER_H
#define MAPWARDEN_FACTS_FACTSREADER_H

#include "Facts/FactsScanner.h"
#include "Facts/FactsWords.h"
#include "Facts/TuFacts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace mapwarden {

/// The largest index of one kind that the current entity uses.
struct IndexUse {
  uint32_t Largest = 0;
  /// The line of that use; 0 when there is none.
  unsigned Line = 0;

  void note(uint32_t Index, unsigned At) {
    if (Line != 0 && Index <= Largest)
      return;
    Largest = Index;
    Line = At;
  }
};

/// Reads spans, paths, values and lists. Functions that return bool return
/// false after an error.
class FactsValueReader {
public:
  FactsValueReader(llvm::StringRef Text, llvm::StringRef FileName,
                   NameTable &Names)
      : Scan(Text, FileName), Names(Names) {}

protected:
  /// The uses of indices in the frame of the current entity.
  struct EntityUses {
    IndexUse Params, Locals, Instructions, Blocks;
  };

  bool readId(NameId &Id, const char *What);
  bool readIds(std::vector<NameId> &Ids, const char *What);
  bool readSpan(SourceSpan &At);
  bool readFlags(uint64_t &Flags, llvm::ArrayRef<FlagWord> Words);
  bool readPath(AccessPath &Path);
  bool readValue(Value &V, unsigned Depth = 0);
  /// A list in brackets that \p Close ends; the opening one has been read.
  bool readValues(std::vector<Value> &Values, char Close, unsigned Depth);
  /// `%` and the number of an instruction of the current function.
  bool readInstructionNumber(uint32_t &Number);
  /// Whether a path comes next, rather than an attribute or the end of the
  /// line.
  bool isPathNext();

  FactsScanner Scan;
  NameTable &Names;
  /// The file of spans that name none.
  NameId File = NameId::None;
  /// The USR of the current function; paths in its frame are checked.
  NameId OwnFrame = NameId::None;
  EntityUses Uses;

private:
  bool readRoot(PathRoot &Root);
  bool readLocalOrAllocation(llvm::StringRef Word, PathRoot &Root);
  bool readSelectors(AccessPath &Path);
  void noteUse(const PathRoot &Root);
};

/// Reads the facts of one TU. Use once.
class FactsReader : FactsValueReader {
public:
  FactsReader(llvm::StringRef Text, llvm::StringRef FileName, TuFacts &Facts)
      : FactsValueReader(Text, FileName, Facts.Names), Facts(Facts) {}

  llvm::Error read();

private:
  /// What the lines that follow belong to.
  enum class Entity : uint8_t { None, Function, Class };

  bool readVersion();
  bool readLine();
  bool readMainFile();
  bool readProblem();
  bool readLost();
  bool readCopied();
  bool readFunction();
  bool readClass();
  bool readField();
  bool readGlobal();
  bool readParamOrLocal(std::vector<VariableFacts> FunctionFacts::*List);
  bool readContract();
  bool readCapture();
  bool readBlock();
  bool readStatement();
  bool readInstruction();

  bool readFunctionAttribute(llvm::StringRef Key, FunctionFacts &Function);
  bool readVariableAttribute(llvm::StringRef Key, VariableFacts &Variable);
  bool readInstructionNumbers(llvm::SmallVectorImpl<uint32_t> &Read);
  bool readBlockAttribute(llvm::StringRef Key, BlockFacts &Block);
  bool readInstructionAttribute(llvm::StringRef Key, Instruction &Instr);
  template <typename Handler>
  bool readAttributes(const char *Known, Handler Read);
  bool readNewUsr(NameId &Usr, const char *What);

  BlockFacts &openBlock();
  bool placeInstruction(uint32_t Number);
  bool finishEntity();
  bool finishFunction(FunctionFacts &Function);
  bool orderInstructions(FunctionFacts &Function);
  bool checkUse(const IndexUse &Use, size_t Count, llvm::StringRef What);
  bool requireEntity(Entity Wanted, const char *What);

  FunctionFacts &function() { return Facts.Functions.back(); }

  TuFacts &Facts;
  Entity Current = Entity::None;
  unsigned EntityLine = 0;
  /// The number written before, or implied for, each instruction of the current
  /// function, in the order of the text.
  std::vector<uint32_t> Numbers;
  /// The numbers are 0, 1, 2, ... so far.
  bool IsCounting = true;
  bool IsBlockEmpty = true;
  /// The line of the first mention, by USR and kind of entity.
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, unsigned> Seen;
};

/// Reads `key=value` and `at span` up to the end of the line. \p Read(Key)
/// reads the value, or returns false without an error when it does not know the
/// key; \p Known lists the keys for the message.
template <typename Handler>
bool FactsReader::readAttributes(const char *Known, Handler Read) {
  llvm::SmallVector<llvm::StringRef, 8> Given;
  while (!Scan.hasFailed() && !Scan.isEndOfLine()) {
    llvm::StringRef Key;
    if (!Scan.readWord(Key, "an attribute"))
      return false;
    if (llvm::is_contained(Given, Key))
      return Scan.failAt(Scan.line(), "expected attribute '" + Key + "' once");
    Given.push_back(Key);
    if (Key != "at" && !Scan.takeHere('='))
      return Scan.failExpected("'=' after '" + Key + "'");
    if (!Read(Key))
      return Scan.failAt(Scan.line(), llvm::Twine("expected an attribute (") +
                                          Known + "), found '" + Key + "'");
  }
  return Scan.expectEndOfLine();
}

} // namespace mapwarden

#endif
