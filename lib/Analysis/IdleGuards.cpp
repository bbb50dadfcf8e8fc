// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The kinds of idle guards, one test each.
#include "Analysis/IdleGuards.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace mapwarden;

namespace {

/// Looks at one function with one access in it, or a call that leads to it.
class Search {
public:
  Search(const Program &Prog, const TraceNode &Step,
         llvm::ArrayRef<HeldLock> Held)
      : Prog(Prog), Id(Step.Function), Function(Prog.Functions[Step.Function]),
        Access(Function.Instructions[Step.Instr]), IsCall(Step.Next),
        Held(Held) {}

  std::optional<IdleGuard> run() const;

private:
  std::optional<IdleGuard> judgeGuard(uint32_t Number) const;
  std::optional<IdleGuard> judgeLock(uint32_t Number) const;
  IdleGuard describe(IdleKind Kind, const Instruction &Guard, std::string Why,
                     std::string Remedy) const {
    uint32_t Number =
        static_cast<uint32_t>(&Guard - Function.Instructions.data());
    return {Kind,
            Id,
            Number,
            Guard.At,
            std::move(Why),
            std::move(Remedy),
            Kind == IdleKind::Released};
  }
  std::optional<IdleGuard> judgeMutex(const AccessPath &Mutex,
                                      const Instruction &Taken) const;
  bool locksOwnMutex(const Instruction &Taken) const;
  std::optional<IdleGuard> judgeRelease(const Instruction &Taken,
                                        const AccessPath &Mutex) const;
  const Instruction *last(llvm::function_ref<bool(const Instruction &)> Is,
                          const Instruction &After) const;
  bool decidesBranch(uint32_t Number) const;
  bool isBefore(const Instruction &First, const Instruction &Second) const {
    return First.At.File == Second.At.File &&
           std::pair(First.At.Line, First.At.Column) <
               std::pair(Second.At.Line, Second.At.Column);
  }
  const VariableFacts *local(const AccessPath &Path) const {
    return Path.Root.Kind == RootKind::Local &&
                   Path.Root.Frame == NameId::None &&
                   Path.Root.Index < Function.Locals.size()
               ? &Function.Locals[Path.Root.Index]
               : nullptr;
  }
  std::string spell(const AccessPath &Path) const;
  std::string place(const SourceSpan &At) const {
    return (Prog.text(At.File) + ":" + llvm::Twine(At.Line)).str();
  }
  std::string quote(const Instruction &Guard) const {
    return "'" + Prog.text(Guard.Name).str() + "' at " + place(Guard.At);
  }
  bool namesMutex(NameId Name) const;

  const Program &Prog;
  FunctionId Id;
  const FunctionFacts &Function;
  const Instruction &Access;
  bool IsCall;
  llvm::ArrayRef<HeldLock> Held; ///< At the access.
};

/// The last name of a path, as the user would write it.
std::string Search::spell(const AccessPath &Path) const {
  for (const Selector &Step : llvm::reverse(Path.Selectors))
    if (Step.K == Selector::Field)
      if (const VariableFacts *Field = Prog.field(Step.Name))
        return Prog.text(Field->Name).str();
  if (const VariableFacts *Local = local(Path))
    return Prog.text(Local->Name).str();
  if (Path.Root.Kind == RootKind::Global)
    if (const VariableFacts *Global = Prog.global(Path.Root.Name))
      return Prog.text(Global->Name).str();
  if (Path.Root.Kind == RootKind::Param &&
      Path.Root.Index < Function.Params.size())
    return Prog.text(Function.Params[Path.Root.Index].Name).str();
  return "the mutex";
}

/// Is there a mutex of this name that the function could have meant: a field of
/// its class or of a base, or a global?
bool Search::namesMutex(NameId Name) const {
  std::vector<NameId> Classes = {Function.Class};
  for (size_t I = 0; I < Classes.size() && I < 16; ++I)
    if (const ClassFacts *Class = Prog.classOf(Classes[I])) {
      if (llvm::any_of(Class->Fields, [&](const VariableFacts &Field) {
            return Field.Name == Name && Field.has(VariableIsMutex);
          }))
        return true;
      Classes.insert(Classes.end(), Class->Bases.begin(), Class->Bases.end());
    }
  return llvm::any_of(Prog.Globals, [&](const VariableFacts &Global) {
    llvm::StringRef Full = Prog.text(Global.Name);
    return Global.has(VariableIsMutex) &&
           Full.rsplit(':').second == Prog.text(Name);
  });
}

/// The last instruction of which \p Is holds, between \p After and the access.
const Instruction *
Search::last(llvm::function_ref<bool(const Instruction &)> Is,
             const Instruction &After) const {
  const Instruction *Found = nullptr;
  for (const Instruction &Each : Function.Instructions)
    if (isBefore(After, Each) && isBefore(Each, Access) && Is(Each) &&
        (!Found || isBefore(*Found, Each)))
      Found = &Each;
  return Found;
}

bool Search::decidesBranch(uint32_t Number) const {
  return llvm::any_of(Function.Blocks, [&](const BlockFacts &Block) {
    return Block.Condition == Number;
  });
}

std::optional<IdleGuard> Search::judgeMutex(const AccessPath &Mutex,
                                            const Instruction &Taken) const {
  const VariableFacts *Local = local(Mutex);
  if (!Local || !Mutex.Selectors.empty() || !Local->has(VariableIsMutex) ||
      Local->has(VariableIsReference))
    return std::nullopt;
  std::string Name = Prog.text(Local->Name).str();
  return describe(IdleKind::Local, Taken,
                  "the mutex '" + Name + "' locked at " + place(Taken.At) +
                      " is a local variable: every call of " +
                      Prog.text(Function.Name).str() +
                      " has its own, so it keeps nobody out",
                  "make '" + Name +
                      "' a member, a global or a static variable, so that "
                      "all threads lock the same one");
}

bool Search::locksOwnMutex(const Instruction &Taken) const {
  if (Taken.Kind == InstrKind::Lock)
    return judgeMutex(Taken.Target, Taken).has_value();
  return llvm::any_of(Taken.Args, [&](const Value &Arg) {
    return Arg.Kind == ValueKind::Path &&
           judgeMutex(Arg.Path, Taken).has_value();
  });
}

std::optional<IdleGuard> Search::judgeGuard(uint32_t Number) const {
  const Instruction &Guard = Function.Instructions[Number];
  const VariableFacts *Variable = local(Guard.Target);
  llvm::StringRef Name = Variable ? Prog.text(Variable->Name) : "";
  auto isOfGuard = [&](const Instruction &Each) {
    return Each.Target == Guard.Target;
  };
  bool IsLockedLater =
      llvm::any_of(Function.Instructions, [&](const Instruction &Each) {
        return isOfGuard(Each) && Each.Kind == InstrKind::GuardLock;
      });
  bool IsTested =
      decidesBranch(Number) ||
      llvm::any_of(Function.Instructions, [&](const Instruction &Each) {
        return isOfGuard(Each) && Each.Kind == InstrKind::GuardTest;
      });
  std::string Mutex =
      Guard.Args.empty() || Guard.Args[0].Kind != ValueKind::Path
          ? "the mutex"
          : "'" + spell(Guard.Args[0].Path) + "'";
  if (Name == "<guard>" || Name == "<handle>") {
    if (Access.At.Line == Guard.At.Line && Name == "<handle>")
      return std::nullopt;
    return describe(IdleKind::Unnamed, Guard,
                    quote(Guard) +
                        " is a temporary without a name: it releases " + Mutex +
                        " at the end of its own statement",
                    "give the guard at " + place(Guard.At) +
                        " a name, so that it lives until the end of the scope");
  }
  if (Name == "<function>")
    return describe(IdleKind::Function, Guard,
                    quote(Guard) +
                        " declares a function, not a guard: nothing is locked",
                    "pass the mutex, or leave the parentheses away");
  if (Guard.Args.empty() && !IsLockedLater) {
    if (Variable && namesMutex(Variable->Name))
      return describe(IdleKind::Hiding, Guard,
                      quote(Guard) + " declares a new variable '" + Name.str() +
                          "' that hides the mutex of this name and locks "
                          "nothing",
                      "give the guard a name of its own: '" +
                          Prog.text(Guard.Name).str() + " lock(" + Name.str() +
                          ")'");
    return describe(IdleKind::Empty, Guard,
                    quote(Guard) + " is made without a mutex and locks nothing",
                    "name the mutex that the guard is to lock");
  }
  if (Guard.has(LockDeferred) && !IsLockedLater)
    return describe(IdleKind::Deferred, Guard,
                    quote(Guard) + " defers locking " + Mutex +
                        ", and nothing locks it later",
                    "call lock() on the guard, or make it without the "
                    "deferring tag");
  if (Guard.has(LockTry) && !IsTested && !IsLockedLater)
    return describe(IdleKind::Untested, Guard,
                    quote(Guard) + " only tries to lock " + Mutex +
                        ", and nobody asks whether it did",
                    "test the guard before the access, or wait for the lock");
  for (const Value &Arg : Guard.Args)
    if (Arg.Kind == ValueKind::Path)
      if (std::optional<IdleGuard> Found = judgeMutex(Arg.Path, Guard))
        return Found;
  return std::nullopt;
}

std::optional<IdleGuard> Search::judgeLock(uint32_t Number) const {
  const Instruction &Lock = Function.Instructions[Number];
  if (Lock.has(LockOnce))
    return std::nullopt;
  if (Lock.has(LockTry) && !decidesBranch(Number))
    return describe(IdleKind::Ignored, Lock,
                    quote(Lock) + " only tries to lock '" + spell(Lock.Target) +
                        "', and its result is ignored",
                    "enter the section only if the result says that '" +
                        spell(Lock.Target) + "' is held");
  return judgeMutex(Lock.Target, Lock);
}

/// The lock was right, and has been released before the access.
std::optional<IdleGuard> Search::judgeRelease(const Instruction &Taken,
                                              const AccessPath &Mutex) const {
  const Instruction *Released = last(
      [&](const Instruction &Each) {
        return Each.Target == Taken.Target &&
               (Each.Kind == InstrKind::GuardUnlock ||
                Each.Kind == InstrKind::GuardEnd ||
                Each.Kind == InstrKind::Unlock);
      },
      Taken);
  if (!Released)
    return std::nullopt;
  bool IsEnd = Released->Kind == InstrKind::GuardEnd;
  return describe(
      IdleKind::Released, Taken,
      "'" + spell(Mutex) + "', taken at " + place(Taken.At) +
          ", is released at " + place(Released->At) +
          (IsEnd ? ", the end of its scope" : "") + ", before this access",
      IsEnd
          ? "move the access into the scope of the guard at " + place(Taken.At)
          : "move the access in front of the release at " +
                place(Released->At) + ", or lock again");
}

std::optional<IdleGuard> Search::run() const {
  // Nearest first; a guard that was never right explains more than one that has
  // ended.
  std::vector<uint32_t> Candidates;
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Each = Function.Instructions[I];
    if ((Each.Kind != InstrKind::Guard && Each.Kind != InstrKind::Lock) ||
        !isBefore(Each, Access))
      continue;
    bool IsHeld = llvm::any_of(
        Held, [&](const HeldLock &Lock) { return Lock.TakenAt == Each.At; });
    // A mutex that every call has for itself is held, and keeps nobody out.
    if (!IsHeld || locksOwnMutex(Each))
      Candidates.push_back(I);
  }
  llvm::sort(Candidates, [&](uint32_t L, uint32_t R) {
    const SourceSpan &One = Function.Instructions[L].At;
    const SourceSpan &Two = Function.Instructions[R].At;
    return std::tuple(Two.Line, Two.Column, R) <
           std::tuple(One.Line, One.Column, L);
  });
  for (uint32_t Number : Candidates)
    if (std::optional<IdleGuard> Found =
            Function.Instructions[Number].Kind == InstrKind::Guard
                ? judgeGuard(Number)
                : judgeLock(Number))
      return Found;
  if (IsCall)
    return std::nullopt;
  for (uint32_t Number : Candidates) {
    const Instruction &Taken = Function.Instructions[Number];
    if (Taken.has(LockOnce))
      continue;
    if (Taken.Kind == InstrKind::Lock) {
      if (std::optional<IdleGuard> Found = judgeRelease(Taken, Taken.Target))
        return Found;
    } else if (!Taken.Args.empty() && Taken.Args[0].Kind == ValueKind::Path) {
      if (std::optional<IdleGuard> Found =
              judgeRelease(Taken, Taken.Args[0].Path))
        return Found;
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<IdleGuard> mapwarden::findIdleGuard(const Program &Prog,
                                                  const AccessSummary &Access) {
  std::vector<const TraceNode *> Nodes;
  for (const TraceNode *Node = Access.Trace; Node; Node = Node->Next)
    Nodes.push_back(Node);
  for (const TraceNode *Node : llvm::reverse(Nodes)) {
    // What stands before the start of a thread protects nothing in it.
    if (Node->Next &&
        Prog.Functions[Node->Function].Instructions[Node->Instr].Kind ==
            InstrKind::Spawn)
      return std::nullopt;
    if (std::optional<IdleGuard> Found = Search(Prog, *Node, Access.Held).run())
      return Found;
  }
  return std::nullopt;
}
