// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The shape of the loop is read off its tokens; that they are a loop over the
/// map, and where the erasure is, is known from the facts.
#include "Fixes/IterationRepair.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

class LoopRepair {
public:
  LoopRepair(const EditedFile &File, FixContext &Ctx,
             const FunctionFacts &Function)
      : File(File), Ctx(Ctx), Function(Function) {}

  std::optional<Fix> run(const Instruction &Begin, const Instruction &Erase);

private:
  size_t size() const { return File.tokens().size(); }
  size_t begin(size_t Token) const { return File.tokens()[Token].Begin; }
  size_t end(size_t Token) const { return File.tokens()[Token].End; }
  StringRef at(size_t Token) const {
    return Token < size() ? File.spell(Token) : StringRef();
  }
  std::string join(size_t From, size_t To) const;
  bool findErase(size_t Member);
  bool findLoop(size_t Start);
  bool readHeader();
  bool readRange(size_t Colon);
  bool readSteps(llvm::ArrayRef<size_t> Semicolons);
  bool isStep(size_t From, size_t To) const;
  bool checkNesting();
  size_t skipStatement(size_t Token) const;
  bool checkTail();
  bool namesCurrent() const;
  void edit(Fix &Out);
  void editErase(Fix &Out);
  void insertBehind(size_t Offset, std::string Text, Fix &Out) const;

  const EditedFile &File;
  FixContext &Ctx;
  const FunctionFacts &Function;
  // The erasing statement: `Receiver.erase(Argument);`, as tokens.
  size_t Statement = 0, Member = 0, Open = 0, Close = 0;
  std::string Receiver, Argument;
  // The loop.
  size_t Loop = 0, HeaderOpen = 0, HeaderClose = 0;
  bool IsRange = false, IsWhile = false, IsBraced = false;
  std::string Iterator, Element, Declaration, Range;
  std::string FirstName; ///< Of the bindings.
  size_t StepBegin = 0;  ///< Offset of the second `;` of the header.
  size_t BodyEnd = 0;    ///< The last token of the body.
  bool IsConditional = false, HasContinue = false;
};

} // namespace

/// The tokens with blanks only between words.
std::string LoopRepair::join(size_t From, size_t To) const {
  std::string Text;
  for (size_t I = From; I < To; ++I) {
    bool IsWord = File.tokens()[I].Kind == TokenKind::Word;
    if (IsWord && I > From && File.tokens()[I - 1].Kind == TokenKind::Word)
      Text += ' ';
    Text += File.spell(I);
  }
  return Text;
}

static bool isPathSign(StringRef Text) {
  return Text == "." || Text == "-" || Text == ">" || Text == ":";
}

bool LoopRepair::findErase(size_t Name) {
  Member = Name;
  Open = Member + 1;
  if (at(Open) != "(")
    return false;
  Close = File.closing(Open);
  if (at(Close + 1) != ";")
    return false;
  Argument = join(Open + 1, Close);
  Statement = Member;
  while (Statement > 0 &&
         (File.tokens()[Statement - 1].Kind == TokenKind::Word ||
          isPathSign(at(Statement - 1)))) {
    StringRef Before = at(Statement - 1);
    if (Before == "else" || Before == "return" || Before == "do" ||
        (Before == ":" && at(Statement - 2) != ":" && at(Statement) != ":"))
      break;
    --Statement;
  }
  StringRef Before = Statement > 0 ? at(Statement - 1) : "";
  if (Before != ";" && Before != "{" && Before != "}" && Before != ")" &&
      Before != "else")
    return false;
  // Without the `.` or `->` in front of the member.
  size_t End = Member;
  while (End > Statement && isPathSign(at(End - 1)))
    --End;
  Receiver = join(Statement, End);
  return !Receiver.empty();
}

/// The loop whose header or body holds token \p Start, where the iteration
/// begins, and that holds the erasure.
bool LoopRepair::findLoop(size_t Start) {
  for (size_t I = Statement; I-- > 0;) {
    bool IsFor = at(I) == "for", IsLoop = IsFor || at(I) == "while";
    if (!IsLoop || at(I + 1) != "(")
      continue;
    HeaderOpen = I + 1;
    HeaderClose = File.closing(HeaderOpen);
    if (HeaderClose >= Statement)
      continue;
    bool StartsHere = Start >= HeaderOpen && Start < HeaderClose;
    if (IsFor ? !StartsHere : Start > I)
      continue;
    Loop = I;
    IsWhile = !IsFor;
    IsBraced = at(HeaderClose + 1) == "{";
    return true;
  }
  return false;
}

bool LoopRepair::isStep(size_t From, size_t To) const {
  std::string Text = join(From, To);
  return Text == "++" + Iterator || Text == Iterator + "++";
}

bool LoopRepair::readRange(size_t Colon) {
  IsRange = true;
  Range = join(Colon + 1, HeaderClose);
  Declaration = File.text(begin(HeaderOpen + 1), end(Colon - 1)).str();
  if (Range != Receiver)
    return false;
  if (at(Colon - 1) == "]") {
    std::optional<size_t> List = File.opening(Colon - 1);
    if (!List)
      return false;
    FirstName = at(*List + 1).str();
  } else {
    Element = at(Colon - 1).str();
  }
  // A name that nothing in the function has.
  std::optional<size_t> From = File.offset(Function.At.Line, 1);
  std::optional<size_t> To = File.offset(Function.EndLine + 1, 1);
  bool IsUpper = llvm::isUpper((Element + FirstName).front());
  Iterator = IsUpper ? "It" : "it";
  for (unsigned I = 2;
       From && I < 100 &&
       File.hasWord(*From, To.value_or(File.text().size()), Iterator);
       ++I)
    Iterator = (IsUpper ? "It" : "it") + std::to_string(I);
  return From.has_value();
}

bool LoopRepair::readSteps(llvm::ArrayRef<size_t> Semicolons) {
  if (Semicolons.size() != 2)
    return false;
  // `auto It = m.begin(), End = m.end()`
  size_t Equals = HeaderOpen + 1;
  while (Equals < Semicolons[0] && at(Equals) != "=")
    ++Equals;
  if (Equals == Semicolons[0])
    return false;
  // erase() takes no reverse iterator.
  for (size_t I = Equals; I < Semicolons[0]; ++I)
    if (at(I) == "rbegin" || at(I) == "crbegin")
      return false;
  Iterator = at(Equals - 1).str();
  StepBegin = end(Semicolons[1]);
  return isStep(Semicolons[1] + 1, HeaderClose);
}

bool LoopRepair::readHeader() {
  if (IsWhile) {
    Iterator = at(HeaderOpen + 1).str();
    return IsBraced && at(HeaderOpen + 2) == "!";
  }
  llvm::SmallVector<size_t, 2> Semicolons;
  std::optional<size_t> Colon;
  for (size_t I = HeaderOpen + 1; I < HeaderClose; ++I) {
    StringRef Sign = at(I);
    if (Sign == "(" || Sign == "[" || Sign == "{")
      I = File.closing(I);
    else if (Sign == ";")
      Semicolons.push_back(I);
    else if (Sign == ":" && at(I + 1) == ":")
      ++I;
    else if (Sign == ":" && !Colon)
      Colon = I;
  }
  if (Colon && Semicolons.empty())
    return readRange(*Colon);
  return readSteps(Semicolons);
}

/// Does the erasure name the element that the loop stands on?
bool LoopRepair::namesCurrent() const {
  if (IsRange)
    return FirstName.empty()
               ? Argument == Element || Argument == Element + ".first"
               : Argument == FirstName;
  return Argument == Iterator || Argument == Iterator + "->first" ||
         Argument == "*" + Iterator || Argument == "(*" + Iterator + ").first";
}

/// Only `if`, `else` and plain blocks may stand between the loop and the
/// erasure: anything else would be what `continue` continues.
bool LoopRepair::checkNesting() {
  size_t Token = Statement;
  while (Token > HeaderClose + 1) {
    StringRef Before = at(Token - 1);
    if (Before == ")") {
      std::optional<size_t> Paren = File.opening(Token - 1);
      if (!Paren)
        return false;
      size_t Word = *Paren - 1;
      if (at(Word) == "constexpr")
        --Word;
      if (at(Word) != "if")
        return false;
      IsConditional = true;
      Token = Word;
    } else if (Before == "else") {
      IsConditional = true;
      // Back over the statement that the `if` has run, to the `if`.
      size_t I = Token - 1;
      unsigned Depth = 0;
      while (I-- > HeaderClose + 1) {
        if (at(I) == ")" || at(I) == "}" || at(I) == "]")
          ++Depth;
        if (at(I) == "(" || at(I) == "{" || at(I) == "[")
          --Depth;
        if (Depth == 0 && at(I) == "if")
          break;
      }
      if (at(I) != "if")
        return false;
      Token = I;
    } else if (Before == "{") {
      if (Token - 1 == HeaderClose + 1)
        return true;
      --Token;
    } else {
      // The statement in front, in the same block: over it.
      size_t I = Token;
      int Depth = 0;
      while (I-- > HeaderClose + 1) {
        if (at(I) == "}" || at(I) == ")" || at(I) == "]")
          ++Depth;
        if (at(I) == "{" || at(I) == "(" || at(I) == "[")
          --Depth;
        if (Depth < 0)
          break;
      }
      if (at(I) != "{" || Depth >= 0)
        return false;
      Token = I + 1;
    }
  }
  return true;
}

/// The token behind the statement that begins at \p Token: a block, or up to
/// the next `;`. An `if` with its branches.
size_t LoopRepair::skipStatement(size_t Token) const {
  if (at(Token) == "{")
    return File.closing(Token) + 1;
  if (at(Token) == "if") {
    size_t Paren = at(Token + 1) == "constexpr" ? Token + 2 : Token + 1;
    size_t Next = skipStatement(File.closing(Paren) + 1);
    return at(Next) == "else" ? skipStatement(Next + 1) : Next;
  }
  while (Token < size() && at(Token) != ";") {
    StringRef Sign = at(Token);
    if (Sign == "(" || Sign == "{" || Sign == "[")
      Token = File.closing(Token);
    ++Token;
  }
  return Token + 1;
}

/// Nothing runs behind the erasure in its turn of the loop.
bool LoopRepair::checkTail() {
  size_t Next = Close + 2;
  size_t Stop =
      IsBraced ? File.closing(HeaderClose + 1) : skipStatement(HeaderClose + 1);
  BodyEnd = IsBraced ? Stop : Stop - 1;
  if (at(Next) == "continue" && at(Next + 1) == ";") {
    HasContinue = true;
    Next += 2;
  }
  // `continue` elsewhere would pass the step by.
  for (size_t I = HeaderClose + 1; I < Stop; ++I)
    if (at(I) == "continue" && !(HasContinue && I == Close + 2) && !IsWhile)
      return false;
  while (Next < Stop) {
    if (at(Next) == "}")
      ++Next;
    else if (at(Next) == "else")
      Next = skipStatement(Next + 1);
    else if (IsWhile && isStep(Next, Next + 3) && at(Next + 3) == ";")
      Next += 4;
    else
      return false;
  }
  return Next >= Stop;
}

/// Behind a comment at the end of the line.
void LoopRepair::insertBehind(size_t Offset, std::string Text, Fix &Out) const {
  StringRef Rest = File.text().drop_front(Offset);
  StringRef Line =
      Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
  if (Line.ltrim().starts_with("//"))
    Offset += Line.size();
  Out.Edits.push_back(File.insert(Offset, Text));
}

void LoopRepair::editErase(Fix &Out) {
  std::string Access = File.text(begin(Statement), end(Open)).str();
  std::string New = Iterator + " = " + Access + Iterator + ");";
  bool NeedsContinue = IsConditional && !HasContinue;
  bool NeedsBraces = NeedsContinue &&
                     (at(Statement - 1) == ")" || at(Statement - 1) == "else");
  std::string Break = File.lineEnd().str();
  std::string Indent = File.indentAt(begin(Statement)).str();
  if (!NeedsContinue) {
    Out.Edits.push_back(File.replace(begin(Statement), end(Close + 1), New));
    return;
  }
  if (!File.isFirstOnLine(begin(Statement))) {
    New += " continue;";
    if (NeedsBraces)
      New = "{ " + New + " }";
    Out.Edits.push_back(File.replace(begin(Statement), end(Close + 1), New));
    return;
  }
  New += Break + Indent + "continue;";
  if (!NeedsBraces) {
    Out.Edits.push_back(File.replace(begin(Statement), end(Close + 1), New));
    return;
  }
  std::string Outer = File.indentAt(begin(Statement - 1)).str();
  Out.Edits.push_back(File.insert(end(Statement - 1), " {"));
  Out.Edits.push_back(File.replace(begin(Statement), end(Close + 1), New));
  if (at(Close + 2) == "else")
    Out.Edits.push_back(
        File.replace(end(Close + 1), begin(Close + 2), Break + Outer + "} "));
  else if (IsBraced || IsWhile)
    insertBehind(end(Close + 1), Break + Outer + "}", Out);
}

void LoopRepair::edit(Fix &Out) {
  std::string Break = File.lineEnd().str();
  std::string Outer = File.indentAt(begin(Loop)).str();
  std::string Inner = Outer + File.step().str();
  editErase(Out);
  if (IsWhile)
    return; // It advances by itself.
  std::string Binding;
  if (IsRange) {
    Out.Edits.push_back(File.replace(begin(HeaderOpen), end(HeaderClose),
                                     "(auto " + Iterator + " = " + Range +
                                         ".begin(); " + Iterator +
                                         " != " + Range + ".end();)"));
    Binding = Declaration + " = *" + Iterator + ";";
  } else {
    Out.Edits.push_back(File.replace(StepBegin, begin(HeaderClose), ""));
  }
  std::string Step = IsConditional ? "++" + Iterator + ";" : "";
  if (IsBraced) {
    size_t Brace = HeaderClose + 1;
    bool IsOneLine = File.text(begin(Brace), end(BodyEnd)).count('\n') == 0;
    std::string Gap = IsOneLine ? " " : Break + Inner;
    if (!Binding.empty())
      Out.Edits.push_back(File.insert(end(Brace), Gap + Binding));
    if (!Step.empty())
      Out.Edits.push_back(File.insert(
          begin(BodyEnd),
          IsOneLine ? Step + " " : File.step().str() + Step + Break + Outer));
    return;
  }
  // A body without braces gets them.
  Out.Edits.push_back(
      File.insert(end(HeaderClose),
                  " {" + (Binding.empty() ? "" : Break + Inner + Binding)));
  std::string Tail;
  bool IsLast = BodyEnd == Close + 1;
  bool NeedsBraces = IsConditional && !HasContinue && IsLast &&
                     File.isFirstOnLine(begin(Statement)) &&
                     (at(Statement - 1) == ")" || at(Statement - 1) == "else");
  if (NeedsBraces)
    Tail += Break + File.indentAt(begin(Statement - 1)).str() + "}";
  if (!Step.empty())
    Tail += Break + Inner + Step;
  Tail += Break + Outer + "}";
  insertBehind(end(BodyEnd), Tail, Out);
}

std::optional<Fix> LoopRepair::run(const Instruction &Begin,
                                   const Instruction &Erase) {
  std::optional<size_t> Start = File.begin(Begin.At),
                        Where = File.begin(Erase.At);
  if (!Start || !Where || Begin.At.File != Erase.At.File)
    return std::nullopt;
  size_t Name = File.tokenAt(*Where);
  // The place of a call is that of its member.
  if (at(Name) != Ctx.Prog.text(Erase.Name) || !findErase(Name) ||
      !findLoop(File.tokenAt(*Start)) || !readHeader() || !namesCurrent() ||
      !checkNesting() || !checkTail() ||
      File.hasDirective(begin(Loop), end(BodyEnd)))
    return std::nullopt;
  if (!IsBraced && !IsWhile && at(Close + 2) == "else")
    return std::nullopt;
  Fix Out;
  Out.Description = "go on from the iterator that " +
                    Ctx.Prog.text(Erase.Name).str() + " returns";
  edit(Out);
  llvm::sort(Out.Edits);
  return Out;
}

std::optional<Fix> mapwarden::continueIteration(FixContext &Ctx,
                                                const BrokenIteration &Broken) {
  const FunctionFacts &Function = Ctx.function(Broken.Function);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  const Instruction &Erase = Function.Instructions[Broken.Mutation];
  if (!File || Broken.Inner || Broken.InvalidatedBy ||
      Function.Statements.empty() || Erase.Kind != InstrKind::Access ||
      !Erase.has(AccessContinues) || Erase.has(AccessInvalidatesAll))
    return std::nullopt;
  return LoopRepair(*File, Ctx, Function)
      .run(Function.Instructions[Broken.Begin], Erase);
}
