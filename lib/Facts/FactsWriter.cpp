// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Writes facts as text. What equals the reader's default is left out, so each
/// fact has one text.
#include "Facts/FactsText.h"
#include "Facts/FactsWords.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace mapwarden;
using llvm::StringRef;

namespace {

class FactsWriter {
public:
  FactsWriter(const NameTable &Names, llvm::raw_ostream &Out, NameId MainFile)
      : Names(Names), Out(Out), MainFile(MainFile), File(MainFile) {}

  void writeTu(const TuFacts &Facts);
  void writeFunction(const FunctionFacts &Function);
  void writeClass(const ClassFacts &Class);
  void writeGlobal(const VariableFacts &Global);

private:
  void writeName(NameId Id) { writeText(Names.text(Id)); }
  void writeText(StringRef Text);
  void writeQuoted(StringRef Text);
  void writeSpan(const SourceSpan &At);
  /// Makes the file of an entity that has a place the default for what is
  /// inside it.
  void enterFile(const SourceSpan &At) {
    if (At != SourceSpan{})
      File = At.File;
  }
  void writeNames(StringRef Key, const std::vector<NameId> &Ids);
  void writeFlags(uint64_t Flags, llvm::ArrayRef<FlagWord> Words);
  void writeAttribute(StringRef Key, NameId Id);
  void writeDisplayName(NameId Name, NameId Usr);
  void writePath(const AccessPath &Path);
  void writeRoot(const PathRoot &Root);
  void writeValue(const Value &V);
  void writeValues(llvm::ArrayRef<Value> Values);
  void writeVariable(StringRef Kind, const VariableFacts &Variable);
  void writeVariableAttributes(const VariableFacts &Variable);
  void writeStatement(const StatementFacts &Statement);
  void writeBlock(const FunctionFacts &Function, uint32_t Number,
                  uint32_t EndBefore);
  void writeNumbers(StringRef Key, StringRef Mark,
                    llvm::ArrayRef<uint32_t> Numbers);
  void writeInstruction(const Instruction &Instr, uint32_t Number);

  const NameTable &Names;
  llvm::raw_ostream &Out;
  NameId MainFile;
  /// The file of the entity that is written: left out of what is inside it.
  NameId File;
};

} // namespace

static bool isPlainName(StringRef Text) {
  if (Text.empty() || Text.ends_with(":"))
    return false;
  auto IsPlain = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  while (!Text.empty()) {
    if (!IsPlain(Text.front()))
      return false;
    Text = Text.drop_while(IsPlain);
    if (!Text.empty() && !Text.consume_front("::"))
      return false;
  }
  return true;
}

void FactsWriter::writeText(StringRef Text) {
  if (isPlainName(Text))
    Out << Text;
  else
    writeQuoted(Text);
}

void FactsWriter::writeQuoted(StringRef Text) {
  auto IsOrdinary = [](char C) {
    return static_cast<unsigned char>(C) >= 0x20 && C != '"' && C != '\\' &&
           C != 0x7f;
  };
  Out << '"';
  while (true) {
    StringRef Ordinary = Text.take_while(IsOrdinary);
    Out << Ordinary;
    Text = Text.drop_front(Ordinary.size());
    if (Text.empty())
      break;
    char C = Text.front();
    Text = Text.drop_front();
    if (C == '"' || C == '\\')
      Out << '\\' << C;
    else if (C == '\n')
      Out << "\\n";
    else
      Out << "\\x" << llvm::hexdigit(static_cast<unsigned char>(C) >> 4)
          << llvm::hexdigit(C & 15);
  }
  Out << '"';
}

void FactsWriter::writeSpan(const SourceSpan &At) {
  if (At == SourceSpan{})
    return;
  Out << " at ";
  if (At.File != File) {
    writeQuoted(Names.text(At.File));
    Out << ':';
  }
  Out << At.Line << ':' << At.Column;
  if (At.EndLine != At.Line)
    Out << '-' << At.EndLine << ':' << At.EndColumn;
  else if (At.EndColumn != At.Column)
    Out << '-' << At.EndColumn;
}

void FactsWriter::writeNames(StringRef Key, const std::vector<NameId> &Ids) {
  if (Ids.empty())
    return;
  Out << ' ' << Key << "=[";
  StringRef Separator = "";
  for (NameId Id : Ids) {
    Out << Separator;
    writeName(Id);
    Separator = ", ";
  }
  Out << ']';
}

void FactsWriter::writeFlags(uint64_t Flags, llvm::ArrayRef<FlagWord> Words) {
  if (!Flags)
    return;
  Out << " flags";
  char Separator = '=';
  for (const FlagWord &W : Words)
    if (Flags & W.Flag) {
      Out << Separator << W.Word;
      Separator = ',';
    }
}

void FactsWriter::writeAttribute(StringRef Key, NameId Id) {
  if (Id == NameId::None)
    return;
  Out << ' ' << Key << '=';
  writeName(Id);
}

void FactsWriter::writeDisplayName(NameId Name, NameId Usr) {
  if (Name == Usr)
    return;
  Out << " name=";
  writeName(Name);
}

void FactsWriter::writeRoot(const PathRoot &Root) {
  switch (Root.Kind) {
  case RootKind::Unknown:
    Out << "unknown";
    return;
  case RootKind::This:
    Out << "this";
    break;
  case RootKind::Param:
    Out << '$' << Root.Index;
    break;
  case RootKind::Local:
    Out << 'l' << Root.Index;
    break;
  case RootKind::Global:
    Out << '@';
    writeName(Root.Name);
    return;
  case RootKind::Result:
    Out << '%' << Root.Index;
    break;
  case RootKind::Allocation:
    Out << "new" << Root.Index;
    break;
  case RootKind::Return:
    Out << "return";
    return;
  }
  if (Root.Frame != NameId::None) {
    Out << '^';
    writeName(Root.Frame);
  }
}

void FactsWriter::writePath(const AccessPath &Path) {
  writeRoot(Path.Root);
  for (const Selector &S : Path.Selectors) {
    if (S.K == Selector::Field) {
      Out << '.';
      writeName(S.Name);
    } else if (S.Name == NameId::None) {
      Out << "[*]";
    } else {
      Out << '[';
      writeName(S.Name);
      Out << ']';
    }
  }
}

void FactsWriter::writeValue(const Value &V) {
  switch (V.Kind) {
  case ValueKind::None:
    Out << '_';
    return;
  case ValueKind::Path:
    if (V.Copied)
      Out << "copy ";
    writePath(V.Path);
    return;
  case ValueKind::Function:
    Out << "fn ";
    writeName(V.Name);
    return;
  case ValueKind::Bind:
    Out << "bind(";
    writeValues(V.Bound);
    Out << ')';
    return;
  case ValueKind::Null:
    Out << "null";
    return;
  case ValueKind::Constant:
    Out << "const ";
    writeName(V.Name);
    return;
  }
}

void FactsWriter::writeValues(llvm::ArrayRef<Value> Values) {
  StringRef Separator = "";
  for (const Value &V : Values) {
    Out << Separator;
    writeValue(V);
    Separator = ", ";
  }
}

void FactsWriter::writeVariableAttributes(const VariableFacts &Variable) {
  writeSpan(Variable.At);
  writeFlags(Variable.Flags, variableFlagWords());
  writeAttribute("class", Variable.TypeClass);
  if (Variable.LoopDepth)
    Out << " depth=" << Variable.LoopDepth;
  if (Variable.GuardedBy != AccessPath{}) {
    Out << " guarded-by=";
    writePath(Variable.GuardedBy);
  }
  writeAttribute("hold", Variable.Hold);
  writeAttribute("hold-shared", Variable.HoldShared);
  Out << '\n';
}

/// A parameter or local.
void FactsWriter::writeVariable(StringRef Kind, const VariableFacts &Variable) {
  Out << "  " << Kind << ' ';
  writeName(Variable.Name);
  writeAttribute("usr", Variable.Usr);
  writeVariableAttributes(Variable);
}

/// ` Key=[1, 2]`, each number after \p Mark; nothing for an empty list.
void FactsWriter::writeNumbers(StringRef Key, StringRef Mark,
                               llvm::ArrayRef<uint32_t> Numbers) {
  if (Numbers.empty())
    return;
  Out << ' ' << Key << "=[";
  StringRef Separator = "";
  for (uint32_t Number : Numbers) {
    Out << Separator << Mark << Number;
    Separator = ", ";
  }
  Out << ']';
}

void FactsWriter::writeInstruction(const Instruction &Instr, uint32_t Number) {
  Out << "    %" << Number << ' ' << instrKindWord(Instr.Kind);
  if (Instr.Target != AccessPath{}) {
    Out << ' ';
    writePath(Instr.Target);
  }
  if (Instr.Callee.Kind != ValueKind::None) {
    Out << " callee=";
    writeValue(Instr.Callee);
  }
  writeAttribute("name", Instr.Name);
  writeAttribute("class", Instr.Class);
  writeFlags(Instr.Flags, instrFlagWords());
  writeSpan(Instr.At);
  if (!Instr.Args.empty()) {
    Out << " args=[";
    writeValues(Instr.Args);
    Out << ']';
  }
  writeNumbers("from", "%", Instr.From);
  if (Instr.Executor.isKnown()) {
    Out << " executor=";
    writePath(Instr.Executor);
  }
  Out << '\n';
}

void FactsWriter::writeStatement(const StatementFacts &Statement) {
  Out << "  statement " << statementKindWord(Statement.Kind);
  writeSpan(Statement.At);
  if (Statement.Parent != StatementFacts::NoParent)
    Out << " in=" << Statement.Parent;
  Out << '\n';
}

void FactsWriter::writeBlock(const FunctionFacts &Function, uint32_t Number,
                             uint32_t EndBefore) {
  const BlockFacts &Block = Function.Blocks[Number];
  Out << "  block " << Number;
  if (Block.Begin == Block.End && Block.Begin != EndBefore)
    Out << " begin=%" << Block.Begin;
  if (Block.LoopDepth)
    Out << " depth=" << Block.LoopDepth;
  if (Block.Condition != BlockFacts::NoCondition)
    Out << " if=" << (Block.IsConditionNegated ? "!" : "") << '%'
        << Block.Condition;
  writeNumbers("from", "%", Block.From);
  writeNumbers("next", "", Block.Successors);
  Out << '\n';
  for (uint32_t I = Block.Begin; I < Block.End; ++I)
    writeInstruction(Function.Instructions[I], I);
}

/// Every instruction is in exactly one block.
[[maybe_unused]] static bool isPartition(const FunctionFacts &Function) {
  std::vector<bool> Seen(Function.Instructions.size());
  size_t Count = 0;
  for (const BlockFacts &Block : Function.Blocks) {
    if (Block.Begin > Block.End || Block.End > Seen.size())
      return false;
    for (uint32_t I = Block.Begin; I < Block.End; ++I, ++Count) {
      if (Seen[I])
        return false;
      Seen[I] = true;
    }
  }
  return Count == Seen.size();
}

void FactsWriter::writeFunction(const FunctionFacts &Function) {
  assert(isPartition(Function) &&
         "an instruction outside of all blocks, or in two");
  Out << "function ";
  writeName(Function.Usr);
  writeDisplayName(Function.Name, Function.Usr);
  writeSpan(Function.At);
  enterFile(Function.At);
  if (Function.EndLine)
    Out << " end=" << Function.EndLine;
  writeFlags(Function.Flags, functionFlagWords());
  writeAttribute("class", Function.Class);
  writeAttribute("parent", Function.Parent);
  writeNames("overrides", Function.Overrides);
  Out << '\n';
  for (const VariableFacts &Param : Function.Params)
    writeVariable("param", Param);
  for (const VariableFacts &Local : Function.Locals)
    writeVariable("local", Local);
  for (const LockContract &Contract : Function.Contracts) {
    Out << "  contract " << contractWord(Contract.K)
        << (Contract.IsShared ? " shared " : " ");
    writePath(Contract.Mutex);
    Out << '\n';
  }
  for (const CaptureFacts &Capture : Function.Captures) {
    Out << "  capture " << (Capture.ByReference ? "reference " : "copy ");
    writePath(Capture.Path);
    Out << '\n';
  }
  uint32_t EndBefore = 0;
  for (uint32_t I = 0; I < Function.Blocks.size(); ++I) {
    writeBlock(Function, I, EndBefore);
    EndBefore = Function.Blocks[I].End;
  }
  for (const StatementFacts &Statement : Function.Statements)
    writeStatement(Statement);
  File = MainFile;
}

void FactsWriter::writeClass(const ClassFacts &Class) {
  Out << "class ";
  writeName(Class.Usr);
  writeDisplayName(Class.Name, Class.Usr);
  writeSpan(Class.At);
  enterFile(Class.At);
  writeFlags(Class.Flags, classFlagWords());
  writeNames("bases", Class.Bases);
  Out << '\n';
  for (const VariableFacts &Field : Class.Fields) {
    Out << "  field ";
    writeName(Field.Usr);
    writeDisplayName(Field.Name, Field.Usr);
    writeVariableAttributes(Field);
  }
  File = MainFile;
}

void FactsWriter::writeGlobal(const VariableFacts &Global) {
  Out << "global ";
  writeName(Global.Usr);
  writeDisplayName(Global.Name, Global.Usr);
  writeVariableAttributes(Global);
}

void FactsWriter::writeTu(const TuFacts &Facts) {
  Out << "facts 1\n";
  if (Facts.MainFile != NameId::None) {
    Out << "main-file ";
    writeQuoted(Names.text(Facts.MainFile));
    Out << '\n';
  }
  if (!Facts.Lost.empty()) {
    Out << "lost ";
    writeQuoted(Facts.Lost);
    Out << '\n';
  }
  for (const TuProblem &Problem : Facts.Problems) {
    Out << "problem ";
    writeQuoted(Problem.Message);
    writeSpan(Problem.At);
    Out << '\n';
  }
  for (NameId Class : Facts.CopiedClasses) {
    Out << "copied ";
    writeName(Class);
    Out << '\n';
  }
  for (const ClassFacts &Class : Facts.Classes)
    writeClass(Class);
  for (const VariableFacts &Global : Facts.Globals)
    writeGlobal(Global);
  for (const FunctionFacts &Function : Facts.Functions)
    writeFunction(Function);
  Out << "end\n";
}

void mapwarden::writeFacts(const TuFacts &Facts, llvm::raw_ostream &Out) {
  FactsWriter(Facts.Names, Out, Facts.MainFile).writeTu(Facts);
}

void mapwarden::writeFunction(const FunctionFacts &Function,
                              const NameTable &Names, llvm::raw_ostream &Out) {
  FactsWriter(Names, Out, NameId::None).writeFunction(Function);
}

void mapwarden::writeClass(const ClassFacts &Class, const NameTable &Names,
                           llvm::raw_ostream &Out) {
  FactsWriter(Names, Out, NameId::None).writeClass(Class);
}

void mapwarden::writeGlobal(const VariableFacts &Global, const NameTable &Names,
                            llvm::raw_ostream &Out) {
  FactsWriter(Names, Out, NameId::None).writeGlobal(Global);
}
