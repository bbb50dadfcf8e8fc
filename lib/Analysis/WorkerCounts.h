// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which loops that start threads start at most one.
///
/// The bound of such a loop is a number, or a field or parameter that some
/// constructor or setter call decides: `Pool pool{1}`. What is known of a count
/// is known per variable that holds the object, and for all objects of the
/// class when every call of the program agrees (docs/design/0018).
#ifndef MAPWARDEN_ANALYSIS_WORKERCOUNTS_H
#define MAPWARDEN_ANALYSIS_WORKERCOUNTS_H

#include "Analysis/PathStore.h"
#include <map>

namespace mapwarden {

class WorkerCounts {
public:
  /// How often the loop around an instruction runs.
  struct Count {
    /// At most once.
    bool IsOne = false;
    /// The field of `this`, or the function whose parameter, says it; None when
    /// nobody knows.
    NameId Key = NameId::None;
  };

  /// O(instructions), and for each function with such a loop or a setter what
  /// it calls.
  explicit WorkerCounts(const Program &Prog);

  /// The count of the only loop around \p Instr, which stands in one.
  Count around(FunctionId Function, uint32_t Instr) const;
  /// Whether the object at \p Object has at most one thread by the count \p
  /// Key.
  bool isOne(const PathStore &Store, PathId Object, NameId Key) const;

private:
  /// What a function makes of the counts of its object.
  struct Effect {
    enum Kind : uint8_t { One, Many, Param } Is = Many;
    NameId Key = NameId::None;
    uint32_t Index = 0; ///< Param.
  };
  using Effects = llvm::SmallVector<Effect, 1>;
  /// A variable: the USR of a field or global, or of the function and the
  /// number of the local.
  using Holder = std::pair<NameId, uint32_t>;

  const Effects &effectsOf(FunctionId Id, unsigned Depth);
  Effect substitute(Effect Of, const Instruction &Call) const;
  Effect given(NameId Key, const Value *Given) const;
  std::optional<Holder> holderOf(const AccessPath &Path, NameId Frame) const;
  void addCall(const FunctionFacts &Caller, const Instruction &Call);
  void set(Holder Of, NameId Key, bool IsOne);

  const Program &Prog;
  llvm::DenseMap<NameId, bool> Fields; // Those that are the bound of a loop.
  std::map<FunctionId, Effects> Known;
  std::map<std::pair<Holder, NameId>, bool> Held; // Is it one?
  std::map<NameId, bool> Anywhere;                // By key, over all objects.
  std::map<Holder, bool> Unknown;                 // Set to what nobody knows.
};

} // namespace mapwarden

#endif
