// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From entries to jobs: nothing lost, nothing twice, the longest first.
#include "Driver/ScanPlan.h"

#include "Driver/PathFilter.h"
#include "TemporaryFolder.h"
#include "gmock/gmock.h"

using namespace mapwarden;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// A small project on disk.
class ScanPlanTest : public testing::Test {
protected:
  DatabaseEntry entry(const std::string &File,
                      std::vector<std::string> Options = {}) {
    Options.insert(Options.begin(), "g++");
    return {Folder.path("p"), Folder.path(File), Options, 1};
  }

  TemporaryFolder Folder;
};

} // namespace

TEST_F(ScanPlanTest, MergesEntriesThatDifferInOutputsOnly) {
  Folder.write("p/a.cpp", "");
  ScanPlan Plan = makeScanPlan({entry("p/a.cpp", {"-c", "-o", "1.o"}),
                                entry("p/a.cpp", {"-c", "-o", "2.o"}),
                                entry("p/a.cpp", {"-DX", "-o", "3.o"})},
                               Folder.path("p"));
  EXPECT_EQ(Plan.Jobs.size(), 2u);
  ASSERT_EQ(Plan.Settled.size(), 1u);
  EXPECT_EQ(Plan.Settled[0].Result, TuStatus::Outcome::Skipped);
  EXPECT_THAT(Plan.Settled[0].Detail, HasSubstr("duplicate"));
}

TEST_F(ScanPlanTest, SettlesWhatCannotBeRead) {
  Folder.write("p/a.cpp", "");
  DatabaseEntry Homeless = entry("p/a.cpp");
  Homeless.Directory = Folder.path("gone");
  ScanPlan Plan = makeScanPlan(
      {entry("p/gone.cpp"), entry("p/a.cpp", {"@gone.rsp"}), Homeless},
      Folder.path("p"));
  EXPECT_TRUE(Plan.Jobs.empty());
  std::vector<std::string> Details;
  for (const TuStatus &Status : Plan.Settled) {
    EXPECT_EQ(Status.Result, TuStatus::Outcome::Failed);
    Details.push_back(Status.File + ": " + Status.Detail);
  }
  EXPECT_THAT(Details,
              ElementsAre(HasSubstr("gone.cpp: cannot read the source file"),
                          HasSubstr("a.cpp: cannot read response file"),
                          HasSubstr("its working directory does not exist")));
}

TEST_F(ScanPlanTest, StartsWithTheMostExpensiveUnit) {
  Folder.write("p/small.cpp", "int x;");
  Folder.write("p/big.cpp", "#include <map>\n#include <set>\n");
  ScanPlan Plan = makeScanPlan({entry("p/small.cpp"), entry("p/big.cpp")}, "");
  ASSERT_EQ(Plan.Jobs.size(), 2u);
  EXPECT_EQ(Plan.Jobs[0].File, Folder.path("p/big.cpp"));
}

TEST_F(ScanPlanTest, FindsTheRepositoryOfMostFiles) {
  Folder.write("p/.git/HEAD", "");
  Folder.write("p/build/_deps/x/.git/HEAD", "");
  std::string Files[] = {Folder.path("p/src/a.cpp"), Folder.path("p/src/b.cpp"),
                         Folder.path("p/build/_deps/x/c.cpp")};
  EXPECT_EQ(findProjectRoot({Files[0], Files[1], Files[2]}), Folder.path("p"));
}

TEST_F(ScanPlanTest, FallsBackToTheCommonFolder) {
  std::string Files[] = {Folder.path("p/src/net/a.cpp"),
                         Folder.path("p/src/nettle/b.cpp")};
  EXPECT_EQ(findProjectRoot({Files[0], Files[1]}), Folder.path("p/src"));
}

TEST(ProjectRoot, IgnoresTheFewFilesFromElsewhere) {
  EXPECT_EQ(findProjectRoot({"/nowhere/p/a.cpp", "/nowhere/p/b/b.cpp",
                             "/unknown/src/gtest.cc"}),
            "/nowhere/p");
}

TEST(RelativePath, StopsAtFolderNames) {
  EXPECT_EQ(relativePath("/a/b/c.cpp", "/a/b"), "c.cpp");
  EXPECT_EQ(relativePath("/a/bc/c.cpp", "/a/b"), "/a/bc/c.cpp");
  EXPECT_EQ(relativePath("/a/c.cpp", "/"), "a/c.cpp");
}

TEST(PathFilterTest, ShowsAFindingWithOneEndInside) {
  TemporaryFolder Folder;
  Folder.write("src/net/a.cpp", "");
  Folder.write("src/nettle.cpp", "");
  auto Filter = PathFilter::create({"src/net"}, Folder.path(""));
  ASSERT_TRUE(bool(Filter));
  Finding F;
  F.Primary.At.File = "src/nettle.cpp";
  EXPECT_FALSE(Filter->covers(F, Folder.path("")));
  F.Others.emplace_back().At.File = "src/net/a.cpp";
  EXPECT_TRUE(Filter->covers(F, Folder.path("")));
  EXPECT_EQ(Filter->findUnknown({"src/nettle.cpp"}, Folder.path("")),
            "src/net");
}

TEST(PathFilterTest, SeesThroughSymbolicLinks) {
  TemporaryFolder Folder;
  Folder.write("real/a.cpp", "");
  ASSERT_FALSE(
      llvm::sys::fs::create_link(Folder.path("real"), Folder.path("link")));
  auto Filter = PathFilter::create({"link/a.cpp"}, Folder.path(""));
  ASSERT_TRUE(bool(Filter));
  EXPECT_TRUE(Filter->covers("real/a.cpp", Folder.path("")));
}
