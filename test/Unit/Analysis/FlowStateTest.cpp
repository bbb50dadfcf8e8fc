// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Laws of the flow lattice: must-facts intersect, may-facts unite.
#include "Analysis/FlowState.h"
#include "gtest/gtest.h"

using namespace mapwarden;

static FlowState reachable() {
  FlowState State;
  State.IsReachable = true;
  return State;
}

TEST(FlowState, MergeKeepsOnlyLocksHeldOnBothWays) {
  FlowState One = reachable(), Two = reachable();
  One.hold(1, UnknownPath, false, {});
  One.hold(2, UnknownPath, false, {});
  Two.hold(2, UnknownPath, false, {});
  EXPECT_TRUE(One.mergeFrom(Two));
  ASSERT_EQ(One.Held.size(), 1u);
  EXPECT_EQ(One.Held[0].Lock, 2u);
}

TEST(FlowState, MergeWeakensTheMode) {
  FlowState One = reachable(), Two = reachable();
  One.hold(1, UnknownPath, false, {});
  Two.hold(1, UnknownPath, true, {});
  One.mergeFrom(Two);
  ASSERT_EQ(One.Held.size(), 1u);
  EXPECT_TRUE(One.Held[0].IsShared);
}

TEST(FlowState, MergeIsIdempotent) {
  FlowState One = reachable();
  One.hold(1, UnknownPath, true, {});
  One.Live = {{0, 7}};
  One.markJoined(9);
  FlowState Copy = One;
  EXPECT_FALSE(One.mergeFrom(Copy));
  EXPECT_EQ(One, Copy);
}

TEST(FlowState, MergeUnitesLiveThreadsAndReleases) {
  FlowState One = reachable(), Two = reachable();
  One.Live = {{0, 7}};
  Two.Live = {{1, 8}};
  Two.release(5);
  One.mergeFrom(Two);
  EXPECT_EQ(One.Live.size(), 2u);
  EXPECT_TRUE(One.isReleased(5));
}

TEST(FlowState, UnreachableIsTheNeutralElement) {
  FlowState Bottom, State = reachable();
  State.hold(3, UnknownPath, false, {});
  EXPECT_TRUE(Bottom.mergeFrom(State));
  EXPECT_EQ(Bottom, State);
}

TEST(FlowState, ReleaseOfAnUnknownLockIsRememberedUntilItIsTakenAgain) {
  FlowState State = reachable();
  State.release(4);
  EXPECT_TRUE(State.isReleased(4));
  State.hold(4, UnknownPath, false, {});
  EXPECT_FALSE(State.isReleased(4));
}

TEST(FlowState, GuardThatIsUnlockedOnOneWayOwnsNothingAfterTheMerge) {
  FlowState One = reachable();
  GuardState Guard;
  Guard.Guard = 10;
  Guard.Locks.push_back(1);
  One.setGuard(Guard);
  One.lockGuard(10, false, {});
  FlowState Two = One;
  Two.releaseGuard(10);
  One.mergeFrom(Two);
  EXPECT_TRUE(One.Held.empty());
  ASSERT_NE(One.guard(10), nullptr);
  EXPECT_FALSE(One.guard(10)->IsOwned);
}

TEST(FlowState, UnlockOfACallersGuardIsARelease) {
  FlowState State = reachable();
  State.releaseGuard(11);
  EXPECT_TRUE(State.isReleased(11));
  State.lockGuard(11, false, {});
  EXPECT_FALSE(State.isReleased(11));
}
