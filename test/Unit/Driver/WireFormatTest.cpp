// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Frames survive any cut, and garbage is recognised.
#include "Driver/WireFormat.h"

#include "gtest/gtest.h"

using namespace mapwarden;

TEST(WireFormat, AnswersSayWhereTheFactsAreAndWhatTheyWereReadFrom) {
  std::string Payload = encodeAnswer({"k1", "", {"/a b", "/c"}, "facts 1\n"});
  llvm::Expected<UnitAnswer> Back = decodeAnswer(Payload);
  ASSERT_TRUE(bool(Back)) << llvm::toString(Back.takeError());
  EXPECT_EQ(Back->FactsKey, "k1");
  EXPECT_EQ(Back->CacheProblem, "");
  EXPECT_EQ(Back->Inputs, (std::vector<std::string>{"/a b", "/c"}));
  EXPECT_EQ(Back->Text, "facts 1\n");
}

TEST(WireFormat, RefusesListsWithoutAnEnd) {
  for (llvm::StringRef Payload : {llvm::StringRef("/a"), llvm::StringRef(),
                                  llvm::StringRef("k\0\0", 3)}) {
    llvm::Expected<UnitAnswer> None = decodeAnswer(Payload);
    EXPECT_FALSE(bool(None));
    llvm::consumeError(None.takeError());
  }
}

TEST(WireFormat, CutsFramesAtAnyByte) {
  std::string Payload("a\n\0b", 4);
  std::string Bytes =
      encodeFrame(WireKind::Facts, Payload) + encodeFrame(WireKind::Error, "");
  WireReader Reader;
  std::vector<WireFrame> Frames;
  for (char Byte : Bytes) {
    Reader.append(llvm::StringRef(&Byte, 1));
    auto Next = Reader.next();
    ASSERT_TRUE(bool(Next));
    if (*Next)
      Frames.push_back(**Next);
  }
  ASSERT_EQ(Frames.size(), 2u);
  EXPECT_EQ(Frames[0].Payload, Payload);
  EXPECT_EQ(Frames[1].Kind, WireKind::Error);
}

TEST(WireFormat, RefusesGarbage) {
  for (llvm::StringRef Bytes : {"hello\n", "F x\n", "F 99999999999999\n", "F\n",
                                "this has no line feed in the first bytes"}) {
    WireReader Reader;
    Reader.append(Bytes);
    auto Next = Reader.next();
    EXPECT_FALSE(bool(Next)) << Bytes.str();
    llvm::consumeError(Next.takeError());
  }
}

TEST(WireFormat, CarriesJobs) {
  TuJob Job{"/dir", "/dir/a b.cpp", {"g++", "", "-DX=\n"}, 7, "key"};
  auto Back = decodeJob(encodeJob(Job));
  ASSERT_TRUE(bool(Back));
  EXPECT_EQ(Back->CacheKey, Job.CacheKey);
  EXPECT_EQ(Back->Directory, Job.Directory);
  EXPECT_EQ(Back->File, Job.File);
  EXPECT_EQ(Back->Arguments, Job.Arguments);
}

TEST(WireFormat, RefusesCrippledJobs) {
  for (llvm::StringRef Payload :
       {llvm::StringRef(""), llvm::StringRef("a\0b", 3),
        llvm::StringRef("a\0", 2)}) {
    auto Job = decodeJob(Payload);
    EXPECT_FALSE(bool(Job));
    llvm::consumeError(Job.takeError());
  }
}
