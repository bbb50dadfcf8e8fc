// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Branches behind which something happens once: home-made once-flags.
///
/// `if (count++ > 0) return;`, `if (!loaded) { ...; loaded = true; }`, `if
/// (table.empty()) fill();`, all under a mutex, and double-checked locking with
/// an atomic flag. What is done on the one way happens before everything that
/// follows the other way or comes after the place where they meet: whoever gets
/// there has released, or seen, what the one that did it has published
/// ([intro.races], synchronises-with of an unlock and a later lock). So the
/// tested variable is held like the flag of a call_once.
#ifndef MAPWARDEN_ANALYSIS_ONCETESTS_H
#define MAPWARDEN_ANALYSIS_ONCETESTS_H

#include "Analysis/BranchRegions.h"
#include "Analysis/PathStore.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <map>

namespace mapwarden {

/// Where the flags of a program are set. A flag that others set, too, may be
/// taken back, and then nothing happens once. Linear in the program.
class FlagSetters {
public:
  explicit FlagSetters(const Program &Prog);
  /// A function, in all its versions and instances, that sets a variable.
  struct Setter {
    SourceSpan At;
    llvm::SmallVector<NameId, 1> Usrs;
    bool AreSeveral = false;
  };
  /// What sets the variable at \p Flag; null when nothing does. Constructors,
  /// destructors and functions that by their name end everything do not count.
  const Setter *of(const AccessPath &Flag) const;
  /// Whether the function \p Usr and its lambdas are all that set \p Flag.
  bool isSetOnlyIn(const AccessPath &Flag, NameId Usr) const;

private:
  const Program *Prog;
  llvm::DenseMap<NameId, Setter> Setters;
};

/// The tests of one function, each looked for when it is asked for, in time
/// linear in the function. They are once-tests under a mutex only, which the
/// caller must know.
class OnceTests {
public:
  OnceTests(const FunctionFacts &Function, const FlagSetters &Setters)
      : Function(Function), Setters(Setters), Regions(Function) {}

  /// The way out that all but the first one take.
  enum DoneEdge : uint8_t { None, First, Second };
  /// That of the branch at the end of \p Block; None when it is no such test.
  DoneEdge at(uint32_t Block);

private:
  DoneEdge findForFlag(uint32_t Block, const Instruction &Test);
  DoneEdge findForMap(uint32_t Block, const Instruction &Test);
  template <typename Predicate>
  bool anyOn(uint32_t Block, size_t Edge, Predicate Matches);

  const FunctionFacts &Function;
  const FlagSetters &Setters;
  BranchRegions Regions;
  std::map<uint32_t, DoneEdge> Asked;
};

} // namespace mapwarden

#endif
