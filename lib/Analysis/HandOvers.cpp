// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Callables handed to functions without a body in the program (design.md
/// 4.4(c), docs/design/0005).
///
/// A function pointer, a lambda, a bound member, or a table of function
/// pointers given to a library is called by it: before the call returns (a
/// sort, a walk) or later, from threads of its own (a server, a timer, a bus).
/// Which of the two it is, the name of the library function tells
/// (Support/CallWords.h). In a program that uses no lock, atomic or thread at
/// all, what is kept runs in the program's one thread, sooner or later: it is
/// left out.
#include "Analysis/HandOvers.h"
#include "Analysis/CallGraph.h"
#include "Analysis/ThreadUse.h"
#include "Support/CallWords.h"

using namespace mapwarden;

namespace mapwarden {
/// Assignments to members of variables, by the variable: tables of functions.
class CallableTables {
public:
  struct Entry {
    NameId Frame = NameId::None;
    const Instruction *Set = nullptr;
  };

  explicit CallableTables(const Program &Prog) {
    for (const FunctionFacts &Function : Prog.Functions)
      for (const Instruction &Instr : Function.Instructions)
        if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
            isMember(Instr.Target))
          ByKey[keyOf(Instr.Target, Function.Usr, true)].push_back(
              {Function.Usr, &Instr});
  }

  /// The assignments to members of the variable at \p Path.
  llvm::ArrayRef<Entry> of(const AccessPath &Path, NameId Frame) const {
    auto Found = ByKey.find(keyOf(Path, Frame, false));
    if (Found == ByKey.end())
      return {};
    return Found->second;
  }

private:
  using Key = std::pair<uint32_t, uint32_t>;

  static bool isMember(const AccessPath &Path) {
    return !Path.Selectors.empty() &&
           Path.Selectors.back().K == Selector::Field;
  }

  /// The last field of the path, or its root; without the member that is set.
  static Key keyOf(const AccessPath &Path, NameId Frame, bool DropsMember) {
    for (const Selector &Step :
         llvm::drop_begin(llvm::reverse(Path.Selectors), DropsMember ? 1 : 0))
      if (Step.K == Selector::Field)
        return {index(Step.Name), 0};
    const PathRoot &Root = Path.Root;
    if (Root.Kind == RootKind::Global)
      return {index(Root.Name), 0};
    NameId Owner = Root.Frame == NameId::None ? Frame : Root.Frame;
    return {index(Owner),
            1 + static_cast<uint32_t>(Root.Kind) + 8 * Root.Index};
  }

  std::map<Key, std::vector<Entry>> ByKey;
};
} // namespace mapwarden

/// The unqualified name in the USR of a function: `c:@N@lib@F@start#I#` is
/// start, `c:@N@lib@S@Server@F@on#` on.
static llvm::StringRef nameInUsr(llvm::StringRef Usr) {
  for (llvm::StringRef Mark : {"@F@", "@FT@"}) {
    size_t At = Usr.rfind(Mark);
    if (At == llvm::StringRef::npos)
      continue;
    llvm::StringRef Name = Usr.drop_front(At + Mark.size());
    if (Mark == "@FT@") // `@FT@>1#Tstart#...`: the name ends the parameters.
      Name = Name.substr(Name.find_first_of("abcdefghijklmnopqrstuvwxyz"));
    return Name.take_until([](char C) { return C == '#' || C == '<'; });
  }
  return "";
}

llvm::StringRef mapwarden::bodilessName(const Program &Prog,
                                        const Instruction &Call) {
  if (Call.Callee.Kind == ValueKind::Function) {
    bool IsAbstract = Call.has(CallVirtual);
    if (!IsAbstract && Prog.FunctionByUsr.count(Call.Callee.Name))
      return "";
    return Call.Name != NameId::None ? Prog.text(Call.Name)
                                     : nameInUsr(Prog.text(Call.Callee.Name));
  }
  // A function pointer of a table that a host has filled.
  if (Call.Callee.Kind != ValueKind::Path)
    return "";
  const AccessPath &Callee = Call.Callee.Path;
  for (const Selector &Step : llvm::reverse(Callee.Selectors))
    if (Step.K == Selector::Field)
      if (const VariableFacts *Field = Prog.field(Step.Name))
        return Prog.text(Field->Name);
  if (Callee.Root.Kind == RootKind::Global)
    if (const VariableFacts *Variable = Prog.global(Callee.Root.Name))
      return Prog.text(Variable->Name).rsplit("::").second.empty()
                 ? Prog.text(Variable->Name)
                 : Prog.text(Variable->Name).rsplit("::").second;
  return "";
}

static bool isParameter(const Value &Arg) {
  return Arg.Kind == ValueKind::Path && Arg.Path.Root.Kind == RootKind::Param &&
         Arg.Path.Selectors.empty() && Arg.Path.Root.Frame == NameId::None;
}

static bool isCallableParameter(const FunctionFacts &Caller, const Value &Arg) {
  return isParameter(Arg) && Arg.Path.Root.Index < Caller.Params.size() &&
         Caller.Params[Arg.Path.Root.Index].has(VariableIsCallable);
}

/// A comparator: it gets two constant things without a type.
static bool isComparator(const FunctionFacts &Function) {
  return Function.Params.size() >= 2 &&
         llvm::all_of(llvm::ArrayRef(Function.Params).take_front(2),
                      [](const VariableFacts &Param) {
                        return Param.has(VariableIsUntyped) &&
                               Param.has(VariableIsConst);
                      });
}

void CallGraph::handOver(FunctionId Caller, uint32_t Instr,
                         llvm::StringRef Name, const CallableTables &Tables,
                         bool IsThreaded) {
  const FunctionFacts &Facts = Prog->Functions[Caller];
  const Instruction &Call = Facts.Instructions[Instr];
  Registration Kept;
  bool IsTable = false;
  for (size_t I = 0; I < Call.Args.size(); ++I) {
    const Value &Arg = Call.Args[I];
    if (isCallableParameter(Facts, Arg)) {
      Kept.Parameter = &Arg;
      continue;
    }
    // The user data follows its callable.
    const Value *Beside = nullptr;
    for (size_t Next = I + 1; Next < Call.Args.size() && !Beside; ++Next) {
      if (!resolve(Call.Args[Next], Facts.Usr).empty())
        break;
      if (Call.Args[Next].Kind == ValueKind::Path)
        Beside = &Call.Args[Next];
    }
    for (CallTarget Target : resolve(Arg, Facts.Usr)) {
      Target.IsHandedOver = true;
      Target.UserData = Beside;
      Target.UserFrame = Facts.Usr;
      addUnique(Kept.Targets, Target);
    }
    if (Arg.Kind != ValueKind::Path)
      continue;
    // A table: its functions, and the data that stands in it.
    llvm::ArrayRef<CallableTables::Entry> Table =
        Tables.of(Arg.Path, Facts.Usr);
    const CallableTables::Entry *Data = nullptr;
    for (const CallableTables::Entry &Entry : Table) {
      const VariableFacts *Field =
          Prog->field(Entry.Set->Target.Selectors.back().Name);
      if (Field && Field->has(VariableIsUntyped) &&
          Entry.Set->Args[0].Kind == ValueKind::Path)
        Data = &Entry;
    }
    for (const CallableTables::Entry &Entry : Table)
      for (CallTarget Target : resolve(Entry.Set->Args[0], Entry.Frame)) {
        Target.IsHandedOver = true;
        Target.UserData = Data ? &Data->Set->Args[0] : Beside;
        Target.UserFrame = Data ? Data->Frame : Facts.Usr;
        IsTable |= addUnique(Kept.Targets, Target);
      }
  }
  if (Kept.Targets.empty() && !Kept.Parameter)
    return;
  CallVerb Verb = verbOf(Name);
  bool IsKept = Verb == CallVerb::Keeps || Verb == CallVerb::InParallel ||
                (Verb == CallVerb::Unknown && IsTable);
  if (llvm::any_of(Kept.Targets, [&](const CallTarget &Target) {
        return isComparator(Prog->Functions[Target.Function]);
      }))
    IsKept = false;
  if (IsKept) {
    Kept.JoinsHere = Verb == CallVerb::InParallel;
    if (IsThreaded)
      Registrations[Caller][Instr] = std::move(Kept);
  } else if (!Kept.Targets.empty() && Verb != CallVerb::Ends) {
    CallTargets[Caller][Instr] = std::move(Kept.Targets);
  }
}

/// `queue.push_back(std::move(query))`: the copy that the compiler writes keeps
/// the callables of an object of its own class, and hands them to nobody.
static bool isImplicitCopy(const Program &Prog, const FunctionFacts &Caller,
                           const Instruction &Call, llvm::StringRef Name) {
  if (!Call.has(CallConstructs) || Call.Args.size() != 1 ||
      Call.Args[0].Kind != ValueKind::Path)
    return false;
  const AccessPath &From = Call.Args[0].Path;
  if (!From.Selectors.empty() || From.Root.Frame != NameId::None)
    return false;
  const std::vector<VariableFacts> *Variables =
      From.Root.Kind == RootKind::Local   ? &Caller.Locals
      : From.Root.Kind == RootKind::Param ? &Caller.Params
                                          : nullptr;
  const ClassFacts *Class =
      Variables && From.Root.Index < Variables->size()
          ? Prog.classOf((*Variables)[From.Root.Index].TypeClass)
          : nullptr;
  if (!Class)
    return false;
  auto last = [](llvm::StringRef Qualified) {
    size_t Part = Qualified.rfind("::");
    return Part == llvm::StringRef::npos ? Qualified
                                         : Qualified.substr(Part + 2);
  };
  return last(Prog.text(Class->Name)) == last(Name);
}

namespace mapwarden {
/// Methods that only code outside of the program calls: they override what an
/// interface declares and nothing in the program calls.
class Interfaces {
public:
  explicit Interfaces(const Program &Prog) : Prog(Prog) {
    for (const FunctionFacts &Function : Prog.Functions)
      for (const Instruction &Instr : Function.Instructions)
        if (Instr.Kind == InstrKind::Call && Instr.has(CallVirtual) &&
            Instr.Callee.Kind == ValueKind::Function)
          Called.insert(Instr.Callee.Name);
    for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
      const FunctionFacts &Function = Prog.Functions[Id];
      if (Function.has(FunctionImplements) && !Function.Blocks.empty() &&
          !Called.contains(Function.Usr) &&
          llvm::none_of(Function.Overrides,
                        [&](NameId Base) { return Called.contains(Base); }))
        ByClass[Function.Class].push_back(Id);
    }
  }
  bool empty() const { return ByClass.empty(); }

  /// Those of an object of \p Class, the most derived first.
  llvm::SmallVector<FunctionId, 4> of(NameId Class) const {
    llvm::SmallVector<FunctionId, 4> Result;
    collect(Class, Result, 0);
    return Result;
  }

private:
  void collect(NameId Class, llvm::SmallVectorImpl<FunctionId> &Into,
               unsigned Depth) const {
    if (auto Own = ByClass.find(Class); Own != ByClass.end())
      for (FunctionId Id : Own->second)
        if (!llvm::is_contained(Into, Id))
          Into.push_back(Id);
    const ClassFacts *Facts = Depth < 16 ? Prog.classOf(Class) : nullptr;
    if (Facts)
      for (NameId Base : Facts->Bases)
        collect(Base, Into, Depth + 1);
  }

  const Program &Prog;
  llvm::DenseSet<NameId> Called;
  llvm::DenseMap<NameId, std::vector<FunctionId>> ByClass;
};
} // namespace mapwarden

/// `server.add(&service);`: whoever keeps an object calls the methods that it
/// has for that.
void CallGraph::handOverObjects(FunctionId Caller, uint32_t Instr,
                                const Interfaces &Outside) {
  const FunctionFacts &Facts = Prog->Functions[Caller];
  // C code knows nothing of virtual members: the object is user data. The name
  // of a C function says nothing of its parameters.
  llvm::StringRef Callee = Prog->text(Facts.Instructions[Instr].Callee.Name);
  if (Callee.starts_with("c:@F@") && !Callee.contains('#'))
    return;
  for (const Value &Arg : Facts.Instructions[Instr].Args) {
    if (Arg.Kind != ValueKind::Path || Arg.Copied)
      continue;
    NameId Class = classAt(*Prog, Arg.Path, Facts).first;
    if (!Arg.Path.Selectors.empty())
      if (const VariableFacts *Field =
              Prog->field(Arg.Path.Selectors.back().Name))
        Class = Field->TypeClass;
    for (FunctionId Method : Outside.of(Class)) {
      Value &Bound = Methods.emplace_back();
      Bound.Kind = ValueKind::Bind;
      Bound.Bound = {
          Value::named(ValueKind::Function, Prog->Functions[Method].Usr), Arg};
      CallTarget Target{Method, &Bound, Facts.Usr};
      Target.IsHandedOver = true;
      addUnique(Registrations[Caller][Instr].Targets, Target);
    }
  }
}

void CallGraph::findHandOvers() {
  const CallableTables Tables(*Prog);
  const bool IsThreaded = usesThreads(*Prog);
  const Interfaces Outside(*Prog);
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Facts = Prog->Functions[Id];
    for (uint32_t I = 0; I < Facts.Instructions.size(); ++I) {
      const Instruction &Instr = Facts.Instructions[I];
      if (Instr.Kind != InstrKind::Call || Instr.Args.empty() ||
          Instr.has(CallDestroys))
        continue;
      if (!targets(Id, I).empty())
        continue;
      llvm::StringRef Name = bodilessName(*Prog, Instr);
      if (!Name.empty() && !isImplicitCopy(*Prog, Facts, Instr, Name))
        handOver(Id, I, Name, Tables, IsThreaded);
      if (IsThreaded && !Outside.empty() && verbOf(Name) == CallVerb::Keeps)
        handOverObjects(Id, I, Outside);
    }
  }
}
