// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Spans, flags, paths and values of the facts' text form.
#include "Facts/FactsReader.h"
#include "Facts/FactsText.h"

using namespace mapwarden;
using llvm::StringRef;

bool FactsValueReader::readId(NameId &Id, const char *What) {
  StringRef Name;
  if (!Scan.readName(Name, What))
    return false;
  Id = Names.intern(Name);
  return true;
}

bool FactsValueReader::readIds(std::vector<NameId> &Ids, const char *What) {
  if (!Scan.expect('['))
    return false;
  if (Scan.take(']'))
    return true;
  do {
    if (!readId(Ids.emplace_back(), What))
      return false;
  } while (Scan.take(','));
  return Scan.expect(']');
}

/// [file:]line[:column[-[line:]column]]
bool FactsValueReader::readSpan(SourceSpan &At) {
  At.File = File;
  StringRef Word = Scan.peekWord();
  if (Word.empty() || !llvm::all_of(Word, [](char C) {
        return (C >= '0' && C <= '9') || C == '-';
      })) {
    StringRef Name;
    if (!Scan.readFileName(Name))
      return false;
    At.File = Names.intern(Name);
    if (!Scan.takeHere(':'))
      return Scan.failExpected("':' and a line number after the file name");
  }
  if (!Scan.readNumber(At.Line))
    return false;
  At.Column = 1;
  if (Scan.takeHere(':') && !Scan.readNumber(At.Column))
    return false;
  At.EndLine = At.Line;
  At.EndColumn = At.Column;
  if (!Scan.takeHere('-'))
    return true;
  uint32_t Number;
  if (!Scan.readNumber(Number))
    return false;
  if (!Scan.takeHere(':')) {
    At.EndColumn = Number;
    return true;
  }
  At.EndLine = Number;
  return Scan.readNumber(At.EndColumn);
}

bool FactsValueReader::readFlags(uint64_t &Flags,
                                 llvm::ArrayRef<FlagWord> Words) {
  if (Scan.isEndOfLine())
    return true;
  do {
    StringRef Word = Scan.peekWord();
    const FlagWord *Known =
        llvm::find_if(Words, [&](const FlagWord &W) { return W.Word == Word; });
    if (Known == Words.end()) {
      std::string List;
      for (const FlagWord &W : Words)
        List += (List.empty() ? "" : ", ") + W.Word.str();
      return Scan.failExpected("a flag (" + List + ")");
    }
    Flags |= Known->Flag;
    Scan.readWord(Word, "a flag");
  } while (Scan.takeHere(','));
  return true;
}

bool FactsValueReader::readInstructionNumber(uint32_t &Number) {
  if (!Scan.expect('%') || !Scan.readNumber(Number))
    return false;
  Uses.Instructions.note(Number, Scan.line());
  return true;
}

void FactsValueReader::noteUse(const PathRoot &Root) {
  if (Root.Frame != NameId::None && Root.Frame != OwnFrame)
    return;
  switch (Root.Kind) {
  case RootKind::Param:
    return Uses.Params.note(Root.Index, Scan.line());
  case RootKind::Local:
    return Uses.Locals.note(Root.Index, Scan.line());
  case RootKind::Result:
  case RootKind::Allocation:
    return Uses.Instructions.note(Root.Index, Scan.line());
  case RootKind::Unknown:
  case RootKind::This:
  case RootKind::Global:
  case RootKind::Return:
    return;
  }
}

bool FactsValueReader::isPathNext() {
  if (Scan.isNext('$') || Scan.isNext('%') || Scan.isNext('@'))
    return true;
  return !Scan.isEndOfLine() && !Scan.isAttribute() && Scan.peekWord() != "at";
}

/// `l3`, `local 3` or `new3`.
bool FactsValueReader::readLocalOrAllocation(StringRef Word, PathRoot &Root) {
  const char *Expected =
      "a path (this, $0, l0, @usr, %0, new0, return or unknown)";
  if (Scan.takeWord("local")) {
    Root.Kind = RootKind::Local;
    return Scan.readNumber(Root.Index);
  }
  StringRef Digits = Word;
  if (Digits.consume_front("l"))
    Root.Kind = RootKind::Local;
  else if (Digits.consume_front("new"))
    Root.Kind = RootKind::Allocation;
  else
    return Scan.failExpected(Expected);
  if (Digits.getAsInteger(10, Root.Index))
    return Scan.failExpected(Expected);
  return Scan.readWord(Word, Expected);
}

bool FactsValueReader::readRoot(PathRoot &Root) {
  if (Scan.take('@')) {
    Root.Kind = RootKind::Global;
    return readId(Root.Name, "the USR of a global after '@'");
  }
  if (Scan.takeWord("return")) {
    Root.Kind = RootKind::Return;
    return true;
  }
  if (Scan.takeWord("unknown"))
    return true;
  if (Scan.take('$')) {
    Root.Kind = RootKind::Param;
    if (!Scan.readNumber(Root.Index))
      return false;
  } else if (Scan.take('%')) {
    Root.Kind = RootKind::Result;
    if (!Scan.readNumber(Root.Index))
      return false;
  } else if (Scan.takeWord("this")) {
    Root.Kind = RootKind::This;
  } else if (!readLocalOrAllocation(Scan.peekWord(), Root)) {
    return false;
  }
  if (Scan.takeHere('^') &&
      !readId(Root.Frame, "the USR of a function after '^'"))
    return false;
  noteUse(Root);
  return true;
}

bool FactsValueReader::readSelectors(AccessPath &Path) {
  while (true) {
    Selector S;
    if (Scan.takeHere('.')) {
      if (!readId(S.Name, "the USR of a field after '.'"))
        return false;
    } else if (Scan.takeHere('[')) {
      S.K = Selector::Element;
      if (!Scan.take('*') && !readId(S.Name, "an index or '*' after '['"))
        return false;
      if (!Scan.expect(']'))
        return false;
    } else {
      return true;
    }
    if (Path.Selectors.size() == MaxSelectors)
      return Scan.failAt(Scan.line(), "expected a path of at most " +
                                          llvm::Twine(MaxSelectors) +
                                          " selectors");
    Path.Selectors.push_back(S);
  }
}

bool FactsValueReader::readPath(AccessPath &Path) {
  return readRoot(Path.Root) && readSelectors(Path);
}

bool FactsValueReader::readValues(std::vector<Value> &Values, char Close,
                                  unsigned Depth) {
  if (Scan.take(Close))
    return true;
  do {
    if (!readValue(Values.emplace_back(), Depth))
      return false;
  } while (Scan.take(','));
  return Scan.expect(Close);
}

bool FactsValueReader::readValue(Value &V, unsigned Depth) {
  if (Scan.takeWord("_"))
    return true;
  if (Scan.takeWord("null")) {
    V.Kind = ValueKind::Null;
    return true;
  }
  if (Scan.takeWord("fn")) {
    V.Kind = ValueKind::Function;
    return readId(V.Name, "the USR of a function after 'fn'");
  }
  if (Scan.takeWord("const")) {
    V.Kind = ValueKind::Constant;
    return readId(V.Name, "a spelling after 'const'");
  }
  if (Scan.takeWord("bind")) {
    if (Depth == MaxBindDepth)
      return Scan.failAt(Scan.line(), "expected 'bind' to nest at most " +
                                          llvm::Twine(MaxBindDepth) + " deep");
    V.Kind = ValueKind::Bind;
    return Scan.expect('(') && readValues(V.Bound, ')', Depth + 1);
  }
  V.Kind = ValueKind::Path;
  V.Copied = Scan.takeWord("copy");
  return readPath(V.Path);
}
