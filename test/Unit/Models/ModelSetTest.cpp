// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The embedded models, look-ups and the dump.
#include "Models/ModelSet.h"
#include "Facts/Instruction.h"
#include "Models/ModelSchema.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <set>

using namespace mapwarden;
using llvm::StringRef;
using testing::ElementsAre;
using testing::HasSubstr;

// Models and Facts must not include each other, but their bits are the same.
static_assert(EffectRead == uint64_t(AccessRead) &&
              EffectWrite == uint64_t(AccessWrite) &&
              EffectElement == uint64_t(AccessElement) &&
              EffectIterates == uint64_t(AccessIterates) &&
              EffectInserts == uint64_t(AccessInserts) &&
              EffectErases == uint64_t(AccessErases) &&
              EffectClears == uint64_t(AccessClears) &&
              EffectInvalidatesAll == uint64_t(AccessInvalidatesAll) &&
              EffectInvalidatesReferences ==
                  uint64_t(AccessInvalidatesReferences) &&
              EffectTestsPresence == uint64_t(AccessTestsPresence) &&
              EffectTestsEmpty == uint64_t(AccessTestsEmpty) &&
              EffectInsertsIfAbsent == uint64_t(AccessInsertsIfAbsent) &&
              EffectCopies == uint64_t(AccessWholeCopy) &&
              EffectNamesEnd == uint64_t(AccessNamesEnd));

static ModelSet load(llvm::ArrayRef<std::string> UserFiles = {}) {
  llvm::Expected<ModelSet> Set = ModelSet::load(UserFiles);
  if (!Set) {
    ADD_FAILURE() << llvm::toString(Set.takeError());
    return {};
  }
  return std::move(*Set);
}

static std::string dump(const ModelSet &Set) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Set.dump(Out);
  return Text;
}

namespace {

/// A file that lives as long as the object.
class TemporaryFile {
public:
  explicit TemporaryFile(StringRef Text) {
    llvm::SmallString<128> Name;
    int Handle;
    EXPECT_FALSE(
        llvm::sys::fs::createTemporaryFile("model", "yaml", Handle, Name));
    Path = Name.str().str();
    llvm::raw_fd_ostream(Handle, /*shouldClose=*/true) << Text;
  }
  ~TemporaryFile() { llvm::sys::fs::remove(Path); }

  std::string Path;
};

} // namespace

TEST(ModelSet, FindsTheStandardLibrary) {
  ModelSet Set = load();
  const ContainerModel *Map = Set.container("std::unordered_map");
  ASSERT_TRUE(Map);
  EXPECT_TRUE(Map->NodeBased);
  EXPECT_EQ(Map->Members.at("find").Effects,
            uint64_t(EffectRead | EffectTestsPresence));
  EXPECT_EQ(Map->Members.at("operator[]").Effects,
            uint64_t(EffectWrite | EffectInserts | EffectInvalidatesAll));
  EXPECT_EQ(Map->Members.at("clear").Effects,
            uint64_t(EffectWrite | EffectClears));
  EXPECT_EQ(Set.container("std::map")->Members.at("operator[]").Effects,
            uint64_t(EffectWrite | EffectInserts));
  EXPECT_EQ(Set.container("std::map")->Members.count("reserve"), 0u);
  EXPECT_EQ(Map->Functions.at("std::swap").OtherContainerArgument, 1);
  EXPECT_TRUE(Set.lock("std::shared_mutex"));
  EXPECT_THAT(Set.lock("std::shared_mutex")->LockShared,
              ElementsAre("lock_shared"));
  EXPECT_EQ(Set.lockFunction("pthread_mutex_trylock")->Does,
            LockFunctionModel::Action::TryLock);
  EXPECT_TRUE(Set.guard("std::shared_lock")->IsShared);
  EXPECT_TRUE(Set.wait("std::condition_variable"));
  EXPECT_TRUE(Set.thread("std::jthread")->JoinsOnDestruction);
  EXPECT_TRUE(Set.thread("std::jthread")->ConstructorSpawns);
  EXPECT_EQ(Set.join("pthread_join")->HandleArgument, 0);
  EXPECT_EQ(Set.callThrough("std::call_once")->OnceFlagArgument, 0);
  EXPECT_TRUE(Set.pointer("std::shared_ptr")->IsShared);
  EXPECT_TRUE(Set.sequence("std::vector"));
  EXPECT_TRUE(Set.identity("std::move"));
  EXPECT_TRUE(Set.isAllocation("std::make_unique"));
  EXPECT_NE(Set.bind("std::bind"), nullptr);
  EXPECT_NE(Set.callable("std::function"), nullptr);
  EXPECT_TRUE(Set.atomic("std::atomic"));
}

TEST(ModelSet, FindsNothingUnderOtherNames) {
  ModelSet Set = load();
  EXPECT_EQ(Set.container("map"), nullptr);
  EXPECT_EQ(Set.container("std::vector"), nullptr);
  EXPECT_EQ(Set.lock(""), nullptr);
  EXPECT_TRUE(Set.spawns("std::move").empty());
  EXPECT_FALSE(Set.identity("move"));
}

TEST(ModelSet, AFunctionMaySpawnInSeveralWays) {
  ModelSet Set = load();
  llvm::ArrayRef<const SpawnModel *> Spawns = Set.spawns("std::transform");
  ASSERT_EQ(Spawns.size(), 2u);
  EXPECT_EQ(Spawns[0]->EntryArgument, 3);
  EXPECT_EQ(Spawns[1]->EntryArgument, 4);
  EXPECT_THAT(Spawns[0]->RequiresTag,
              testing::Contains("std::execution::parallel_policy"));
}

TEST(ModelSet, LookupsSurviveAMove) {
  ModelSet Set = load();
  ModelSet Moved = std::move(Set);
  EXPECT_EQ(Moved.spawns("std::async")[0]->Id, "std-async");
  EXPECT_EQ(Moved.container("std::map")->Id, "std-map");
}

// No default may take a name from another by accident. Spawns may share theirs.
TEST(ModelSet, EveryNameHasOneDefault) {
  ModelSet Set = load();
  forEachModelSection([&](auto Section) {
    using Entry = typename decltype(Section)::EntryType;
    if (std::is_same_v<Entry, SpawnModel>)
      return;
    std::set<std::string> Seen;
    for (const Entry &E : Set.all().*Section.Entries)
      forEachModelKey<Entry>([&](auto Key, unsigned) {
        if constexpr (std::is_same_v<decltype(Key.Field),
                                     std::vector<std::string> Entry::*>)
          if (Key.NamesEntry)
            for (const std::string &Name : E.*Key.Field)
              EXPECT_TRUE(Seen.insert(Name).second)
                  << Section.Name << ": " << Name;
      });
  });
}

/// What \p Text says without the comments about where it came from.
static std::string withoutComments(StringRef Text) {
  std::string Result;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    if (!Line.ltrim().starts_with("#"))
      Result += (Line + "\n").str();
  }
  return Result;
}

TEST(ModelSet, TheDumpIsAModelFile) {
  TemporaryFile Odd("containers:\n  - id: \"o#d\\\"d\\n\"\n    types: [\"a "
                    "b\", 'c\"', \"3\", 'x:', '-', \"\\\\\"]\n");
  ModelSet Set = load(Odd.Path);
  std::string Text = dump(Set);
  EXPECT_THAT(Text, HasSubstr("# " + Odd.Path + ":2\n"));
  EXPECT_THAT(Text, HasSubstr("# defaults/std-containers.yaml:"));
  TemporaryFile Again(Text);
  EXPECT_EQ(withoutComments(dump(load(Again.Path))), withoutComments(Text));
}

TEST(ModelSet, UserFilesOverrideDefaults) {
  TemporaryFile User("containers:\n  - id: std-map\n    inherit: std-map\n    "
                     "internally-synchronised: true\n"
                     "  - id: own\n    types: [own::Map, std::set]\n");
  ModelSet Set = load(User.Path);
  EXPECT_TRUE(Set.container("std::map")->InternallySynchronised);
  EXPECT_EQ(Set.container("std::map")->Origin.File, User.Path);
  EXPECT_EQ(Set.container("own::Map")->Id, "own");
  EXPECT_EQ(Set.container("std::set")->Id, "own");
}

TEST(ModelSet, AMissingUserFileIsAnError) {
  llvm::Expected<ModelSet> Set =
      ModelSet::load(std::string("no/such/file.yaml"));
  ASSERT_FALSE(Set);
  EXPECT_THAT(llvm::toString(Set.takeError()),
              HasSubstr("reading model file no/such/file.yaml: "));
}
