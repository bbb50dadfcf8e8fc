// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Views of a container that outlive the critical section they were obtained
/// in, as one function shows them.
///
/// A view is a reference, pointer, iterator or string view that leads to a
/// container or into it. Each local view is followed along the event graph with
/// the locks held when it was obtained: once such a lock may have been released
/// (also by a wait that gives it up for a while), the next use of the view is
/// an escape; so is a return or a store that lets the view out while the lock
/// ends with the function. The lock is the lifetime of the view, after
/// Clang's lifetime analysis with the scope replaced by the critical section.
///
/// A site says nothing of sharing: whether somebody may change the container
/// meanwhile is for the whole program to say (GuardEscapes.h).
#ifndef MAPWARDEN_ANALYSIS_ESCAPESITES_H
#define MAPWARDEN_ANALYSIS_ESCAPESITES_H

#include "Analysis/FunctionFlow.h"
#include "Support/InlineVector.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

enum class EscapeWay : uint8_t { Returned, Stored, Used };

struct EscapeSite {
  FunctionId Function = 0;
  uint32_t Instr = 0;  ///< Where it escapes.
  uint32_t Lookup = 0; ///< Where it was obtained.
  ViewKind Kind = ViewKind::Element;
  EscapeWay Way = EscapeWay::Used;
  PathId Object = UnknownPath; ///< The container.
  PathId View = UnknownPath;   ///< The local view, if it has a name.
  PathId Target = UnknownPath; ///< Stored: where to.
  bool IsAcrossWait = false;   ///< A wait gave the lock up in between.
  /// What others do to the element itself, short of removing it, does no harm:
  /// it is used under the same locks, taken anew, or is the thread's own.
  bool IsElementSafe = false;
  /// Held at the lookup and not all the time since.
  InlineVector<HeldLock, 2> Lost;
};

/// Which objects of a program are containers: those that some instruction
/// accesses as one.
class ContainerObjects {
public:
  /// Linear in the number of instructions.
  explicit ContainerObjects(const Program &Prog);
  /// The shortest prefix of \p Path that is a container; UnknownPath when there
  /// is none. Sets \p IsWhole when that is the whole path.
  PathId containerOf(PathStore &Store, PathId Path, bool &IsWhole) const;

private:
  using Key = std::pair<uint32_t, uint32_t>;
  static Key keyOf(const AccessPath &Path, size_t Length, NameId Frame);
  llvm::DenseSet<Key> Keys;
};

/// What the local analysis needs to know of the function and its callees.
struct EscapeInputs {
  FunctionId Id = 0;
  const FunctionFacts *Function = nullptr;
  const Program *Prog = nullptr;
  PathStore *Store = nullptr;
  const Aliases *Pointers = nullptr;
  const FlowInputs *Calls = nullptr;
  const FunctionFlow *Flow = nullptr;
  const ContainerObjects *Containers = nullptr;
  /// What the result of Call number Instr leads to, in the function's terms.
  llvm::function_ref<llvm::SmallVector<ViewTarget, 2>(uint32_t Instr)>
      ResultViews;
};

struct EscapeResult {
  std::vector<EscapeSite> Sites; ///< In the order of instructions.
  /// Element accesses through a view that has escaped: the instruction, and the
  /// number of the site in Sites.
  std::vector<std::pair<uint32_t, uint32_t>> Explained;
  /// What the function's result leads to.
  InlineVector<ViewTarget, 2> Returns;
};

/// Whether \p Change, made while nobody keeps it out, spoils the view of \p
/// Site.
bool endsView(const EscapeSite &Site, const AccessSummary &Change);

/// What keeping the view of \p Site amounts to, as flags of an access.
uint32_t accessFlagsOf(const EscapeSite &Site);

/// Linear in the function for each view that it holds at a time.
EscapeResult findEscapeSites(const EscapeInputs &In);

} // namespace mapwarden

#endif
