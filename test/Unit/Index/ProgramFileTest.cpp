// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Program files are sets, and are never read in part.
#include "Index/ProgramFile.h"
#include "Index/PackedText.h"

#include "gtest/gtest.h"

using namespace mapwarden;

static FactTexts unite(llvm::ArrayRef<std::string> Files) {
  FactTexts All;
  for (const std::string &File : Files)
    EXPECT_FALSE(bool(readProgramFile(File, "test", All)));
  return All;
}

TEST(ProgramFile, UnionIsAssociativeCommutativeAndIdempotent) {
  const std::string A = writeProgramFile({"one\n"}),
                    B = writeProgramFile({"two\n", ""}),
                    C = writeProgramFile({"one\n", "three"});
  const std::string All = writeProgramFile(unite({A, B, C}));
  EXPECT_EQ(writeProgramFile(unite({C, A, B, A})), All);
  EXPECT_EQ(writeProgramFile(unite({writeProgramFile(unite({A, B})), C})), All);
  EXPECT_EQ(writeProgramFile(unite({A, writeProgramFile(unite({C, B}))})), All);
  EXPECT_EQ(unite({All}), (FactTexts{"", "one\n", "three", "two\n"}));
}

TEST(ProgramFile, RefusesWhatIsNotWhole) {
  const std::string Whole = writeProgramFile({"one\n", "two\n"});
  for (size_t Length = 0; Length < Whole.size(); ++Length) {
    FactTexts None;
    llvm::Error Problem =
        readProgramFile(Whole.substr(0, Length), "test", None);
    EXPECT_TRUE(bool(Problem)) << Length;
    llvm::consumeError(std::move(Problem));
  }
  for (size_t At = 0; At < Whole.size(); ++At) {
    std::string Bad = Whole;
    Bad[At] ^= 1;
    FactTexts None;
    llvm::Error Problem = readProgramFile(Bad, "test", None);
    EXPECT_TRUE(bool(Problem)) << At;
    llvm::consumeError(std::move(Problem));
  }
}

TEST(PackedText, TellsFormatsApart) {
  EXPECT_EQ(unpackText("a-1", packText("a-1", "text")), "text");
  EXPECT_EQ(unpackText("a-2", packText("a-1", "text")), std::nullopt);
  // A length that the bytes cannot have.
  EXPECT_EQ(unpackText("a-1", "a-1 99999999999999 0\n"), std::nullopt);
}
