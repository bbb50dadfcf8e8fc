// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The text form of facts: what is written is read back, and what is read is
/// checked.
#include "Facts/FactsText.h"
#include "Facts/FactsWords.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <set>

using namespace mapwarden;
using llvm::StringRef;
using testing::HasSubstr;

static TuFacts readOrDie(StringRef Text) {
  llvm::Expected<TuFacts> Facts = readFacts(Text, "t.facts");
  if (!Facts) {
    ADD_FAILURE() << llvm::toString(Facts.takeError());
    return {};
  }
  return std::move(*Facts);
}

static std::string write(const TuFacts &Facts) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  writeFacts(Facts, Out);
  return Text;
}

/// The error of reading \p Text; empty if there is none.
static std::string errorOf(StringRef Text) {
  llvm::Expected<TuFacts> Facts = readFacts(Text, "t.facts");
  return Facts ? "" : llvm::toString(Facts.takeError());
}

/// Every construct once, in the form in which it is written.
static constexpr char Sample[] = R"(facts 1
main-file "src/main.cpp"
problem "expected ';' after \"x\"\\ \n\x1B" at 3:1
problem "no place"
class Z
class "c:@S@S" name=S at "src/s.h":3:8-9 flags=final,external-base bases=["c:@S@B", T]
  field "c:@S@S@FI@m" name=m at 4:24-25 flags=container,mutable class="c:@S@M" guarded-by=this."c:@S@S@FI@mu"
  field "c:@S@S@FI@mu" name="" at "src/other.h":4:2-5:3 flags=mutex
global "c:@table" name=ns::table at 9:1-6 flags=container,internal
global "c:@tls" at "":1:1 flags=thread-local guarded-by=@"c:@mu"[*]
function "c:@F@a" at 1:2 end=20 flags=external,main,returns-alias class="c:@S@S" parent=outer overrides=[x, "y z"]
  param k usr=u at 1:5-6 flags=reference,const class=C
  param ""
  local it flags=guard,copied-param depth=3
  contract requires shared @"c:@mu"
  contract acquires this
  contract releases $1
  contract excludes unknown
  block 0 depth=2 if=!%1 next=[1, 2]
    %0 guard l0 name=lock_guard flags=shared,try at 12:3-13:2 args=[@"c:@mu", l0^other[k]."c:@S@S@FI@m"]
    %1 access @"c:@table"["\"a\""]["*"][*].f callee=fn "c:@F@f#" flags=read,tests-presence,copies-pointer
  block 1 next=[0, 0, 2]
    %3 call this^"c:@F@a" callee=bind(fn f, this, bind(copy l0, $0), null, const "1 + 2", _)
    %4 assign return args=[%3.x, new1, unknown, copy $1]
  block 2 begin=%1
  block 3 begin=%5
  block 4 begin=%2
    %2 iter-next $0^q
  block 5 next=[]
end
)";

TEST(FactsText, RoundTripsEveryConstruct) {
  std::string Once = write(readOrDie(Sample));
  EXPECT_EQ(write(readOrDie(Once)), Once);
  // The sample is in written form but for these defaults that it spells out.
  std::string Expected = Sample;
  auto Drop = [&](StringRef Part) {
    Expected.erase(Expected.find(Part.str()), Part.size());
  };
  Drop(" begin=%2");
  Drop(" next=[]");
  EXPECT_EQ(Once, Expected);
}

TEST(FactsText, ReadsValues) {
  TuFacts Facts = readOrDie(Sample);
  ASSERT_EQ(Facts.Functions.size(), 1u);
  const FunctionFacts &F = Facts.Functions[0];
  EXPECT_EQ(F.Flags,
            FunctionIsMain | FunctionIsExternal | FunctionReturnsAlias);
  EXPECT_EQ(F.EndLine, 20u);
  ASSERT_EQ(F.Blocks.size(), 6u);
  EXPECT_EQ(F.Blocks[0].Condition, 1u);
  EXPECT_TRUE(F.Blocks[0].IsConditionNegated);
  EXPECT_EQ(F.Blocks[1].Begin, 3u);
  EXPECT_EQ(F.Blocks[1].End, 5u);
  EXPECT_EQ(F.Blocks[2].Begin, 1u);
  EXPECT_EQ(F.Blocks[2].End, 1u);
  ASSERT_EQ(F.Instructions.size(), 5u);
  EXPECT_EQ(F.Instructions[0].At.EndLine, 13u);
  EXPECT_EQ(Facts.Names.text(F.Instructions[0].At.File), "src/main.cpp");
  EXPECT_EQ(F.Instructions[2].Kind, InstrKind::IterNext);
  const Instruction &Access = F.Instructions[1];
  ASSERT_EQ(Access.Target.Selectors.size(), 4u);
  EXPECT_EQ(Facts.Names.text(Access.Target.Selectors[0].Name), "\"a\"");
  EXPECT_EQ(Facts.Names.text(Access.Target.Selectors[1].Name), "*");
  EXPECT_EQ(Access.Target.Selectors[2].Name, NameId::None);
  const Value &Callee = F.Instructions[3].Callee;
  ASSERT_EQ(Callee.Bound.size(), 6u);
  EXPECT_TRUE(Callee.Bound[2].Bound[0].Copied);
  EXPECT_EQ(Facts.Problems[0].Message, "expected ';' after \"x\"\\ \n\x1B");
  EXPECT_TRUE(Facts.isDegraded());
  EXPECT_EQ(Facts.Classes[1].Fields[0].At.File, Facts.Classes[1].At.File);
}

TEST(FactsText, ReadsWhatIsWrittenByHand) {
  TuFacts Facts = readOrDie("# two threads\r\n"
                            "\n"
                            "function b   # no version, no end\n"
                            "  param m flags=container\n"
                            "lock @mu at src/a.cpp:7\n"
                            "access $0[k] name=insert flags=write,inserts "
                            "args=[ const k , local 0 ]\n"
                            "  local x\n"
                            "global mu flags=mutex\n"
                            "function a\n");
  ASSERT_EQ(Facts.Functions.size(), 2u);
  EXPECT_EQ(Facts.Names.text(Facts.Functions[0].Usr), "a");
  const FunctionFacts &B = Facts.Functions[1];
  EXPECT_EQ(B.Name, B.Usr);
  ASSERT_EQ(B.Blocks.size(), 1u);
  EXPECT_EQ(B.Blocks[0].End, 2u);
  EXPECT_EQ(B.Instructions[0].At.Line, 7u);
  EXPECT_EQ(B.Instructions[0].At.Column, 1u);
  EXPECT_EQ(Facts.Names.text(B.Instructions[0].At.File), "src/a.cpp");
  EXPECT_EQ(B.Instructions[1].Args[1].Path.Root.Kind, RootKind::Local);
}

TEST(FactsText, EmptyTextIsNoFacts) {
  EXPECT_EQ(write(readOrDie("")), "facts 1\nend\n");
  EXPECT_EQ(write(readOrDie("facts 1\nend")), "facts 1\nend\n");
}

TEST(FactsText, WordsAreUniqueAndCoverAllFlags) {
  auto Check = [](llvm::ArrayRef<FlagWord> Words, uint64_t LastFlag) {
    std::set<std::string> Seen;
    uint64_t Flag = 1;
    for (const FlagWord &W : Words) {
      EXPECT_TRUE(Seen.insert(W.Word.str()).second) << W.Word.str();
      EXPECT_EQ(W.Flag, Flag) << W.Word.str();
      Flag <<= 1;
    }
    EXPECT_EQ(Words.back().Flag, LastFlag);
  };
  Check(instrFlagWords(), CallEndsEarly);
  Check(functionFlagWords(), FunctionIsPlain);
  Check(variableFlagWords(), VariableIsCopyable);
  Check(classFlagWords(), ClassIsInternallySynchronised);
}

struct BadText {
  const char *Text;
  const char *Error;
};

class FactsTextErrors : public testing::TestWithParam<BadText> {};

TEST_P(FactsTextErrors, NamesFileLineAndExpectation) {
  EXPECT_EQ(errorOf(GetParam().Text), GetParam().Error);
}

static const BadText BadTexts[] = {
    {"facts 2\nend", "t.facts:1: expected facts of version 1, found version 2"},
    {"facts 1\n", "t.facts:2: expected 'end', found the end of the file"},
    {"facts 1\nend\nglobal x",
     "t.facts:3: expected nothing after 'end', found 'global'"},
    {"function f\n  statement nothing",
     "t.facts:2: expected the kind of a statement, found 'nothing'"},
    {"function f\n  statement simple at 3:1 in=0",
     "t.facts:2: expected the number of an earlier statement below 0, found 0"},
    {"facts one\nend", "t.facts:1: expected a number, found 'one'"},
    {"wat", "t.facts:1: expected an entity (class, global, function, ...), "
            "found 'wat'"},
    {"\n  field x", "t.facts:2: expected 'field' to follow a class"},
    {"global g\nparam x",
     "t.facts:2: expected parameters and locals to follow a function"},
    {"class c\ncontract requires this",
     "t.facts:2: expected 'contract' to follow a function"},
    {"class c\nblock", "t.facts:2: expected 'block' to follow a function"},
    {"class c\n%0 lock", "t.facts:2: expected an entity (class, global, "
                         "function, ...) or, in a function, an instruction"},
    {"global g\nglobal h\nglobal g",
     "t.facts:3: second 'g', the first is in line 1"},
    {"global \"\"", "t.facts:1: expected global's USR, found an empty name"},
    {"function f flags=main,mian", nullptr},
    {"function f color=red", "t.facts:1: expected an attribute (name, at, end, "
                             "flags, class, parent, overrides), found 'color'"},
    {"function f end=1 end=2", "t.facts:1: expected attribute 'end' once"},
    {"function f end",
     "t.facts:1: expected '=' after 'end', found the end of the line"},
    {"function f end=x", "t.facts:1: expected a number, found 'x'"},
    {"function f end=4294967296",
     "t.facts:1: expected a number up to 4294967295, found '4294967296'"},
    {"function f end=99999999999999999999",
     "t.facts:1: expected a number up to 4294967295, found "
     "'99999999999999999999'"},
    {"function f ]", "t.facts:1: expected an attribute, found ']'"},
    {"function \"f", "t.facts:1: expected '\"' at the end of the name"},
    {"function \"f\\", "t.facts:1: expected '\"' at the end of the name"},
    {"function \"f\\q\"", "t.facts:1: unknown escape in a name, expected \\\\, "
                          "\\\", \\n or \\x and two hexadecimal digits"},
    {"function",
     "t.facts:1: expected function's USR, found the end of the line"},
    {"function f at",
     "t.facts:1: expected a file name, found the end of the line"},
    {"function f at \"x\" 3", "t.facts:1: expected ':' and a line number after "
                              "the file name, found '3'"},
    {"function f\nlocal x depth=65536",
     "t.facts:2: expected a number up to 65535, found '65536'"},
    {"function f\nlock $0",
     "t.facts:2: expected the number of a parameter below 0, found 0"},
    {"function f\nlocal x\nlock l0\nlock l1\nunlock l0",
     "t.facts:4: expected the number of a local below 1, found 1"},
    {"function f\nlock new1",
     "t.facts:2: expected the number of an instruction below 1, found 1"},
    {"function f\nlock %7^f",
     "t.facts:2: expected the number of an instruction below 1, found 7"},
    {"class c\nfield x guarded-by=$0",
     "t.facts:2: expected the number of a parameter below 0, found 0"},
    {"global c guarded-by=l3",
     "t.facts:1: expected the number of a local below 0, found 3"},
    {"function f\nblock next=[1]",
     "t.facts:2: expected the number of a block below 1, found 1"},
    {"function f\nblock 1", "t.facts:2: expected block 0, found block 1"},
    {"function f\nblock if=%0 next=[0]\nlock",
     "t.facts:2: expected two successors in a block with a condition, found 1"},
    {"function f\nblock if=%0 next=[0, 0]",
     "t.facts:2: expected the number of an instruction below 0, found 0"},
    {"function f\nblock begin=%1",
     "t.facts:2: expected the number of an instruction below 0, found 0"},
    {"function f\n%0 lock\n%2 lock",
     "t.facts:3: expected %1 to follow in its block, found %2"},
    {"function f\n%1 lock",
     "t.facts:1: expected 1 instructions numbered from %0 in 'f', found %1"},
    {"function f\n%0 lock\nblock\n%0 lock",
     "t.facts:1: expected each number of an instruction once in 'f', found %0 "
     "twice"},
    {"function f\n%4294967295 lock",
     "t.facts:2: expected a smaller number of an instruction"},
    {"function f\n%0 jump", "t.facts:2: expected the kind of an instruction or "
                            "an entity, found 'jump'"},
    {"function f\nlock here", "t.facts:2: expected a path (this, $0, l0, @usr, "
                              "%0, new0, return or unknown), found 'here'"},
    {"function f\nlock lx", "t.facts:2: expected a path (this, $0, l0, @usr, "
                            "%0, new0, return or unknown), found 'lx'"},
    {"function f\nlock @", "t.facts:2: expected the USR of a global after '@', "
                           "found the end of the line"},
    {"function f\nlock this^", "t.facts:2: expected the USR of a function "
                               "after '^', found the end of the line"},
    {"function f\nlock this.", "t.facts:2: expected the USR of a field after "
                               "'.', found the end of the line"},
    {"function f\nlock this[", "t.facts:2: expected an index or '*' after '[', "
                               "found the end of the line"},
    {"function f\nlock this[*",
     "t.facts:2: expected ']', found the end of the line"},
    {"function f\nlock this.a.b.c.d.e.f.g",
     "t.facts:2: expected a path of at most 6 selectors"},
    {"function f\nlock this args=[this",
     "t.facts:2: expected ']', found the end of the line"},
    {"function f\nlock this args=[fn]",
     "t.facts:2: expected the USR of a function after 'fn', found ']'"},
    {"function f\nlock "
     "args=[bind(bind(bind(bind(bind(bind(bind(bind(bind())))))))))]",
     "t.facts:2: expected 'bind' to nest at most 8 deep"},
    {"function f\ncontract wants this",
     "t.facts:2: expected 'requires', 'acquires', 'releases' or 'excludes', "
     "found 'wants'"},
    {"function f\nlock this this",
     "t.facts:2: expected '=' after 'this', found the end of the line"},
    {"main-file", "t.facts:1: expected a file name, found the end of the line"},
    {"main-file a b", "t.facts:1: expected the end of the line, found 'b'"},
};

static std::vector<BadText> exactErrors() {
  std::vector<BadText> Result;
  for (const BadText &T : BadTexts)
    if (T.Error)
      Result.push_back(T);
  return Result;
}

INSTANTIATE_TEST_SUITE_P(All, FactsTextErrors,
                         testing::ValuesIn(exactErrors()));

TEST(FactsText, ErrorListsTheFlags) {
  EXPECT_THAT(errorOf("function f flags=main,mian"),
              HasSubstr("expected a flag (method, static, "));
}

TEST(FactsText, BindMayNestEightDeep) {
  EXPECT_EQ(errorOf("function f\nlock "
                    "args=[bind(bind(bind(bind(bind(bind(bind(bind(_))))))))]"),
            "");
}

// Neither a crash nor an endless loop; with the version line, nothing but the
// whole file is accepted.
TEST(FactsText, EveryTruncationIsRejected) {
  StringRef Text = StringRef(Sample).rtrim();
  for (size_t Length = 1; Length < Text.size(); ++Length) {
    std::string Part =
        Text.take_front(Length)
            .str(); // A copy, so that a sanitizer sees reads past its end.
    EXPECT_NE(errorOf(Part), "") << Length;
  }
}

TEST(FactsText, EveryChangedByteIsSurvived) {
  std::string Text = Sample;
  for (size_t I = 0; I < Text.size(); ++I)
    for (char C : {'\0', '\n', '"', '%', '9', '[', '\xFF', '-'}) {
      std::string Changed = Text;
      Changed[I] = C;
      llvm::Expected<TuFacts> Facts = readFacts(Changed, "t.facts");
      if (!Facts) {
        llvm::consumeError(Facts.takeError());
        continue;
      }
      std::string Again = write(*Facts); // What is accepted is sound enough to
                                         // be written and read again.
      EXPECT_EQ(write(readOrDie(Again)), Again);
    }
}

TEST(FactsText, EveryDroppedLineIsSurvived) {
  llvm::SmallVector<StringRef, 64> Lines;
  StringRef(Sample).split(Lines, '\n');
  for (size_t Dropped = 0; Dropped < Lines.size(); ++Dropped) {
    std::string Text;
    for (size_t I = 0; I < Lines.size(); ++I)
      if (I != Dropped)
        Text += (Lines[I] + "\n").str();
    (void)errorOf(Text);
  }
}

TEST(FactsText, SameFactsGiveTheSameEntityText) {
  TuFacts First =
      readOrDie("main-file a.cpp\nfunction f at h.h:1:1\nlock @m at 2:2");
  TuFacts Second = readOrDie(
      "main-file h.h\nglobal other\nfunction f at 1:1\nlock @m at 2:2");
  auto Text = [](const TuFacts &Facts) {
    std::string Result;
    llvm::raw_string_ostream Out(Result);
    writeFunction(Facts.Functions[0], Facts.Names, Out);
    return Result;
  };
  EXPECT_EQ(Text(First),
            "function f at \"h.h\":1:1\n  block 0\n    %0 lock @m at 2:2\n");
  EXPECT_EQ(Text(First), Text(Second));
}

TEST(PrintPath, NamesFieldsAndGlobals) {
  TuFacts Facts = readOrDie(
      "function f\nparam p\n"
      "lock this.\"c:@S@Server@FI@shards_\"[i].\"c:@N@ns@S@Shard@FI@mu\"\n"
      "lock @\"c:@N@ns@table\"[*]\nlock "
      "@\"c:main.cpp@table@src/main.cpp\"\nlock $0.f\nlock "
      "l2^\"c:@S@Server@F@run#\"\n"
      "lock @\"c:@F@f@x@in:c:@F@g\"\nlock @\"c:@ST>1#T@Pool@all\"\nlock "
      "@plain\nlock %0\nlock new0\nlock return\nlock "
      "unknown\nlock @\"c:\"\n");
  std::vector<std::string> Paths;
  for (const Instruction &Instr : Facts.Functions[0].Instructions)
    Paths.push_back(printPath(Instr.Target, Facts.Names));
  EXPECT_THAT(Paths, testing::ElementsAre(
                         "this.Server::shards_[i].mu", "ns::table[*]", "table",
                         "$0.f", "l2^Server::run", "f::x", "Pool::all", "plain",
                         "%0", "new0", "return", "unknown", "c:"));
}
