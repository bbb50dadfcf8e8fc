// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Decides option by option; the header says by what rule.
#include "Driver/CommandCleaning.h"

#include "clang/Driver/ToolChain.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/TargetParser/Triple.h"

using namespace mapwarden;
using llvm::StringRef;
namespace opt = clang::options;
namespace path = llvm::sys::path;

/// GCC's options that Clang does not know and that take a separate value.
static constexpr StringRef GccOptionsWithValue[] = {
    "-aux-info",     "-auxbase",   "-auxbase-strip", "-dumpbase",
    "-dumpbase-ext", "-imultilib", "-wrapper"};

/// Options that are dropped by their beginning: whole families without a group
/// of their own in Clang's table.
static constexpr StringRef DroppedPrefixes[] = {
    // Write files.
    "-save-temps", "--save-temps", "-ftime-trace", "-fcrash-diagnostics",
    "-fproc-stat-report", "-index-store-path", "-fdump-", "-dump",
    // Run code.
    "-fplugin", "-fpass-plugin", "-mllvm",
    // Read what the original compiler made.
    "-fprofile", "-fno-profile", "-fcs-profile", "-fauto-profile", "-fcoverage",
    "-fmodule", "-fno-module", "-fprebuilt-module", "-fimplicit-module",
    "-fbuiltin-module-map", "-fpch", "-include-pch",
    // Concern code generation only, with values that Clang may refuse.
    "-flto", "-fno-lto", "-fthinlto", "-fsanitize", "-fno-sanitize", "-fuse-ld",
    "-Xassembler", "-Wa,",
    // Only define __PIC__ or __PIE__. They are all that differs when a file is
    // built for a static and a shared library, and nobody wants it twice.
    "-fPIC", "-fpic", "-fPIE", "-fpie", "-fno-PIC", "-fno-pic", "-fno-PIE",
    "-fno-pie",
    // Belong to the compiler that was used.
    "-resource-dir", "--resource-dir", "-fdiagnostics", "-fno-diagnostics"};

/// Options that only print, or make the driver do something else than compile.
static bool isOtherJob(unsigned Id) {
  switch (Id) {
  case opt::OPT_o:
  case opt::OPT_v:
  case opt::OPT_H:
  case opt::OPT__HASH_HASH_HASH:
  case opt::OPT_help:
  case opt::OPT__version:
  case opt::OPT_ccc_print_phases:
  case opt::OPT_ccc_print_bindings:
  case opt::OPT__serialize_diags:
  case opt::OPT_x: // Kept apart: it must stand before the file.
  case opt::OPT_pedantic_errors:
  case opt::OPT_no_canonical_prefixes:
    return true;
  default:
    return false;
  }
}

/// -Wfoo and -Werror only add diagnostics. -Wno-foo may be needed: it silences
/// what is an error unless told otherwise, such as -Wno-c++11-narrowing.
static bool isUselessWarning(const llvm::opt::Arg &Option, StringRef Spelled) {
  return Option.getOption().matches(opt::OPT_W_Group) &&
         !Spelled.starts_with("-Wno-");
}

static bool isDropped(const llvm::opt::Arg &Option, StringRef Spelled) {
  const llvm::opt::Option Kind = Option.getOption();
  if (isOtherJob(Kind.getID()) || isUselessWarning(Option, Spelled))
    return true;
  for (unsigned Group : {opt::OPT_Action_Group, opt::OPT_M_Group,
                         opt::OPT_g_Group, opt::OPT_Link_Group})
    if (Kind.matches(Group))
      return true;
  if (Kind.hasFlag(opt::LinkerInput))
    return true;
  for (StringRef Prefix : DroppedPrefixes)
    if (Spelled.starts_with(Prefix))
      return true;
  return false;
}

/// Is \p Folder one of headers that the system has installed? Its headers are a
/// library's, however the build names it. Not /usr/include itself: the compiler
/// has its own place for that in the order of search.
static bool isOfSystem(StringRef Folder) {
  return Folder.starts_with("/usr/include/") ||
         Folder.starts_with("/usr/local/include/") ||
         Folder.starts_with("/usr/lib/");
}

/// The parts of `-Wp,-DX,-MD,file` that reach the program text.
static void addPreprocessorParts(const llvm::opt::Arg &Option,
                                 std::vector<std::string> &Kept) {
  for (StringRef Part : Option.getValues())
    if (Part.starts_with("-D") || Part.starts_with("-U") ||
        Part.starts_with("-I"))
      Kept.push_back(Part.str());
}

/// Is the value of an -Xclang the start of something to drop, and how many
/// -Xclang does it span? 0 to keep it.
static unsigned countDroppedCc1Words(StringRef Word) {
  return llvm::StringSwitch<unsigned>(Word)
      .Cases({"-include-pch", "-load", "-add-plugin", "-plugin"}, 2)
      .Cases({"-mllvm", "-fmodule-format", "-dependency-file"}, 2)
      .Cases({"-main-file-name", "-serialize-diagnostic-file"}, 2)
      .Cases({"-emit-pch", "-emit-module", "-verify"}, 1)
      .StartsWith("-fmodule", 1)
      .StartsWith("-fno-pch-timestamp", 1)
      .StartsWith("-fno-validate-pch", 1)
      .StartsWith("-plugin-arg-", 2)
      .Default(0);
}

namespace {

/// One pass over the options of a command.
class OptionFilter {
public:
  /// Keeps views of \p All.
  explicit OptionFilter(llvm::ArrayRef<std::string> All);
  void run();

  std::vector<std::string> Kept, Unknown, Inputs;
  /// The value of the last -x; empty when there is none.
  std::string Language;

private:
  void visit(const llvm::opt::Arg &Option, size_t Begin, size_t End);

  std::vector<const char *> Words;
  unsigned SkipCc1Words = 0;
};

OptionFilter::OptionFilter(llvm::ArrayRef<std::string> All) {
  for (size_t I = 0; I < All.size(); ++I) {
    if (llvm::is_contained(GccOptionsWithValue, All[I])) {
      Unknown.push_back(All[I]);
      ++I;
    } else {
      Words.push_back(All[I].c_str());
    }
  }
}

void OptionFilter::run() {
  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Options = clang::getDriverOptTable().ParseArgs(
      Words, MissingIndex, MissingCount,
      llvm::opt::Visibility(opt::ClangOption));
  // Words are copied as they were written rather than rendered from the parsed
  // option, so that no spelling is lost.
  std::vector<const llvm::opt::Arg *> InOrder(Options.begin(), Options.end());
  for (size_t I = 0; I < InOrder.size(); ++I) {
    size_t Begin = InOrder[I]->getIndex();
    size_t End =
        I + 1 < InOrder.size() ? InOrder[I + 1]->getIndex() : Words.size();
    visit(*InOrder[I], Begin, std::min(End, Words.size()));
  }
}

void OptionFilter::visit(const llvm::opt::Arg &Option, size_t Begin,
                         size_t End) {
  unsigned Id = Option.getOption().getID();
  if (Id == opt::OPT_INPUT) { // Not kept: the entry names its file.
    Inputs.push_back(Option.getValue());
    return;
  }
  if (Id == opt::OPT__DASH_DASH) {
    for (llvm::StringRef Input : Option.getValues())
      Inputs.push_back(Input.str());
    return;
  }
  if (Id == opt::OPT_UNKNOWN) {
    Unknown.push_back(Words[Begin]);
    return;
  }
  if (Id == opt::OPT_x) {
    Language = Option.getValue();
    return;
  }
  if (Id == opt::OPT_Wp_COMMA)
    return addPreprocessorParts(Option, Kept);
  if (Id == opt::OPT_Xclang) {
    if (!SkipCc1Words)
      SkipCc1Words = countDroppedCc1Words(Option.getValue());
    if (SkipCc1Words) {
      --SkipCc1Words;
      return;
    }
  }
  if (Id == opt::OPT_I && isOfSystem(Option.getValue())) {
    Kept.push_back("-isystem");
    Kept.push_back(Option.getValue());
    return;
  }
  if (!isDropped(Option, Words[Begin]))
    Kept.insert(Kept.end(), Words.begin() + Begin, Words.begin() + End);
}

} // namespace

/// What a file of this name holds, in the words of -x; empty when it is no
/// source file.
static StringRef languageOfName(StringRef File) {
  return llvm::StringSwitch<StringRef>(path::extension(File))
      .Cases({".cc", ".cp", ".cpp", ".cxx", ".c++", ".C", ".CPP", ".CC"}, "c++")
      .Cases({".ii", ".tcc", ".inl", ".ipp", ".txx", ".tpp"}, "c++")
      .Cases({".cppm", ".ccm", ".cxxm", ".c++m", ".ixx", ".mxx"}, "c++-module")
      .Cases({".h", ".hh", ".hp", ".hpp", ".hxx", ".h++", ".H"}, "c++-header")
      .Cases({".c", ".i"}, "c")
      .Cases({".s", ".S", ".asm", ".sx"}, "assembler")
      .Case(".m", "objective-c")
      .Cases({".mm", ".M", ".mii"}, "objective-c++")
      .Cases({".cu", ".cuh", ".hip"}, "cuda")
      .Cases({".f", ".F", ".f90", ".F90", ".for"}, "fortran")
      .Default("");
}

static std::string describeOther(StringRef Language) {
  StringRef Name = llvm::StringSwitch<StringRef>(Language)
                       .Cases({"c", "c-header", "cpp-output"}, "C")
                       .StartsWith("assembler", "assembler")
                       .StartsWith("objective-c++", "Objective-C++")
                       .StartsWith("objective-c", "Objective-C")
                       .Cases({"cuda", "hip"}, "CUDA")
                       .StartsWith("f", "Fortran")
                       .Default(Language);
  return (Name + ", not C++").str();
}

/// The language of the entry in the words of -x. \p Explicit is the value of
/// -x.
static StringRef languageOf(StringRef File, StringRef Explicit,
                            bool CompilerIsCxx) {
  if (!Explicit.empty() && Explicit != "none")
    return Explicit;
  StringRef Language = languageOfName(File);
  // g++ takes C files for C++, and files it does not know for objects; a
  // database lists no objects.
  if (Language.empty() || (Language == "c" && CompilerIsCxx))
    return CompilerIsCxx || Language.empty() ? "c++" : "c";
  return Language;
}

std::string
mapwarden::findSourceArgument(llvm::ArrayRef<std::string> Arguments) {
  const std::vector<std::string> Words = stripLaunchers(Arguments.vec());
  OptionFilter Filter(llvm::ArrayRef(Words).drop_front());
  Filter.run();
  std::vector<std::string> Sources;
  for (const std::string &Input : Filter.Inputs)
    if (!languageOfName(Input).empty() || !Filter.Language.empty())
      Sources.push_back(Input);
  return Sources.size() == 1 ? Sources.front() : "";
}

/// The compiler as the driver should believe it was called. Clang finds libc++
/// beside its own binary, so a Clang is resolved to where it really is.
static std::string locateCompiler(StringRef Name) {
  if (!path::filename(Name).contains("clang"))
    return Name.str();
  llvm::SmallString<256> Real;
  if (path::is_absolute(Name)) {
    if (!llvm::sys::fs::real_path(Name, Real))
      return std::string(Real);
  } else if (llvm::ErrorOr<std::string> Found =
                 llvm::sys::findProgramByName(Name)) {
    if (!llvm::sys::fs::real_path(*Found, Real))
      return std::string(Real);
  }
  return Name.str();
}

CleanCommand mapwarden::cleanCommand(const DatabaseEntry &Entry) {
  CleanCommand Result;
  std::vector<std::string> Words = stripLaunchers(Entry.Arguments);
  std::string Compiler = std::move(Words.front());
  Words.erase(Words.begin());
  if (!Words.empty() && Words.front() == "-cc1") {
    Result.SkipReason = "the compiler's internal command (-cc1)";
    return Result;
  }
  auto Name = clang::driver::ToolChain::getTargetAndModeFromProgramName(
      path::filename(Compiler));
  StringRef Mode = Name.DriverMode ? Name.DriverMode : "";
  Mode.consume_front("--driver-mode=");
  if (path::stem(Compiler).equals_insensitive("cl"))
    Mode = "cl";
  if (Mode.empty() && path::stem(Compiler).starts_with("icp"))
    Mode = "g++"; // Intel's icpc and icpx.

  OptionFilter Filter(Words);
  if (Mode == "cl")
    Filter.Kept = Words;
  else
    Filter.run();
  StringRef Language = languageOf(Entry.File, Filter.Language, Mode == "g++");
  if (!StringRef(Language).starts_with("c++")) {
    Result.SkipReason = describeOther(Language);
    return Result;
  }
  if (!Filter.Language.empty() && Language == "c++-header") {
    Result.SkipReason = "precompiled header";
    return Result;
  }

  Result.Unknown = std::move(Filter.Unknown);
  std::vector<std::string> &Out = Result.Arguments;
  Out.push_back(locateCompiler(Compiler));
  if (!Mode.empty())
    Out.push_back(("--driver-mode=" + Mode).str());
  // aarch64-linux-gnu-g++ compiles for what its name says.
  if (llvm::Triple(Name.TargetPrefix).getArch() != llvm::Triple::UnknownArch)
    Out.push_back("--target=" + Name.TargetPrefix);
  llvm::append_range(Out, Filter.Kept);
  if (Mode == "cl")
    return Result;
  Out.push_back("-x");
  Out.push_back(Language == "c++-header" ? "c++" : Language.str());
  Out.push_back("--");
  Out.push_back(Entry.File);
  return Result;
}
