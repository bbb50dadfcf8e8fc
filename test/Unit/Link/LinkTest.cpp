// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The linked program depends on what the facts say, not on their order, number
/// or grouping.
#include "Facts/FactsText.h"
#include "Link/Program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace mapwarden;
using llvm::StringRef;

static TuFacts read(StringRef Text) {
  llvm::Expected<TuFacts> Facts = readFacts(Text, "t.facts");
  if (!Facts) {
    ADD_FAILURE() << llvm::toString(Facts.takeError());
    return {};
  }
  return std::move(*Facts);
}

static Program link(llvm::ArrayRef<std::string> Texts) {
  std::vector<TuFacts> Units;
  for (const std::string &Text : Texts)
    Units.push_back(read(Text));
  return linkProgram(std::move(Units));
}

/// Everything in a program, with the ids of its names.
static std::string print(const Program &Linked) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  for (const ClassFacts &Class : Linked.Classes)
    writeClass(Class, Linked.Names, Out);
  for (const VariableFacts &Global : Linked.Globals)
    writeGlobal(Global, Linked.Names, Out);
  for (const FunctionFacts &Function : Linked.Functions)
    writeFunction(Function, Linked.Names, Out);
  for (uint32_t Id = 0; Id < Linked.Names.size(); ++Id)
    Out << Id << ' ' << Linked.Names.text(static_cast<NameId>(Id)) << '\n';
  return Text;
}

static const std::string UnitA = R"(
main-file a.cpp
class S at s.h:1:1
  field S_m name=m at 2:1 flags=container
  field S_mu name=mu at 3:1 flags=mutex
global shared at g.h:1:1 flags=container
function inline_get at s.h:9:1
  access this.S_m name=find flags=read at 10:1
function main at 1:1 flags=main
  spawn l0 callee=fn worker at 2:2
  local t flags=thread
)";

static const std::string UnitB = R"(
main-file b.cpp
class S at s.h:1:1
  field S_m name=m at 2:1 flags=container
  field S_mu name=mu at 3:1 flags=mutex
global shared at g.h:1:1 flags=container
function inline_get at s.h:9:1
  access this.S_m name=find flags=read at 10:1
function worker at 1:1
  access @shared[k] name="operator[]" flags=write,inserts at 2:2 args=[const k]
)";

// Another idea of S, of shared and of inline_get, and a declaration of worker
// only.
static const std::string UnitC = R"(
main-file c.cpp
class S at s.h:1:1
  field S_m name=m at 2:1 flags=container
class Only at c.cpp:1:1
global shared at g.h:1:1 flags=container,const
function inline_get at s.h:9:1
  access this.S_m name=at flags=read at 10:1
function worker at 1:1
)";

// The same again, differently once more.
static const std::string UnitD = R"(
main-file d.cpp
global shared at g.h:1:1 flags=atomic
function inline_get at s.h:9:1
  access this.S_m name=count flags=read at 10:1
function inline_only at s.h:20:1
)";

TEST(Link, DoesNotDependOnOrder) {
  std::vector<std::string> Texts = {UnitA, UnitB, UnitC, UnitD};
  std::sort(Texts.begin(), Texts.end());
  std::string Expected = print(link(Texts));
  do {
    EXPECT_EQ(print(link(Texts)), Expected);
  } while (std::next_permutation(Texts.begin(), Texts.end()));
}

TEST(Link, DoesNotDependOnRepetition) {
  EXPECT_EQ(print(link({UnitA, UnitB, UnitA, UnitC, UnitC, UnitB})),
            print(link({UnitC, UnitB, UnitA})));
}

/// What has been linked, as the facts of one unit.
static std::string partialLink(llvm::ArrayRef<std::string> Texts) {
  Program Linked = link(Texts);
  TuFacts Facts;
  Facts.Names = Linked.Names;
  Facts.Functions = Linked.Functions;
  Facts.Classes = Linked.Classes;
  Facts.Globals = Linked.Globals;
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  writeFacts(Facts, Out);
  return Text;
}

TEST(Link, DoesNotDependOnGrouping) {
  std::string Expected = print(link({UnitA, UnitB, UnitC, UnitD}));
  EXPECT_EQ(
      print(link({partialLink({UnitA, UnitB}), partialLink({UnitC, UnitD})})),
      Expected);
  EXPECT_EQ(
      print(link({UnitD, partialLink({UnitC, partialLink({UnitB, UnitA})})})),
      Expected);
  EXPECT_EQ(print(link({partialLink({UnitA, UnitB, UnitC, UnitD})})), Expected);
}

// A name that linking forgets to translate would be another one afterwards.
TEST(Link, EveryNameKeepsItsText) {
  const std::string Text = R"facts(
class Derived at z.h:1:1 bases=[Base]
  field Derived_m name=m at z.h:2:1 class=Held hold="guard(x)" hold-shared="shared(x)"
function zz name=Zed at z.cpp:3:1 class=Derived parent=outer overrides=[over]
  param p class=Held at z.cpp:3:5
  local l class=Held at z.cpp:3:9
  capture reference this^outer.Derived_m
  call this.Derived_m callee=fn called class=Derived name=spelled flags=virtual at z.cpp:4:1 args=[bind(fn bound, @global.f[key])]
  spawn l0 callee=fn run executor=this.Derived_strand at z.cpp:5:1
)facts";
  const TuFacts Unit = read(Text);
  ASSERT_EQ(Unit.Functions.size(), 1u);
  std::string Before;
  llvm::raw_string_ostream Original(Before);
  writeClass(Unit.Classes[0], Unit.Names, Original);
  writeFunction(Unit.Functions[0], Unit.Names, Original);
  const Program Linked = link({UnitA, UnitB, Text});
  const FunctionFacts *Function = Linked.function(Linked.Names.find("zz"));
  const ClassFacts *Class = Linked.classOf(Linked.Names.find("Derived"));
  ASSERT_TRUE(Function && Class);
  std::string After;
  llvm::raw_string_ostream Stream(After);
  writeClass(*Class, Linked.Names, Stream);
  writeFunction(*Function, Linked.Names, Stream);
  EXPECT_EQ(After, Before);
  for (llvm::StringRef Name : {"Derived", "Base", "Held", "over", "called",
                               "spelled", "bound", "key", "Derived_strand"})
    EXPECT_TRUE(llvm::StringRef(After).contains(Name)) << Name.str();
}

TEST(Link, NothingLinksToNothing) {
  EXPECT_EQ(print(linkProgram({})), "0 \n");
  EXPECT_EQ(print(link({"", "main-file x.cpp"})), "0 \n");
}

TEST(Link, AFunctionWithBlocksBeatsOneWithout) {
  Program Linked = link({UnitC, UnitB});
  const FunctionFacts *Worker = Linked.function(Linked.Names.find("worker"));
  ASSERT_TRUE(Worker);
  EXPECT_EQ(Worker->Instructions.size(), 1u);
}

TEST(Link, TheClassWithMoreFieldsWins) {
  Program Linked = link({UnitC, UnitB});
  const ClassFacts *S = Linked.classOf(Linked.Names.find("S"));
  ASSERT_TRUE(S);
  EXPECT_EQ(S->Fields.size(), 2u);
}

TEST(Link, TheSmallerTextWinsOtherwise) {
  Program Linked = link({UnitA, UnitC, UnitD});
  const FunctionFacts *Get = Linked.function(Linked.Names.find("inline_get"));
  ASSERT_TRUE(Get);
  EXPECT_EQ(Linked.text(Get->Instructions[0].Name), "at");
  const VariableFacts *Shared = Linked.global(Linked.Names.find("shared"));
  ASSERT_TRUE(Shared);
  EXPECT_EQ(Shared->Flags, VariableIsAtomic);
}

TEST(Link, EntitiesAreSortedByUsr) {
  Program Linked = link({UnitA, UnitB, UnitC, UnitD});
  std::vector<std::string> Usrs;
  for (const FunctionFacts &Function : Linked.Functions)
    Usrs.push_back(Linked.text(Function.Usr).str());
  EXPECT_THAT(Usrs, testing::ElementsAre("inline_get", "inline_only", "main",
                                         "worker"));
}

TEST(Link, FindsEntitiesByUsr) {
  Program Linked = link({UnitA, UnitB, UnitC});
  for (const FunctionFacts &Function : Linked.Functions)
    EXPECT_EQ(Linked.function(Function.Usr), &Function);
  for (const ClassFacts &Class : Linked.Classes) {
    EXPECT_EQ(Linked.classOf(Class.Usr), &Class);
    for (const VariableFacts &Field : Class.Fields)
      EXPECT_EQ(Linked.field(Field.Usr), &Field);
  }
  for (const VariableFacts &Global : Linked.Globals)
    EXPECT_EQ(Linked.global(Global.Usr), &Global);
  EXPECT_EQ(Linked.function(NameId::None), nullptr);
  EXPECT_EQ(Linked.field(Linked.Names.find("S")), nullptr);
}

// The lambda saw three locals of outer; the version of outer that wins has one.
TEST(Link, PathsIntoAMissingLocalBecomeUnknown) {
  const std::string Lambda = R"(
function inner parent=outer
  access l2^outer.f flags=read
  access l0^outer.f flags=read args=[bind(fn g, $1^outer), %4^outer]
  access l7^elsewhere flags=read
)";
  Program Linked =
      link({"function outer\n  local a\n  lock l0\n",
            "function outer\n  local a\n  local b\n  local c\n" + Lambda});
  const FunctionFacts *Inner = Linked.function(Linked.Names.find("inner"));
  ASSERT_TRUE(Inner);
  EXPECT_EQ(Inner->Instructions[0].Target, AccessPath());
  EXPECT_TRUE(Inner->Instructions[1].Target.isKnown());
  EXPECT_FALSE(Inner->Instructions[1].Args[0].Bound[1].Path.isKnown());
  EXPECT_FALSE(Inner->Instructions[1].Args[1].Path.isKnown());
  EXPECT_TRUE(Inner->Instructions[2].Target.isKnown());
}
