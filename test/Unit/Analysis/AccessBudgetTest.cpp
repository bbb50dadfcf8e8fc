// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How places are kept when a summary is full.
#include "Analysis/AccessBudget.h"
#include "gtest/gtest.h"

using namespace mapwarden;

namespace {

AccessSummary accessAt(uint32_t Instr) {
  AccessSummary Access;
  Access.Instr = Instr;
  return Access;
}

TEST(AccessBudget, KeepsEveryObjectWhileThereIsRoom) {
  AccessBudget Budget(64);
  for (int I = 0; I < 32; ++I)
    EXPECT_TRUE(Budget.take(accessAt(1)));
}

TEST(AccessBudget, OnePlaceDoesNotUseUpTheRoomOfOthers) {
  AccessBudget Budget(64);
  for (int I = 0; I < 100; ++I)
    Budget.take(accessAt(1));
  EXPECT_FALSE(Budget.take(accessAt(1)));
  for (uint32_t Place = 2; Place < 10; ++Place)
    EXPECT_TRUE(Budget.take(accessAt(Place)));
}

TEST(AccessBudget, KeepsTheFirstFewObjectsOfALatePlace) {
  AccessBudget Budget(64);
  for (int I = 0; I < 32; ++I)
    Budget.take(accessAt(1));
  unsigned Kept = 0;
  for (int I = 0; I < 20; ++I)
    Kept += Budget.take(accessAt(2));
  EXPECT_EQ(Kept, 4u);
}

TEST(AccessBudget, NeverKeepsMoreThanTheBound) {
  AccessBudget Budget(64);
  unsigned Kept = 0;
  for (uint32_t Place = 0; Place < 1000; ++Place)
    Kept += Budget.take(accessAt(Place));
  EXPECT_EQ(Kept, 64u);
}

} // namespace
