// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One small edit for each way in which a guard fails.
#include "Fixes/GuardRepair.h"
#include "Fixes/LockSpelling.h"

using namespace mapwarden;
using llvm::StringRef;

/// The statement that a guard is declared by.
struct GuardRepair::Site {
  FunctionId Id = 0;
  const FunctionFacts *Function = nullptr;
  const Instruction *Guard = nullptr;
  const EditedFile *File = nullptr;
  size_t Begin = 0, End = 0, BlockEnd = 0;
  Shape Tokens{};
};

/// `std::lock_guard<std::mutex>` and what may follow: a name, arguments. The
/// tokens in front of the bracket must be those of a type.
std::optional<GuardRepair::Shape>
GuardRepair::shapeOf(const EditedFile &File, size_t Begin, size_t End) const {
  Shape Out;
  Out.First = File.tokenAt(Begin);
  size_t Stop = File.tokenAt(End);
  if (Out.First + 2 > Stop || File.spell(Stop - 1) != ";")
    return std::nullopt;
  Out.Semicolon = Stop - 1;
  for (size_t I = Out.First; I < Stop; ++I) {
    StringRef Text = File.spell(I);
    if (File.tokens()[I].Kind == TokenKind::Word || Text == ":" ||
        Text == "<" || Text == ">" || Text == ",")
      continue;
    Out.Open = I;
    break;
  }
  StringRef Sign = File.spell(Out.Open);
  if (Out.Open == Out.First)
    return std::nullopt;
  if (Sign == ";") {
    Out.Close = Out.Open;
    return Out;
  }
  if (Sign != "(" && Sign != "{")
    return std::nullopt;
  Out.Close = File.closing(Out.Open);
  Out.HasArguments = true;
  if (Out.Close + 1 != Out.Semicolon)
    return std::nullopt;
  return Out;
}

bool GuardRepair::find(FunctionId Function, uint32_t Guard, Site &Out) const {
  Out.Id = Function;
  Out.Function = &Ctx.function(Function);
  Out.Guard = &Out.Function->Instructions[Guard];
  Out.File = Ctx.Files.find(Ctx.Prog.text(Out.Function->At.File));
  StatementTree Tree(*Out.Function);
  uint32_t Number = Tree.innermost(Out.Guard->At);
  if (!Out.File || Out.Guard->At.File != Out.Function->At.File ||
      Number == StatementTree::None || !Tree.isBlock(Tree[Number].Parent))
    return false;
  std::optional<size_t> Begin = Out.File->begin(Tree[Number].At),
                        End = Out.File->end(Tree[Number].At),
                        BlockEnd = Out.File->end(Tree[Tree[Number].Parent].At);
  if (!Begin || !End || !BlockEnd)
    return false;
  Out.Begin = *Begin;
  Out.End = *End;
  Out.BlockEnd = *BlockEnd - 1;
  std::optional<Shape> Found = shapeOf(*Out.File, Out.Begin, Out.End);
  if (!Found)
    return false;
  Out.Tokens = *Found;
  return true;
}

std::string GuardRepair::freshName(const Site &At) const {
  return Insertion.freshName(At.Id, *At.File, "lock");
}

std::optional<Fix> GuardRepair::giveName(const Site &At) {
  if (!At.Tokens.HasArguments || At.Tokens.Open + 1 == At.Tokens.Close)
    return std::nullopt;
  StringRef Last = At.File->spell(At.Tokens.Open - 1);
  bool IsType = Last == ">" ||
                At.File->tokens()[At.Tokens.Open - 1].Kind == TokenKind::Word;
  if (!IsType)
    return std::nullopt;
  Fix Out;
  Out.Description = "give the guard a name, so that it lives to the end of the "
                    "block";
  Out.Edits.push_back(At.File->insert(At.File->tokens()[At.Tokens.Open - 1].End,
                                      " " + freshName(At)));
  return Out;
}

/// The text between the first `<` and the last `>` without blanks.
static std::string argumentsOf(StringRef Type) {
  size_t Begin = Type.find('<'), End = Type.rfind('>');
  std::string Out;
  if (Begin != StringRef::npos && End != StringRef::npos && Begin < End)
    for (char C : Type.slice(Begin + 1, End))
      if (!llvm::isSpace(C))
        Out += C;
  return Out;
}

std::optional<Fix> GuardRepair::giveMutex(const Site &At, PathId Lock) {
  if (At.Tokens.HasArguments && At.Tokens.Open + 1 != At.Tokens.Close)
    return std::nullopt;
  if (At.File->tokens()[At.Tokens.Open - 1].Kind != TokenKind::Word)
    return std::nullopt;
  std::optional<SpelledLock> Spelled = spellLock(
      Ctx.Prog, Ctx.store(), Ctx.Files, Lock, At.Id, *At.File, At.Begin);
  if (!Spelled)
    return std::nullopt;
  StringRef Type =
      At.File->text(At.Begin, At.File->tokens()[At.Tokens.Open - 1].Begin);
  StringRef Pattern = Ctx.Prog.text(Spelled->Mutex->Hold).split(' ').second;
  std::string Given = argumentsOf(Type),
              Wanted = argumentsOf(Pattern.split('$').first);
  if (Type.contains('<') ? Given != Wanted : Wanted.empty())
    return std::nullopt;
  Fix Out;
  Out.Description = "lock '" + Spelled->Text + "'";
  Out.Edits = std::move(Spelled->Edits);
  size_t From = At.File->tokens()[At.Tokens.Open - 1].End;
  size_t To = At.File->tokens()[At.Tokens.Semicolon].Begin;
  Out.Edits.push_back(At.File->replace(From, To, "(" + Spelled->Text + ")"));
  return Out;
}

/// Leaves the second argument away, which keeps the guard from locking.
std::optional<Fix> GuardRepair::dropTag(const Site &At) {
  if (!At.Tokens.HasArguments)
    return std::nullopt;
  std::optional<size_t> Comma;
  for (size_t I = At.Tokens.Open + 1; I < At.Tokens.Close; ++I) {
    StringRef Sign = At.File->spell(I);
    if (Sign == "(" || Sign == "[" || Sign == "{")
      I = At.File->closing(I);
    else if (Sign == "," && Comma)
      return std::nullopt;
    else if (Sign == ",")
      Comma = I;
  }
  if (!Comma)
    return std::nullopt;
  Fix Out;
  Out.Description = "lock where the guard is made";
  Out.Edits.push_back(At.File->replace(At.File->tokens()[*Comma - 1].End,
                                       At.File->tokens()[At.Tokens.Close].Begin,
                                       ""));
  return Out;
}

/// A mutex that all calls share, where all accesses are in this function.
std::optional<Fix> GuardRepair::makeStatic(const IdleGuard &Idle,
                                           const AccessSummary &Access) {
  const FunctionFacts &Function = Ctx.function(Idle.Function);
  for (const AccessVersion *Version :
       Ctx.versionsOf(Ctx.store().key(Access.Object)))
    if (Version->Access->Function != Idle.Function)
      return std::nullopt;
  const Instruction &Guard = Function.Instructions[Idle.Instr];
  const AccessPath *Mutex = Guard.Kind == InstrKind::Lock ? &Guard.Target
                            : Guard.Args.size() == 1      ? &Guard.Args[0].Path
                                                          : nullptr;
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  if (!Mutex || !File || Mutex->Root.Kind != RootKind::Local ||
      Mutex->Root.Frame != NameId::None ||
      Mutex->Root.Index >= Function.Locals.size() ||
      Function.Statements.empty())
    return std::nullopt;
  const VariableFacts &Local = Function.Locals[Mutex->Root.Index];
  std::optional<size_t> At = File->begin(Local.At);
  if (!At || Local.At.File != Function.At.File)
    return std::nullopt;
  size_t Name = File->tokenAt(*At), First = Name;
  if (File->spell(Name + 1) != ";")
    return std::nullopt;
  while (First > 0 && (File->tokens()[First - 1].Kind == TokenKind::Word ||
                       StringRef(":<>").contains(File->spell(First - 1))))
    --First;
  if (First == Name || First == 0 ||
      !StringRef(";{}").contains(File->spell(First - 1)))
    return std::nullopt;
  Fix Out;
  Out.Description = "let all calls lock the same mutex";
  Out.Edits.push_back(File->insert(File->tokens()[First].Begin, "static "));
  return Out;
}

/// Nobody holds a lock for the map: the first guard that works shows that it is
/// shared, and then each access without any guard is a fault that was not
/// reported before. True when there is none.
bool GuardRepair::isWholeStory(const std::string &Object) {
  return llvm::all_of(
      Ctx.versionsOf(Object), [&](const AccessVersion *Version) {
        return Version->IsExclusivePhase || Version->IsAfterJoin ||
               findIdleGuard(Ctx.Prog, *Version->Access).has_value();
      });
}

std::optional<Fix> GuardRepair::mendIdle(const IdleGuard &Idle,
                                         const AccessSummary &Access) {
  if (Idle.Kind == IdleKind::Local)
    return makeStatic(Idle, Access);
  if (Idle.Kind == IdleKind::Released || Idle.Kind == IdleKind::Ignored)
    return std::nullopt;
  Site At;
  if (!find(Idle.Function, Idle.Instr, At))
    return std::nullopt;
  // The access as the function of the guard sees it.
  const SeenAccess *Seen = nullptr;
  bool HasWrite = false;
  for (const SeenAccess &Each : Ctx.accessesIn(Idle.Function)) {
    std::optional<size_t> Where =
        At.File->begin(At.Function->Instructions[Each.Instr].At);
    if (!Where || *Where < At.End || *Where >= At.BlockEnd)
      continue;
    HasWrite |= (Each.Access.Flags & AccessWrite) != 0;
    if (leafOf(Each.Access) == leafOf(Access))
      Seen = &Each;
  }
  if (!Seen || (At.Guard->has(LockShared) && HasWrite))
    return std::nullopt;
  PathId Lock = Seen->Lock;
  PathId Named =
      At.Guard->Args.size() == 1 && At.Guard->Args[0].Kind == ValueKind::Path
          ? Ctx.store().intern(At.Guard->Args[0].Path, At.Function->Usr)
          : UnknownPath;
  bool IsNamed = Named != UnknownPath;
  if (Lock == UnknownPath && isWholeStory(Seen->Object))
    Lock = Named;
  if (Lock == UnknownPath || (IsNamed && Named != Lock) ||
      Ctx.isHeldByCaller(Idle.Function, Seen->Object) ||
      !Insertion.canHold(Idle.Function, Lock, {Seen->Object}, *At.File, At.End,
                         At.BlockEnd))
    return std::nullopt;
  switch (Idle.Kind) {
  case IdleKind::Hiding: {
    const VariableFacts *Mutex = Ctx.store().variable(Lock);
    const VariableFacts *Hiding = Ctx.store().variable(
        Ctx.store().intern(At.Guard->Target, At.Function->Usr));
    StringRef Name = Mutex ? Ctx.Prog.text(Mutex->Name) : "";
    if (!Hiding || Name.rsplit(':').second.empty()
            ? !Hiding || Name != Ctx.Prog.text(Hiding->Name)
            : Name.rsplit(':').second != Ctx.Prog.text(Hiding->Name))
      return std::nullopt;
    return giveName(At);
  }
  case IdleKind::Unnamed:
    return IsNamed || At.Guard->Args.size() > 1 ? giveName(At) : std::nullopt;
  case IdleKind::Empty:
  case IdleKind::Function:
    return giveMutex(At, Lock);
  case IdleKind::Deferred:
  case IdleKind::Untested:
    return dropTag(At);
  default:
    return std::nullopt;
  }
}

/// The reader guard of \p Function at \p TakenAt with the exclusive type.
std::optional<Fix> GuardRepair::makeExclusiveIn(FunctionId Id,
                                                const SourceSpan &TakenAt,
                                                const std::string &Object) {
  PathStore &Store = Ctx.store();
  const FunctionFacts &Function = Ctx.function(Id);
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Guard = Function.Instructions[I];
    Site At;
    if (Guard.Kind != InstrKind::Guard || !Guard.has(LockShared) ||
        Guard.At != TakenAt || Guard.Args.size() != 1 ||
        Guard.Args[0].Kind != ValueKind::Path ||
        Guard.Target.Root.Kind != RootKind::Local ||
        Guard.Target.Root.Index >= Function.Locals.size() || !find(Id, I, At) ||
        !At.Tokens.HasArguments)
      continue;
    PathId Lock = Store.intern(Guard.Args[0].Path, Function.Usr);
    const VariableFacts *Mutex = Store.variable(Lock);
    StringRef Old = Ctx.Prog.text(Guard.Name);
    StringRef New =
        Ctx.Prog.text(Function.Locals[Guard.Target.Root.Index].Hold);
    if (!Mutex || New.empty() || Ctx.isHeldByCaller(Id, Object) ||
        !Insertion.canHold(Id, Lock, {Object}, *At.File, At.End, At.BlockEnd,
                           /*IsHeld=*/true))
      return std::nullopt;
    if (New.contains("::"))
      New = New.rsplit("::").second;
    // `std::shared_lock<...>` to `std::unique_lock<...>`.
    for (size_t T = At.Tokens.First; T < At.Tokens.Open; ++T) {
      if (At.File->spell(T) != Old)
        continue;
      Fix Out;
      Out.Description = "hold the lock exclusively, since the map is changed";
      const SourceToken &Token = At.File->tokens()[T];
      Out.Edits.push_back(At.File->replace(Token.Begin, Token.End, New));
      StringRef Header = Ctx.Prog.text(Mutex->Hold).split(' ').first;
      if (Header.starts_with("<") && !At.File->includes(Header))
        if (std::optional<Replacement> Include = At.File->include(Header))
          Out.Edits.push_back(std::move(*Include));
      llvm::sort(Out.Edits);
      return Out;
    }
  }
  return std::nullopt;
}

std::optional<Fix> GuardRepair::makeExclusive(const AccessSummary &Access) {
  std::vector<FunctionId> Way = {Access.Function};
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    Way.push_back(Node->Function);
  for (const HeldLock &Held : Access.Held)
    if (Held.IsShared && !Held.IsOnce)
      for (FunctionId Id : Way)
        if (std::optional<Fix> Found = makeExclusiveIn(
                Id, Held.TakenAt, Ctx.store().key(Access.Object)))
          return Found;
  return std::nullopt;
}
