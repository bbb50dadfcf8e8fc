// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a finding may go through and still be the same one.

#include "Findings/FindingMatch.h"
#include "Findings/Baseline.h"
#include "Findings/Fingerprint.h"
#include "test/Unit/Findings/Samples.h"
#include <gtest/gtest.h>

using namespace mapwarden;

static KnownFinding makeKnownFinding(const std::string &Function,
                                     const std::string &Statement,
                                     const std::string &File = "src/a.cpp") {
  KnownFinding F;
  F.Check = "mapwarden-unguarded-access";
  F.File = File;
  F.Function = Function;
  F.Object = "Table::Rows";
  F.Access = "write";
  F.Operation = "erase";
  F.Statement = Statement;
  F.Body = "body of " + Function;
  F.ObjectKey = "c:@S@Table@FI@Rows";
  F.FunctionKey = "c:@F@" + Function + "#";
  F.Fingerprint = Function + "|" + Statement;
  return F;
}

static std::vector<FindingMatch>
match(std::vector<KnownFinding> Old, std::vector<KnownFinding> New,
      std::vector<std::string> GoneFiles = {},
      std::vector<std::string> GoneFunctions = {}) {
  auto IsIn = [](const std::vector<std::string> &Gone) {
    return [&Gone](llvm::StringRef Name) {
      return std::find(Gone.begin(), Gone.end(), Name) == Gone.end();
    };
  };
  auto HasFile = IsIn(GoneFiles);
  auto HasFunction = IsIn(GoneFunctions);
  return matchFindings(Old, New, {HasFile, HasFunction});
}

TEST(FindingMatch, AnEqualFingerprintIsTheSame) {
  auto Result =
      match({makeKnownFinding("f", "a;")}, {makeKnownFinding("f", "a;")});
  EXPECT_EQ(Result[0].Old, 0u);
  EXPECT_EQ(Result[0].How, KnownState::Same);
}

TEST(FindingMatch, AnEditedStatementGoesByMapAndFunction) {
  auto Result = match({makeKnownFinding("f", "Rows.erase(K);")},
                      {makeKnownFinding("f", "Rows.erase(Key);")});
  EXPECT_EQ(Result[0].How, KnownState::Edited);
}

TEST(FindingMatch, OneOldFindingAnswersForOneNewOne) {
  auto Result = match({makeKnownFinding("f", "Rows.erase(K);")},
                      {makeKnownFinding("f", "Rows.erase(Key);"),
                       makeKnownFinding("f", "Rows.clear();")});
  EXPECT_EQ(Result[0].How, KnownState::Edited);
  EXPECT_EQ(Result[1].How, KnownState::New);
}

TEST(FindingMatch, TheNearestTextIsTaken) {
  auto Result = match({makeKnownFinding("f", "Rows.erase(Zebra);"),
                       makeKnownFinding("f", "Rows.erase(K);")},
                      {makeKnownFinding("f", "Rows.erase(K2);")});
  EXPECT_EQ(Result[0].Old, 1u);
}

TEST(FindingMatch, ARepairAndANewFaultInOneFileAreTwoThings) {
  auto Result =
      match({makeKnownFinding("f", "a;")}, {makeKnownFinding("g", "b;")});
  EXPECT_EQ(Result[0].How, KnownState::New);
}

TEST(FindingMatch, ARenamedFunctionGoesByItsBody) {
  KnownFinding New = makeKnownFinding("renamed", "a;");
  New.Body = "body of f";
  EXPECT_EQ(match({makeKnownFinding("f", "a;")}, {New})[0].How,
            KnownState::Renamed);
}

TEST(FindingMatch, WithAnotherBodyTheOldFunctionMustBeGone) {
  KnownFinding Old = makeKnownFinding("f", "a;"),
               New = makeKnownFinding("g", "a;");
  EXPECT_EQ(match({Old}, {New})[0].How, KnownState::New);
  EXPECT_EQ(match({Old}, {New}, {}, {"c:@F@f#"})[0].How, KnownState::Renamed);
}

TEST(FindingMatch, AMovedFileMustBeGone) {
  auto MakeStatic = [](const std::string &File, const std::string &Name) {
    KnownFinding F = makeKnownFinding("f", "a;", File);
    F.ObjectKey = "c:" + Name + "@Rows@" + File;
    F.FunctionKey = "c:" + Name + "@F@f#@" + File;
    F.Fingerprint = File;
    F.Body = "";
    return F;
  };
  KnownFinding Old = MakeStatic("src/a.cpp", "a.cpp"),
               New = MakeStatic("lib/b.cpp", "b.cpp");
  EXPECT_EQ(match({Old}, {New})[0].How, KnownState::New);
  EXPECT_EQ(match({Old}, {New}, {"src/a.cpp"})[0].How, KnownState::Moved);
}

TEST(FindingMatch, AStatementMayBeBrokenIntoLines) {
  KnownFinding Old = makeKnownFinding("f", "if(a)b;"), First = Old,
               Second = Old;
  Second.Operation = "size";
  Second.Access = "read";
  Second.Fingerprint = "other";
  auto Result = match({Old}, {First, Second});
  EXPECT_EQ(Result[0].How, KnownState::Same);
  EXPECT_EQ(Result[1].How, KnownState::Same);
  // A second statement like it is another body.
  Second.Body = "longer";
  EXPECT_EQ(match({Old}, {First, Second})[1].How, KnownState::New);
}

TEST(FindingMatch, PositionsAreNoPartOfAKey) {
  EXPECT_EQ(dropPositions("c:a.cpp@270@F@main#@Rows@a.cpp"),
            "c:a.cpp@@F@main#@Rows@a.cpp");
  EXPECT_EQ(dropPositions("c:@lambda@src/a.cpp:12:5"), "c:@lambda@src/a.cpp");
  EXPECT_EQ(dropPositions("c:@F@f#@lambda:1"), "c:@F@f#@lambda:1");
}

static std::string write(std::vector<KnownFinding> Known) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  writeBaseline(std::move(Known), Out);
  return Text;
}

TEST(Baseline, IsReadBackInAnyOrder) {
  KnownFinding First = makeKnownFinding("f", "a\"\n;"),
               Second = makeKnownFinding("g", "b;");
  std::string Text = write({Second, First, First});
  EXPECT_EQ(write({First, Second}), Text);
  EXPECT_EQ(llvm::StringRef(Text).count('\n'), 3u);
  auto Read = readBaseline(Text, "file");
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(*Read, (std::vector<KnownFinding>{First, Second}));
}

static std::string fault(llvm::StringRef Text) {
  auto Read = readBaseline(Text, "file");
  return Read ? "" : llvm::toString(Read.takeError());
}

TEST(Baseline, NamesLineAndFault) {
  std::string Header = "{\"mapwarden-baseline\":1}\n";
  EXPECT_EQ(fault(Header), "");
  EXPECT_NE(fault("").find("is this a baseline"), std::string::npos);
  EXPECT_NE(fault("{\"mapwarden-baseline\":9}\n").find("another version"),
            std::string::npos);
  EXPECT_NE(fault(Header + "<<<<<<< ours\n").find("file:2: a merge conflict"),
            std::string::npos);
  EXPECT_NE(fault(Header + "{\"file\":1}\n").find("file:2: file: expected a"),
            std::string::npos);
  EXPECT_NE(fault(Header + "{}\n").find("file:2: 'file' is missing"),
            std::string::npos);
  EXPECT_NE(fault(Header + std::string(100000, '[')).find("nested too deeply"),
            std::string::npos);
}

TEST(Baseline, LinesThatAreJoinedMakeNothingGone) {
  ScanResult Result;
  Result.Findings = {makeFinding("unguarded-access", 1)};
  Result.Findings[0].Statement = "if(a)b;";
  Result.Findings[0].Body = "body";
  KnownFinding First = makeKnown(Result.Findings[0]), Second = First;
  Second.Operation = "size";
  Second.Fingerprint = "other";
  compareWithKnown(Result, {First, Second}, Confidence::Medium, "list");
  EXPECT_TRUE(Result.Gone.empty());
}

TEST(Baseline, SaysWhatIsGone) {
  ScanResult Result;
  Result.Findings = {makeFinding("unguarded-access", 1)};
  KnownFinding Gone = makeKnownFinding("other", "a;");
  compareWithKnown(Result, {makeKnown(Result.Findings[0]), Gone},
                   Confidence::Medium, "list");
  EXPECT_TRUE(Result.Findings[0].isKnown());
  EXPECT_EQ(Result.Gone, std::vector<KnownFinding>{Gone});
  Result.IsPartial = true;
  compareWithKnown(Result, {Gone}, Confidence::Medium, "list");
  EXPECT_TRUE(Result.Gone.empty());
  EXPECT_EQ(Result.Findings[0].Known, KnownState::New);
}
