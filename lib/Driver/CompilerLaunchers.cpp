// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Recognises programs that stand in front of the compiler in a command.
#include "Driver/CommandCleaning.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

enum class Launcher {
  None,
  Cache,   ///< `ccache NAME=value g++ ...`: takes no options of its own here.
  Wrapper, ///< `env -u A B=c g++ ...`, `libtool --mode=compile g++ ...`.
};

static Launcher classify(StringRef Stem) {
  return llvm::StringSwitch<Launcher>(Stem)
      .Cases({"ccache", "sccache", "distcc", "icecc", "buildcache"},
             Launcher::Cache)
      .Cases({"gomacc", "rewrapper", "fbuild", "cachecc1", "colorgcc"},
             Launcher::Cache)
      .Cases({"env", "time", "nice", "ionice", "nohup", "libtool"},
             Launcher::Wrapper)
      .Default(Launcher::None);
}

/// Options of wrappers that take the next word as their value.
static bool takesValue(StringRef Option) {
  return llvm::StringSwitch<bool>(Option)
      .Cases({"-n", "-u", "-C", "-c", "-o", "-f"}, true)
      .Default(false);
}

/// The number of words in front of the compiler in `cmake -E ...`.
static size_t countCMakeWords(llvm::ArrayRef<std::string> Arguments) {
  if (Arguments.size() < 3 || Arguments[1] != "-E")
    return 0;
  if (StringRef(Arguments[2]).starts_with("__run_co_compile")) {
    for (size_t I = 3; I < Arguments.size(); ++I)
      if (Arguments[I] == "--")
        return I + 1;
    return 0;
  }
  if (Arguments[2] != "env" && Arguments[2] != "time")
    return 0;
  size_t I = 3;
  while (I < Arguments.size() && (StringRef(Arguments[I]).starts_with("-") ||
                                  Arguments[I].find('=') != std::string::npos))
    ++I;
  return I;
}

static size_t countLauncherWords(llvm::ArrayRef<std::string> Arguments) {
  StringRef Stem = llvm::sys::path::stem(Arguments.front());
  if (Stem.starts_with("cmake"))
    return countCMakeWords(Arguments);
  Launcher Kind = classify(Stem);
  if (Kind == Launcher::None)
    return 0;
  for (size_t I = 1; I < Arguments.size(); ++I) {
    StringRef Word = Arguments[I];
    if (Word.starts_with("-")) {
      // `distcc -c a.cpp`: the launcher chooses the compiler itself.
      if (Kind == Launcher::Cache)
        return 0;
      I += takesValue(Word);
    } else if (!Word.contains('=')) {
      return I;
    }
  }
  return 0;
}

std::vector<std::string>
mapwarden::stripLaunchers(std::vector<std::string> Arguments) {
  while (size_t Count = countLauncherWords(Arguments)) {
    if (Count >= Arguments.size())
      break;
    Arguments.erase(Arguments.begin(), Arguments.begin() + Count);
  }
  return Arguments;
}
