// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A source file as those see it who write edits: tokens, places, indentation.
///
/// Where a statement stands comes from the compiler (Facts/Statement.h); what
/// is inside of it, up to a bracket or a name, is read from its tokens. The
/// file is the one that was analysed, or an edit would go astray; a file that
/// cannot be read, lies outside of the project or says that it was generated
/// gets no edits.
#ifndef MAPWARDEN_FIXES_EDITEDFILE_H
#define MAPWARDEN_FIXES_EDITEDFILE_H

#include "Findings/Finding.h"
#include "Findings/SourceLexer.h"
#include "Findings/SourceTexts.h"
#include "Findings/SuppressionText.h"
#include "Support/SourceSpan.h"
#include <map>

namespace mapwarden {

class EditedFile {
public:
  EditedFile(llvm::StringRef Name, llvm::StringRef Text);

  llvm::StringRef name() const { return Name; }
  llvm::StringRef text() const { return Text; }
  llvm::StringRef text(size_t Begin, size_t End) const {
    return Text.slice(Begin, End);
  }
  /// Code and directives, without comments.
  llvm::ArrayRef<SourceToken> tokens() const { return Tokens; }
  llvm::StringRef spell(size_t Token) const {
    return Text.slice(Tokens[Token].Begin, Tokens[Token].End);
  }
  /// Number of the first token that begins at \p Offset or behind it.
  size_t tokenAt(size_t Offset) const;
  /// The bracket that goes with the one at token \p Opening; the number of
  /// tokens when there is none. Linear in what is between them.
  size_t closing(size_t Opening) const;
  /// The same backwards, for a closing bracket.
  std::optional<size_t> opening(size_t Closing) const;
  /// The first token of the declaration that token \p In stands in: it begins
  /// behind a semicolon, brace, access label or directive, or behind one of
  /// \p Stops.
  size_t declarationBegin(size_t In,
                          llvm::ArrayRef<llvm::StringRef> Stops) const;
  /// Is there a preprocessor directive in this range?
  bool hasDirective(size_t Begin, size_t End) const;
  /// Does the word occur in this range?
  bool hasWord(size_t Begin, size_t End, llvm::StringRef Word) const;

  std::optional<size_t> offset(uint32_t Line, uint32_t Column) const;
  std::optional<size_t> begin(const SourceSpan &At) const {
    return offset(At.Line, At.Column);
  }
  std::optional<size_t> end(const SourceSpan &At) const {
    return offset(At.EndLine, At.EndColumn);
  }
  /// Bytes [Begin, End) as a place; empty for an insertion.
  FilePlace place(size_t Begin, size_t End) const;
  Replacement replace(size_t Begin, size_t End, llvm::StringRef With) const {
    return {place(Begin, End), With.str()};
  }
  Replacement insert(size_t At, llvm::StringRef New) const {
    return replace(At, At, New);
  }
  /// The white space that the line of \p Offset begins with.
  llvm::StringRef indentAt(size_t Offset) const;
  /// Is there nothing but white space between the line's begin and \p Offset?
  bool isFirstOnLine(size_t Offset) const;
  /// `\r\n` or `\n`, as the file has it.
  llvm::StringRef lineEnd() const;
  /// One step of indentation, as the file has it.
  llvm::StringRef step() const;
  /// An edit that includes \p Header (`<mutex>`); nothing when it is included
  /// already or there is no place for it.
  std::optional<Replacement> include(llvm::StringRef Header) const;
  bool includes(llvm::StringRef Header) const;
  /// The first lines say that a program wrote it.
  bool isGenerated() const;

private:
  std::string Name;
  llvm::StringRef Text;
  std::vector<SourceToken> Tokens;
  std::vector<size_t> LineStarts;
  LineIndex Lines;
};

/// Files by name; each is lexed once.
class EditedFiles {
public:
  explicit EditedFiles(SourceTexts &Sources) : Sources(Sources) {}
  /// Null when it must not be edited.
  const EditedFile *find(llvm::StringRef Name);

private:
  SourceTexts &Sources;
  std::map<std::string, std::unique_ptr<EditedFile>> Known;
};

} // namespace mapwarden

#endif
