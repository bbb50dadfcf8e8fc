// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tokens and lines of a file.
#include "Fixes/EditedFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

EditedFile::EditedFile(StringRef Name, StringRef Text)
    : Name(Name.str()), Text(Text), Lines(Text) {
  for (const SourceToken &Token : lexSource(Text))
    if (Token.Kind != TokenKind::Comment)
      Tokens.push_back(Token);
  LineStarts.push_back(0);
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '\n' ||
        (Text[I] == '\r' && (I + 1 == Text.size() || Text[I + 1] != '\n')))
      LineStarts.push_back(I + 1);
}

size_t EditedFile::tokenAt(size_t Offset) const {
  auto IsBefore = [](const SourceToken &Token, size_t Where) {
    return Token.Begin < Where;
  };
  return std::lower_bound(Tokens.begin(), Tokens.end(), Offset, IsBefore) -
         Tokens.begin();
}

static int depthOf(StringRef Sign) {
  if (Sign == "(" || Sign == "[" || Sign == "{")
    return 1;
  return Sign == ")" || Sign == "]" || Sign == "}" ? -1 : 0;
}

size_t EditedFile::closing(size_t Opening) const {
  int Depth = 0;
  for (size_t I = Opening; I < Tokens.size(); ++I) {
    if (Tokens[I].Kind == TokenKind::Sign)
      Depth += depthOf(spell(I));
    if (Depth <= 0)
      return I;
  }
  return Tokens.size();
}

std::optional<size_t> EditedFile::opening(size_t Closing) const {
  int Depth = 0;
  for (size_t I = Closing + 1; I-- > 0;) {
    if (Tokens[I].Kind == TokenKind::Sign)
      Depth += depthOf(spell(I));
    if (Depth >= 0)
      return I;
  }
  return std::nullopt;
}

size_t EditedFile::declarationBegin(size_t In,
                                    llvm::ArrayRef<StringRef> Stops) const {
  size_t First = In;
  while (First > 0) {
    StringRef Before = spell(First - 1);
    bool IsLabel = Before == ":" && spell(First) != ":" &&
                   (First < 2 || spell(First - 2) != ":");
    if (Before == ";" || Before == "{" || Before == "}" || IsLabel ||
        Tokens[First - 1].Kind == TokenKind::Directive ||
        llvm::is_contained(Stops, Before))
      break;
    --First;
  }
  return First;
}

bool EditedFile::hasDirective(size_t Begin, size_t End) const {
  for (size_t I = tokenAt(Begin); I < Tokens.size() && Tokens[I].Begin < End;
       ++I)
    if (Tokens[I].Kind == TokenKind::Directive)
      return true;
  return false;
}

bool EditedFile::hasWord(size_t Begin, size_t End, StringRef Word) const {
  for (size_t I = tokenAt(Begin); I < Tokens.size() && Tokens[I].Begin < End;
       ++I)
    if (Tokens[I].Kind == TokenKind::Word && spell(I) == Word)
      return true;
  return false;
}

std::optional<size_t> EditedFile::offset(uint32_t Line, uint32_t Column) const {
  if (Line == 0 || Column == 0 || Line > LineStarts.size())
    return std::nullopt;
  size_t Begin = LineStarts[Line - 1];
  size_t End = Line == LineStarts.size() ? Text.size() : LineStarts[Line];
  if (Column - 1 > End - Begin)
    return std::nullopt;
  return Begin + Column - 1;
}

FilePlace EditedFile::place(size_t Begin, size_t End) const {
  LineColumn From = Lines.at(Begin), To = Lines.at(End);
  return {Name, From.Line, From.Column, To.Line, To.Column};
}

StringRef EditedFile::indentAt(size_t Offset) const {
  size_t Begin = *offset(Lines.at(Offset).Line, 1);
  return Text.drop_front(Begin).take_while(
      [](char C) { return C == ' ' || C == '\t'; });
}

bool EditedFile::isFirstOnLine(size_t Offset) const {
  size_t Begin = *offset(Lines.at(Offset).Line, 1);
  return Text.slice(Begin, Offset).trim(" \t").empty();
}

StringRef EditedFile::lineEnd() const {
  size_t First = Text.find('\n');
  return First != StringRef::npos && First > 0 && Text[First - 1] == '\r'
             ? "\r\n"
             : "\n";
}

StringRef EditedFile::step() const {
  // The least indentation in front of code.
  size_t Least = 0;
  for (const SourceToken &Token : Tokens) {
    if (Token.Kind == TokenKind::Directive || !isFirstOnLine(Token.Begin))
      continue;
    StringRef Indent = indentAt(Token.Begin);
    if (Indent.starts_with("\t"))
      return "\t";
    if (Indent.size() >= 2 && (Least == 0 || Indent.size() < Least))
      Least = Indent.size();
  }
  return Least == 4 ? "    " : "  ";
}

bool EditedFile::includes(StringRef Header) const {
  return llvm::any_of(Tokens, [&](const SourceToken &Token) {
    StringRef Line = Text.slice(Token.Begin, Token.End);
    return Token.Kind == TokenKind::Directive && Line.consume_front("#") &&
           Line.ltrim().starts_with("include") && Line.contains(Header);
  });
}

std::optional<Replacement> EditedFile::include(StringRef Header) const {
  if (includes(Header))
    return std::nullopt;
  // Behind the last inclusion that no condition and no code stands in front of;
  // before it, if that keeps a sorted list sorted.
  std::optional<size_t> Last, Before;
  int Conditions = 0;
  bool IsFirstDirective = true;
  for (const SourceToken &Token : Tokens) {
    if (Token.Kind != TokenKind::Directive)
      break;
    StringRef Line = Text.slice(Token.Begin, Token.End);
    StringRef Word = Line.drop_front().ltrim();
    // The guard of a header is no condition.
    if (Word.starts_with("if"))
      Conditions += !(IsFirstDirective && Word.starts_with("ifndef"));
    else if (Word.starts_with("endif"))
      --Conditions;
    IsFirstDirective = false;
    if (Conditions > 0 || !Word.starts_with("include"))
      continue;
    Last = Token.End;
    StringRef Named = Word.drop_front(StringRef("include").size()).trim();
    if (Named.starts_with("<") && !Before && Named > Header)
      Before = Token.Begin;
  }
  std::string New = ("#include " + Header).str();
  if (Before)
    return insert(*Before, New + lineEnd().str());
  if (!Last)
    return std::nullopt;
  return insert(*Last, lineEnd().str() + New);
}

bool EditedFile::isGenerated() const {
  StringRef Head = Text.take_front(2000);
  for (StringRef Mark :
       {"DO NOT EDIT", "Do not edit", "do not edit", "@generated",
        "AUTO-GENERATED", "automatically generated"})
    if (Head.contains(Mark))
      return true;
  return false;
}

const EditedFile *EditedFiles::find(StringRef Name) {
  auto [Entry, IsNew] = Known.try_emplace(Name.str());
  // Absolute, or above the root: not this project's.
  bool IsOurs = !Name.empty() && !Name.starts_with("/") &&
                !Name.starts_with("..") && !Name.contains(':');
  if (IsNew && IsOurs)
    if (std::optional<StringRef> Text = Sources.text(Name)) {
      auto File = std::make_unique<EditedFile>(Name, *Text);
      if (!File->isGenerated())
        Entry->second = std::move(File);
    }
  return Entry->second.get();
}
