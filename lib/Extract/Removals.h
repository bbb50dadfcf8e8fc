// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The elements that a body takes out of their collections.
///
/// What a function removes under the lock of a collection is its own from then
/// on: no other thread finds it there any more. So a pointer read from an
/// element that the body removes designates the function's own object
/// (docs/design/0016). `p = *it; list.erase(it);`, `p = m[k]; m.erase(k);`,
/// `p = q.front(); q.pop();`.
#ifndef MAPWARDEN_EXTRACT_REMOVALS_H
#define MAPWARDEN_EXTRACT_REMOVALS_H

#include "Extract/CallShape.h"

namespace mapwarden {

/// One way to name an element: by an iterator, or by its collection and key.
struct ElementName {
  const clang::ValueDecl *Collection = nullptr;
  /// The variable or field that holds the iterator or the key; null for an end
  /// of a sequence.
  const clang::ValueDecl *Handle = nullptr;
};

class Removals {
public:
  /// Looks at \p Call, which stands in the statement \p Block; null for a
  /// lambda's, which may run at any time.
  void note(LoweringContext &Context, const clang::CXXMemberCallExpr *Call,
            const clang::Stmt *Block);
  /// Is the element that \p Read reads removed by the same statement or a later
  /// one, whatever happens in between? \p InitOf gives the only value of a
  /// variable, null when it has several.
  bool
  isRemoved(LoweringContext &Context, const clang::Expr *Read,
            llvm::function_ref<const clang::Expr *(const clang::ValueDecl *)>
                InitOf) const;

private:
  struct Removal {
    ElementName Element;
    const clang::Stmt *Block;
    clang::SourceLocation Where;
  };
  llvm::SmallVector<Removal, 2> Found;
  /// Sequences from whose ends something is taken: `q.pop()`.
  llvm::DenseSet<const clang::ValueDecl *> Popped;
};

} // namespace mapwarden

#endif
