// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What stays of a compile command and what goes.
#include "Driver/CommandCleaning.h"

#include "gmock/gmock.h"

using namespace mapwarden;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Words = std::vector<std::string>;

static CleanCommand clean(Words Arguments, std::string File = "/src/a.cpp") {
  return cleanCommand({"/src", std::move(File), std::move(Arguments), 1});
}

/// The options that stay of \p Options in a g++ command: without the compiler
/// and its mode in front, and the file behind.
static Words keep(Words Options) {
  Options.insert(Options.begin(), "g++");
  Words Result = clean(std::move(Options)).Arguments;
  EXPECT_GE(Result.size(), 6u);
  EXPECT_EQ(Result[0], "g++");
  EXPECT_EQ(Result[1], "--driver-mode=g++");
  EXPECT_THAT(Words(Result.end() - 4, Result.end()),
              ElementsAre("-x", "c++", "--", "/src/a.cpp"));
  return Words(Result.begin() + 2, Result.end() - 4);
}

TEST(CommandCleaning, KeepsWhatGivesTheProgramItsMeaning) {
  Words Meaning = {"-std=gnu++20",
                   "-DX=1",
                   "-D",
                   "Y",
                   "-Iinc",
                   "-isystem",
                   "/sys",
                   "-include",
                   "pre.h",
                   "-fno-exceptions",
                   "-O2",
                   "-march=x86-64-v3",
                   "-pthread",
                   "-fopenmp",
                   "-Wno-c++11-narrowing"};
  EXPECT_EQ(keep(Meaning), Meaning);
}

TEST(CommandCleaning, TakesInstalledHeadersForALibrarys) {
  EXPECT_THAT(keep({"-I/usr/include/qt6", "-I", "/usr/lib/glib/include",
                    "-I/usr/include", "-I/src/usr/include/x"}),
              ElementsAre("-isystem", "/usr/include/qt6", "-isystem",
                          "/usr/lib/glib/include", "-I/usr/include",
                          "-I/src/usr/include/x"));
}

TEST(CommandCleaning, DropsWhatWritesFiles) {
  EXPECT_THAT(
      keep({"-c", "-o", "a.o", "-oa.o", "-MD", "-MMD", "-MF", "a.d", "-MT",
            "a.o", "-MP", "-MJ", "a.json", "-save-temps=obj",
            "--serialize-diagnostics", "a.dia", "-ftime-trace", "-Wp,-MD,a.d"}),
      IsEmpty());
}

TEST(CommandCleaning, DropsWhatRunsCode) {
  EXPECT_THAT(
      keep({"-fplugin=evil.so", "-fplugin-arg-evil-x", "-Xclang", "-load",
            "-Xclang", "evil.so", "-fpass-plugin=evil.so", "-mllvm", "-debug"}),
      IsEmpty());
}

TEST(CommandCleaning, DropsWarningsButKeepsTheirAbsence) {
  EXPECT_THAT(
      keep({"-Wall", "-Werror", "-Werror=return-type", "-Wshadow",
            "-Wno-error=deprecated", "-Wno-register", "-pedantic-errors"}),
      ElementsAre("-Wno-error=deprecated", "-Wno-register"));
}

TEST(CommandCleaning, DropsPrecompiledHeadersButKeepsTheTextBehindThem) {
  EXPECT_THAT(
      keep({"-Winvalid-pch", "-Xclang", "-include-pch", "-Xclang",
            "/b/cmake_pch.hxx.pch", "-Xclang", "-include", "-Xclang",
            "/b/cmake_pch.hxx"}),
      ElementsAre("-Xclang", "-include", "-Xclang", "/b/cmake_pch.hxx"));
  EXPECT_THAT(keep({"-include-pch", "a.pch", "-fpch-preprocess"}), IsEmpty());
}

TEST(CommandCleaning, DropsCompiledModules) {
  EXPECT_THAT(keep({"-fmodules-ts", "-fmodule-mapper=a.modmap",
                    "-fmodule-file=m=m.pcm", "-fmodules"}),
              IsEmpty());
}

TEST(CommandCleaning, DropsOptionsThatClangDoesNotKnow) {
  CleanCommand Command =
      clean({"g++", "-mabm", "-fno-canonical-system-headers",
             "-fconcepts-diagnostics-depth=3", "-DX", "-c", "a.cpp"});
  EXPECT_THAT(Command.Arguments, Contains("-DX"));
  EXPECT_THAT(Command.Unknown, Contains("-fconcepts-diagnostics-depth=3"));
  for (const char *Gone :
       {"-fno-canonical-system-headers", "-fconcepts-diagnostics-depth=3"})
    EXPECT_THAT(Command.Arguments, Not(Contains(Gone)));
}

TEST(CommandCleaning, DropsTheValueOfAnUnknownOptionWithIt) {
  EXPECT_THAT(keep({"-dumpbase", "a.cpp", "-aux-info", "protos", "-DX"}),
              ElementsAre("-DX"));
}

TEST(CommandCleaning, DropsLinkingCodeGenerationAndOtherInputs) {
  EXPECT_THAT(
      keep({"-lfoo", "-L/lib", "-Wl,-z,now", "-Wa,--noexecstack", "-flto=8",
            "-g3", "-fPIC", "-fpie", "-fsanitize=bounds-strict",
            "-fprofile-use=p", "other.o", "other.cpp"}),
      IsEmpty());
}

TEST(CommandCleaning, KeepsMacrosHandedToThePreprocessor) {
  EXPECT_THAT(keep({"-Wp,-D_GLIBCXX_ASSERTIONS,-MD,a.d"}),
              ElementsAre("-D_GLIBCXX_ASSERTIONS"));
}

TEST(CommandCleaning, TakesTheFileFromTheEntry) {
  EXPECT_EQ(clean({"clang++", "-c", "../src/a.cpp"}).Arguments.back(),
            "/src/a.cpp");
}

TEST(CommandCleaning, UnderstandsCompilerNames) {
  EXPECT_THAT(clean({"aarch64-linux-gnu-g++-12", "a.cpp"}).Arguments,
              testing::IsSupersetOf(
                  {"--target=aarch64-linux-gnu", "--driver-mode=g++"}));
  EXPECT_THAT(clean({"/opt/my-tool-c++", "a.cpp"}).Arguments,
              Contains("--driver-mode=g++"));
  EXPECT_EQ(clean({"gcc", "a.cpp"}).Arguments,
            Words({"gcc", "-x", "c++", "--", "/src/a.cpp"}));
}

TEST(CommandCleaning, SkipsWhatIsNotCxxAndSaysWhat) {
  EXPECT_EQ(clean({"gcc", "-c", "a.c"}, "/src/a.c").SkipReason, "C, not C++");
  EXPECT_EQ(clean({"g++", "-xc", "a.cpp"}).SkipReason, "C, not C++");
  EXPECT_EQ(clean({"gcc", "a.S"}, "/src/a.S").SkipReason, "assembler, not C++");
  EXPECT_EQ(clean({"nvcc", "a.cu"}, "/src/a.cu").SkipReason, "CUDA, not C++");
  EXPECT_EQ(clean({"clang++", "-cc1", "a.cpp"}).SkipReason,
            "the compiler's internal command (-cc1)");
  EXPECT_EQ(
      clean({"g++", "-x", "c++-header", "p.hxx"}, "/src/p.hxx").SkipReason,
      "precompiled header");
}

TEST(CommandCleaning, TakesCFilesOfACxxCompilerForCxx) {
  EXPECT_EQ(clean({"g++", "-c", "a.c"}, "/src/a.c").SkipReason, "");
  EXPECT_EQ(clean({"gcc", "-x", "c++", "a.c"}, "/src/a.c").SkipReason, "");
}

TEST(CommandCleaning, ReadsHeadersAsSources) {
  EXPECT_THAT(clean({"g++", "-c", "a.hpp"}, "/src/a.hpp").Arguments,
              Contains("c++"));
}

TEST(CommandCleaning, StripsLaunchers) {
  Words Plain = {"g++", "-c", "a.cpp"};
  for (Words Launcher : std::vector<Words>{
           {"ccache"},
           {"/usr/bin/ccache", "distcc"},
           {"ccache", "CCACHE_DIR=/tmp"},
           {"env", "-u", "LANG", "A=b"},
           {"cmake", "-E", "env", "A=b", "ccache"},
           {"/usr/bin/cmake", "-E", "__run_co_compile", "--tidy=x", "--"},
           {"nice", "-n", "5"},
           {"libtool", "--tag=CXX", "--mode=compile"}}) {
    llvm::append_range(Launcher, Plain);
    EXPECT_EQ(stripLaunchers(Launcher), Plain);
  }
}

TEST(CommandCleaning, KeepsALauncherThatIsTheCompiler) {
  Words Command = {"distcc", "-c", "a.cpp"};
  EXPECT_EQ(stripLaunchers(Command), Command);
  EXPECT_EQ(stripLaunchers({"ccache"}), Words{"ccache"});
}

TEST(CommandCleaning, FindsTheOneSourceOfACommand) {
  EXPECT_EQ(findSourceArgument({"g++", "-o", "x.cpp", "-c", "d/a.cc", "b.o"}),
            "d/a.cc");
  EXPECT_EQ(findSourceArgument({"ccache", "g++", "--", "a.cpp"}), "a.cpp");
  EXPECT_EQ(findSourceArgument({"g++", "a.cpp", "b.cpp"}), "");
  EXPECT_EQ(findSourceArgument({"g++", "-c"}), "");
}
