// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Model files: errors name the place and the nearest word; later files
/// replace; entries inherit.
#include "Models/ModelReader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace mapwarden;
using llvm::StringRef;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// Reads the texts as the files 0.yaml, 1.yaml, ...
static llvm::Expected<LibraryModel>
read(std::initializer_list<StringRef> Texts) {
  ModelReader Reader;
  unsigned Number = 0;
  for (StringRef Text : Texts)
    if (llvm::Error E = Reader.add(Text, std::to_string(Number++) + ".yaml"))
      return std::move(E);
  return Reader.finish();
}

static LibraryModel readOrDie(std::initializer_list<StringRef> Texts) {
  llvm::Expected<LibraryModel> Model = read(Texts);
  if (!Model) {
    ADD_FAILURE() << llvm::toString(Model.takeError());
    return {};
  }
  return std::move(*Model);
}

static std::string errorOf(std::initializer_list<StringRef> Texts) {
  llvm::Expected<LibraryModel> Model = read(Texts);
  return Model ? "" : llvm::toString(Model.takeError());
}

TEST(ModelReader, ReadsEntries) {
  LibraryModel Model = readOrDie({R"(
# A comment first.
containers:
  - id: mine
    types: [my::Map, my::Set]
    node-based: false
    members:
      - { names: [put, "operator[]"], effects: [write, inserts], returns: element, key-argument: 0 }
      - { names: [begin], effects: [read, iterates], returns: iterator }
      - names: [swap]
        effects: [write]
        other-container-argument: 0
lock-functions:

  - id: lock
    functions: [my_lock]
    does: try-lock
    succeeds-with-zero: true
)"});
  ASSERT_EQ(Model.Containers.size(), 1u);
  const ContainerModel &Mine = Model.Containers[0];
  EXPECT_EQ(Mine.Origin.File, "0.yaml");
  EXPECT_EQ(Mine.Origin.Line, 4u);
  EXPECT_THAT(Mine.Types, ElementsAre("my::Map", "my::Set"));
  EXPECT_FALSE(Mine.NodeBased);
  ASSERT_EQ(Mine.Members.size(), 4u);
  const ContainerOperation &Put = Mine.Members.at("operator[]");
  EXPECT_EQ(Put.Effects, EffectWrite | EffectInserts);
  EXPECT_TRUE(Put.ReturnsElement);
  EXPECT_FALSE(Put.ReturnsIterator);
  EXPECT_EQ(Put.KeyArgument, 0);
  EXPECT_TRUE(Mine.Members.at("begin").ReturnsIterator);
  EXPECT_TRUE(Mine.Members.at("begin").ReturnsElement);
  EXPECT_EQ(Mine.Members.at("swap").OtherContainerArgument, 0);
  ASSERT_EQ(Model.LockFunctions.size(), 1u);
  EXPECT_EQ(Model.LockFunctions[0].Origin.Line, 15u);
  EXPECT_EQ(Model.LockFunctions[0].Does, LockFunctionModel::Action::TryLock);
  EXPECT_TRUE(Model.LockFunctions[0].SucceedsWithZero);
  EXPECT_FALSE(Model.LockFunctions[0].IsShared);
}

TEST(ModelReader, AnEmptyFileSaysNothing) {
  EXPECT_TRUE(readOrDie({"", "# nothing\n", "locks: []\n"}).Locks.empty());
}

TEST(ModelReader, UnknownKeysNameThePlaceAndTheNearestKey) {
  EXPECT_EQ(errorOf({"locks: []\nlock: []\n"}),
            "0.yaml:2: unknown key 'lock'; the nearest known key is 'locks'");
  EXPECT_EQ(
      errorOf({"", "locks:\n  - id: a\n    types: [A]\n    unlok: [x]\n"}),
      "1.yaml:4: unknown key 'unlok'; the nearest known key is 'unlock'");
  EXPECT_EQ(errorOf({"containers:\n  - id: a\n    types: [A]\n    members:\n   "
                     "   - { names: [x], effect: [read] }\n"}),
            "0.yaml:5: missing required key 'effects'");
  EXPECT_EQ(
      errorOf({"containers:\n  - id: a\n    types: [A]\n    members:\n"
               "      - { names: [x], effects: [], retruns: element }\n"}),
      "0.yaml:5: unknown key 'retruns'; the nearest known key is 'returns'");
}

TEST(ModelReader, UnknownWordsListTheKnownOnes) {
  EXPECT_THAT(
      errorOf({"containers:\n  - id: a\n    types: [A]\n    members:\n"
               "      - { names: [x], effects: [raed] }\n"}),
      StartsWith(
          "0.yaml:5: unknown word 'raed', expected one of: read, write, "));
  EXPECT_EQ(
      errorOf(
          {"lock-functions:\n  - id: a\n    functions: [f]\n    does: look\n"}),
      "0.yaml:4: unknown word 'look', expected one of: lock, try-lock, unlock, "
      "wait");
}

TEST(ModelReader, RejectsWhatIsNoModelFile) {
  EXPECT_THAT(errorOf({"- a\n- b\n"}), HasSubstr("0.yaml:1: not a mapping"));
  EXPECT_THAT(errorOf({"locks: 3\n"}), HasSubstr("0.yaml:1: not a sequence"));
  EXPECT_THAT(errorOf({"locks:\n  - types: [A]\n"}),
              HasSubstr("0.yaml:2: missing required key 'id'"));
  EXPECT_THAT(
      errorOf({"guards:\n  - id: a\n    types: [A]\n    shared: maybe\n"}),
      HasSubstr("0.yaml:4: invalid boolean"));
  EXPECT_THAT(
      errorOf(
          {"spawns:\n  - id: a\n    functions: [f]\n    entry-argument: x\n"}),
      HasSubstr("0.yaml:4: invalid number"));
  EXPECT_THAT(errorOf({"locks: [\n"}), StartsWith("0.yaml:"));
  EXPECT_THAT(errorOf({"locks: []\nlocks: []\n"}),
              StartsWith("0.yaml:2: duplicated mapping key"));
  EXPECT_EQ(errorOf({"locks: []\n---\nlocks: []\n"}),
            "0.yaml: expected one YAML document, found a second one");
  EXPECT_EQ(errorOf({"locks:\n  - id: a\n"}),
            "0.yaml:2: entry 'a' applies to nothing, expected a list 'types' "
            "that is not empty");
  EXPECT_EQ(errorOf({"locks:\n  - id: ''\n    types: [A]\n"}),
            "0.yaml:2: empty 'id' in 'locks'");
  EXPECT_EQ(
      errorOf(
          {"locks:\n  - id: a\n    types: [A]\n  - id: a\n    types: [B]\n"}),
      "0.yaml:4: second entry with id 'a' in 'locks', the first is in line 2");
}

TEST(ModelReader, SurvivesDeepNesting) {
  for (const char *Part : {"[", "{", "- ", "? ", "{a: ", "[\n"}) {
    std::string Text;
    for (unsigned I = 0; I < 100000; ++I)
      Text += Part;
    EXPECT_THAT(errorOf({Text}), StartsWith("0.yaml:")) << Part;
  }
  std::string Stairs;
  for (unsigned I = 0; I < 2000; ++I)
    Stairs += std::string(I, ' ') + "a:\n";
  EXPECT_THAT(errorOf({Stairs}), StartsWith("0.yaml:"));
}

TEST(ModelReader, SurvivesEveryTruncation) {
  StringRef Text =
      "containers:\n  - id: \"a\\x41\"\n    types: ['A', B]\n    members:\n"
      "      - { names: [x], effects: [read], key-argument: 0 }\n";
  for (size_t Length = 0; Length < Text.size(); ++Length)
    (void)errorOf({Text.take_front(Length).str()});
}

TEST(ModelReader, ALaterEntryReplacesTheOneWithItsId) {
  LibraryModel Model = readOrDie({"locks:\n  - {id: a, types: [A], lock: "
                                  "[lock]}\n  - {id: b, types: [B]}\n",
                                  "locks:\n  - {id: c, types: [C]}\n  - {id: "
                                  "a, types: [A2], unlock: [done]}\n"});
  ASSERT_EQ(Model.Locks.size(), 3u);
  EXPECT_EQ(Model.Locks[0].Id, "a");
  EXPECT_EQ(Model.Locks[0].Origin.File, "1.yaml");
  EXPECT_THAT(Model.Locks[0].Types, ElementsAre("A2"));
  EXPECT_TRUE(Model.Locks[0].Lock.empty());
  EXPECT_EQ(Model.Locks[2].Id, "c");
}

TEST(ModelReader, IdsAreCountedPerSection) {
  LibraryModel Model = readOrDie(
      {"locks:\n  - {id: a, types: [A]}\nguards:\n  - {id: a, types: [G]}\n"});
  EXPECT_EQ(Model.Locks.size(), 1u);
  EXPECT_EQ(Model.Guards.size(), 1u);
}

TEST(ModelReader, InheritsWhatIsNotGiven) {
  // From an entry further down, through another one, in another file.
  LibraryModel Model = readOrDie(
      {"guards:\n  - {id: c, inherit: b, types: [C], shared: false, lock: []}\n"
       "  - {id: b, inherit: a, types: [B], owns: [holds]}\n",
       "guards:\n  - {id: a, types: [A], shared: true, lock: [lock], owns: "
       "[x]}\n"});
  ASSERT_EQ(Model.Guards.size(), 3u);
  const GuardModel &C = Model.Guards[0], &B = Model.Guards[1];
  EXPECT_FALSE(C.IsShared);
  EXPECT_TRUE(C.Lock.empty());
  EXPECT_THAT(C.Owns, ElementsAre("holds"));
  EXPECT_THAT(C.Types, ElementsAre("C"));
  EXPECT_TRUE(B.IsShared);
  EXPECT_THAT(B.Lock, ElementsAre("lock"));
}

TEST(ModelReader, InheritsOperationsOneByOne) {
  LibraryModel Model = readOrDie({R"(
containers:
  - id: a
    types: [A]
    members: [{names: [get, put], effects: [read]}]
  - id: b
    inherit: a
    types: [B]
    members: [{names: [put], effects: [write]}]
)"});
  const ContainerModel &B = Model.Containers[1];
  EXPECT_EQ(B.Members.at("get").Effects, uint64_t(EffectRead));
  EXPECT_EQ(B.Members.at("put").Effects, uint64_t(EffectWrite));
}

TEST(ModelReader, AnEntryMayExtendTheOneItReplaces) {
  LibraryModel Model =
      readOrDie({"locks:\n  - {id: base, types: [X], lock: [lock]}\n"
                 "  - {id: a, inherit: base, types: [A], unlock: [unlock]}\n",
                 "locks:\n  - {id: a, inherit: a, try-lock: [attempt]}\n"});
  const LockModel &A = Model.Locks[1];
  EXPECT_EQ(A.Origin.File, "1.yaml");
  EXPECT_THAT(A.Types, ElementsAre("A"));
  EXPECT_THAT(A.Lock, ElementsAre("lock"));
  EXPECT_THAT(A.Unlock, ElementsAre("unlock"));
  EXPECT_THAT(A.TryLock, ElementsAre("attempt"));
}

TEST(ModelReader, RejectsInheritanceThatLeadsNowhere) {
  EXPECT_EQ(errorOf({"locks:\n  - {id: mutex, types: [M]}\n  - {id: a, "
                     "inherit: mutx, types: [A]}\n"}),
            "0.yaml:3: entry 'a' inherits from unknown id 'mutx'; the nearest "
            "known id is 'mutex'");
  EXPECT_EQ(errorOf({"locks:\n  - {id: a, inherit: b, types: [A]}\n  - {id: b, "
                     "inherit: a, types: [B]}\n"}),
            "0.yaml:2: entry 'a' inherits from itself");
  EXPECT_EQ(errorOf({"locks:\n  - {id: a, inherit: a, types: [A]}\n"}),
            "0.yaml:2: entry 'a' inherits from itself");
}
