// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The sentences about confidence.
#include "Findings/ConfidenceText.h"
#include "Samples.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(ConfidenceText, StatesWhatWasSeenAndWhatIsAssumed) {
  std::vector<std::string> Assumed = {"A holds", "B holds"};
  EXPECT_EQ(composeGrounds(Confidence::High, "all is seen", {}), "all is seen");
  EXPECT_EQ(composeGrounds(Confidence::Medium, "much is seen", Assumed),
            "much is seen; assumes that A holds and that B holds");
  EXPECT_EQ(composeGrounds(Confidence::Low, "little is seen", Assumed),
            "assumes that A holds and that B holds");
  EXPECT_EQ(composeGrounds(Confidence::Low, "little is seen", {}),
            "little is seen");
}

TEST(ConfidenceText, HasWordsForEveryFinding) {
  Finding F = makeFinding("unguarded-access", 1);
  EXPECT_EQ(defaultGrounds(F),
            "both threads, both accesses and the object are visible");
  F.Others.clear();
  for (Confidence Level :
       {Confidence::Low, Confidence::Medium, Confidence::High}) {
    F.Level = Level;
    EXPECT_FALSE(defaultGrounds(F).empty());
  }
  F.Level = Confidence::Low;
  F.Assumptions = {"the loop runs twice"};
  EXPECT_EQ(defaultGrounds(F), "assumes that the loop runs twice");
}
