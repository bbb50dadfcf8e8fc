// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a translation unit names but nothing declares, and declarations that
/// let Clang understand it all the same.
///
/// A header that is not installed takes its types with it. Clang then drops
/// every statement that uses one: `vendor::ScopedLock L(M);` leaves no
/// trace in the tree, and what it guards looks unguarded. So the names that the
/// errors of a parse complain of are collected, with how they are used (a
/// namespace, a class, a template, a macro that decorates), and declared as the
/// models of libraries describe them, or as a class that can be made of
/// anything; then the unit is parsed again with these declarations in front.
///
/// Left out on purpose: missing functions and variables. An expression with
/// one of them is lost, which costs only what it says itself.
#ifndef MAPWARDEN_EXTRACT_MISSINGNAMES_H
#define MAPWARDEN_EXTRACT_MISSINGNAMES_H

#include "Models/ModelSet.h"
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class Diagnostic;
}

namespace mapwarden {

/// The name of the header with the declarations; no file of a program ends in
/// it.
inline constexpr llvm::StringLiteral MissingNamesFile =
    "/mapwarden/missing-names.h";

/// Filled by one or several parses of one unit.
class MissingNames {
public:
  /// Looks at an error of a parse: notes the name that it misses, if any.
  void note(const clang::Diagnostic &Error);
  /// How many errors note() has seen since this was last asked, without those
  /// that cost one expression alone: the more of the program Clang understands,
  /// the more of them there are.
  unsigned takeErrorCount() { return std::exchange(Errors, 0); }
  /// To be called before declarations(): drops what the last parse has shown to
  /// be wrong. True when the next parse sees classes that were hidden so far,
  /// with errors of their own.
  bool startRound();
  /// Declarations of all names noted so far, as the text of a header; empty
  /// when there is none. The same text for the same names in any order.
  std::string declarations(const ModelSet &Models) const;

private:
  struct Entity {
    bool IsType = false;
    bool IsTemplate = false;
    std::map<std::string, Entity> Inner;
    void drop(const std::string &Name);
  };
  /// Whether a macro or class is called like what holds a lock.
  static bool soundsLikeGuard(llvm::StringRef Name);
  /// Looks for the missing name; false when \p Error names none that can be
  /// declared.
  bool noteName(const clang::Diagnostic &Error);
  void add(const std::vector<std::string> &Chain,
           const std::vector<bool> &Templates, bool IsType);
  void declare(const ModelSet &Models, const std::string &Scope,
               const std::string &Name, const Entity &What,
               std::string &Out) const;

  Entity Root;
  unsigned Errors = 0;
  /// Macros, and whether they are used with arguments.
  std::map<std::string, bool> Macros;
  /// Names that the program defines after all.
  std::set<std::string> Declared;
  /// A macro in front of class names was met for the first time: what else is
  /// missing may be one of those classes.
  bool HidesClasses = false;
  /// Names of the standard library were missed; its headers are included.
  bool NeedsStandard = false, HasStandard = false;
};

} // namespace mapwarden

#endif
