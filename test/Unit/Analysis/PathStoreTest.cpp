// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Interned paths, aliases, and locks relative to the objects they guard.
#include "Analysis/Aliases.h"
#include "Analysis/LockRelation.h"
#include "gtest/gtest.h"

using namespace mapwarden;

namespace {
class PathStoreTest : public testing::Test {
protected:
  PathId local(uint32_t Number, std::initializer_list<const char *> Fields,
               const char *Function = "f") {
    AccessPath Path;
    Path.Root.Kind = RootKind::Local;
    Path.Root.Index = Number;
    for (llvm::StringRef Field : Fields)
      Path.Selectors.push_back(
          Field.starts_with("[")
              ? Selector{Selector::Element,
                         Prog.Names.intern(Field.drop_front().drop_back())}
              : Selector{Selector::Field, Prog.Names.intern(Field)});
    return Store.intern(Path, Prog.Names.intern(Function));
  }

  Program Prog;
  PathStore Store{Prog};
};
} // namespace

TEST_F(PathStoreTest, EqualPathsHaveOneId) {
  EXPECT_EQ(local(1, {"a", "b"}), local(1, {"a", "b"}));
  EXPECT_NE(local(1, {"a", "b"}), local(1, {"b", "a"}));
}

TEST_F(PathStoreTest, RootsOfDifferentFunctionsDiffer) {
  EXPECT_NE(local(0, {}, "f"), local(0, {}, "g"));
}

TEST_F(PathStoreTest, PathsOverTheBoundAreUnknown) {
  EXPECT_EQ(local(0, {"a", "b", "c", "d", "e", "f", "g"}), UnknownPath);
}

TEST_F(PathStoreTest, AliasesRewriteTheLongestPrefix) {
  Aliases Pointers(Store);
  Pointers.add(local(0, {}), local(1, {"x"}));
  EXPECT_EQ(Pointers.resolveOne(local(0, {"m"})), local(1, {"x", "m"}));
}

TEST_F(PathStoreTest, AliasChainsAreFollowed) {
  Aliases Pointers(Store);
  Pointers.add(local(0, {}), local(1, {}));
  Pointers.add(local(1, {}), local(2, {"m"}));
  EXPECT_EQ(Pointers.resolveOne(local(0, {})), local(2, {"m"}));
}

TEST_F(PathStoreTest, SelfExtendingAliasesAreIgnored) {
  Aliases Pointers(Store);
  Pointers.add(local(0, {}), local(0, {"next"}));
  EXPECT_EQ(Pointers.resolveOne(local(0, {})), local(0, {}));
}

TEST_F(PathStoreTest, CyclicAliasesTerminate) {
  Aliases Pointers(Store);
  Pointers.add(local(0, {}), local(1, {}));
  Pointers.add(local(1, {}), local(0, {}));
  EXPECT_FALSE(Pointers.resolve(local(0, {})).empty());
}

TEST_F(PathStoreTest, APointerWithTwoValuesHasNoSingleObject) {
  Aliases Pointers(Store);
  Pointers.add(local(0, {}), local(1, {}));
  Pointers.add(local(0, {}), local(2, {}));
  EXPECT_EQ(Pointers.resolve(local(0, {})).size(), 2u);
  EXPECT_EQ(Pointers.resolveOne(local(0, {})), local(0, {}));
}

TEST_F(PathStoreTest, GuardBesideTheMapIsTheSameForEveryInstance) {
  EXPECT_EQ(
      relativeGuard(Store, local(0, {"mu"}), local(0, {"map"})),
      relativeGuard(Store, local(3, {"mu"}, "g"), local(3, {"map"}, "g")));
}

TEST_F(PathStoreTest, GuardOfAnotherInstanceIsAnotherGuard) {
  EXPECT_NE(relativeGuard(Store, local(0, {"mu"}), local(0, {"map"})),
            relativeGuard(Store, local(1, {"mu"}), local(0, {"map"})));
}

TEST_F(PathStoreTest, LockOfTheSameElementIsCorrelated) {
  EXPECT_TRUE(
      isCorrelated(Store, local(0, {"[i]", "mu"}), local(0, {"[i]", "map"})));
  EXPECT_FALSE(
      isCorrelated(Store, local(0, {"[j]", "mu"}), local(0, {"[i]", "map"})));
  EXPECT_TRUE(isCorrelated(Store, local(0, {"mu"}), local(0, {"[i]", "map"})));
}
