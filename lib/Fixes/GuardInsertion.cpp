// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collect the accesses, find the statements around them, judge what would run
/// under the lock, write the edit.
#include "Fixes/GuardInsertion.h"
#include "Fixes/LockSpelling.h"
#include "Fixes/MutexAddition.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

struct GuardInsertion::Plan {
  FunctionId Id = 0;
  const FunctionFacts &Function;
  PathId Lock;
  const EditedFile &File;
  StatementTree Tree;
  std::string Name{}; ///< PathStore::key of the lock.
  std::set<std::string> Objects{};
  llvm::DenseSet<uint32_t> Locals{}; ///< That lead into the maps.
  std::vector<uint32_t> Instrs{};    ///< To be covered.
  bool IsWrite = false;
  StatementTree::Run Run{};
  bool IsToEnd = true; ///< Held to the end of the block.
  size_t Begin = 0, End = 0;
  std::vector<uint32_t> Removed{}; ///< Statements that are guards.
  StringRef GuardName{};           ///< What such guards are called here.
};

bool GuardInsertion::collect(Plan &Work) {
  Work.Name = Ctx.store().key(Work.Lock);
  for (const SeenAccess &Each : Ctx.accessesIn(Work.Id)) {
    if (Each.Lock != Work.Lock)
      continue;
    Work.Objects.insert(Each.Object);
    if (Each.IsHeld || Ctx.isOwnersAlone(Work.Id, Each.Access))
      continue;
    if (Work.Instrs.empty() || Work.Instrs.back() != Each.Instr)
      Work.Instrs.push_back(Each.Instr);
    Work.IsWrite |= (Each.Access.Flags & AccessWrite) != 0;
    if (Ctx.isHeldByCaller(Work.Id, Each.Object))
      return false;
  }
  return !Work.Instrs.empty();
}

/// Whether \p Path leads to or into one of the maps, or through one of the
/// views of them.
static bool leadsInto(PathStore &Store, const FunctionFacts &Function,
                      const std::set<std::string> &Objects,
                      const llvm::DenseSet<uint32_t> &Locals,
                      const AccessPath &Path) {
  if (Path.Root.Kind == RootKind::Local && Path.Root.Frame == NameId::None &&
      Locals.contains(Path.Root.Index))
    return true;
  PathId Id = Store.intern(Path, Function.Usr);
  for (unsigned I = 0; I <= Path.Selectors.size(); ++I)
    if (Objects.count(Store.key(Store.prefix(Id, I))))
      return true;
  return false;
}

/// Iterators and references that are obtained from the maps have to be used
/// under the same hold.
void GuardInsertion::addDependents(Plan &Work) {
  const std::vector<Instruction> &Code = Work.Function.Instructions;
  std::vector<bool> IsCovered(Code.size());
  for (uint32_t Instr : Work.Instrs)
    IsCovered[Instr] = true;
  auto Leads = [&](const AccessPath &Path) {
    return leadsInto(Ctx.store(), Work.Function, Work.Objects, Work.Locals,
                     Path);
  };
  for (unsigned Round = 0; Round < 2; ++Round)
    for (const Instruction &Instr : Code)
      if ((Instr.Kind == InstrKind::Assign ||
           Instr.Kind == InstrKind::IterBegin) &&
          Instr.Target.Root.Kind == RootKind::Local &&
          Instr.Target.Root.Frame == NameId::None &&
          Instr.Target.Root.Index < Work.Function.Locals.size() &&
          Work.Function.Locals[Instr.Target.Root.Index].has(
              VariableIsReference) &&
          !Instr.Args.empty() && Instr.Args[0].Kind == ValueKind::Path &&
          !Instr.Args[0].Copied && !Instr.has(AssignCopiesPointer) &&
          Leads(Instr.Args[0].Path))
        Work.Locals.insert(Instr.Target.Root.Index);
  for (uint32_t I = 0; I < Code.size(); ++I) {
    bool IsUse = Code[I].Kind == InstrKind::IterUse ||
                 Code[I].Kind == InstrKind::IterNext ||
                 Code[I].Kind == InstrKind::IterBegin;
    if (IsUse && !IsCovered[I] && Code[I].Target.Root.Kind == RootKind::Local &&
        Code[I].Target.Root.Frame == NameId::None &&
        Work.Locals.contains(Code[I].Target.Root.Index))
      Work.Instrs.push_back(I);
  }
  llvm::sort(Work.Instrs);
}

static bool isBareJump(StringRef Word) {
  return Word == "break" || Word == "continue" || Word == "return";
}

/// Whether the statements of the run stand one behind the other, none of them
/// unrecorded, and none declares anything.
bool GuardInsertion::isContiguous(const Plan &Work) const {
  size_t Last = Work.Begin;
  for (uint32_t I = Work.Run.First; I <= Work.Run.Last; ++I) {
    const StatementFacts &Each = Work.Tree[I];
    if (Each.Parent != Work.Run.Block)
      continue;
    if (Each.Kind == StatementKind::Declaration ||
        Each.Kind == StatementKind::Several ||
        Each.Kind == StatementKind::Opaque)
      return false;
    std::optional<size_t> Begin = Work.File.begin(Each.At),
                          End = Work.File.end(Each.At);
    if (!Begin || !End || Work.File.tokenAt(Last) != Work.File.tokenAt(*Begin))
      return false;
    Last = *End;
  }
  return true;
}

/// Whether the rest of the block takes the lock again: what is found out first
/// and done then would be two sections.
bool GuardInsertion::isLockedAgain(const Plan &Work) const {
  return llvm::any_of(Work.Function.Instructions, [&](const Instruction &Each) {
    if (Each.Kind != InstrKind::Guard)
      return false;
    uint32_t Statement = Work.Tree.innermost(Each.At);
    return Statement != StatementTree::None && Statement > Work.Run.Last &&
           Work.Tree[Statement].Parent == Work.Run.Block &&
           llvm::is_contained(Ctx.Effects.locksOf(Work.Function, Each),
                              Work.Name);
  });
}

/// Where the hold ends: with the block, unless work follows that does not need
/// it.
bool GuardInsertion::findEnd(Plan &Work) {
  std::optional<size_t> BlockEnd = Work.File.end(Work.Tree[Work.Run.Block].At);
  std::optional<size_t> LastEnd = Work.File.end(Work.Tree[Work.Run.Last].At);
  if (!BlockEnd || !LastEnd)
    return false;
  size_t Next = Work.File.tokenAt(*LastEnd),
         Stop = Work.File.tokenAt(*BlockEnd - 1);
  bool IsLast = Next == Stop;
  if (!IsLast) {
    size_t Semicolon = Next;
    while (Semicolon < Stop && Work.File.spell(Semicolon) != ";" &&
           Work.File.spell(Semicolon) != "(" &&
           Work.File.spell(Semicolon) != "{")
      ++Semicolon;
    IsLast = isBareJump(Work.File.spell(Next)) && Semicolon + 1 == Stop &&
             Work.File.spell(Semicolon) == ";";
  }
  Work.IsToEnd = IsLast || !isContiguous(Work) || isLockedAgain(Work);
  Work.End = Work.IsToEnd ? *BlockEnd - 1 : *LastEnd;
  return !Work.File.hasDirective(Work.Begin, Work.End);
}

bool GuardInsertion::findRegion(Plan &Work) {
  std::optional<StatementTree::Run> Run = Work.Tree.enclose(Work.Instrs);
  if (!Run)
    return false;
  Work.Run = *Run;
  const StatementFacts &First = Work.Tree[Run->First];
  std::optional<size_t> Begin = Work.File.begin(First.At);
  if (First.Kind == StatementKind::Opaque || !Begin)
    return false;
  Work.Begin = *Begin;
  // A loop that waits for the map to change must let go in between.
  for (uint32_t I = Run->First; I <= Run->Last; ++I) {
    const StatementFacts &Each = Work.Tree[I];
    if (Each.Parent != Run->Block || Each.Kind != StatementKind::Loop)
      continue;
    std::optional<size_t> At = Work.File.begin(Each.At);
    if (!At || !Work.File.text().drop_front(*At).starts_with("for"))
      return false;
  }
  return findEnd(Work);
}

/// A view of the maps that leaves the function would outlive the hold.
bool GuardInsertion::judgeEscape(const Plan &Work,
                                 const Instruction &Instr) const {
  bool IsAlias = (Instr.Kind == InstrKind::Return && Instr.has(ReturnsAlias)) ||
                 (Instr.Kind == InstrKind::Assign &&
                  Instr.Target.Root.Kind != RootKind::Local);
  if (!IsAlias)
    return true;
  return llvm::none_of(Instr.Args, [&](const Value &Arg) {
    return Arg.Kind == ValueKind::Path && !Arg.Copied &&
           !Instr.has(AssignCopiesPointer) &&
           leadsInto(Ctx.store(), Work.Function, Work.Objects, Work.Locals,
                     Arg.Path);
  });
}

/// Takes away a guard of the same lock, if it is declared by a statement of its
/// own and nothing else is done with it.
bool GuardInsertion::removeGuard(Plan &Work, uint32_t Number) {
  const Instruction &Guard = Work.Function.Instructions[Number];
  if (Guard.Args.size() != 1 || Guard.has(LockDeferred) ||
      Guard.has(LockAdopted) || Guard.has(LockTry))
    return false;
  for (const Instruction &Each : Work.Function.Instructions)
    if (&Each != &Guard && Each.Target == Guard.Target &&
        Each.Kind != InstrKind::GuardEnd)
      return false;
  uint32_t Statement = Work.Tree.innermost(Guard.At);
  if (Statement == StatementTree::None ||
      Work.Tree[Statement].Kind != StatementKind::Declaration)
    return false;
  // What follows it in its block must stay protected.
  uint32_t Block = Work.Tree[Statement].Parent;
  if (Block == Work.Run.Block) {
    Work.IsToEnd = true;
    std::optional<size_t> End = Work.File.end(Work.Tree[Block].At);
    if (!End)
      return false;
    Work.End = *End - 1;
  }
  Work.IsWrite |= !Guard.has(LockShared);
  Work.Removed.push_back(Statement);
  if (Guard.Target.Root.Index < Work.Function.Locals.size())
    Work.GuardName =
        Ctx.Prog.text(Work.Function.Locals[Guard.Target.Root.Index].Name);
  return true;
}

/// A lock event of the function itself, inside of the region.
bool GuardInsertion::judgeLockEvent(Plan &Work, uint32_t Number) {
  const Instruction &Instr = Work.Function.Instructions[Number];
  switch (Instr.Kind) {
  case InstrKind::GuardLock:
  case InstrKind::GuardUnlock:
  case InstrKind::GuardRelease:
  case InstrKind::GuardMove:
  case InstrKind::GuardWait:
  case InstrKind::Join:
    return false;
  case InstrKind::Lock:
  case InstrKind::Unlock:
  case InstrKind::Guard:
    break;
  default:
    return true;
  }
  if (Instr.Kind == InstrKind::Unlock)
    return Ctx.store().key(Ctx.store().intern(Instr.Target,
                                              Work.Function.Usr)) != Work.Name;
  for (const std::string &Other : Ctx.Effects.locksOf(Work.Function, Instr)) {
    if (Other == Work.Name)
      return Instr.Kind == InstrKind::Guard && removeGuard(Work, Number);
    if (Other.empty() || Ctx.Effects.isTakenUnder(Work.Name, Other))
      return false;
  }
  return true;
}

/// Whether what a function that returns a reference, pointer or iterator
/// returns may lead into the maps.
bool GuardInsertion::returnsView(const Plan &Work) {
  if (!Work.Function.has(FunctionReturnsAlias))
    return false;
  return llvm::any_of(Ctx.accessesIn(Work.Id), [&](const SeenAccess &Each) {
    const SourceSpan &At = Work.Function.Instructions[Each.Instr].At;
    std::optional<size_t> Where = Work.File.begin(At);
    uint32_t Statement = Work.Tree.innermost(At);
    return Work.Objects.count(Each.Object) && Where && *Where >= Work.Begin &&
           *Where < Work.End && Statement != StatementTree::None &&
           Work.Tree[Statement].Kind == StatementKind::Jump;
  });
}

/// Whether the lock may be held here on some ways only: it is tried, or a guard
/// that was deferred takes it.
bool GuardInsertion::isTakenOnSomeWays(const Plan &Work) const {
  return llvm::any_of(Work.Function.Instructions, [&](const Instruction &Each) {
    return (Each.Kind == InstrKind::Lock || Each.Kind == InstrKind::Guard) &&
           (Each.has(LockTry) || Each.has(LockDeferred)) &&
           llvm::is_contained(Ctx.Effects.locksOf(Work.Function, Each),
                              Work.Name);
  });
}

/// Whether one of the accesses goes through a pointer that the function sets
/// more than once, or from a field that it sets as well: which object that is,
/// and so which lock, depends on the place.
bool GuardInsertion::isThroughMovingPointer(const Plan &Work) const {
  const std::vector<Instruction> &Code = Work.Function.Instructions;
  auto assignments = [&](const AccessPath &Pointer) {
    return llvm::count_if(Code, [&](const Instruction &Each) {
      return Each.Kind == InstrKind::Assign && Each.Target == Pointer;
    });
  };
  // `Node *n = head_; head_ = nullptr;`
  PathStore &Store = Ctx.store();
  for (const Instruction &Each : Code) {
    if (Each.Kind != InstrKind::Assign || Each.Target.Selectors.empty())
      continue;
    const PathId Set = Store.intern(Each.Target, Work.Function.Usr);
    const unsigned Length = Each.Target.Selectors.size();
    if (Length < Store.path(Work.Lock).Selectors.size() &&
        Store.prefix(Work.Lock, Length) == Set)
      return true;
  }
  return llvm::any_of(Work.Instrs, [&](uint32_t Number) {
    const AccessPath &Object = Code[Number].Target;
    if (Object.Root.Kind != RootKind::Local ||
        Object.Root.Frame != NameId::None || Object.Selectors.empty())
      return false;
    AccessPath Pointer;
    Pointer.Root = Object.Root;
    if (assignments(Pointer) > 1)
      return true;
    return llvm::any_of(Code, [&](const Instruction &Each) {
      return Each.Kind == InstrKind::Assign && Each.Target == Pointer &&
             !Each.Args.empty() && Each.Args[0].Kind == ValueKind::Path &&
             assignments(Each.Args[0].Path) > 0;
    });
  });
}

bool GuardInsertion::judgeRegion(Plan &Work, bool IsHeld) {
  if (!IsHeld && returnsView(Work))
    return false;
  // A mutex that ends with its object keeps nobody out of the destructor.
  const bool IsDyingMutex =
      Work.Function.has(FunctionIsDestructor) &&
      Ctx.store().path(Work.Lock).Root.Kind == RootKind::This;
  if (!IsHeld &&
      (IsDyingMutex || isTakenOnSomeWays(Work) || isThroughMovingPointer(Work)))
    return false;
  auto IsTaken = [&](FunctionId Id) {
    if (Id == Work.Id)
      return true;
    return llvm::any_of(Work.Objects, [&](const std::string &Object) {
      return Ctx.needsLock(Id, Object);
    });
  };
  // A guard that is taken away can make the region longer.
  for (size_t End = 0; End != Work.End;) {
    End = Work.End;
    Work.Removed.clear();
    for (uint32_t I = 0; I < Work.Function.Instructions.size(); ++I) {
      const Instruction &Instr = Work.Function.Instructions[I];
      std::optional<size_t> At = Work.File.begin(Instr.At);
      if (Instr.At.File != Work.Function.At.File || !At || *At < Work.Begin ||
          *At >= Work.End)
        continue;
      if (!judgeLockEvent(Work, I) || !judgeEscape(Work, Instr) ||
          !Ctx.Effects.canHold(Work.Id, I, Work.Lock, IsTaken))
        return false;
    }
  }
  llvm::sort(Work.Removed);
  Work.Removed.erase(llvm::unique(Work.Removed), Work.Removed.end());
  if (IsHeld)
    return true;
  // The lock may be taken elsewhere around the region: a guard that is still
  // alive there.
  bool IsHeldAround = false;
  Ctx.Results.Known->forEachPoint(Work.Id, [&](const ProgramPoint &Point) {
    if (std::optional<size_t> At =
            Work.File.begin(Work.Function.Instructions[Point.Instr].At);
        At && *At >= Work.Begin && *At < Work.End)
      for (const HeldLock &Held : Point.Before.Held) {
        std::optional<size_t> Taken = Work.File.begin(Held.TakenAt);
        bool IsInside = Taken && *Taken >= Work.Begin && *Taken < Work.End;
        IsHeldAround |= Held.Lock == Work.Lock && !IsInside;
      }
  });
  return !IsHeldAround;
}

std::string GuardInsertion::freshName(FunctionId Id, const EditedFile &File,
                                      StringRef Wanted) const {
  const FunctionFacts &Function = Ctx.function(Id);
  std::optional<size_t> Begin = File.offset(Function.At.Line, 1);
  std::optional<size_t> End = File.offset(Function.EndLine + 1, 1);
  auto IsUsed = [&](StringRef Name) {
    auto Others = Given.find(Id);
    return (Others != Given.end() && Others->second.count(Name.str())) ||
           !Begin ||
           File.hasWord(*Begin, End.value_or(File.text().size()), Name);
  };
  std::string Name = Wanted.str();
  for (unsigned I = 2; IsUsed(Name) && I < 100; ++I)
    Name = Wanted.str() + std::to_string(I);
  return Name;
}

/// The declaration of the guard, and the edits that it needs elsewhere.
bool GuardInsertion::spell(Plan &Work, Fix &Out) {
  std::optional<SpelledLock> Lock;
  const AddedMutex *Added = Ctx.addedAt(Work.Lock);
  if (Added && Added->Existing != NameId::None)
    Added = nullptr;
  if (Added)
    Lock =
        spellBeside(Ctx.Prog, Ctx.store(), Ctx.Files, Ctx.mapBeside(Work.Lock),
                    Added->Name, Work.Id, Work.File, Work.Begin);
  else
    Lock = spellLock(Ctx.Prog, Ctx.store(), Ctx.Files, Work.Lock, Work.Id,
                     Work.File, Work.Begin);
  if (!Lock)
    return false;
  bool IsShared =
      !Added && !Work.IsWrite && Lock->Mutex->HoldShared != NameId::None;
  StringRef Pattern = Added ? holdOfAdded()
                            : Ctx.Prog.text(IsShared ? Lock->Mutex->HoldShared
                                                     : Lock->Mutex->Hold);
  if (Pattern.empty())
    return false;
  // The style of the file: `Lock` or `lock`.
  StringRef Wanted = Work.GuardName;
  for (const AccessVersion *Version : Ctx.versionsOf(*Work.Objects.begin()))
    for (const HeldLock &Held : Version->Access->Held)
      if (const VariableFacts *Guard = Ctx.store().variable(Held.Guard);
          Wanted.empty() && Guard && Guard->has(VariableIsGuard) &&
          !Ctx.Prog.text(Guard->Name).starts_with("<"))
        Wanted = Ctx.Prog.text(Guard->Name);
  // The name of a guard that goes is free.
  std::string Name =
      Work.Removed.empty() || Work.GuardName.empty()
          ? freshName(Work.Id, Work.File, Wanted.empty() ? "lock" : Wanted)
          : Work.GuardName.str();
  std::string Header;
  std::string Declaration = fillPattern(Pattern, Name, Lock->Text, Header);
  Given[Work.Id].insert(Name);
  Out.Edits = std::move(Lock->Edits);
  // Where the mutex is declared, its header has been included.
  const EditedFile *Declaring =
      Added ? nullptr : Ctx.Files.find(Ctx.Prog.text(Lock->Mutex->At.File));
  if (!Added && !Work.File.includes(Header) &&
      !(Declaring && Declaring->includes(Header)))
    if (std::optional<Replacement> Include = Work.File.include(Header))
      Out.Edits.push_back(std::move(*Include));
  Out.Description =
      "hold '" + Lock->Text + "' " + (IsShared ? "as a reader " : "") +
      (Work.IsToEnd ? "to the end of the block" : "around these statements");
  edit(Work, Declaration, Out);
  return true;
}

void GuardInsertion::edit(const Plan &Work, StringRef Declaration,
                          Fix &Out) const {
  const EditedFile &File = Work.File;
  StringRef Indent = File.indentAt(Work.Begin), Break = File.lineEnd();
  bool HasLine = File.isFirstOnLine(Work.Begin);
  if (Work.IsToEnd) {
    Out.Edits.push_back(File.insert(
        Work.Begin,
        Declaration.str() + (HasLine ? Break.str() + Indent.str() : " ")));
  } else if (!HasLine) {
    Out.Edits.push_back(
        File.insert(Work.Begin, "{ " + Declaration.str() + " "));
    Out.Edits.push_back(File.insert(Work.End, " }"));
  } else {
    StringRef Step = File.step();
    Out.Edits.push_back(
        File.insert(Work.Begin, (llvm::Twine("{") + Break + Indent + Step +
                                 Declaration + Break + Indent + Step)
                                    .str()));
    // The lines in between, one step further in.
    for (size_t At = File.text().find('\n', Work.Begin);
         At != StringRef::npos && At + 1 < Work.End;
         At = File.text().find('\n', At + 1))
      if (StringRef Line = File.text().drop_front(At + 1);
          !Line.starts_with("\n") && !Line.starts_with("\r"))
        Out.Edits.push_back(File.insert(At + 1, Step));
    // Behind a comment on the last line, which belongs to the statement.
    StringRef Rest = File.text().drop_front(Work.End);
    StringRef Line =
        Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
    size_t End = Work.End + (Line.ltrim().starts_with("//") ? Line.size() : 0);
    Out.Edits.push_back(File.insert(End, (Break + Indent + "}").str()));
  }
  for (uint32_t Number : Work.Removed) {
    size_t Begin = *File.begin(Work.Tree[Number].At);
    size_t End = *File.end(Work.Tree[Number].At);
    // With its line, if it has one of its own.
    size_t LineEnd = File.text().find_first_not_of(" \t", End);
    if (File.isFirstOnLine(Begin) && LineEnd != StringRef::npos &&
        (File.text()[LineEnd] == '\n' || File.text()[LineEnd] == '\r')) {
      Begin -= File.indentAt(Begin).size();
      End = File.text().find('\n', LineEnd) + 1;
      if (End == 0)
        End = LineEnd;
    }
    if (Begin < Work.Begin)
      Begin = Work.Begin;
    Out.Edits.push_back(File.replace(Begin, End, ""));
  }
}

std::optional<Fix> GuardInsertion::makePlan(FunctionId Id, PathId Lock) {
  const FunctionFacts &Function = Ctx.function(Id);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  if (!File || Function.Statements.empty() ||
      Function.has(FunctionLockHeldByName) || Function.has(FunctionIsImplicit))
    return std::nullopt;
  Plan Work{Id, Function, Lock, *File, StatementTree(Function)};
  if (!collect(Work))
    return std::nullopt;
  addDependents(Work);
  Fix Out;
  if (!findRegion(Work) || !judgeRegion(Work))
    return std::nullopt;
  for (auto [Begin, End] : Taken[Id])
    if (Work.Begin < End && Begin < Work.End)
      return std::nullopt;
  if (!spell(Work, Out))
    return std::nullopt;
  Taken[Id].push_back({Work.Begin, Work.End});
  llvm::sort(Out.Edits);
  return Out;
}

bool GuardInsertion::canHold(FunctionId Id, PathId Lock,
                             const std::set<std::string> &Objects,
                             const EditedFile &File, size_t Begin, size_t End,
                             bool IsHeld) {
  const FunctionFacts &Function = Ctx.function(Id);
  Plan Work{Id, Function, Lock, File, StatementTree(Function)};
  Work.Name = Ctx.store().key(Lock);
  Work.Objects = Objects;
  addDependents(Work);
  Work.Begin = Begin;
  Work.End = End;
  return judgeRegion(Work, IsHeld) && Work.Removed.empty();
}

std::optional<Fix> GuardInsertion::mergeSections(FunctionId Id, PathId Lock,
                                                 uint32_t Test, uint32_t Act) {
  const FunctionFacts &Function = Ctx.function(Id);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  if (!File || Function.Statements.empty() ||
      Function.Instructions[Test].Kind != InstrKind::Access ||
      Function.Instructions[Act].Kind != InstrKind::Access)
    return std::nullopt;
  Plan Work{Id, Function, Lock, *File, StatementTree(Function)};
  Work.Name = Ctx.store().key(Lock);
  Work.Instrs = {Test, Act};
  Work.IsWrite = true;
  for (const SeenAccess &Each : Ctx.accessesIn(Id))
    if (Each.Instr == Test || Each.Instr == Act)
      Work.Objects.insert(Each.Object);
  // The guards of the two sections, and what they cover besides.
  for (const SeenAccess &Each : Ctx.accessesIn(Id))
    if (Each.Instr == Test || Each.Instr == Act)
      for (const HeldLock &Held : Each.Access.Held)
        for (uint32_t I = 0; I < Function.Instructions.size(); ++I)
          if (Function.Instructions[I].Kind == InstrKind::Guard &&
              Function.Instructions[I].At == Held.TakenAt && Held.Lock == Lock)
            Work.Instrs.push_back(I);
  addDependents(Work);
  Fix Out;
  if (Work.Objects.empty() || !findRegion(Work) || !judgeRegion(Work) ||
      Work.Removed.size() < 2 || !spell(Work, Out))
    return std::nullopt;
  Out.Description = "make one critical section of the test and the change";
  llvm::sort(Out.Edits);
  return Out;
}

std::optional<Fix> GuardInsertion::holdIn(FunctionId Function, PathId Lock) {
  auto [Entry, IsNew] = Known.try_emplace({Function, Lock});
  if (IsNew)
    Entry->second = makePlan(Function, Lock);
  return Entry->second;
}

std::optional<Fix> GuardInsertion::fixFor(const AccessSummary &Access) {
  // The access first, then the calls that lead to it.
  std::vector<std::pair<FunctionId, uint32_t>> Way;
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    Way.push_back({Node->Function, Node->Instr});
  if (Way.empty())
    Way.push_back(leafOf(Access));
  for (auto [Function, Instr] : llvm::reverse(Way)) {
    if (Ctx.function(Function).Instructions[Instr].Kind == InstrKind::Spawn)
      return std::nullopt;
    const std::string Object = Ctx.store().key(Access.Object);
    for (const SeenAccess &Each : Ctx.accessesIn(Function)) {
      if (Each.Instr != Instr || leafOf(Each.Access) != leafOf(Access) ||
          Each.Lock == UnknownPath)
        continue;
      if (Each.IsHeld)
        return std::nullopt;
      if (Ctx.addedAt(Each.Lock))
        return addMutex(Ctx, *this, Each.Object);
      if (!Ctx.isHeldByCaller(Function, Each.Object) &&
          !Ctx.function(Function).has(FunctionLockHeldByName))
        return holdIn(Function, Each.Lock);
    }
  }
  return std::nullopt;
}
