// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Expansion of `@file`.
#include "Driver/ResponseFiles.h"

#include "TemporaryFolder.h"
#include "gmock/gmock.h"

using namespace mapwarden;
using testing::ElementsAre;
using testing::HasSubstr;

static std::vector<std::string> expand(const TemporaryFolder &Folder,
                                       std::vector<std::string> Arguments) {
  auto Result = expandResponseFiles(std::move(Arguments), Folder.path(""));
  if (!Result)
    return {"error: " + llvm::toString(Result.takeError())};
  return *Result;
}

TEST(ResponseFiles, ExpandsFromTheWorkingDirectoryAlsoWhenNested) {
  TemporaryFolder Folder;
  Folder.write("d/one.rsp", "-DA @two.rsp \"b c\"");
  Folder.write("two.rsp", "-DB\n-DC");
  EXPECT_THAT(expand(Folder, {"g++", "@d/one.rsp", "x"}),
              ElementsAre("g++", "-DA", "-DB", "-DC", "b c", "x"));
}

TEST(ResponseFiles, ReadsUtf16) {
  TemporaryFolder Folder;
  Folder.write("a.rsp", llvm::StringRef("\xff\xfe-\0A\0", 6));
  EXPECT_THAT(expand(Folder, {"@a.rsp"}), ElementsAre("-A"));
}

TEST(ResponseFiles, NamesAMissingFile) {
  TemporaryFolder Folder;
  EXPECT_THAT(expand(Folder, {"@gone.rsp"}),
              ElementsAre(HasSubstr("gone.rsp': No such file")));
}

TEST(ResponseFiles, LeavesOutModuleMapsThatTheBuildHasNotWritten) {
  TemporaryFolder Folder;
  EXPECT_THAT(expand(Folder, {"g++", "@a.o.modmap", "-c"}),
              ElementsAre("g++", "-c"));
}

TEST(ResponseFiles, EndsOnCycles) {
  TemporaryFolder Folder;
  Folder.write("a.rsp", "@a.rsp");
  EXPECT_THAT(expand(Folder, {"@a.rsp"}),
              ElementsAre(HasSubstr("deeper than 16 levels")));
  Folder.write("b.rsp", "-A @b.rsp @b.rsp");
  EXPECT_THAT(expand(Folder, {"@b.rsp"}),
              ElementsAre(HasSubstr("deeper than 16 levels")));
}

TEST(ResponseFiles, KeepsALoneAtSign) {
  TemporaryFolder Folder;
  EXPECT_THAT(expand(Folder, {"@"}), ElementsAre("@"));
}
