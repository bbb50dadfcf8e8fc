// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pairs of calls with opposite names, and objects that live around a use.
#include "Analysis/LockLikes.h"
#include "Analysis/LockClasses.h"
#include "Support/CallWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace mapwarden;
using llvm::StringRef;

namespace {

/// What a name says: its words without those for the mode.
struct LockName {
  llvm::SmallVector<std::string, 4> Words;
  bool IsShared = false, IsTry = false;
};

struct Words {
  StringRef Takes, Gives;
};

/// A call of a function that the program does not explain.
struct OpaqueCall {
  uint32_t Instr = 0;
  std::string Class, Name; ///< Class is empty for a free function.
  LockName Said;
  const AccessPath *Object = nullptr;
  int Argument = 0;
};

class LockLikeSearch {
public:
  explicit LockLikeSearch(const Program &Prog) : Prog(Prog), Locks(Prog) {}
  std::vector<LockLike> run();

private:
  const Program &Prog;
  LockClasses Locks;
  std::map<std::pair<LockLike::Kind, std::string>, LockLike> Found;

  bool isOpaque(const Instruction &Call) const;
  std::vector<OpaqueCall> opaqueCalls(const FunctionFacts &Function) const;
  void lookForPairs(const FunctionFacts &Function);
  void lookForGuards(const FunctionFacts &Function);
  bool looksLikeMutex(const FunctionFacts &Function,
                      const AccessPath &Path) const;
  void note(const OpaqueCall &Call, bool Takes, unsigned Accesses,
            SourceSpan At);
};

} // namespace

/// The other half is looked for among so many calls that may be it.
static constexpr size_t MaxAhead = 64;

static constexpr Words Opposites[] = {
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

/// `spin_rdlock` is spin, lock, and shared; `myunlock` is my, unlock.
static LockName readLockName(StringRef Name) {
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

/// Are the names the same but for one word, and that the opposite?
static bool areOpposite(const LockName &Takes, const LockName &Gives) {
  if (Takes.Words.size() != Gives.Words.size() || Gives.IsTry)
    return false;
  int Differs = -1;
  for (size_t I = 0; I < Takes.Words.size(); ++I)
    if (Takes.Words[I] != Gives.Words[I]) {
      if (Differs >= 0)
        return false;
      Differs = static_cast<int>(I);
    }
  return Differs >= 0 && llvm::any_of(Opposites, [&](const Words &Pair) {
           return Takes.Words[Differs] == Pair.Takes &&
                  Gives.Words[Differs] == Pair.Gives;
         });
}

/// `c:@N@house@S@Latch` is house::Latch; what stands in the arguments of a
/// template is left out.
static std::string readUsr(StringRef Usr) {
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

/// Nobody knows what it does: it has no body here, or one without a lock.
bool LockLikeSearch::isOpaque(const Instruction &Call) const {
  if (Call.Kind != InstrKind::Call || Call.Callee.Kind != ValueKind::Function)
    return false;
  const FunctionFacts *Callee = Prog.function(Call.Callee.Name);
  if (!Callee || Callee->Blocks.empty())
    return true;
  return Locks.member(*Callee).Half == LockMember::None &&
         llvm::all_of(Callee->Instructions, [](const Instruction &Instr) {
           return Instr.Kind != InstrKind::Lock &&
                  Instr.Kind != InstrKind::Unlock &&
                  Instr.Kind != InstrKind::Guard &&
                  Instr.Kind != InstrKind::Access &&
                  Instr.Kind != InstrKind::Call;
         });
}

std::vector<OpaqueCall>
LockLikeSearch::opaqueCalls(const FunctionFacts &Function) const {
  std::vector<OpaqueCall> Calls;
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (!isOpaque(Instr) || Instr.has(CallConstructs | CallDestroys))
      continue;
    OpaqueCall Call;
    Call.Instr = I;
    auto [Class, Rest] = Prog.text(Instr.Callee.Name).rsplit("@F@");
    Call.Name = Rest.take_until([](char C) { return C == '#' || C == '<'; });
    if (Call.Name.empty())
      continue;
    if (Instr.Target.isKnown()) {
      NameId Usr = Prog.Names.find(Class);
      const ClassFacts *Facts = Prog.classOf(Usr);
      Call.Class = Facts ? Prog.text(Facts->Name).str() : readUsr(Class);
      Call.Object = &Instr.Target;
    } else {
      std::string Around = readUsr(Class);
      if (!Around.empty())
        Call.Name = Around + "::" + Call.Name;
      for (size_t A = 0; A < Instr.Args.size() && !Call.Object; ++A)
        if (Instr.Args[A].Kind == ValueKind::Path) {
          Call.Object = &Instr.Args[A].Path;
          Call.Argument = static_cast<int>(A);
        }
    }
    if (!Call.Object || !Call.Object->isKnown())
      continue;
    Call.Said = readLockName(StringRef(Call.Name).rsplit("::").second.empty()
                                 ? StringRef(Call.Name)
                                 : StringRef(Call.Name).rsplit("::").second);
    Calls.push_back(std::move(Call));
  }
  return Calls;
}

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

void LockLikeSearch::note(const OpaqueCall &Call, bool Takes, unsigned Accesses,
                          SourceSpan At) {
  std::string Key = Takes ? Call.Said.IsTry ? "try-lock" : "lock" : "unlock";
  if (Call.Said.IsShared)
    Key += "-shared";
  bool IsFunction = Call.Class.empty();
  LockLike::Kind Kind =
      IsFunction ? LockLike::Kind::Function : LockLike::Kind::Type;
  const std::string &Name = IsFunction ? Call.Name : Call.Class;
  LockLike &Like = Found[{Kind, Name}];
  if (Like.Name.empty()) {
    Like.Is = Kind;
    Like.Name = Name;
    Like.MutexArgument = Call.Argument;
    Like.At = At;
  }
  Like.Accesses += Accesses;
  std::vector<std::string> &Members = Like.Members[Key];
  if (!IsFunction)
    addOnce(Members, Call.Name);
}

static bool saysHalf(const LockName &Said) {
  return llvm::any_of(Opposites, [&](const Words &Pair) {
    return llvm::is_contained(Said.Words, Pair.Takes) ||
           llvm::is_contained(Said.Words, Pair.Gives);
  });
}

void LockLikeSearch::lookForPairs(const FunctionFacts &Function) {
  std::vector<OpaqueCall> Calls = opaqueCalls(Function);
  llvm::erase_if(Calls,
                 [](const OpaqueCall &Call) { return !saysHalf(Call.Said); });
  for (size_t Take = 0; Take < Calls.size(); ++Take)
    for (size_t Give = Take + 1; Give < std::min(Calls.size(), Take + MaxAhead);
         ++Give) {
      const OpaqueCall &Taken = Calls[Take], &Given = Calls[Give];
      if (!(*Taken.Object == *Given.Object) || Taken.Class != Given.Class ||
          Taken.Argument != Given.Argument ||
          !areOpposite(Taken.Said, Given.Said))
        continue;
      unsigned Accesses = countAccesses(Function, Taken.Instr, Given.Instr);
      if (Accesses == 0)
        break;
      SourceSpan At = Function.Instructions[Taken.Instr].At;
      note(Taken, true, Accesses, At);
      note(Given, false, Given.Class.empty() ? Accesses : 0, At);
      break;
    }
}

/// The variable that \p Path ends in; null when it is none.
static const VariableFacts *variableAt(const Program &Prog,
                                       const FunctionFacts &Function,
                                       const AccessPath &Path) {
  if (!Path.Selectors.empty())
    return Path.Selectors.back().K == Selector::Field
               ? Prog.field(Path.Selectors.back().Name)
               : nullptr;
  switch (Path.Root.Kind) {
  case RootKind::Global:
    return Prog.global(Path.Root.Name);
  case RootKind::Param:
    return Path.Root.Index < Function.Params.size()
               ? &Function.Params[Path.Root.Index]
               : nullptr;
  case RootKind::Local:
    return Path.Root.Index < Function.Locals.size()
               ? &Function.Locals[Path.Root.Index]
               : nullptr;
  default:
    return nullptr;
  }
}

bool LockLikeSearch::looksLikeMutex(const FunctionFacts &Function,
                                    const AccessPath &Path) const {
  const VariableFacts *Variable = variableAt(Prog, Function, Path);
  if (!Variable)
    return false;
  if (Variable->has(VariableIsMutex))
    return true;
  const ClassFacts *Class = Prog.classOf(Variable->TypeClass);
  if (!Class)
    return false;
  if (Found.count({LockLike::Kind::Type, Prog.text(Class->Name).str()}))
    return true;
  static constexpr StringRef Nouns[] = {
      "mutex",     "lock", "section", "critical", "latch",  "sema",
      "semaphore", "spin", "gate",    "futex",    "monitor"};
  StringRef Name = Prog.text(Class->Name);
  LockName Said =
      readLockName(Name.contains("::") ? Name.rsplit("::").second : Name);
  return llvm::any_of(Said.Words, [&](StringRef Word) {
    return llvm::is_contained(Nouns, Word);
  });
}

void LockLikeSearch::lookForGuards(const FunctionFacts &Function) {
  const std::vector<Instruction> &Code = Function.Instructions;
  for (uint32_t I = 0; I < Code.size(); ++I) {
    const Instruction &Made = Code[I];
    if (!Made.has(CallConstructs) || !isOpaque(Made) || Made.Args.empty() ||
        Made.Args[0].Kind != ValueKind::Path ||
        Made.Target.Root.Kind != RootKind::Local)
      continue;
    const VariableFacts *Object = variableAt(Prog, Function, Made.Target);
    const ClassFacts *Class =
        Object ? Prog.classOf(Object->TypeClass) : nullptr;
    if (!Class)
      continue;
    StringRef Name = Prog.text(Class->Name);
    // By such a name it is taken for a guard already.
    if ((isGuardName(Name) && Made.Args.size() == 1) ||
        !looksLikeMutex(Function, Made.Args[0].Path))
      continue;
    for (uint32_t End = I + 1; End < Code.size(); ++End) {
      if (!Code[End].has(CallDestroys) || !(Code[End].Target == Made.Target))
        continue;
      unsigned Accesses =
          isOpaque(Code[End]) ? countAccesses(Function, I, End) : 0;
      if (Accesses == 0)
        break;
      LockLike &Like = Found[{LockLike::Kind::Guard, Name.str()}];
      if (Like.Name.empty()) {
        Like.Is = LockLike::Kind::Guard;
        Like.Name = Name.str();
        Like.At = Made.At;
      }
      Like.Accesses += Accesses;
      break;
    }
  }
}

std::vector<LockLike> LockLikeSearch::run() {
  for (const FunctionFacts &Function : Prog.Functions)
    lookForPairs(Function);
  for (const FunctionFacts &Function : Prog.Functions)
    lookForGuards(Function);
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
      continue;
    }
    Out << "    types: [\"" << Like.Name << "\"]\n";
    for (const auto &[Key, Names] : Like.Members)
      Out << "    " << Key << ": [" << llvm::join(Names, ", ") << "]\n";
  }
  return Text;
}
