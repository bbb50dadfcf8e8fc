// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The choice of the accesses to keep.
#include "Analysis/AccessBudget.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Objects of one place that go before the further objects of another.
static constexpr unsigned MaxObjectsOfPlace = 4;
static constexpr size_t MinOfCall = 32;

size_t mapwarden::roomForCall(size_t Taken, size_t Bound) {
  return Taken < Bound ? std::max((Bound - Taken) / 2, MinOfCall) : 0;
}

static unsigned countCalls(const TraceNode *Node) {
  unsigned Calls = 0;
  for (; Node; Node = Node->Next)
    ++Calls;
  return Calls;
}

void mapwarden::limitAccesses(
    std::vector<AccessSummary> &Accesses, size_t Room,
    llvm::function_ref<void(const AccessSummary &)> Dropped) {
  if (Accesses.size() <= Room)
    return;
  struct Candidate {
    bool IsFurtherObject;
    unsigned Calls;
    uint32_t Index;
    auto operator<=>(const Candidate &) const = default;
  };
  std::vector<Candidate> Order;
  llvm::DenseMap<std::pair<FunctionId, uint32_t>, unsigned> OfPlace;
  for (uint32_t I = 0; I < Accesses.size(); ++I) {
    const AccessSummary &Access = Accesses[I];
    unsigned Before = OfPlace[{Access.Function, Access.Instr}]++;
    Order.push_back({Before >= MaxObjectsOfPlace, countCalls(Access.Trace), I});
  }
  llvm::sort(Order);
  std::vector<bool> IsKept(Accesses.size(), false);
  for (const Candidate &Each : llvm::ArrayRef(Order).take_front(Room))
    IsKept[Each.Index] = true;
  uint32_t Next = 0;
  llvm::erase_if(Accesses, [&](const AccessSummary &Access) {
    bool IsDropped = !IsKept[Next++];
    if (IsDropped)
      Dropped(Access);
    return IsDropped;
  });
}
