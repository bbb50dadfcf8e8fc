// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which functions may run in several threads although none is visible.
#include "Analysis/Entries.h"
#include "Facts/FactsText.h"
#include "llvm/Support/Error.h"
#include "gtest/gtest.h"

using namespace mapwarden;

namespace {
/// A program in facts form, and its entries.
struct EntriesTest : testing::Test {
  void load(llvm::StringRef Functions) {
    std::string Text =
        ("facts 1\nmain-file \"a.cpp\"\n" + Functions + "end\n").str();
    llvm::Expected<TuFacts> Facts = readFacts(Text, "a.facts");
    ASSERT_TRUE(static_cast<bool>(Facts)) << llvm::toString(Facts.takeError());
    std::vector<TuFacts> Units;
    Units.push_back(std::move(*Facts));
    Prog = linkProgram(std::move(Units));
    Result.emplace(Entries::build(Prog, CallGraph::build(Prog)));
  }
  FunctionId id(llvm::StringRef Name) {
    for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
      if (Prog.text(Prog.Functions[Id].Name) == Name)
        return Id;
    ADD_FAILURE() << "no function " << Name.str();
    return 0;
  }
  bool isConcurrent(llvm::StringRef Name) {
    return Result->mayRunConcurrently(id(Name));
  }

  Program Prog;
  std::optional<Entries> Result;
};
} // namespace

static const char Library[] = R"(
global G name=table at "a.cpp":1:1 flags=container
global M name=mutex at "a.cpp":2:1 flags=mutex
function get name=get at "a.cpp":5:1 flags=public,external
  block 0
    %0 call callee=fn fill at "a.cpp":6:1
function fill name=fill at "a.cpp":9:1 flags=public
  block 0
    %0 access @G name=insert flags=write,inserts at "a.cpp":10:1
)";

TEST_F(EntriesTest, ExportedFunctionOfAFileWithAMutexIsConcurrent) {
  load(Library);
  EXPECT_TRUE(isConcurrent("get"));
  EXPECT_TRUE(isConcurrent("fill"));
  EXPECT_EQ(Result->whyConcurrent(id("fill")),
            "'get' is exported by a library that expects threads (a lock, "
            "atomic or thread at a.cpp:2): any thread may call it");
}

TEST_F(EntriesTest, NothingShowsThreads) {
  std::string Text = Library;
  Text.erase(Text.find("global M"),
             Text.find("function get") - Text.find("global M"));
  load(Text);
  EXPECT_FALSE(isConcurrent("get"));
  EXPECT_TRUE(Result->isExposed(id("fill")));
  EXPECT_EQ(Result->whyConcurrent(id("get")), "");
}

TEST_F(EntriesTest, MainThatReachesItDecides) {
  load(std::string(Library) + R"(
function main name=main at "main.cpp":1:1 flags=public,external,main
  block 0
    %0 call callee=fn get at "main.cpp":2:1
)");
  EXPECT_FALSE(isConcurrent("get"));
  EXPECT_FALSE(Result->isExposed(id("fill")));
}

TEST_F(EntriesTest, MainOfTestsIsAGuest) {
  load(std::string(Library) + R"(
function main name=main at "tests/main.cpp":1:1 flags=public,external,main
  block 0
    %0 call callee=fn get at "tests/main.cpp":2:1
)");
  EXPECT_TRUE(isConcurrent("get"));
  EXPECT_FALSE(isConcurrent("main"));
}

TEST_F(EntriesTest, ThreadStartedInALoopOverlapsItself) {
  load(std::string(Library) + R"(
function main name=main at "main.cpp":1:1 flags=public,external,main
  block 0 next=[1]
  block 1 depth=1 next=[1, 2]
    %0 spawn %0 callee=fn get at "main.cpp":2:1
  block 2
)");
  EXPECT_TRUE(isConcurrent("fill"));
  EXPECT_EQ(Result->kindOf(id("fill")), EntryKind::Started);
}

TEST(IsTestFile, LooksAtWholeFolderNames) {
  EXPECT_TRUE(isTestFile("tests/a.cpp"));
  EXPECT_TRUE(isTestFile("lib/Test/a.cpp"));
  EXPECT_TRUE(isTestFile("src/store_test.cc"));
  EXPECT_FALSE(isTestFile("src/contest/a.cpp"));
  EXPECT_FALSE(isTestFile("test.cpp"));
}

TEST(TestFiles, AProgramInAFolderForTestsIsAProgram) {
  llvm::Expected<TuFacts> Facts = readFacts(R"(facts 1
main-file "tests/a.cpp"
function f name=f at "tests/a.cpp":1:1 flags=public,external
  block 0
    %0 call callee=fn g at "tests/a.cpp":2:1
function g name=g at "tests/lib/b.cpp":1:1 flags=public,external
  block 0
    %0 call callee=fn f at "tests/lib/b.cpp":2:1
end
)",
                                            "a.facts");
  ASSERT_TRUE(static_cast<bool>(Facts)) << llvm::toString(Facts.takeError());
  std::vector<TuFacts> Units;
  Units.push_back(std::move(*Facts));
  Program Prog = linkProgram(std::move(Units));
  TestFiles Tests(Prog);
  EXPECT_FALSE(Tests.contains(0));
  EXPECT_FALSE(Tests.contains(1));
}
