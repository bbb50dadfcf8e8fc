// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The words that tell the phase of a function.
#include "Support/PhaseWords.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(PhaseWords, ReadsTheFirstAndTheLastWord) {
  EXPECT_EQ(phaseOf("net::Server::initialise"), Phase::Setup);
  EXPECT_EQ(phaseOf("initLog"), Phase::Setup);
  EXPECT_EQ(phaseOf("net_init"), Phase::Setup);
  EXPECT_EQ(phaseOf("lib_cleanup"), Phase::Teardown);
  EXPECT_EQ(phaseOf("Pool::shutdown_"), Phase::Teardown);
}

TEST(PhaseWords, OtherNamesSayNothing) {
  EXPECT_EQ(phaseOf("getInitState"), Phase::Service);
  EXPECT_EQ(phaseOf("initials"), Phase::Service);
  EXPECT_EQ(phaseOf("init::lookup"), Phase::Service);
  EXPECT_EQ(phaseOf(""), Phase::Service);
}
