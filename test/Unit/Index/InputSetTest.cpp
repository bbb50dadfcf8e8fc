// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Questions to the file system survive being written, and are asked once.
#include "Index/InputSet.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(InputSet, PathsBelowTheRootAreRelative) {
  EXPECT_EQ(portablePath("/top/a/b.h", "/top"), "a/b.h");
  EXPECT_EQ(portablePath("/topped/b.h", "/top"), "/topped/b.h");
  EXPECT_EQ(portablePath("/usr/b.h", ""), "/usr/b.h");
}

TEST(InputSet, SurvivesWriting) {
  std::vector<InputSet> Sets = {
      {{InputKind::Text, "a b.h"}, {InputKind::Missing, "/x\n.h"}},
      {},
      {{InputKind::Entries, "/lib"}, {InputKind::Exists, "c.h"}}};
  auto Back = decodeInputSets(encodeInputSets(Sets));
  ASSERT_TRUE(bool(Back)) << llvm::toString(Back.takeError());
  EXPECT_EQ(*Back, Sets);
}

TEST(InputSet, RefusesGarbage) {
  for (llvm::StringRef Text :
       {llvm::StringRef("Ra"), llvm::StringRef("Ra\0", 3),
        llvm::StringRef("Xa\0\0", 4)}) {
    auto None = decodeInputSets(Text);
    EXPECT_FALSE(bool(None)) << Text.str();
    llvm::consumeError(None.takeError());
  }
}

TEST(InputSet, AnswersDifferWithTheText) {
  llvm::SmallString<128> File;
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("input", "h", File));
  const std::string Path(File);
  auto write = [&](llvm::StringRef Text) {
    std::error_code Ignored;
    llvm::raw_fd_ostream(Path, Ignored) << Text;
  };
  write("one");
  std::string One = answerInput(InputKind::Text, Path);
  write("two");
  EXPECT_NE(answerInput(InputKind::Text, Path), One);
  write("one");
  EXPECT_EQ(answerInput(InputKind::Text, Path), One);
  EXPECT_EQ(answerInput(InputKind::Exists, Path), "yes");

  // The same question is asked once, and files may lie over others.
  InputAnswers Answers("", {{"/no/such.h", Path}});
  EXPECT_EQ(Answers.answer(InputKind::Text, "/no/such.h"), One);
  write("two");
  EXPECT_EQ(Answers.answer(InputKind::Text, "/no/such.h"), One);
  llvm::sys::fs::remove(Path);
  EXPECT_EQ(answerInput(InputKind::Missing, Path), "no");
}
