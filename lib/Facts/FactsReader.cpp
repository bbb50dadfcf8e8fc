// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Entities of the facts' text form: one handler for each kind of line.
/// Functions are read in FunctionReader.cpp.
#include "Facts/FactsReader.h"
#include "Facts/FactsText.h"
#include <algorithm>

using namespace mapwarden;
using llvm::StringRef;

bool FactsReader::requireEntity(Entity Wanted, const char *What) {
  return Current == Wanted || Scan.failAt(Scan.line(), What);
}

/// Reads the USR of a new entity. Entities of one kind are told apart by \p
/// What, which must be a literal per kind.
bool FactsReader::readNewUsr(NameId &Usr, const char *What) {
  if (!readId(Usr, What))
    return false;
  if (Usr == NameId::None)
    return Scan.failAt(Scan.line(), llvm::Twine("expected ") + What +
                                        ", found an empty name");
  auto [First, IsNew] = Seen.try_emplace(
      {index(Usr), static_cast<uint32_t>(What[0])}, Scan.line());
  return IsNew || Scan.failAt(Scan.line(), "second '" + Names.text(Usr) +
                                               "', the first is in line " +
                                               llvm::Twine(First->second));
}

bool FactsReader::readMainFile() {
  StringRef Name;
  if (!Scan.readFileName(Name))
    return false;
  Facts.MainFile = File = Names.intern(Name);
  return Scan.expectEndOfLine();
}

bool FactsReader::readLost() {
  StringRef Reason;
  if (!Scan.readName(Reason, "a reason"))
    return false;
  Facts.Lost = Reason.str();
  return Scan.expectEndOfLine();
}

bool FactsReader::readCopied() {
  StringRef Class;
  if (!Scan.readName(Class, "a class"))
    return false;
  Facts.CopiedClasses.push_back(Names.intern(Class));
  return Scan.expectEndOfLine();
}

bool FactsReader::readProblem() {
  TuProblem Problem;
  StringRef Message;
  if (!Scan.readName(Message, "a message"))
    return false;
  Problem.Message = Message.str();
  bool IsRead = readAttributes(
      "at", [&](StringRef Key) { return Key == "at" && readSpan(Problem.At); });
  Facts.Problems.push_back(std::move(Problem));
  return IsRead;
}

bool FactsReader::readVariableAttribute(StringRef Key,
                                        VariableFacts &Variable) {
  if (Key == "at")
    return readSpan(Variable.At);
  if (Key == "flags")
    return readFlags(Variable.Flags, variableFlagWords());
  if (Key == "class")
    return readId(Variable.TypeClass, "the USR of a class");
  if (Key == "guarded-by")
    return readPath(Variable.GuardedBy);
  if (Key == "hold")
    return readId(Variable.Hold, "the declaration of a guard");
  if (Key == "hold-shared")
    return readId(Variable.HoldShared, "the declaration of a guard");
  if (Key != "depth")
    return false;
  uint32_t Depth;
  if (!Scan.readNumber(Depth, UINT16_MAX))
    return false;
  Variable.LoopDepth = static_cast<uint16_t>(Depth);
  return true;
}

bool FactsReader::readGlobal() {
  VariableFacts Global;
  if (!readNewUsr(Global.Usr, "global's USR"))
    return false;
  Global.Name = Global.Usr;
  if (!readAttributes("name, at, flags, class, depth, guarded-by, hold, "
                      "hold-shared",
                      [&](StringRef Key) {
                        return Key == "name"
                                   ? readId(Global.Name, "a name")
                                   : readVariableAttribute(Key, Global);
                      }))
    return false;
  Facts.Globals.push_back(std::move(Global));
  return finishEntity();
}

bool FactsReader::readClass() {
  Current = Entity::Class;
  ClassFacts &Class = Facts.Classes.emplace_back();
  if (!readNewUsr(Class.Usr, "class's USR"))
    return false;
  Class.Name = Class.Usr;
  bool IsRead = readAttributes("name, at, flags, bases", [&](StringRef Key) {
    if (Key == "at")
      return readSpan(Class.At);
    if (Key == "name")
      return readId(Class.Name, "a name");
    if (Key == "flags")
      return readFlags(Class.Flags, classFlagWords());
    return Key == "bases" && readIds(Class.Bases, "the USR of a class");
  });
  if (Class.At != SourceSpan{})
    File = Class.At.File;
  return IsRead;
}

bool FactsReader::readField() {
  if (!requireEntity(Entity::Class, "expected 'field' to follow a class"))
    return false;
  VariableFacts &Field = Facts.Classes.back().Fields.emplace_back();
  if (!readId(Field.Usr, "the USR of a field"))
    return false;
  Field.Name = Field.Usr;
  return readAttributes("name, at, flags, class, depth, guarded-by, hold, "
                        "hold-shared",
                        [&](StringRef Key) {
                          return Key == "name"
                                     ? readId(Field.Name, "a name")
                                     : readVariableAttribute(Key, Field);
                        });
}

bool FactsReader::checkUse(const IndexUse &Use, size_t Count, StringRef What) {
  if (Use.Line == 0 || Use.Largest < Count)
    return true;
  return Scan.failAt(Use.Line, "expected " + What + " below " +
                                   llvm::Twine(Count) + ", found " +
                                   llvm::Twine(Use.Largest));
}

/// Checks what can be checked only when all lines of an entity are read.
bool FactsReader::finishEntity() {
  bool IsSound =
      Current == Entity::Function
          ? finishFunction(function())
          : checkUse(Uses.Params, 0, "the number of a parameter") &&
                checkUse(Uses.Locals, 0, "the number of a local") &&
                checkUse(Uses.Instructions, 0, "the number of an instruction");
  Current = Entity::None;
  EntityLine = Scan.line();
  File = Facts.MainFile;
  OwnFrame = NameId::None;
  Uses = EntityUses();
  Numbers.clear();
  IsCounting = true;
  return IsSound && !Scan.hasFailed();
}

bool FactsReader::readLine() {
  if (Scan.isNext('%'))
    return readInstruction();
  if (Scan.takeWord("field"))
    return readField();
  if (Scan.takeWord("param"))
    return readParamOrLocal(&FunctionFacts::Params);
  if (Scan.takeWord("local"))
    return readParamOrLocal(&FunctionFacts::Locals);
  if (Scan.takeWord("capture"))
    return readCapture();
  if (Scan.takeWord("contract"))
    return readContract();
  if (Scan.takeWord("block"))
    return readBlock();
  if (Scan.takeWord("statement"))
    return readStatement();
  if (Current == Entity::Function && findInstrKind(Scan.peekWord()))
    return readInstruction();

  if (!finishEntity())
    return false;
  if (Scan.takeWord("function"))
    return readFunction();
  if (Scan.takeWord("class"))
    return readClass();
  if (Scan.takeWord("global"))
    return readGlobal();
  if (Scan.takeWord("copied"))
    return readCopied();
  if (Scan.takeWord("problem"))
    return readProblem();
  if (Scan.takeWord("lost"))
    return readLost();
  if (Scan.takeWord("main-file"))
    return readMainFile();
  return Scan.failExpected("an entity (class, global, function, ...)");
}

/// `facts 1`, in the first line that holds anything.
bool FactsReader::readVersion() {
  uint32_t Version;
  if (!Scan.readNumber(Version))
    return false;
  if (Version != 1)
    return Scan.failAt(Scan.line(),
                       "expected facts of version 1, found version " +
                           llvm::Twine(Version));
  return Scan.expectEndOfLine();
}

template <typename Entities>
static void sortByUsr(Entities &List, const NameTable &Names) {
  auto IsLess = [&](const auto &L, const auto &R) {
    return Names.text(L.Usr) < Names.text(R.Usr);
  };
  if (!std::is_sorted(List.begin(), List.end(), IsLess))
    std::sort(List.begin(), List.end(), IsLess);
}

llvm::Error FactsReader::read() {
  bool HasVersion = Scan.findLine() && Scan.takeWord("facts");
  if (HasVersion)
    readVersion();
  bool HasEnd = false;
  while (Scan.findLine()) {
    if (HasEnd) {
      Scan.failExpected("nothing after 'end'");
    } else if (Scan.takeWord("end")) {
      HasEnd = true;
      Scan.expectEndOfLine();
    } else {
      readLine();
    }
  }
  finishEntity();
  if (HasVersion && !HasEnd)
    Scan.failAt(Scan.line(), "expected 'end', found the end of the file");
  if (llvm::Error E = Scan.takeError())
    return E;
  sortByUsr(Facts.Functions, Facts.Names);
  sortByUsr(Facts.Classes, Facts.Names);
  sortByUsr(Facts.Globals, Facts.Names);
  return llvm::Error::success();
}

llvm::Expected<TuFacts> mapwarden::readFacts(StringRef Text,
                                             StringRef FileName) {
  TuFacts Facts;
  if (llvm::Error E = FactsReader(Text, FileName, Facts).read())
    return std::move(E);
  return Facts;
}
