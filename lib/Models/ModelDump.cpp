// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The effective models as YAML: what `mapwarden models --dump` prints.
///
/// The text is a model file again: reading it gives the same models. It is
/// complete (inheritance is resolved, defaults are written out), so that a user
/// can copy an entry and change it, and the comment before each entry says
/// which file it came from. llvm::yaml::Output writes no comments, hence the
/// few lines of our own.
#include "Models/ModelSchema.h"
#include "Models/ModelSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// Quotes what is not a word, and what YAML may take for something other than
/// text.
static void writeString(StringRef Text, llvm::raw_ostream &Out) {
  bool IsPlain = !Text.empty() &&
                 (llvm::isAlpha(Text.front()) || Text.front() == '_') &&
                 Text.back() != ':' && llvm::all_of(Text, [](char C) {
                   return llvm::isAlnum(C) || C == '_' || C == ':' || C == '-';
                 });
  if (IsPlain) {
    Out << Text;
    return;
  }
  Out << '"';
  for (unsigned char C : Text) {
    if (C == '"' || C == '\\')
      Out << '\\' << C;
    else if (C < 0x20)
      Out << "\\x" << llvm::hexdigit(C >> 4) << llvm::hexdigit(C & 15);
    else
      Out << C;
  }
  Out << '"';
}

static void writeValue(bool Value, llvm::raw_ostream &Out) {
  Out << (Value ? " true" : " false");
}
static void writeValue(const std::string &Value, llvm::raw_ostream &Out) {
  Out << ' ';
  writeString(Value, Out);
}
static void writeValue(int Value, llvm::raw_ostream &Out) {
  Out << ' ' << Value;
}
static void writeValue(LockFunctionModel::Action Value,
                       llvm::raw_ostream &Out) {
  for (const auto &Word : ActionWords)
    if (Word.Meaning == Value)
      Out << ' ' << Word.Word;
}
static void writeValue(const std::vector<std::string> &Values,
                       llvm::raw_ostream &Out) {
  Out << " [";
  StringRef Separator = "";
  for (const std::string &Value : Values) {
    Out << Separator;
    writeString(Value, Out);
    Separator = ", ";
  }
  Out << ']';
}
static void
writeValue(const std::map<std::string, ContainerOperation> &Operations,
           llvm::raw_ostream &Out) {
  if (Operations.empty())
    Out << " []";
  for (const auto &[Name, Operation] : Operations) {
    Out << "\n      - { names: [";
    writeString(Name, Out);
    Out << "], effects: [";
    StringRef Separator = "";
    for (const auto &Word : EffectWords)
      if (Operation.Effects & Word.Meaning) {
        Out << Separator << Word.Word;
        Separator = ", ";
      }
    Out << ']';
    if (Operation.ReturnsElement)
      Out << ", returns: "
          << (Operation.ReturnsIterator ? "iterator" : "element");
    if (Operation.KeyArgument != -1)
      Out << ", key-argument: " << Operation.KeyArgument;
    if (Operation.OtherContainerArgument != -1)
      Out << ", other-container-argument: " << Operation.OtherContainerArgument;
    Out << " }";
  }
}

void ModelSet::dump(llvm::raw_ostream &Out) const {
  forEachModelSection([&](auto Section) {
    using Entry = typename decltype(Section)::EntryType;
    const std::vector<Entry> &Entries = Model.*Section.Entries;
    if (Entries.empty())
      return;
    Out << Section.Name << ":\n";
    for (const Entry &E : Entries) {
      std::string From = E.Origin.File;
      llvm::replace(
          From, '\n',
          ' '); // A file name may hold anything; it must not end the comment.
      Out << "  # " << From << ':' << E.Origin.Line << "\n  - id: ";
      writeString(E.Id, Out);
      Out << '\n';
      forEachModelKey<Entry>([&](auto Key, unsigned) {
        Out << "    " << Key.Name << ':';
        writeValue(E.*Key.Field, Out);
        Out << '\n';
      });
    }
  });
}
