// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How places are kept when a summary is full.
#include "Analysis/AccessBudget.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace mapwarden;

namespace {

AccessSummary accessAt(uint32_t Instr, const TraceNode *Trace = nullptr) {
  AccessSummary Access;
  Access.Instr = Instr;
  Access.Trace = Trace;
  return Access;
}

std::vector<uint32_t> limited(std::vector<AccessSummary> Accesses, size_t Room,
                              unsigned *Dropped = nullptr) {
  limitAccesses(Accesses, Room, [&](const AccessSummary &) {
    if (Dropped)
      ++*Dropped;
  });
  std::vector<uint32_t> Places;
  for (const AccessSummary &Access : Accesses)
    Places.push_back(Access.Instr);
  return Places;
}

TEST(AccessBudget, KeepsAllWhileThereIsRoom) {
  EXPECT_EQ(limited(std::vector<AccessSummary>(32, accessAt(1)), 32).size(),
            32u);
}

TEST(AccessBudget, NoPlaceIsLostToTheObjectsOfAnother) {
  std::vector<AccessSummary> Accesses(100, accessAt(1));
  for (uint32_t Place = 2; Place < 10; ++Place)
    Accesses.push_back(accessAt(Place));
  unsigned Dropped = 0;
  std::vector<uint32_t> Places = limited(Accesses, 20, &Dropped);
  EXPECT_EQ(Places.size(), 20u);
  EXPECT_EQ(Dropped, 88u);
  for (uint32_t Place = 1; Place < 10; ++Place)
    EXPECT_TRUE(llvm::is_contained(Places, Place)) << Place;
}

TEST(AccessBudget, FewerCallsGoFirst) {
  TraceNode Leaf, Middle{0, 0, &Leaf}, Outer{0, 0, &Middle};
  EXPECT_EQ(limited({accessAt(1, &Outer), accessAt(2, &Leaf),
                     accessAt(3, &Outer), accessAt(4, &Middle)},
                    2),
            (std::vector<uint32_t>{2, 4}));
}

TEST(AccessBudget, OneCallLeavesRoomForOthers) {
  EXPECT_EQ(roomForCall(0, 2048), 1024u);
  EXPECT_EQ(roomForCall(1024, 2048), 512u);
  EXPECT_EQ(roomForCall(2040, 2048), 32u);
  EXPECT_EQ(roomForCall(2048, 2048), 0u);
}

} // namespace
