// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which assignments of a function's pointers are in force at an instruction.
///
/// Two questions need the order of events: which of its values a local pointer
/// that is set several times holds (`p = load(); if (!p) p = new T;`), and
/// whether an object that was made here is known to others yet
/// (`next->insert(x); current_ = next;`). Both are forward may-analyses over
/// sets of instructions (reaching definitions, Dragon book 9.2.4).
#ifndef MAPWARDEN_ANALYSIS_POINTERFLOW_H
#define MAPWARDEN_ANALYSIS_POINTERFLOW_H

#include "Analysis/PathStore.h"
#include "llvm/ADT/BitVector.h"

namespace mapwarden {

/// An object made by the function gets a name that others know.
struct Publication {
  uint32_t Instr = 0; ///< The store.
  uint32_t Made = 0;  ///< The instruction that makes the object.
  PathId Name = UnknownPath;
};

class PointerFlow {
public:
  /// Finds the local pointers of \p Function that are set more than once and
  /// solves which of their values reach which block. Linear in the function;
  /// functions with more than MaxDefinitions such assignments are not followed.
  explicit PointerFlow(const FunctionFacts &Function);

  /// The assignments of the bare local \p Number that may be in force before
  /// \p Instr; empty when the local is set at most once.
  llvm::SmallVector<uint32_t, 4> definitions(uint32_t Number,
                                             uint32_t Instr) const;
  bool isFollowed(uint32_t Number) const { return Definitions.count(Number); }

  /// Solves where the names of \p Given are in force; they end where the object
  /// is made anew.
  void publish(std::vector<Publication> Given);
  /// The first name that the object made by instruction \p Made has before
  /// \p Instr; UnknownPath when it is private.
  PathId publicName(uint32_t Made, uint32_t Instr) const;
  bool hasPublications() const { return !Published.empty(); }

  static constexpr unsigned MaxDefinitions = 256;

private:
  /// Effect of one instruction on a set of facts.
  struct Effect {
    uint32_t Instr = 0;
    llvm::SmallVector<uint32_t, 2> Kills, Starts;
  };
  /// One solved problem: effects by instruction, sets at block entries.
  struct Problem {
    std::vector<Effect> Effects; // Sorted by instruction.
    std::vector<llvm::BitVector> Entry;
  };
  void solve(Problem &Solved, unsigned Size) const;
  llvm::BitVector before(const Problem &Solved, uint32_t Instr) const;
  static void apply(const Problem &Solved, uint32_t Begin, uint32_t End,
                    llvm::BitVector &State);
  void numberBlocks();

  const FunctionFacts &Function;
  llvm::DenseMap<uint32_t, llvm::SmallVector<uint32_t, 4>>
      Definitions;              // By local: numbers of facts.
  std::vector<uint32_t> Facts;  // The instruction of each fact.
  std::vector<uint32_t> Blocks; // By instruction; filled when first needed.
  std::vector<Publication> Published;
  Problem Values, Names;
};

} // namespace mapwarden

#endif
