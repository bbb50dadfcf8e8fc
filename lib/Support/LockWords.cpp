// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The words and what they are opposite to.
#include "Support/LockWords.h"
#include "Support/CallWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

struct Opposite {
  StringRef Takes, Gives;
};

} // namespace

static constexpr Opposite Opposites[] = {
    {"lock", "unlock"},
    {"acquire", "release"},
    {"enter", "leave"},
    {"enter", "exit"},
    {"p", "v"},
    {"wait", "signal"},
    {"wait", "post"},
    {"down", "up"},
    {"take", "give"},
    {"take", "release"},
    {"grab", "drop"},
    {"grab", "release"},
    {"obtain", "release"},
    {"hold", "release"},
    {"seize", "release"},
    {"claim", "release"},
    {"pend", "post"},
    {"begin", "end"},
};

LockName mapwarden::readLockName(StringRef Name) {
  LockName Said;
  auto add = [&](StringRef Word) {
    if (Word == "read" || Word == "reader" || Word == "rd" ||
        Word == "shared" || Word == "sh")
      Said.IsShared = true;
    else if (Word == "try")
      Said.IsTry = true;
    else if (Word != "write" && Word != "writer" && Word != "wr" &&
             Word != "exclusive" && Word != "ex" && !Word.empty())
      Said.Words.push_back(Word.str());
  };
  for (StringRef Word : wordsOf(Name)) {
    StringRef End = Word.ends_with("unlock") ? "unlock"
                    : Word.ends_with("lock") ? "lock"
                                             : "";
    if (End.empty()) {
      add(Word);
      continue;
    }
    StringRef Begin = Word.drop_back(End.size());
    if (!Said.Words.empty() && Said.Words.back() == "un" && Begin.empty()) {
      Said.Words.pop_back(); // `UnLock`
      End = "unlock";
    }
    add(Begin);
    add(End);
  }
  return Said;
}

std::string mapwarden::nameInUsr(StringRef Usr) {
  std::string Name;
  llvm::SmallVector<StringRef, 8> Parts;
  Usr.split(Parts, '@');
  for (size_t I = 1; I + 1 < Parts.size(); I += 2) {
    if (Parts[I] == "aN" || Parts[I].empty()) {
      --I; // A namespace without a name.
      continue;
    }
    StringRef Part = Parts[I + 1].take_until(
        [](char C) { return C == '#' || C == '<' || C == '>'; });
    if (!Name.empty())
      Name += "::";
    Name += Part.str();
    if (Part.size() != Parts[I + 1].size())
      break;
  }
  return Name;
}

bool mapwarden::areOpposite(const LockName &Takes, const LockName &Gives) {
  if (Takes.Words.size() != Gives.Words.size() || Gives.IsTry)
    return false;
  int Differs = -1;
  for (size_t I = 0; I < Takes.Words.size(); ++I)
    if (Takes.Words[I] != Gives.Words[I]) {
      if (Differs >= 0)
        return false;
      Differs = static_cast<int>(I);
    }
  return Differs >= 0 && llvm::any_of(Opposites, [&](const Opposite &Pair) {
           return Takes.Words[Differs] == Pair.Takes &&
                  Gives.Words[Differs] == Pair.Gives;
         });
}

bool mapwarden::takesLock(const LockName &Said) {
  return llvm::any_of(Opposites, [&](const Opposite &Pair) {
    return llvm::is_contained(Said.Words, Pair.Takes);
  });
}

bool mapwarden::givesLock(const LockName &Said) {
  return llvm::any_of(Opposites, [&](const Opposite &Pair) {
    return llvm::is_contained(Said.Words, Pair.Gives);
  });
}

bool mapwarden::saysLock(const LockName &Said) {
  return llvm::is_contained(Said.Words, "lock") ||
         llvm::is_contained(Said.Words, "critical");
}

bool mapwarden::namesMutex(const LockName &Said) {
  static constexpr StringRef Nouns[] = {
      "mutex", "mtx", "spin", "futex", "section", "lock", "rwlock", "critical"};
  return llvm::any_of(Said.Words, [&](StringRef Word) {
    return llvm::is_contained(Nouns, Word);
  });
}

std::string mapwarden::nameOfProcessLock(const LockName &Gives) {
  std::string Name;
  for (StringRef Word : Gives.Words) {
    if (llvm::any_of(Opposites,
                     [&](const Opposite &Pair) { return Pair.Gives == Word; }))
      continue;
    Name += (Name.empty() ? "" : "_") + Word.str();
  }
  return Name.empty() ? "process" : Name;
}
