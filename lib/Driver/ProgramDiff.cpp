// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The outline of a function is a multiset of what it does; the difference of
/// two outlines is the cause.
#include "Driver/ProgramDiff.h"

#include "Analysis/PathStore.h"
#include "Findings/Fingerprint.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <set>

using namespace mapwarden;
using llvm::StringRef;

namespace {

/// What kinds of things a function does that findings depend on.
enum class DeedKind : uint8_t { Spawn, Lock, SharedLock, Call, Access, Join };

/// One of them, without its position.
struct Deed {
  DeedKind Kind;
  std::string Key;  ///< The lock, callee or map, the same in both programs.
  std::string Text; ///< As messages name it.
  SourceSpan At;
};

/// A program as this file looks at it.
class Outlines {
public:
  explicit Outlines(const Program &Prog);

  const Program &program() const { return Prog; }
  /// Null when the program has no body of it.
  const FunctionFacts *find(StringRef Key) const {
    return Functions.lookup(Key);
  }
  std::vector<Deed> deedsOf(const FunctionFacts &Function);
  /// The lock that \p Callee takes, itself or in what it calls; empty for none.
  /// Home-made guards and `enter()` are such functions.
  std::string lockTakenBy(StringRef Callee, unsigned Depth = 0);
  /// The function with an instruction at \p At, or null. Steps of findings
  /// stand at instructions.
  const FunctionFacts *functionAt(const FilePlace &At) const;
  FilePlace place(SourceSpan At) const;

private:
  std::string nameOfCallee(const Value &Callee) const;
  void addLock(const AccessPath &Mutex, bool IsShared, const Instruction &Instr,
               NameId Frame, std::vector<Deed> &Out);

  const Program &Prog;
  PathStore Store;
  llvm::StringMap<const FunctionFacts *> Functions;
  std::map<std::tuple<NameId, uint32_t, uint32_t>, const FunctionFacts *>
      ByPlace;
};

/// The causes of one finding.
class CauseFinder {
public:
  CauseFinder(Outlines &Old, Outlines &New, const Finding &F)
      : Old(Old), New(New), F(F) {}
  std::vector<TraceStep> find();

private:
  void visit(const AccessSide &Side);
  void compare(const FunctionFacts &Function);
  void compareObject();
  void add(DeedKind Kind, std::string Text, FilePlace At);

  Outlines &Old, &New;
  const Finding &F;
  std::set<const FunctionFacts *> Seen;
  std::set<std::tuple<DeedKind, std::string, FilePlace>> Causes;
  std::set<FilePlace> Steps;
};

} // namespace

/// Locks are looked for so many calls down.
static constexpr unsigned MaxLockDepth = 3;
/// As many causes are named.
static constexpr size_t MaxCauses = 3;

Outlines::Outlines(const Program &Prog) : Prog(Prog), Store(Prog) {
  for (const FunctionFacts &Function : Prog.Functions) {
    if (Function.Blocks.empty())
      continue;
    Functions[dropPositions(Prog.text(Function.Usr))] = &Function;
    for (const Instruction &Instr : Function.Instructions)
      ByPlace.try_emplace({Instr.At.File, Instr.At.Line, Instr.At.Column},
                          &Function);
  }
}

const FunctionFacts *Outlines::functionAt(const FilePlace &At) const {
  NameId File = Prog.Names.find(At.File);
  auto Known = ByPlace.find({File, At.Line, At.Column});
  return Known == ByPlace.end() ? nullptr : Known->second;
}

FilePlace Outlines::place(SourceSpan At) const {
  return {Prog.text(At.File).str(), At.Line, At.Column, At.EndLine,
          At.EndColumn};
}

/// Lambdas are numbered within their function, and the number changes when
/// another one is put in front; for callees the function is enough.
static std::string dropLambdaNumber(StringRef Key) {
  return Key.split("@lambda:").first.str();
}

std::string Outlines::nameOfCallee(const Value &Callee) const {
  const Value *V = &Callee;
  while (V->Kind == ValueKind::Bind && !V->Bound.empty())
    V = &V->Bound.front();
  if (V->Kind != ValueKind::Function)
    return "";
  if (const FunctionFacts *Function = Prog.function(V->Name))
    return Prog.text(Function->Name).str();
  return "";
}

static std::string keyOfCallee(const Program &Prog, const Value &Callee) {
  const Value *V = &Callee;
  while (V->Kind == ValueKind::Bind && !V->Bound.empty())
    V = &V->Bound.front();
  return V->Kind == ValueKind::Function
             ? dropLambdaNumber(dropPositions(Prog.text(V->Name)))
             : "";
}

void Outlines::addLock(const AccessPath &Mutex, bool IsShared,
                       const Instruction &Instr, NameId Frame,
                       std::vector<Deed> &Out) {
  PathId Path = Store.intern(Mutex, Frame);
  if (Path == UnknownPath)
    return;
  Out.push_back({IsShared ? DeedKind::SharedLock : DeedKind::Lock,
                 dropPositions(Store.key(Path)), Store.spelling(Path),
                 Instr.At});
}

static bool isInLoop(const FunctionFacts &Function, const Instruction &Instr) {
  const uint32_t Number = &Instr - Function.Instructions.data();
  return llvm::any_of(Function.Blocks, [&](const BlockFacts &Block) {
    return Block.Begin <= Number && Number < Block.End && Block.LoopDepth != 0;
  });
}

std::string Outlines::lockTakenBy(StringRef Callee, unsigned Depth) {
  const FunctionFacts *Function = find(Callee);
  if (!Function || Depth == MaxLockDepth)
    return "";
  std::string Found;
  for (const Deed &D : deedsOf(*Function)) {
    if (D.Kind == DeedKind::Lock || D.Kind == DeedKind::SharedLock)
      return D.Text;
    if (D.Kind == DeedKind::Call && Found.empty())
      Found = lockTakenBy(D.Key, Depth + 1);
  }
  return Found;
}

std::vector<Deed> Outlines::deedsOf(const FunctionFacts &Function) {
  std::vector<Deed> Result;
  for (const Instruction &Instr : Function.Instructions) {
    switch (Instr.Kind) {
    case InstrKind::Lock:
      addLock(Instr.Target, Instr.has(LockShared), Instr, Function.Usr, Result);
      break;
    case InstrKind::Guard:
      if (!Instr.has(LockDeferred))
        for (const Value &Mutex : Instr.Args)
          if (Mutex.Kind == ValueKind::Path)
            addLock(Mutex.Path, Instr.has(LockShared), Instr, Function.Usr,
                    Result);
      break;
    case InstrKind::Spawn:
      // One in a loop is many.
      Result.push_back({DeedKind::Spawn,
                        keyOfCallee(Prog, Instr.Callee) +
                            (isInLoop(Function, Instr) ? " *" : ""),
                        nameOfCallee(Instr.Callee), Instr.At});
      break;
    case InstrKind::Call:
      if (std::string Key = keyOfCallee(Prog, Instr.Callee); !Key.empty())
        Result.push_back(
            {DeedKind::Call, Key, nameOfCallee(Instr.Callee), Instr.At});
      break;
    case InstrKind::Access: {
      PathId Path = Store.intern(Instr.Target, Function.Usr);
      Result.push_back(
          {DeedKind::Access,
           dropPositions(Store.key(Path)) + " " + Prog.text(Instr.Name).str(),
           Store.qualifiedSpelling(Path), Instr.At});
      break;
    }
    case InstrKind::Join:
      Result.push_back({DeedKind::Join, "", "", Instr.At});
      break;
    default:
      break;
    }
  }
  return Result;
}

void CauseFinder::add(DeedKind Kind, std::string Text, FilePlace At) {
  Causes.emplace(Kind, std::move(Text), std::move(At));
}

void CauseFinder::visit(const AccessSide &Side) {
  auto visitPlace = [&](const FilePlace &At) {
    Steps.insert({At.File, At.Line, At.Column});
    if (const FunctionFacts *Function = New.functionAt(At))
      if (Seen.insert(Function).second)
        compare(*Function);
  };
  for (const TraceStep &Step : Side.Trace)
    visitPlace(Step.At);
  visitPlace(Side.At);
}

/// `'mu_'`, or a word for what has no name.
static std::string quote(const std::string &Name, StringRef Otherwise) {
  return Name.empty() ? Otherwise.str() : "'" + Name + "'";
}

void CauseFinder::compare(const FunctionFacts &Function) {
  const Program &Prog = New.program();
  const std::string Name = Prog.text(Function.Name).str();
  const std::string Key = dropPositions(Prog.text(Function.Usr));
  const FunctionFacts *Before = Old.find(Key);
  // How many of each there were; those left over were taken out.
  std::map<std::pair<DeedKind, std::string>, std::vector<Deed>> Left;
  if (Before)
    for (Deed &D : Old.deedsOf(*Before))
      Left[{D.Kind, D.Key}].push_back(std::move(D));
  std::map<std::string, SourceSpan> Weakened; // Locks now shared.
  for (const Deed &D : New.deedsOf(Function)) {
    std::vector<Deed> &Same = Left[{D.Kind, D.Key}];
    if (!Same.empty()) {
      Same.pop_back();
      continue;
    }
    FilePlace At = New.place(D.At);
    if (D.Kind == DeedKind::SharedLock)
      Weakened.try_emplace(D.Key, D.At);
    // Only what the evidence passes through; a function may have grown in other
    // ways, too.
    if (!Steps.count({At.File, At.Line, At.Column}) &&
        D.Kind != DeedKind::Spawn)
      continue;
    if (D.Kind == DeedKind::Spawn)
      add(D.Kind,
          "new thread: " + Name + " starts one that runs " +
              quote(D.Text, "something unknown"),
          At);
    else if (D.Kind == DeedKind::Call)
      add(D.Kind, "new caller: " + Name + " calls " + quote(D.Text, "it"), At);
    else if (D.Kind == DeedKind::Access)
      add(D.Kind, "new access to '" + D.Text + "' in " + Name, At);
  }
  if (!Before)
    return;
  for (auto &[Kind, Deeds] : Left)
    for (const Deed &D : Deeds) {
      FilePlace Was = Old.place(D.At);
      std::string Where =
          " (was at " + Was.File + ":" + std::to_string(Was.Line) + ")";
      if (D.Kind == DeedKind::Lock || D.Kind == DeedKind::SharedLock) {
        auto Reader = Weakened.find(D.Key);
        if (Reader != Weakened.end())
          add(DeedKind::Lock,
              "weakened guard: " + Name + " takes '" + D.Text +
                  "' for reading only" + Where,
              New.place(Reader->second));
        else
          add(DeedKind::Lock,
              "removed guard: " + Name + " no longer takes '" + D.Text + "'" +
                  Where,
              New.place(Function.At));
      } else if (D.Kind == DeedKind::Call) {
        if (std::string Lock = Old.lockTakenBy(D.Key); !Lock.empty())
          add(DeedKind::Lock,
              "removed guard: " + Name + " no longer calls " +
                  quote(D.Text, "what") + ", which takes '" + Lock + "'" +
                  Where,
              New.place(Function.At));
      } else if (D.Kind == DeedKind::Join) {
        add(DeedKind::Join,
            "removed join: " + Name + " no longer waits for a thread" + Where,
            New.place(Function.At));
      }
    }
}

static const VariableFacts *findVariable(const Program &Prog, StringRef Key) {
  for (const VariableFacts &Global : Prog.Globals)
    if (dropPositions(Prog.text(Global.Usr)) == Key)
      return &Global;
  for (const ClassFacts &Class : Prog.Classes)
    for (const VariableFacts &Field : Class.Fields)
      if (dropPositions(Prog.text(Field.Usr)) == Key)
        return &Field;
  return nullptr;
}

/// The map may have changed rather than its uses.
void CauseFinder::compareObject() {
  const VariableFacts *Now = findVariable(New.program(), F.ObjectKey);
  const VariableFacts *Before = findVariable(Old.program(), F.ObjectKey);
  if (!Now)
    return;
  if (!Before)
    add(DeedKind::Access, "new map: '" + F.Primary.Object + "'",
        New.place(Now->At));
  else if (Before->Flags != Now->Flags ||
           Before->GuardedBy.isKnown() != Now->GuardedBy.isKnown())
    add(DeedKind::Access,
        "changed declaration: the type or the annotations of '" +
            F.Primary.Object + "'",
        New.place(Now->At));
}

std::vector<TraceStep> CauseFinder::find() {
  // All places first: a function is compared once.
  auto collect = [&](const AccessSide &Side) {
    for (const TraceStep &Step : Side.Trace)
      Steps.insert({Step.At.File, Step.At.Line, Step.At.Column});
    Steps.insert({Side.At.File, Side.At.Line, Side.At.Column});
  };
  collect(F.Primary);
  for (const AccessSide &Side : F.Others)
    collect(Side);
  visit(F.Primary);
  for (const AccessSide &Side : F.Others)
    visit(Side);
  if (Causes.empty())
    compareObject();
  std::vector<TraceStep> Result;
  for (const auto &[Kind, Text, At] : Causes)
    if (Result.size() < MaxCauses)
      Result.push_back({At, Text});
  if (Result.empty() && F.DominantGuard)
    Result.push_back(
        {FilePlace(), "changed discipline: '" + F.DominantGuard->Guard +
                          "' is now held at " +
                          std::to_string(F.DominantGuard->Holding) + " of " +
                          std::to_string(F.DominantGuard->Total) +
                          " accesses, and not here"});
  if (Result.empty()) {
    const FunctionFacts *Here = New.functionAt(F.Primary.At);
    const Program &Prog = New.program();
    bool IsOld = Here && Old.find(dropPositions(Prog.text(Here->Usr)));
    Result.push_back(
        {FilePlace(),
         IsOld ? "no call, lock, thread or access on the way was added or "
                 "removed: their order, a branch or an option was changed"
               : "new code: the function was not there before, or could not "
                 "be analysed"});
  }
  return Result;
}

void mapwarden::explainNewFindings(const Program &OldProgram,
                                   const Program &NewProgram,
                                   llvm::MutableArrayRef<Finding> Findings) {
  if (llvm::none_of(Findings, [](const Finding &F) {
        return F.Known == KnownState::New;
      }))
    return;
  Outlines Old(OldProgram), New(NewProgram);
  for (Finding &F : Findings)
    if (F.Known == KnownState::New)
      F.Causes = CauseFinder(Old, New, F).find();
}
