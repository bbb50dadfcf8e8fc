// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which tokens count as the statement of an access. In each text the access
/// is at the at-sign, which is removed before lexing.

#include "Findings/StatementText.h"
#include <gtest/gtest.h>

using namespace mapwarden;

static std::string takeStatement(std::string Text) {
  size_t At = Text.find('@');
  Text.erase(At, 1);
  return getStatementText(Text, lexSource(Text), At);
}

TEST(StatementText, EndsAtSemicolonsAndBlocks) {
  EXPECT_EQ(takeStatement("a(); @m.erase(k); b();"), "m.erase(k);");
  EXPECT_EQ(takeStatement("{ @m.erase(k) }"), "m.erase(k)");
  EXPECT_EQ(takeStatement("x; if (@m.count(k)) { y; }"), "if(m.count(k))");
  EXPECT_EQ(takeStatement("for (auto &e : @m) { y; }"), "for(auto&e:m)");
  EXPECT_EQ(takeStatement("} if (x) @m.clear();"), "if(x)m.clear();");
}

TEST(StatementText, KeepsBracedValues) {
  EXPECT_EQ(takeStatement("; @m[k] = {1, 2}; z"), "m[k]={1,2};");
  EXPECT_EQ(takeStatement("; @m.insert({k, {v}}); z"), "m.insert({k,{v}});");
}

TEST(StatementText, SplitsTheHeadOfAFor) {
  EXPECT_EQ(takeStatement("for (it = @m.begin(); it != m.end(); ++it) x();"),
            "for(it=m.begin();");
  EXPECT_EQ(takeStatement("for (it = m.begin(); it != @m.end(); ++it) x();"),
            "it!=m.end();");
}

TEST(StatementText, StaysInsideALambda) {
  EXPECT_EQ(takeStatement("run([&] { a(); @m.erase(k); }, 3);"), "m.erase(k);");
}

TEST(StatementText, SeparatesWordsOnly) {
  EXPECT_EQ(takeStatement(";return @m . size ( ) ;"), "return m.size();");
}

TEST(StatementText, StopsAtDirectives) {
  EXPECT_EQ(takeStatement("#if A\n@m.erase(k)\n#endif\n;"), "m.erase(k)");
}

TEST(StatementText, IgnoresCommentsAndStringContents) {
  EXPECT_EQ(takeStatement("// ;\n@m[\";}\"] = ';'; x"), "m[\";}\"]=';';");
  EXPECT_EQ(takeStatement("/* { */ @m.at(1'000);"), "m.at(1'000);");
  EXPECT_EQ(takeStatement("; @m[R\"x(;)\" )x\"] = 1; y"),
            "m[R\"x(;)\" )x\"]=1;");
}

TEST(StatementText, IsEmptyBehindTheText) {
  EXPECT_EQ(getStatementText("a;", lexSource("a;"), 9), "");
  EXPECT_EQ(getStatementText("", {}, 0), "");
}
