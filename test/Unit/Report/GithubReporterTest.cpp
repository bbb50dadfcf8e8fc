// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Workflow commands cannot be broken out of.

#include "Report/GithubReporter.h"
#include "test/Unit/Findings/Samples.h"
#include "llvm/Support/raw_ostream.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mapwarden;
using testing::HasSubstr;

static std::string write(const ScanResult &Result) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  writeGithubReport(Result, {}, {}, Out);
  return Text;
}

TEST(GithubReporter, EscapesPropertiesAndText) {
  ScanResult Result;
  Result.Findings = {makeFinding("unguarded-access", 4)};
  Result.Findings[0].Primary.At.File = "a,b:c\n%.cpp";
  Result.Findings[0].Message = "100%\n::error::x";
  std::string Text = write(Result);
  EXPECT_THAT(Text,
              testing::StartsWith(
                  "::warning file=a%2Cb%3Ac<U+000A>%25.cpp,line=4,endLine=4,"
                  "col=3,title=mapwarden-unguarded-access::"
                  "100%25<U+000A>::error::x%0Athis access: no lock held"));
  EXPECT_EQ(llvm::StringRef(Text).count('\n'), 1u);
}

TEST(GithubReporter, CountsWhatGithubWouldDrop) {
  ScanResult Result;
  for (uint32_t Line = 1; Line <= 13; ++Line)
    Result.Findings.push_back(makeFinding("unguarded-access", Line));
  Result.Units = {{TuStatus::Outcome::Failed, "a.cpp", ""}};
  std::string Text = write(Result);
  EXPECT_EQ(llvm::StringRef(Text).count("::warning file="), 10u);
  EXPECT_THAT(Text, HasSubstr("and 3 more findings"));
  EXPECT_THAT(Text, HasSubstr("1 of 1 translation unit could not be analysed"));
}
