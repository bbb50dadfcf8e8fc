// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which braces are the body of a function.

#include "Findings/FunctionBodies.h"
#include <gtest/gtest.h>

using namespace mapwarden;

/// The body around the first `!` in \p Text, which is taken out.
static std::string bodyAt(std::string Text) {
  size_t Offset = Text.find('!');
  Text.erase(Offset, 1);
  std::vector<SourceToken> Tokens = lexSource(Text);
  return getBodyText(Text, Tokens, findFunctionBodies(Text, Tokens), Offset);
}

TEST(FunctionBodies, AreOutermostAndWithoutFormat) {
  EXPECT_EQ(bodyAt("int f() {\n  if (a) { !b(); } // why\n  return 1;\n}"),
            "{if(a){b();}return 1;}");
}

TEST(FunctionBodies, LieInNamespacesAndClasses) {
  EXPECT_EQ(bodyAt("namespace { class C : B<(1 > 0)> { void f() { a; } }; }\n"
                   "extern \"C\" { void g() { !b; } }"),
            "{b;}");
  EXPECT_EQ(bodyAt("struct S { void f() { !a; } void g() { b; } };"), "{a;}");
}

TEST(FunctionBodies, MayReturnAStructOrHaveATemplateHead) {
  EXPECT_EQ(bodyAt("struct S *f() { !a; }"), "{a;}");
  EXPECT_EQ(bodyAt("template <class T> void f(T) { !a; }"), "{a;}");
}

TEST(FunctionBodies, EndWithBrokenText) {
  EXPECT_EQ(bodyAt("void f() { !a;"), "{a;");
  EXPECT_EQ(bodyAt("int !x = 1; void f() {}"), "");
}
