// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From an `if` to a call_once.
#include "Fixes/OnceRepair.h"
#include "Fixes/DeclareBeside.h"
#include "Fixes/StatementTree.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// The flag and the call are those of the standard library, as in the advice in
/// words (see fillPattern).
static constexpr StringRef FlagForm = "<mutex> std::once_flag $name;";
static constexpr StringRef CallForm = "<mutex> std::call_once($name, [&] ";

static bool isStatic(FixContext &Ctx, PathId Path) {
  const AccessPath &P = Ctx.store().path(Path);
  return P.Root.Kind == RootKind::Global && P.Selectors.empty();
}

/// Of the object that the function runs on.
static bool isOwnField(FixContext &Ctx, PathId Path) {
  const AccessPath &P = Ctx.store().path(Path);
  return P.Root.Kind == RootKind::This && P.Selectors.size() == 1;
}

/// Is the map filled here alone, and changed nowhere else?
static bool isOnlyFilling(FixContext &Ctx, const LazyInit &Lazy) {
  std::string Key = Ctx.store().key(Lazy.Object);
  for (const LazyInit &Other : Ctx.Results.LazyInits)
    if (&Other != &Lazy && Ctx.store().key(Other.Object) == Key)
      return false;
  llvm::DenseSet<FunctionId> Fillers;
  for (const LazyInit::Filling &Filling : Lazy.Fillings)
    Fillers.insert(leafOf(Filling.Access).first);
  return llvm::all_of(Ctx.versionsOf(Key), [&](const AccessVersion *Version) {
    return !(Version->Access->Flags & AccessWrite) ||
           Fillers.contains(Version->Access->Function);
  });
}

/// A function that comes back to itself would wait for its own call_once.
static bool callsItself(FixContext &Ctx, FunctionId Id) {
  llvm::SmallVector<FunctionId, 16> Open = {Id};
  llvm::DenseSet<FunctionId> Seen;
  while (!Open.empty())
    for (FunctionId Callee : Ctx.Results.Graph.callees(Open.pop_back_val())) {
      if (Callee == Id)
        return true;
      if (Seen.insert(Callee).second)
        Open.push_back(Callee);
    }
  return false;
}

namespace {
/// An `if` without `else` in the text, as bytes.
struct IfText {
  size_t Begin = 0, BodyBegin = 0, BodyEnd = 0;
  bool IsBlock = false;
};
} // namespace

static bool hasToken(const EditedFile &File, size_t First, size_t Last,
                     llvm::ArrayRef<StringRef> Words) {
  for (size_t I = First; I < Last; ++I)
    if (llvm::is_contained(Words, File.spell(I)))
      return true;
  return false;
}

/// Does the condition between the tokens \p First and \p Last declare or set
/// something, or ask for more than one thing?
static bool isMoreThanTest(const EditedFile &File, size_t First, size_t Last) {
  if (First == Last ||
      hasToken(File, First, Last, {";", "{", "and", "or", "?", ","}))
    return true;
  StringRef Text =
      File.text(File.tokens()[First].Begin, File.tokens()[Last - 1].End);
  if (Text.contains("&&") || Text.contains("||"))
    return true;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] != '=')
      continue;
    bool IsComparison = (I + 1 < Text.size() && Text[I + 1] == '=') ||
                        (I > 0 && StringRef("=!<>").contains(Text[I - 1]));
    if (!IsComparison)
      return true;
  }
  return false;
}

static std::optional<IfText> findIf(const EditedFile &File,
                                    const StatementFacts &Statement) {
  std::optional<size_t> Begin = File.begin(Statement.At);
  std::optional<size_t> End = File.end(Statement.At);
  if (!Begin || !End || File.hasDirective(*Begin, *End))
    return std::nullopt;
  size_t First = File.tokenAt(*Begin);
  if (First + 2 >= File.tokens().size() || File.spell(First) != "if" ||
      File.spell(First + 1) != "(")
    return std::nullopt;
  size_t Close = File.closing(First + 1);
  if (Close + 1 >= File.tokens().size() ||
      isMoreThanTest(File, First + 2, Close))
    return std::nullopt;
  IfText Out;
  Out.Begin = *Begin;
  Out.IsBlock = File.spell(Close + 1) == "{";
  size_t Last = Out.IsBlock ? File.closing(Close + 1)
                            : File.tokenAt(*End) - 1; // Its `;`.
  if (Last >= File.tokens().size() || File.tokens()[Last].End != *End ||
      hasToken(File, Close + 1, Last,
               {"return", "break", "continue", "goto", "else", "case",
                "co_return", "co_await", "co_yield"}))
    return std::nullopt;
  Out.BodyBegin = File.tokens()[Close + 1].Begin;
  Out.BodyEnd = *End;
  return Out;
}

static std::optional<Fix> writeOnce(FixContext &Ctx, const LazyInit &Lazy,
                                    const EditedFile &File, const IfText &If) {
  const VariableFacts &Map = *Ctx.store().variable(Lazy.Object);
  StringRef Name = Ctx.Prog.text(Map.Name).rsplit(':').second;
  if (Name.empty())
    Name = Ctx.Prog.text(Map.Name);
  Fix Out;
  Out.Description = "fill '" + Name.str() + "' once, by a call_once";
  std::string Flag = nameBeside(Name, "once");
  std::string Break = File.lineEnd().str() + File.indentAt(If.Begin).str();
  std::string Declaration, Header;
  if (isOwnField(Ctx, Lazy.Object)) {
    std::optional<DeclaredMap> Field = findDeclared(Ctx, Lazy.Object);
    std::optional<std::vector<Replacement>> Edits;
    if (Field)
      Edits = declareBeside(Ctx, Map, Field->Place, FlagForm, "once", Flag);
    if (!Edits)
      return std::nullopt;
    Out.Edits = std::move(*Edits);
  } else {
    if (File.hasWord(0, File.text().size(), Flag))
      return std::nullopt;
    Declaration = "static " + fillPattern(FlagForm, Flag, "", Header) + Break;
    if (!File.includes(Header)) {
      std::optional<Replacement> Include = File.include(Header);
      if (!Include)
        return std::nullopt;
      Out.Edits.push_back(std::move(*Include));
    }
  }
  Out.Edits.push_back(File.replace(If.Begin, If.BodyBegin,
                                   Declaration +
                                       fillPattern(CallForm, Flag, "", Header) +
                                       (If.IsBlock ? "" : "{ ")));
  Out.Edits.push_back(File.insert(If.BodyEnd, If.IsBlock ? ");" : " });"));
  return Out;
}

std::optional<Fix> mapwarden::fillOnce(FixContext &Ctx, const LazyInit &Lazy) {
  const FunctionFacts &Function = Ctx.function(Lazy.Function);
  const VariableFacts *Map = Ctx.store().variable(Lazy.Object);
  // One flag for one map: both static, or both of the same object.
  auto *IsAlike = isStatic(Ctx, Lazy.Object) ? isStatic : isOwnField;
  if (Lazy.IsDoubleChecked || !Map || !IsAlike(Ctx, Lazy.Object) ||
      (Lazy.Test == LazyTest::Flag && !IsAlike(Ctx, Lazy.Flag)) ||
      Function.has(FunctionIsInstantiation) || !isOnlyFilling(Ctx, Lazy) ||
      callsItself(Ctx, Lazy.Function))
    return std::nullopt;
  StatementTree Tree(Function);
  uint32_t Number = Tree.innermost(Function.Instructions[Lazy.TestInstr].At);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  if (Number == StatementTree::None || !File ||
      Tree[Number].Kind != StatementKind::Branch)
    return std::nullopt;
  // All that is filled is filled in there.
  for (const LazyInit::Filling &Filling : Lazy.Fillings)
    if (!StatementTree::isInside(Tree[Number].At,
                                 Function.Instructions[Filling.Instr].At))
      return std::nullopt;
  std::optional<IfText> If = findIf(*File, Tree[Number]);
  if (!If)
    return std::nullopt;
  std::optional<Fix> Out = writeOnce(Ctx, Lazy, *File, *If);
  if (Out)
    llvm::sort(Out->Edits);
  return Out;
}
