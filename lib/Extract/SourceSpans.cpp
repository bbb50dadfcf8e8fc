// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Locations to spans. Cost matters: this runs once per instruction, so names
/// of files are computed once.
#include "Extract/SourceSpans.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

SourceSpans::SourceSpans(const SourceManager &Sources,
                         const LangOptions &Language, NameTable &Names,
                         StringRef Root)
    : Sources(Sources), Language(Language), Names(Names),
      Root(Root.rtrim('/')) {
  llvm::SmallString<256> Real;
  if (!llvm::sys::fs::real_path(Root, Real))
    RealRoot = Real.str().str();
}

bool SourceSpans::isSystem(SourceLocation Where) const {
  if (Where.isInvalid())
    return true;
  SourceLocation Expansion = Sources.getExpansionLoc(Where);
  if (Sources.isWrittenInBuiltinFile(Expansion) ||
      Sources.isWrittenInCommandLineFile(Expansion))
    return true;
  return Sources.isInSystemHeader(Expansion);
}

/// \p Path without \p Root in front; empty when it lies outside.
static StringRef below(StringRef Path, StringRef Root) {
  if (Root.empty() || !Path.consume_front(Root) || !Path.consume_front("/"))
    return {};
  return Path;
}

NameId SourceSpans::fileByName(StringRef Name) {
  auto [Entry, IsNew] = FileNames.try_emplace(Name, NameId::None);
  if (!IsNew)
    return Entry->second;
  llvm::SmallString<256> Absolute(Name);
  Sources.getFileManager().makeAbsolutePath(Absolute);
  llvm::SmallString<256> Real;
  if (llvm::sys::fs::real_path(
          Absolute, Real)) { // A name from a line marker need not exist.
    Real = Absolute;
    llvm::sys::path::remove_dots(Real, /*remove_dot_dot=*/true);
  }
  StringRef Relative = below(Real, RealRoot);
  if (Relative.empty())
    Relative = below(Real, Root);
  // A link in the project to a file elsewhere: sandboxes are made of them.
  llvm::sys::path::remove_dots(Absolute);
  if (Relative.empty())
    Relative = below(Absolute, Root);
  Entry->second = Names.intern(Relative.empty() ? Name : Relative);
  return Entry->second;
}

NameId SourceSpans::file(SourceLocation Where) {
  PresumedLoc Place = Sources.getPresumedLoc(Sources.getExpansionLoc(Where));
  return Place.isValid() ? fileByName(Place.getFilename()) : NameId::None;
}

SourceSpan SourceSpans::span(SourceLocation Begin, SourceLocation End) {
  SourceSpan Span;
  if (Begin.isInvalid())
    return Span;
  PresumedLoc From = Sources.getPresumedLoc(Sources.getExpansionLoc(Begin));
  if (From.isInvalid())
    return Span;
  Span.File = fileByName(From.getFilename());
  Span.Line = Span.EndLine = From.getLine();
  Span.Column = Span.EndColumn = From.getColumn();
  SourceLocation Last =
      Sources.getExpansionRange(End.isValid() ? End : Begin).getEnd();
  PresumedLoc To = Sources.getPresumedLoc(
      Lexer::getLocForEndOfToken(Last, 0, Sources, Language));
  if (To.isValid() && std::pair(To.getLine(), To.getColumn()) >
                          std::pair(From.getLine(), From.getColumn())) {
    Span.EndLine = To.getLine();
    Span.EndColumn = To.getColumn();
  }
  return Span;
}

SourceSpan SourceSpans::span(const Stmt *Code) {
  return span(Code->getBeginLoc(), Code->getEndLoc());
}
