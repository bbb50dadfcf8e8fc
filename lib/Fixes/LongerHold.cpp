// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the hold ends, where it would have to, and what lies between.
#include "Fixes/LongerHold.h"
#include "Fixes/StatementTree.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

class Extension {
public:
  Extension(FixContext &Ctx, GuardInsertion &Insertion, const EscapeSite &Site,
            const EditedFile &File)
      : Ctx(Ctx), Insertion(Insertion), Site(Site), File(File),
        Function(Ctx.function(Site.Function)), Tree(Function),
        Held(Site.Lost.front()) {}

  std::optional<Fix> run();

private:
  std::optional<Fix> releaseLater(uint32_t Release);
  std::optional<Fix> declareOutside();
  std::optional<uint32_t> releaseBefore() const;
  std::optional<uint32_t> lastUseIn(uint32_t Block) const;
  bool canHold(size_t Begin, size_t End);
  bool isGuard(const AccessPath &Path) const {
    return Ctx.store().intern(Path, Function.Usr) == Held.Guard;
  }
  std::pair<size_t, size_t> lineOf(uint32_t Statement) const;

  FixContext &Ctx;
  GuardInsertion &Insertion;
  const EscapeSite &Site;
  const EditedFile &File;
  const FunctionFacts &Function;
  StatementTree Tree;
  const HeldLock &Held;
};

} // namespace

bool Extension::canHold(size_t Begin, size_t End) {
  return Begin >= End ||
         (!File.hasDirective(Begin, End) &&
          Insertion.canHold(Site.Function, Held.Lock,
                            {Ctx.store().key(Site.Object)}, File, Begin, End));
}

/// The last `guard.unlock()` in the text in front of the use.
std::optional<uint32_t> Extension::releaseBefore() const {
  std::optional<uint32_t> Found;
  auto Use = File.begin(Function.Instructions[Site.Instr].At);
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (Instr.Kind == InstrKind::GuardUnlock && isGuard(Instr.Target) && Use)
      if (auto At = File.begin(Instr.At); At && *At < *Use)
        Found = I;
  }
  return Found;
}

/// The last statement of \p Block that uses the view; nothing when one outside
/// of it does.
std::optional<uint32_t> Extension::lastUseIn(uint32_t Block) const {
  const PathRoot Root = Ctx.store().path(Site.View).Root;
  std::optional<uint32_t> Last;
  for (const Instruction &Instr : Function.Instructions) {
    bool IsUse = (Instr.Kind == InstrKind::IterUse ||
                  Instr.Kind == InstrKind::IterNext) &&
                 Instr.Target.Root.Kind == Root.Kind &&
                 Instr.Target.Root.Index == Root.Index;
    if (!IsUse && &Instr != &Function.Instructions[Site.Instr])
      continue;
    uint32_t Child = Tree.childOf(Block, Tree.innermost(Instr.At));
    if (Child == StatementTree::None ||
        Tree[Child].Kind == StatementKind::Opaque)
      return std::nullopt;
    Last = std::max(Last.value_or(Child), Child);
  }
  return Last;
}

/// The bytes of a statement, with its line if it has one of its own.
std::pair<size_t, size_t> Extension::lineOf(uint32_t Statement) const {
  size_t Begin = *File.begin(Tree[Statement].At);
  size_t End = *File.end(Tree[Statement].At);
  size_t Next = File.text().find_first_not_of(" \t", End);
  if (File.isFirstOnLine(Begin) && Next != StringRef::npos &&
      (File.text()[Next] == '\n' || File.text()[Next] == '\r'))
    return {Begin - File.indentAt(Begin).size(),
            File.text().find('\n', Next) + 1};
  return {Begin, End};
}

/// Takes the release away, or moves it behind the last use.
std::optional<Fix> Extension::releaseLater(uint32_t Release) {
  uint32_t Number = Tree.innermost(Function.Instructions[Release].At);
  if (Number == StatementTree::None ||
      Tree[Number].Kind != StatementKind::Simple ||
      !Tree.isBlock(Tree[Number].Parent))
    return std::nullopt;
  uint32_t Block = Tree[Number].Parent;
  std::optional<size_t> Begin = File.begin(Tree[Number].At),
                        End = File.end(Tree[Number].At),
                        BlockEnd = File.end(Tree[Block].At);
  std::optional<uint32_t> Last = lastUseIn(Block);
  if (!Begin || !End || !BlockEnd || !Last || *Last < Number)
    return std::nullopt;
  // `Lock.unlock();` and nothing else.
  size_t First = File.tokenAt(*Begin);
  if (First + 5 >= File.tokens().size() || File.spell(First + 1) != "." ||
      File.tokens()[First + 5].End != *End)
    return std::nullopt;
  std::optional<size_t> LastEnd = File.end(Tree[*Last].At);
  if (!LastEnd)
    return std::nullopt;
  bool IsLast = Tree[*Last].Kind == StatementKind::Jump ||
                File.tokenAt(*LastEnd) == File.tokenAt(*BlockEnd - 1);
  // What a declaration behind it would declare is out of reach afterwards.
  size_t HeldEnd = IsLast ? *BlockEnd - 1 : *LastEnd;
  if (!canHold(*End, HeldEnd))
    return std::nullopt;
  Fix Out;
  auto [LineBegin, LineEnd] = lineOf(Number);
  Out.Edits.push_back(File.replace(LineBegin, LineEnd, ""));
  if (!IsLast)
    Out.Edits.push_back(File.insert(
        *LastEnd,
        (File.lineEnd() + File.indentAt(*Begin) + File.text(*Begin, *End))
            .str()));
  Out.Description =
      "release '" + Ctx.store().spelling(Held.Lock) + "' after the last use";
  return Out;
}

/// Moves the guard in front of the block that it ends with.
std::optional<Fix> Extension::declareOutside() {
  uint32_t Guard = Tree.innermost(Held.TakenAt);
  if (Guard == StatementTree::None ||
      Tree[Guard].Kind != StatementKind::Declaration)
    return std::nullopt;
  uint32_t Inner = Tree[Guard].Parent;
  if (!Tree.isBlock(Inner) || !Tree.isBlock(Tree[Inner].Parent))
    return std::nullopt; // Not a block of its own.
  uint32_t Outer = Tree[Inner].Parent;
  std::optional<uint32_t> Last = lastUseIn(Outer);
  std::optional<size_t> Begin = File.begin(Tree[Guard].At),
                        End = File.end(Tree[Guard].At),
                        InnerBegin = File.begin(Tree[Inner].At),
                        InnerEnd = File.end(Tree[Inner].At),
                        OuterBegin = File.begin(Tree[Outer].At),
                        OuterEnd = File.end(Tree[Outer].At);
  if (!Last || *Last < Inner || !Begin || !End || !InnerBegin || !InnerEnd ||
      !OuterBegin || !OuterEnd || !File.isFirstOnLine(*InnerBegin))
    return std::nullopt;
  const VariableFacts *Variable = Ctx.store().variable(Held.Guard);
  StringRef Name = Variable ? Ctx.Prog.text(Variable->Name) : "";
  if (Name.empty() || File.hasWord(*OuterBegin, *InnerBegin, Name) ||
      File.hasWord(*InnerEnd, *OuterEnd, Name) ||
      !canHold(*InnerBegin, *Begin) || !canHold(*InnerEnd, *OuterEnd - 1))
    return std::nullopt;
  Fix Out;
  auto [LineBegin, LineEnd] = lineOf(Guard);
  Out.Edits.push_back(File.insert(
      *InnerBegin,
      (File.text(*Begin, *End) + File.lineEnd() + File.indentAt(*InnerBegin))
          .str()));
  Out.Edits.push_back(File.replace(LineBegin, LineEnd, ""));
  Out.Description =
      "hold '" + Ctx.store().spelling(Held.Lock) + "' until after the last use";
  return Out;
}

std::optional<Fix> Extension::run() {
  const AccessPath &View = Ctx.store().path(Site.View);
  if (View.Root.Kind != RootKind::Local || View.Root.Frame != Function.Usr)
    return std::nullopt;
  std::optional<Fix> Out;
  if (std::optional<uint32_t> Release = releaseBefore())
    Out = releaseLater(*Release);
  else
    Out = declareOutside();
  if (Out)
    llvm::sort(Out->Edits);
  return Out;
}

std::optional<Fix> mapwarden::holdLonger(FixContext &Ctx,
                                         GuardInsertion &Insertion,
                                         const EscapeSite &Site) {
  const FunctionFacts &Function = Ctx.function(Site.Function);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  if (Site.Way != EscapeWay::Used || Site.IsAcrossWait || !File ||
      Site.Lost.size() != 1 || Site.Lost.front().Guard == UnknownPath ||
      Function.Statements.empty() || Function.has(FunctionIsInstantiation))
    return std::nullopt;
  return Extension(Ctx, Insertion, Site, *File).run();
}
