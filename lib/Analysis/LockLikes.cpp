// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Adds up what looks like a lock over all functions.
#include "Analysis/LockLikes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

class LockLikeSearch {
public:
  explicit LockLikeSearch(const Program &Prog) : Prog(Prog), Sections(Prog) {}
  std::vector<LockLike> run();

private:
  const Program &Prog;
  const LockLikeSections Sections;
  std::map<std::pair<LockLike::Kind, std::string>, LockLike> Found;

  LockLike &like(LockLike::Kind Kind, const std::string &Name, SourceSpan At);
  void note(const LockLikeSection &Section, const LockLikeHalf &Half,
            StringRef Key, unsigned Accesses, SourceSpan At);
};

} // namespace

static unsigned countAccesses(const FunctionFacts &Function, uint32_t From,
                              uint32_t To) {
  unsigned Count = 0;
  for (uint32_t I = From; I < To; ++I)
    Count += Function.Instructions[I].Kind == InstrKind::Access;
  return Count;
}

static void addOnce(std::vector<std::string> &Names, const std::string &Name) {
  auto Place = llvm::lower_bound(Names, Name);
  if (Place == Names.end() || *Place != Name)
    Names.insert(Place, Name);
}

LockLike &LockLikeSearch::like(LockLike::Kind Kind, const std::string &Name,
                               SourceSpan At) {
  LockLike &Like = Found[{Kind, Name}];
  if (Like.Name.empty()) {
    Like.Is = Kind;
    Like.Name = Name;
    Like.At = At;
  }
  return Like;
}

/// One half of \p Section is \p Key.
void LockLikeSearch::note(const LockLikeSection &Section,
                          const LockLikeHalf &Half, StringRef Key,
                          unsigned Accesses, SourceSpan At) {
  const bool IsFunction = Section.Is == LockLike::Kind::Function;
  LockLike &Like = like(Section.Is, IsFunction ? Half.Name : Section.Class, At);
  Like.MutexArgument = Section.MutexArgument;
  Like.Mutex = Section.Mutex;
  Like.Accesses += Accesses;
  std::vector<std::string> &Members =
      Like.Members[Key.str() + (Half.IsShared ? "-shared" : "")];
  if (!IsFunction)
    addOnce(Members, Half.Name);
}

std::vector<LockLike> LockLikeSearch::run() {
  for (const FunctionFacts &Function : Prog.Functions)
    for (const LockLikeSection &Section : Sections.byCalls(Function)) {
      unsigned Accesses = countAccesses(Function, Section.Begin, Section.End);
      if (Accesses == 0)
        continue;
      SourceSpan At = Function.Instructions[Section.Begin].At;
      note(Section, Section.Takes, Section.Takes.IsTry ? "try-lock" : "lock",
           Accesses, At);
      note(Section, Section.Gives, "unlock",
           Section.Is == LockLike::Kind::Function ? Accesses : 0, At);
    }
  auto isFound = [&](NameId Class) {
    return Found.count({LockLike::Kind::Type, Prog.text(Class).str()}) != 0;
  };
  for (const FunctionFacts &Function : Prog.Functions)
    for (const LockLikeSection &Section : Sections.byGuards(Function, isFound))
      if (unsigned Accesses =
              countAccesses(Function, Section.Begin, Section.End))
        like(Section.Is, Section.Class, Function.Instructions[Section.Begin].At)
            .Accesses += Accesses;
  std::vector<LockLike> Result;
  for (auto &[Key, Like] : Found)
    Result.push_back(std::move(Like));
  return Result;
}

std::vector<LockLike> mapwarden::findLockLikes(const Program &Prog) {
  return LockLikeSearch(Prog).run();
}

/// `house::Latch` is own-house-latch: no id of the defaults begins like that.
static std::string idOf(StringRef Name) {
  std::string Id = "own-";
  for (char C : Name)
    if (llvm::isAlnum(C))
      Id += llvm::toLower(C);
    else if (Id.back() != '-')
      Id += '-';
  return Id;
}

std::string mapwarden::proposeModels(llvm::ArrayRef<LockLike> Found) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  std::optional<LockLike::Kind> Section;
  for (const LockLike &Like : Found) {
    if (Section != Like.Is)
      Out << (Like.Is == LockLike::Kind::Type       ? "locks:\n"
              : Like.Is == LockLike::Kind::Function ? "lock-functions:\n"
                                                    : "guards:\n");
    Section = Like.Is;
    Out << "  - id: " << idOf(Like.Name) << "\n";
    if (Like.Is == LockLike::Kind::Function) {
      StringRef Does = Like.Members.begin()->first;
      bool IsShared = Does.consume_back("-shared");
      Out << "    functions: [\"" << Like.Name << "\"]\n    does: " << Does
          << "\n";
      if (IsShared)
        Out << "    shared: true\n";
      if (Like.MutexArgument != 0)
        Out << "    mutex-argument: " << Like.MutexArgument << "\n";
      if (!Like.Mutex.empty())
        Out << "    mutex: " << Like.Mutex << "\n";
      continue;
    }
    Out << "    types: [\"" << Like.Name << "\"]\n";
    for (const auto &[Key, Names] : Like.Members)
      Out << "    " << Key << ": [" << llvm::join(Names, ", ") << "]\n";
  }
  return Text;
}
