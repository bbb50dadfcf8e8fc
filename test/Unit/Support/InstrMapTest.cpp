// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Insertion in and out of order, lookup and erasure.
#include "Support/InstrMap.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(InstrMap, KeepsKeysInOrder) {
  InstrMap<int> Map;
  EXPECT_TRUE(Map.empty());
  for (uint32_t Key : {4u, 9u, 2u, 9u, 0u})
    Map[Key] += static_cast<int>(Key) + 1;
  std::vector<uint32_t> Keys;
  for (const auto &[Key, Value] : Map)
    Keys.push_back(Key);
  EXPECT_EQ(Keys, (std::vector<uint32_t>{0, 2, 4, 9}));
  EXPECT_EQ(Map[9], 20);
  EXPECT_TRUE(Map.contains(2));
  EXPECT_FALSE(Map.contains(3));
  Map.erase(2);
  Map.erase(3);
  EXPECT_EQ(Map.find(2), static_cast<const InstrMap<int> &>(Map).end());
  EXPECT_EQ(Map.size(), 3u);
}
