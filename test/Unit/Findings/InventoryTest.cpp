// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Selection in inventories.
#include "Findings/Inventory.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(Inventory, SelectsByPartOfTheName) {
  Inventory All;
  All.Maps.resize(3);
  All.Maps[0].Name = "Server::Sessions";
  All.Maps[1].Name = "Client::sessions_";
  All.Maps[2].Name = "Routes";
  All.Threads.resize(1);
  EXPECT_EQ(listNames(All, InventoryTopic::Maps),
            (std::vector<std::string>{"Client::sessions_", "Routes",
                                      "Server::Sessions"}));
  EXPECT_TRUE(selectInventory(All, InventoryTopic::Maps, "SESS"));
  EXPECT_EQ(All.Maps.size(), 2u);
  EXPECT_TRUE(All.Threads.empty());
  EXPECT_FALSE(selectInventory(All, InventoryTopic::Maps, "Tables"));
}
