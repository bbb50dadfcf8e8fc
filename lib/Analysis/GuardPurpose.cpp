// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Comparing the words of names, and the classes of fields.
#include "Analysis/GuardPurpose.h"
#include "Support/CallWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringLiteral;
using llvm::StringRef;

using Words = llvm::SmallVector<std::string, 4>;

/// The words of \p Name that say what it is about: `m_busyProjectsMutex` is
/// about busy projects, `mutex_` about nothing.
static Words topicOf(StringRef Name) {
  static constexpr StringLiteral Locks[] = {
      "mutex",   "mutexes",  "mtx",    "mut",      "mu",     "lock",
      "locks",   "locker",   "lck",    "guard",    "cs",     "rw",
      "rwlock",  "spin",     "sync",   "spinlock", "shared", "recursive",
      "section", "critical", "access", "protect"};
  size_t Part = Name.rfind("::");
  Words Result =
      wordsOf(Part == StringRef::npos ? Name : Name.substr(Part + 2));
  llvm::erase_if(Result, [](const std::string &Word) {
    return Word.size() == 1 || llvm::is_contained(Locks, Word);
  });
  for (std::string &Word : Result)
    if (Word.size() > 3 && Word.back() == 's')
      Word.pop_back(); // One or several.
  return Result;
}

/// How far \p Name is from being about \p Topic alone: the words that it has
/// besides; nothing when it is about something else.
static std::optional<size_t> distanceFrom(llvm::ArrayRef<std::string> Topic,
                                          StringRef Name) {
  const Words Own = topicOf(Name);
  if (!llvm::all_of(Topic, [&](const std::string &Word) {
        return llvm::is_contained(Own, Word);
      }))
    return std::nullopt;
  return Own.size() - std::min(Own.size(), Topic.size());
}

GuardPurpose::GuardPurpose(const Program &Prog) : Prog(&Prog) {
  for (const VariableFacts &Global : Prog.Globals)
    ByFile[Global.At.File].push_back(&Global);
}

/// The position after the last field of \p Path; 0 when it has none.
static size_t endOfFields(const AccessPath &Path) {
  size_t End = Path.Selectors.size();
  while (End > 0 && Path.Selectors[End - 1].K != Selector::Field)
    --End;
  return End;
}

bool GuardPurpose::isForAnother(const PathStore &Store, PathId Lock,
                                PathId Object) const {
  const AccessPath &Mutex = Store.path(Lock), &Map = Store.path(Object);
  const size_t End = endOfFields(Mutex);
  const VariableFacts *Named =
      End > 0 ? Prog->field(Mutex.Selectors[End - 1].Name)
      : Mutex.Root.Kind == RootKind::Global ? Prog->global(Mutex.Root.Name)
                                            : nullptr;
  const Words Topic = Named ? topicOf(Prog->text(Named->Name)) : Words();
  if (Topic.empty())
    return false;
  // The map, or what it is kept in.
  size_t Nearest = SIZE_MAX;
  auto compare = [&](const VariableFacts *Own) {
    if (Own)
      Nearest = std::min(
          Nearest,
          distanceFrom(Topic, Prog->text(Own->Name)).value_or(SIZE_MAX));
  };
  for (const Selector &Step : Map.Selectors)
    if (Step.K == Selector::Field)
      compare(Prog->field(Step.Name));
  if (Map.Root.Kind == RootKind::Global)
    compare(Prog->global(Map.Root.Name));
  auto isNamesake = [&](const VariableFacts &Beside) {
    return Beside.Usr != Named->Usr && !Beside.has(VariableIsMutex) &&
           distanceFrom(Topic, Prog->text(Beside.Name)).value_or(SIZE_MAX) <
               Nearest;
  };
  if (End == 0)
    return llvm::any_of(
        ByFile.lookup(Named->At.File),
        [&](const VariableFacts *Beside) { return isNamesake(*Beside); });
  auto Owner = Prog->FieldByUsr.find(Named->Usr);
  return Owner != Prog->FieldByUsr.end() &&
         llvm::any_of(Prog->Classes[Owner->second.first].Fields, isNamesake);
}

/// The class with the field that step \p I of \p Path is; null when unknown.
static const ClassFacts *classAt(const Program &Prog, const AccessPath &Path,
                                 size_t I) {
  auto Field = Prog.FieldByUsr.find(Path.Selectors[I].Name);
  return Path.Selectors[I].K == Selector::Field &&
                 Field != Prog.FieldByUsr.end()
             ? &Prog.Classes[Field->second.first]
             : nullptr;
}

static bool derivesFrom(const Program &Prog, const ClassFacts &Class,
                        NameId Base, unsigned Depth = 0) {
  return Class.Usr == Base ||
         (Depth < 8 && llvm::any_of(
                           Class.Bases,
                           [&](NameId Each) {
                             const ClassFacts *Next = Prog.classOf(Each);
                             return Each == Base ||
                                    (Next &&
                                     derivesFrom(Prog, *Next, Base, Depth + 1));
                           }));
}

bool mapwarden::isPartOfAnotherOwner(const Program &Prog,
                                     const PathStore &Store, PathId Lock,
                                     PathId Partner, PathId Odd) {
  const AccessPath &Mutex = Store.path(Lock), &Map = Store.path(Partner),
                   &Other = Store.path(Odd);
  if (!(Mutex.Root == Map.Root))
    return false;
  size_t Common = 0;
  while (Common < Mutex.Selectors.size() && Common < Map.Selectors.size() &&
         Mutex.Selectors[Common] == Map.Selectors[Common])
    ++Common;
  auto isField = [](const Selector &Step) { return Step.K == Selector::Field; };
  auto Levels = llvm::count_if(
      llvm::ArrayRef<Selector>(Map.Selectors).drop_front(Common), isField);
  if (Levels < 2 || Common == Mutex.Selectors.size())
    return false; // A mutex beside the map is of its class.
  // The field of the other path that is as far from the map.
  size_t I = Other.Selectors.size();
  while (I > 0 && Levels > 0)
    Levels -= isField(Other.Selectors[--I]);
  const ClassFacts *Owner = Levels == 0 ? classAt(Prog, Other, I) : nullptr;
  const ClassFacts *Guarding = classAt(Prog, Mutex, Common);
  return Owner && Guarding && !derivesFrom(Prog, *Owner, Guarding->Usr) &&
         !derivesFrom(Prog, *Guarding, Owner->Usr);
}
