// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Each pass groups what is left by a key and pairs the members of a group.

#include "Findings/FindingMatch.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace llvm;
using namespace mapwarden;

/// Groups larger than this are paired in order, not by the nearest text.
static constexpr size_t MaxCompared = 32;

namespace {
class Matcher {
public:
  Matcher(ArrayRef<KnownFinding> Old, ArrayRef<KnownFinding> New)
      : Old(Old), New(New), Result(New.size()), IsTaken(Old.size()) {}

  using Key = std::vector<std::string>;
  /// Pairs old and new findings with an equal key; one with an empty key stays
  /// out.
  void pass(KnownState How, function_ref<Key(const KnownFinding &)> OldKey,
            function_ref<Key(const KnownFinding &)> NewKey);
  std::vector<FindingMatch> take() { return std::move(Result); }

private:
  void pair(KnownState How, std::vector<size_t> &Olds,
            ArrayRef<size_t> Openings);

  ArrayRef<KnownFinding> Old, New;
  std::vector<FindingMatch> Result;
  std::vector<bool> IsTaken;
};
} // namespace

void Matcher::pair(KnownState How, std::vector<size_t> &Olds,
                   ArrayRef<size_t> Openings) {
  const bool IsSmall =
      Olds.size() <= MaxCompared && Openings.size() <= MaxCompared;
  for (size_t Opening : Openings) {
    if (Olds.empty())
      return;
    auto Best = Olds.begin();
    if (IsSmall && Olds.size() > 1) {
      auto Distance = [&](size_t Index) {
        return StringRef(Old[Index].Statement)
            .edit_distance(New[Opening].Statement, true, 200);
      };
      Best =
          std::min_element(Olds.begin(), Olds.end(), [&](size_t L, size_t R) {
            return Distance(L) < Distance(R);
          });
    }
    Result[Opening] = {*Best, How};
    IsTaken[*Best] = true;
    Olds.erase(Best);
  }
}

void Matcher::pass(KnownState How,
                   function_ref<Key(const KnownFinding &)> OldKey,
                   function_ref<Key(const KnownFinding &)> NewKey) {
  std::map<Key, std::vector<size_t>> Olds, Openings;
  for (auto [Index, Known] : enumerate(Old))
    if (!IsTaken[Index])
      if (Key K = OldKey(Known); !K.empty())
        Olds[std::move(K)].push_back(Index);
  if (Olds.empty())
    return;
  for (auto [Index, Found] : enumerate(New))
    if (Result[Index].Old == FindingMatch::None)
      if (Key K = NewKey(Found); !K.empty() && Olds.count(K))
        Openings[std::move(K)].push_back(Index);
  for (auto &[K, Members] : Openings)
    pair(How, Olds[K], Members);
}

static void removeAll(std::string &Text, const std::string &Part) {
  for (size_t At = Text.find(Part); At != std::string::npos;
       At = Text.find(Part, At))
    Text.erase(At, Part.size());
}

/// \p Key without the name of \p File, which the keys of entities without
/// external linkage hold: `c:a.cpp@F@f@src/a.cpp`.
static std::string dropFile(StringRef Key, StringRef File) {
  StringRef Name = sys::path::filename(File);
  std::string Result = Key.str();
  if (Name.empty())
    return Result;
  removeAll(Result, ("@" + File).str());
  removeAll(Result, ("@" + Name).str());
  StringRef Rest = Result;
  if (Rest.consume_front("c:") && Rest.consume_front(Name) &&
      Rest.starts_with("@"))
    return ("c:" + Rest).str();
  return Result;
}

std::vector<std::string> mapwarden::getCodeKey(const KnownFinding &F) {
  if (F.Body.empty() || F.Statement.empty())
    return {};
  return {F.Check, dropFile(F.ObjectKey, F.File),
          dropFile(F.FunctionKey, F.File), F.Body, F.Statement};
}

std::vector<FindingMatch>
mapwarden::matchFindings(ArrayRef<KnownFinding> Old, ArrayRef<KnownFinding> New,
                         const MatchQuestions &Program) {
  using Key = Matcher::Key;
  Matcher Work(Old, New);
  auto Both = [&](KnownState How, function_ref<Key(const KnownFinding &)> By) {
    Work.pass(How, By, By);
  };
  Both(KnownState::Same,
       [](const KnownFinding &F) { return Key{F.Check, F.Fingerprint}; });
  Both(KnownState::Edited, [](const KnownFinding &F) {
    return Key{F.Check, F.ObjectKey, F.FunctionKey, F.Access, F.Operation};
  });
  Both(KnownState::Edited, [](const KnownFinding &F) {
    return Key{F.Check, F.ObjectKey, F.FunctionKey};
  });

  auto BySameBody = [](const KnownFinding &F) {
    if (F.Body.empty())
      return Key();
    return Key{F.Check, F.ObjectKey, F.Access, F.Statement, F.Body};
  };
  Both(KnownState::Renamed, BySameBody);
  auto ByStatement = [](const KnownFinding &F) {
    if (F.Statement.empty())
      return Key();
    return Key{F.Check, F.File, F.ObjectKey, F.Access, F.Statement};
  };
  Work.pass(
      KnownState::Renamed,
      [&](const KnownFinding &F) {
        return Program.HasFunction(F.FunctionKey) ? Key() : ByStatement(F);
      },
      ByStatement);

  // In a moved file all names may hold the path.
  auto IsMoved = [&](const KnownFinding &F) {
    return !Program.HasFile(F.File);
  };
  auto InAnyFile = [](const KnownFinding &F) {
    return Key{F.Check, dropFile(F.ObjectKey, F.File),
               dropFile(F.FunctionKey, F.File), F.Access, F.Statement};
  };
  Work.pass(
      KnownState::Moved,
      [&](const KnownFinding &F) { return IsMoved(F) ? InAnyFile(F) : Key(); },
      InAnyFile);
  auto InAnyFunction = [](const KnownFinding &F) {
    return Key{F.Check, dropFile(F.ObjectKey, F.File),
               dropFile(F.FunctionKey, F.File)};
  };
  Work.pass(
      KnownState::Moved,
      [&](const KnownFinding &F) {
        return IsMoved(F) ? InAnyFunction(F) : Key();
      },
      InAnyFunction);
  std::vector<FindingMatch> Result = Work.take();
  std::map<Key, size_t> OldCode;
  for (auto [Index, Known] : enumerate(Old))
    if (Key Code = getCodeKey(Known); !Code.empty())
      OldCode.try_emplace(std::move(Code), Index);
  for (auto [Index, Match] : enumerate(Result))
    if (Match.Old == FindingMatch::None)
      if (auto Known = OldCode.find(getCodeKey(New[Index]));
          Known != OldCode.end())
        Match = {Known->second, KnownState::Same};
  for (auto [Index, Match] : enumerate(Result))
    if (Match.How == KnownState::Same && Old[Match.Old].File != New[Index].File)
      Match.How = KnownState::Moved;
  return Result;
}
