// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lines, offsets, and what is not read.

#include "Findings/SourceTexts.h"
#include <gtest/gtest.h>

using namespace mapwarden;

TEST(SourceTexts, FindsLinesWhereClangDoes) {
  SourceTexts Sources;
  Sources.overlay("a.cpp", "one\r\n\ntwo\rthree");
  EXPECT_EQ(Sources.line("a.cpp", 1), "one");
  EXPECT_EQ(Sources.line("a.cpp", 2), "");
  EXPECT_EQ(Sources.line("a.cpp", 3), "two");
  EXPECT_EQ(Sources.line("a.cpp", 4), "three");
  EXPECT_EQ(Sources.line("a.cpp", 5), std::nullopt);
  EXPECT_EQ(Sources.line("a.cpp", 0), std::nullopt);
}

TEST(SourceTexts, FindsOffsets) {
  SourceTexts Sources;
  Sources.overlay("a.cpp", "ab\ncd");
  EXPECT_EQ(Sources.offset("a.cpp", 1, 1), 0u);
  EXPECT_EQ(Sources.offset("a.cpp", 1, 3), 2u);
  EXPECT_EQ(Sources.offset("a.cpp", 1, 4), std::nullopt);
  EXPECT_EQ(Sources.offset("a.cpp", 2, 2), 4u);
  EXPECT_EQ(Sources.offset("a.cpp", 2, 0), std::nullopt);
}

TEST(SourceTexts, ReadsNothingWithoutARoot) {
  SourceTexts Sources;
  EXPECT_EQ(Sources.text("/etc/passwd"), std::nullopt);
}

TEST(SourceTexts, ReadsRegularFilesOnly) {
  SourceTexts Sources("/");
  EXPECT_EQ(Sources.text("dev/zero"), std::nullopt);
  EXPECT_EQ(Sources.text("etc"), std::nullopt);
  EXPECT_EQ(Sources.text("no/such/file"), std::nullopt);
  EXPECT_EQ(Sources.text(""), std::nullopt);
  EXPECT_EQ(Sources.text(llvm::StringRef("etc/passwd\0x", 12)), std::nullopt);
  EXPECT_TRUE(Sources.text("etc/passwd").has_value());
}
