// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Functions of the facts' text form: parameters, locals, contracts, blocks and
/// instructions.
#include "Facts/FactsReader.h"

using namespace mapwarden;
using llvm::StringRef;

bool FactsReader::readFunctionAttribute(StringRef Key,
                                        FunctionFacts &Function) {
  if (Key == "at")
    return readSpan(Function.At);
  if (Key == "name")
    return readId(Function.Name, "a name");
  if (Key == "end")
    return Scan.readNumber(Function.EndLine);
  if (Key == "flags")
    return readFlags(Function.Flags, functionFlagWords());
  if (Key == "class")
    return readId(Function.Class, "the USR of a class");
  if (Key == "parent")
    return readId(Function.Parent, "the USR of a function");
  return Key == "overrides" &&
         readIds(Function.Overrides, "the USR of a function");
}

bool FactsReader::readFunction() {
  Current = Entity::Function;
  FunctionFacts &Function = Facts.Functions.emplace_back();
  if (!readNewUsr(Function.Usr, "function's USR"))
    return false;
  Function.Name = OwnFrame = Function.Usr;
  bool IsRead = readAttributes(
      "name, at, end, flags, class, parent, overrides",
      [&](StringRef Key) { return readFunctionAttribute(Key, Function); });
  if (Function.At != SourceSpan{})
    File = Function.At.File;
  return IsRead;
}

bool FactsReader::readParamOrLocal(
    std::vector<VariableFacts> FunctionFacts::*List) {
  if (!requireEntity(Entity::Function,
                     "expected parameters and locals to follow a function"))
    return false;
  VariableFacts &Variable = (function().*List).emplace_back();
  if (!readId(Variable.Name, "a name"))
    return false;
  return readAttributes(
      "usr, at, flags, class, depth, guarded-by, hold, hold-shared",
      [&](StringRef Key) {
        return Key == "usr" ? readId(Variable.Usr, "a USR")
                            : readVariableAttribute(Key, Variable);
      });
}

bool FactsReader::readContract() {
  if (!requireEntity(Entity::Function,
                     "expected 'contract' to follow a function"))
    return false;
  std::optional<LockContract::Kind> Kind = findContract(Scan.peekWord());
  if (!Kind)
    return Scan.failExpected(
        "'requires', 'acquires', 'releases' or 'excludes'");
  Scan.takeWord(contractWord(*Kind));
  LockContract &Contract = function().Contracts.emplace_back();
  Contract.K = *Kind;
  Contract.IsShared = Scan.takeWord("shared");
  return readPath(Contract.Mutex) && Scan.expectEndOfLine();
}

bool FactsReader::readCapture() {
  if (!requireEntity(Entity::Function,
                     "expected 'capture' to follow a function"))
    return false;
  CaptureFacts &Capture = function().Captures.emplace_back();
  Capture.ByReference = Scan.takeWord("reference");
  if (!Capture.ByReference && !Scan.takeWord("copy"))
    return Scan.failExpected("'reference' or 'copy'");
  return readPath(Capture.Path) && Scan.expectEndOfLine();
}

/// `statement simple at 3:5-3:20 in=0`
bool FactsReader::readStatement() {
  if (!requireEntity(Entity::Function,
                     "expected 'statement' to follow a function"))
    return false;
  std::optional<StatementKind> Kind = findStatementKind(Scan.peekWord());
  if (!Kind)
    return Scan.failExpected("the kind of a statement");
  Scan.takeWord(statementKindWord(*Kind));
  const size_t Number = function().Statements.size();
  StatementFacts &Statement = function().Statements.emplace_back();
  Statement.Kind = *Kind;
  if (!readAttributes("at, in", [&](StringRef Key) {
        return Key == "at" ? readSpan(Statement.At)
                           : Key == "in" && Scan.readNumber(Statement.Parent);
      }))
    return false;
  if (Statement.Parent != StatementFacts::NoParent &&
      Statement.Parent >= Number)
    return Scan.failAt(Scan.line(),
                       "expected the number of an earlier statement below " +
                           llvm::Twine(Number) + ", found " +
                           llvm::Twine(Statement.Parent));
  return true;
}

/// Adds a block that starts where the one before ends.
BlockFacts &FactsReader::openBlock() {
  std::vector<BlockFacts> &Blocks = function().Blocks;
  uint32_t Begin = Blocks.empty() ? 0 : Blocks.back().End;
  BlockFacts &Block = Blocks.emplace_back();
  Block.Begin = Block.End = Begin;
  IsBlockEmpty = true;
  return Block;
}

/// `[%1, %4]`
bool FactsReader::readInstructionNumbers(
    llvm::SmallVectorImpl<uint32_t> &Read) {
  if (!Scan.expect('['))
    return false;
  do {
    if (!readInstructionNumber(Read.emplace_back()))
      return false;
  } while (Scan.take(','));
  return Scan.expect(']');
}

bool FactsReader::readBlockAttribute(StringRef Key, BlockFacts &Block) {
  if (Key == "if") {
    Block.IsConditionNegated = Scan.take('!');
    return readInstructionNumber(Block.Condition);
  }
  if (Key == "begin") {
    if (!Scan.expect('%') || !Scan.readNumber(Block.Begin))
      return false;
    Block.End = Block.Begin;
    if (Block.Begin > 0)
      Uses.Instructions.note(Block.Begin - 1, Scan.line());
    return true;
  }
  if (Key == "from")
    return readInstructionNumbers(Block.From);
  if (Key == "depth") {
    uint32_t Depth;
    if (!Scan.readNumber(Depth, UINT16_MAX))
      return false;
    Block.LoopDepth = static_cast<uint16_t>(Depth);
    return true;
  }
  if (Key != "next" || !Scan.expect('['))
    return false;
  if (Scan.take(']'))
    return true;
  do {
    uint32_t &Successor = Block.Successors.emplace_back();
    if (!Scan.readNumber(Successor))
      return false;
    Uses.Blocks.note(Successor, Scan.line());
  } while (Scan.take(','));
  return Scan.expect(']');
}

bool FactsReader::readBlock() {
  if (!requireEntity(Entity::Function, "expected 'block' to follow a function"))
    return false;
  size_t Expected = function().Blocks.size();
  BlockFacts &Block = openBlock();
  if (!Scan.isEndOfLine() && !Scan.isAttribute()) {
    uint32_t Number;
    if (!Scan.readNumber(Number))
      return false;
    if (Number != Expected)
      return Scan.failAt(Scan.line(),
                         "expected block " + llvm::Twine(Expected) +
                             ", found block " + llvm::Twine(Number));
  }
  if (!readAttributes("begin, depth, if, from, next", [&](StringRef Key) {
        return Key != "at" && readBlockAttribute(Key, Block);
      }))
    return false;
  if (Block.Condition != BlockFacts::NoCondition &&
      Block.Successors.size() != 2)
    return Scan.failAt(
        Scan.line(),
        "expected two successors in a block with a condition, found " +
            llvm::Twine(Block.Successors.size()));
  return true;
}

/// Gives the next instruction of the text its number and extends the current
/// block over it.
bool FactsReader::placeInstruction(uint32_t Number) {
  BlockFacts &Block = function().Blocks.back();
  if (IsBlockEmpty) {
    Block.Begin = Number;
    IsBlockEmpty = false;
  } else if (Block.End != Number) {
    return Scan.failAt(Scan.line(), "expected %" + llvm::Twine(Block.End) +
                                        " to follow in its block, found %" +
                                        llvm::Twine(Number));
  }
  if (Number == ~0u)
    return Scan.failAt(Scan.line(),
                       "expected a smaller number of an instruction");
  Block.End = Number + 1;
  IsCounting = IsCounting && Number == Numbers.size();
  Numbers.push_back(Number);
  return true;
}

bool FactsReader::readInstructionAttribute(StringRef Key, Instruction &Instr) {
  if (Key == "at")
    return readSpan(Instr.At);
  if (Key == "flags")
    return readFlags(Instr.Flags, instrFlagWords());
  if (Key == "args")
    return Scan.expect('[') && readValues(Instr.Args, ']', 0);
  if (Key == "name")
    return readId(Instr.Name, "a name");
  if (Key == "class")
    return readId(Instr.Class, "a USR");
  if (Key == "from")
    return readInstructionNumbers(Instr.From);
  if (Key == "executor")
    return readPath(Instr.Executor);
  return Key == "callee" && readValue(Instr.Callee);
}

bool FactsReader::readInstruction() {
  if (!requireEntity(Entity::Function, "expected an entity (class, global, "
                                       "function, ...) or, in a function, an "
                                       "instruction"))
    return false;
  if (function().Blocks.empty())
    openBlock();
  uint32_t Number = function().Blocks.back().End;
  if (Scan.take('%') && !Scan.readNumber(Number))
    return false;
  std::optional<InstrKind> Kind = findInstrKind(Scan.peekWord());
  if (!Kind)
    return Scan.failExpected("the kind of an instruction or an entity");
  Scan.takeWord(instrKindWord(*Kind));
  if (!placeInstruction(Number))
    return false;
  Instruction &Instr = function().Instructions.emplace_back();
  Instr.Kind = *Kind;
  if (isPathNext() && !readPath(Instr.Target))
    return false;
  return readAttributes(
      "callee, name, flags, at, args, from, executor",
      [&](StringRef Key) { return readInstructionAttribute(Key, Instr); });
}

/// Moves the instructions from the order of the text to that of their numbers,
/// each of which must be used once.
bool FactsReader::orderInstructions(FunctionFacts &Function) {
  std::vector<bool> IsUsed(Numbers.size());
  for (uint32_t Number : Numbers) {
    if (Number >= Numbers.size())
      return Scan.failAt(EntityLine, "expected " + llvm::Twine(Numbers.size()) +
                                         " instructions numbered from %0 in '" +
                                         Names.text(Function.Usr) +
                                         "', found %" + llvm::Twine(Number));
    if (IsUsed[Number])
      return Scan.failAt(EntityLine,
                         "expected each number of an instruction once in '" +
                             Names.text(Function.Usr) + "', found %" +
                             llvm::Twine(Number) + " twice");
    IsUsed[Number] = true;
  }
  std::vector<Instruction> Ordered(Numbers.size());
  for (size_t I = 0; I < Numbers.size(); ++I)
    Ordered[Numbers[I]] = std::move(Function.Instructions[I]);
  Function.Instructions = std::move(Ordered);
  return true;
}

bool FactsReader::finishFunction(FunctionFacts &Function) {
  if (!IsCounting && !orderInstructions(Function))
    return false;
  return checkUse(Uses.Blocks, Function.Blocks.size(),
                  "the number of a block") &&
         checkUse(Uses.Instructions, Function.Instructions.size(),
                  "the number of an instruction") &&
         checkUse(Uses.Params, Function.Params.size(),
                  "the number of a parameter") &&
         checkUse(Uses.Locals, Function.Locals.size(), "the number of a local");
}
