// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Strictness of the reader of compile_commands.json and of what it rests on.
/// What users see of it is tested in test/Driver.
#include "Driver/CompileDatabase.h"

#include "Driver/JsonInput.h"
#include "Driver/ShellWords.h"
#include "TemporaryFolder.h"
#include "gmock/gmock.h"

using namespace mapwarden;
using testing::ElementsAre;
using testing::HasSubstr;

static std::string errorOf(llvm::StringRef Json) {
  TemporaryFolder Folder;
  auto Entries = readCompileDatabase(Folder.write("db.json", Json));
  return Entries ? "" : llvm::toString(Entries.takeError());
}

TEST(CompileDatabase, MakesPathsAbsolute) {
  TemporaryFolder Folder;
  auto Entries = readCompileDatabase(Folder.write(
      "b/db.json",
      R"([{"directory": "sub", "file": "../a.cpp", "command": "g++ a.cpp"}])"));
  ASSERT_TRUE(bool(Entries));
  EXPECT_EQ((*Entries)[0].Directory, Folder.path("b/sub"));
  EXPECT_EQ((*Entries)[0].File, Folder.path("b/a.cpp"));
  EXPECT_EQ((*Entries)[0].Line, 1u);
}

TEST(CompileDatabase, PrefersArgumentsAndKeepsTheirWords) {
  TemporaryFolder Folder;
  auto Entries = readCompileDatabase(Folder.write("db.json", R"([{
    "directory": "/", "file": "a.cpp", "output": "x",
    "arguments": ["g++", "-DX=\"a b\"", ""], "command": "no"}])"));
  ASSERT_TRUE(bool(Entries));
  EXPECT_THAT((*Entries)[0].Arguments, ElementsAre("g++", "-DX=\"a b\"", ""));
}

TEST(CompileDatabase, NamesTheLineOfABadEntry) {
  EXPECT_THAT(errorOf("[\n{\"directory\":\"/\",\"file\":\"a\",\"command\":\"g "
                      "a\"},\n{\"directory\":\"/\"}]"),
              HasSubstr("db.json:3: the entry has no \"file\""));
  EXPECT_THAT(errorOf(R"([{"directory":"/","file":"a"}])"),
              HasSubstr(":1: the entry has neither \"arguments\" nor"));
  EXPECT_THAT(errorOf(R"([{"directory":"/","file":3,"command":"g"}])"),
              HasSubstr("\"file\" is not a string"));
  EXPECT_THAT(errorOf(R"([{"directory":"/","file":"a","arguments":[1]}])"),
              HasSubstr("\"arguments\" is not an array of strings"));
  EXPECT_THAT(errorOf(R"([{"directory":"/","file":"a\u0000","command":"g"}])"),
              HasSubstr("contains a NUL"));
  EXPECT_THAT(errorOf("[1]"), HasSubstr("entry 1 is not an object"));
}

TEST(CompileDatabase, RefusesDocumentsThatAreNoDatabase) {
  EXPECT_THAT(errorOf(""), HasSubstr("the file is empty"));
  EXPECT_THAT(errorOf("[]"), HasSubstr("it lists no compile command"));
  EXPECT_THAT(errorOf("{}"), HasSubstr("expected an array"));
  EXPECT_THAT(errorOf("[{\"directory\": \"/\",\n"),
              HasSubstr("db.json:2:1: malformed JSON:"));
}

TEST(JsonInput, RefusesDeepNestingInsteadOfOverflowingTheStack) {
  auto Deep = parseJson(std::string(1000000, '['), "x.json");
  ASSERT_FALSE(bool(Deep));
  EXPECT_EQ(llvm::toString(Deep.takeError()),
            "x.json:1:201: malformed JSON: nested deeper than 200 levels");
}

TEST(JsonInput, DoesNotCountBracketsInStrings) {
  auto Flat = parseJson("[\"" + std::string(1000, '[') + "\\\"[\"]", "x.json");
  EXPECT_TRUE(bool(Flat)) << llvm::toString(Flat.takeError());
}

TEST(JsonInput, AcceptsBytesThatAreNotUtf8) {
  auto Input = parseJson("[\"a\xff\"]", "x.json");
  EXPECT_TRUE(bool(Input)) << llvm::toString(Input.takeError());
}

TEST(ShellWords, FollowsTheShell) {
  EXPECT_THAT(splitShellWords(" g++  -DA='a \\b' -DB=\"c\\\"d\\x\" e\\ f '' "),
              ElementsAre("g++", "-DA=a \\b", "-DB=c\"d\\x", "e f", ""));
  EXPECT_THAT(splitShellWords("a 'b"), ElementsAre("a", "b"));
  EXPECT_THAT(splitShellWords("  "), testing::IsEmpty());
}
