// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Rewriting a callee's paths with the arguments of one call, so that they
/// speak of the caller's objects.
#ifndef MAPWARDEN_ANALYSIS_SUBSTITUTION_H
#define MAPWARDEN_ANALYSIS_SUBSTITUTION_H

#include "Analysis/Aliases.h"
#include "Analysis/CallGraph.h"
#include "Analysis/Summary.h"

namespace mapwarden {

/// One call (or thread start) of Callee by Caller.
class Substitution {
public:
  /// The call at instruction \p Instr of \p Caller when it runs \p Target.
  Substitution(const Program &Prog, PathStore &Store,
               const FunctionFacts &Caller, uint32_t Instr,
               const CallTarget &Target);
  /// A call of \p Target by code below the caller (an invoked parameter), with
  /// arguments already in the caller's terms, on \p Object if that is known.
  Substitution(const Program &Prog, PathStore &Store,
               const FunctionFacts &Caller, uint32_t Instr,
               const CallTarget &Target, llvm::ArrayRef<PathId> Arguments,
               PathId Object = UnknownPath);

  /// The callee makes \p Object and returns it: to the caller it is the result
  /// of this call.
  void nameMade(PathId Object) { Made = Object; }
  /// Whether \p Path is that object, or a part of it.
  bool isOfMade(PathId Path) const {
    return Made != UnknownPath && Store.prefix(Path, 0) == Made;
  }

  /// \p Path in the caller's terms; UnknownPath when the caller cannot see the
  /// object (a local of the callee).
  PathId operator()(PathId Path) const;
  /// The same for locks. A lock that cannot be translated and is not a local
  /// mutex of the callee stays as it is: it is the same lock whenever the
  /// callee runs.
  PathId lock(PathId Path) const;
  /// The value passed for parameter \p Index, or null.
  const Value *argument(uint32_t Index) const {
    return Index < Values.size() ? Values[Index] : nullptr;
  }
  /// The value passed for \p Formal, if that is a parameter of the callee.
  const Value *argumentOf(const AccessPath &Formal) const {
    return Formal.Root.Kind == RootKind::Param && Formal.Selectors.empty() &&
                   Formal.Root.Frame == Callee.Usr
               ? argument(Formal.Root.Index)
               : nullptr;
  }
  PathId argumentPath(uint32_t Index) const {
    return Index < Params.size() ? Params[Index] : UnknownPath;
  }
  /// Whether \p Object (in the caller's terms) belongs to an object that the
  /// call copies: the callee works on its own copy. References inside of a
  /// copied object lead elsewhere and are not copied.
  bool isCopied(PathId Object) const;
  /// The callee is a lambda of the caller.
  bool isNested() const { return IsNested; }
  /// The object made or returned by the call, as a root of the caller.
  PathId result() const { return Result; }

private:
  void bind(llvm::ArrayRef<const Value *> Arguments, NameId Frame);
  void bindUserData(const CallTarget &Target);
  void useBound(const CallTarget &Target,
                llvm::SmallVectorImpl<const Value *> &Arguments);
  PathId valuePath(const Value &V, NameId Frame);
  NameId renameElement(NameId Name) const;
  std::optional<std::string> wordsFor(llvm::StringRef Variable) const;

  const Program &Prog;
  PathStore &Store;
  const FunctionFacts &Caller, &Callee;
  PathId This = UnknownPath, Result = UnknownPath, Made = UnknownPath;
  llvm::SmallVector<PathId, 4> Params;
  llvm::SmallVector<const Value *, 4> Values;
  llvm::SmallVector<PathId, 2> Copied; // Objects passed by value.
  bool IsNested = false; ///< The callee is a lambda of the caller: names mean
                         ///< the same in both.
  bool IsFromBelow = false; ///< Of its arguments only objects are known.
};

} // namespace mapwarden

#endif
