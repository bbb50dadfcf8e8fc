// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Roots, then fields, then what stands in the way.
#include "Fixes/LockSpelling.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

class Speller {
public:
  Speller(const Program &Prog, PathStore &Store, EditedFiles &Files,
          FunctionId Function, const EditedFile &File, size_t Where)
      : Prog(Prog), Store(Store), Files(Files),
        Function(Prog.Functions[Function]), File(File), Where(Where),
        Begin(File.offset(this->Function.At.Line, 1).value_or(0)),
        End(File.offset(this->Function.EndLine + 1, 1)
                .value_or(File.text().size())) {}

  std::optional<SpelledLock> run(PathId Lock);
  std::optional<SpelledLock> runBeside(PathId Map, StringRef Name);

private:
  bool spellPath(const AccessPath &Path, StringRef Leaf, SpelledLock &Out);
  bool spellRoot(const AccessPath &Path, StringRef Leaf, SpelledLock &Out);
  bool spellGlobal(const VariableFacts &Global, SpelledLock &Out) const;
  bool spellVariable(const PathRoot &Root, StringRef Leaf, SpelledLock &Out);
  bool isCaptured(const PathRoot &Root) const;
  bool isThroughConst(const AccessPath &Path);
  bool capture(const FunctionFacts &Owner, StringRef Name,
               SpelledLock &Out) const;
  bool makeMutable(const VariableFacts &Field, SpelledLock &Out);
  std::optional<StringRef> arrowAfter(StringRef Name) const;
  bool isInConstMethod() const;
  bool isShadowed(NameId Name) const;
  bool isVisible(const VariableFacts &Field) const;
  bool isMentionedInFile(NameId Global) const;

  const Program &Prog;
  PathStore &Store;
  EditedFiles &Files;
  const FunctionFacts &Function;
  const EditedFile &File;
  size_t Where;
  size_t Begin, End; // Of the function's lines.
};

} // namespace

bool Speller::isShadowed(NameId Name) const {
  auto IsIt = [&](const VariableFacts &Variable) {
    return Variable.Name == Name;
  };
  for (const FunctionFacts *Each = &Function; Each;
       Each = Prog.function(Each->Parent))
    if (llvm::any_of(Each->Locals, IsIt) || llvm::any_of(Each->Params, IsIt))
      return true;
  return false;
}

/// A member may name it, others only if it is public; and what hides it in the
/// function's class is another one.
bool Speller::isVisible(const VariableFacts &Field) const {
  auto Owner = Prog.FieldByUsr.find(Field.Usr);
  NameId OwnerUsr = Owner == Prog.FieldByUsr.end()
                        ? NameId::None
                        : Prog.Classes[Owner->second.first].Usr;
  if (Function.Class != NameId::None && OwnerUsr == Function.Class)
    return true;
  const ClassFacts *Own = Prog.classOf(Function.Class);
  return !Field.has(VariableIsHidden) &&
         (!Own || llvm::none_of(Own->Fields, [&](const VariableFacts &Each) {
           return Each.Name == Field.Name;
         }));
}

/// `.` or `->`: what follows \p Name wherever the function, or else the file,
/// uses it with one of them; nothing when it is used with both or none.
std::optional<StringRef> Speller::arrowAfter(StringRef Name) const {
  std::optional<StringRef> Signs[2]; // In the function, elsewhere.
  for (size_t I = 0; I + 2 < File.tokens().size(); ++I) {
    if (File.tokens()[I].Kind != TokenKind::Word || File.spell(I) != Name)
      continue;
    StringRef Next = File.spell(I + 1);
    bool IsArrow = Next == "-" && File.spell(I + 2) == ">";
    if (!IsArrow && Next != ".")
      continue;
    StringRef Sign = IsArrow ? "->" : ".";
    size_t At = File.tokens()[I].Begin;
    std::optional<StringRef> &Found = Signs[At < Begin || At >= End];
    Found = !Found || *Found == Sign ? Sign : StringRef("");
  }
  std::optional<StringRef> Used = Signs[0] ? Signs[0] : Signs[1];
  return Used && Used->empty() ? std::nullopt : Used;
}

bool Speller::isInConstMethod() const {
  for (const FunctionFacts *Each = &Function; Each;
       Each = Prog.function(Each->Parent))
    if (Each->has(FunctionIsConst) && !Each->has(FunctionIsLambda))
      return true;
  return false;
}

/// Puts `mutable` in front of the declaration of \p Field, which a const member
/// is going to lock.
bool Speller::makeMutable(const VariableFacts &Field, SpelledLock &Out) {
  const EditedFile *Header = Files.find(Prog.text(Field.At.File));
  std::optional<size_t> Name = Header ? Header->begin(Field.At) : std::nullopt;
  if (!Name)
    return false;
  size_t Token = Header->tokenAt(*Name);
  if (Token + 1 >= Header->tokens().size() ||
      Header->spell(Token) != Prog.text(Field.Name))
    return false;
  StringRef Next = Header->spell(Token + 1);
  if (Next != ";" && Next != "{")
    return false;
  const StringRef Stops[] = {",", ")"};
  const size_t First = Header->declarationBegin(Token, Stops);
  if (First > 0 && llvm::is_contained(Stops, Header->spell(First - 1)))
    return false;
  if (First == Token)
    return false;
  Out.Edits.push_back(
      Header->insert(Header->tokens()[First].Begin, "mutable "));
  return true;
}

bool Speller::isMentionedInFile(NameId Global) const {
  return llvm::any_of(Prog.Functions, [&](const FunctionFacts &Each) {
    return Each.At.File == Function.At.File &&
           llvm::any_of(Each.Instructions, [&](const Instruction &Instr) {
             return (Instr.Target.Root.Kind == RootKind::Global &&
                     Instr.Target.Root.Name == Global) ||
                    llvm::any_of(Instr.Args, [&](const Value &Arg) {
                      return Arg.Kind == ValueKind::Path &&
                             Arg.Path.Root.Kind == RootKind::Global &&
                             Arg.Path.Root.Name == Global;
                    });
           });
  });
}

bool Speller::spellGlobal(const VariableFacts &Global, SpelledLock &Out) const {
  StringRef Full = Prog.text(Global.Name);
  std::string Text;
  for (StringRef Rest = Full; !Rest.empty();) {
    auto [Part, Behind] = Rest.split("::");
    Rest = Behind;
    if (!Part.starts_with("(")) // Unnamed name spaces.
      Text += (Text.empty() ? "" : "::") + Part.str();
  }
  if (Text.empty())
    return false;
  // Without the name spaces and classes that the function is in, too.
  StringRef Short = Text;
  std::string Scope = Prog.text(Function.Name).str();
  const ClassFacts *Class = Prog.classOf(Function.Class);
  if (Function.has(FunctionIsLambda) || Function.has(FunctionIsOutlinedRegion))
    Scope = Class ? Prog.text(Class->Name).str() + "::" : "";
  StringRef Left = Scope;
  bool IsOwnMember = false;
  while (Short.contains("::")) {
    auto [Outer, Inner] = Short.split("::");
    auto [OwnOuter, OwnInner] = Left.split("::");
    while (OwnOuter.starts_with("(") && !OwnInner.empty())
      std::tie(OwnOuter, OwnInner) = OwnInner.split("::");
    if (OwnInner.empty() || Outer != OwnOuter)
      break;
    Short = Inner;
    Left = OwnInner;
    IsOwnMember = Global.has(VariableIsStaticMember) && !Short.contains("::");
  }
  if (Global.has(VariableIsFunctionStatic)) {
    // Only inside of that very function, behind it.
    if (Global.At.File != Function.At.File ||
        Global.At.Line < Function.At.Line || Global.At.Line > Function.EndLine)
      return false;
    Short =
        Short.rsplit("::").second.empty() ? Short : Short.rsplit("::").second;
  }
  StringRef Last = Short.contains("::") ? Short.rsplit("::").second : Short;
  if (llvm::any_of(Last, [](char C) { return !llvm::isAlnum(C) && C != '_'; }))
    return false;
  bool IsHidden =
      llvm::any_of(Function.Locals, [&](const VariableFacts &Local) {
        return Prog.text(Local.Name) == Short;
      });
  if (IsHidden)
    return false;
  if (!IsOwnMember) {
    if (Global.At.File == Function.At.File) {
      std::optional<size_t> At = File.begin(Global.At);
      if (!At || *At > Where)
        return false;
    } else if (!isMentionedInFile(Global.Usr)) {
      return false;
    }
  }
  Out.Text = Short.str();
  return true;
}

/// Whether a part of the way to what \p Path ends in is declared const.
bool Speller::isThroughConst(const AccessPath &Path) {
  AccessPath Part = Path;
  while (!Part.Selectors.empty()) {
    Part.Selectors.pop_back();
    const VariableFacts *Variable =
        Store.variable(Store.intern(Part, Part.Root.Frame));
    if (Variable && Variable->has(VariableIsConst))
      return true;
  }
  return false;
}

bool Speller::isCaptured(const PathRoot &Root) const {
  return llvm::any_of(Function.Captures, [&](const CaptureFacts &Each) {
    return Each.Path.Root.Kind == Root.Kind &&
           Each.Path.Root.Index == Root.Index && Each.ByReference;
  });
}

/// Makes \p Function, a lambda, see the variable \p Name of \p Owner.
bool Speller::capture(const FunctionFacts &Owner, StringRef Name,
                      SpelledLock &Out) const {
  if (!Function.has(FunctionIsLambda) ||
      Prog.function(Function.Parent) != &Owner)
    return false;
  if (Function.Statements.empty())
    return false;
  std::optional<size_t> Body = File.begin(Function.Statements.front().At);
  if (!Body)
    return false;
  // Back from the body to the list of captures.
  size_t Token = File.tokenAt(*Body);
  while (Token > 0) {
    StringRef Sign = File.spell(Token - 1);
    if (Sign == ")") {
      std::optional<size_t> Open = File.opening(Token - 1);
      if (!Open)
        return false;
      Token = *Open;
      continue;
    }
    if (Sign == "]")
      break;
    if (Sign == ";" || Sign == "{" || Sign == "}")
      return false;
    --Token;
  }
  std::optional<size_t> Open =
      Token > 0 ? File.opening(Token - 1) : std::nullopt;
  if (!Open)
    return false;
  size_t Close = Token - 1;
  bool HasDefault = false, HasName = false, IsListed = false;
  for (size_t I = *Open + 1; I < Close; ++I) {
    bool IsFirst = I == *Open + 1;
    HasDefault |= IsFirst && File.spell(I) == "&" &&
                  (I + 1 == Close || File.spell(I + 1) == ",");
    HasName |= File.spell(I) == Name;
    IsListed |= File.spell(I) == Name && File.spell(I - 1) == "&" &&
                (I + 1 == Close || File.spell(I + 1) == ",");
  }
  if (HasDefault || IsListed)
    return true;
  if (HasName)
    return false; // By value, or something else of that name.
  Out.Edits.push_back(
      File.insert(File.tokens()[Close].Begin,
                  (*Open + 1 == Close ? "&" : ", &") + Name.str()));
  return true;
}

/// \p Leaf: a variable declared just in front of that one is meant.
bool Speller::spellVariable(const PathRoot &Root, StringRef Leaf,
                            SpelledLock &Out) {
  const FunctionFacts *Owner = Prog.function(Root.Frame);
  if (!Owner)
    return false;
  const auto &List =
      Root.Kind == RootKind::Local ? Owner->Locals : Owner->Params;
  if (Root.Index >= List.size())
    return false;
  const VariableFacts &Variable = List[Root.Index];
  StringRef Name = Prog.text(Variable.Name);
  if (Name.empty() || Name.starts_with("<"))
    return false;
  if (Root.Kind == RootKind::Local) {
    std::optional<size_t> At = File.begin(Variable.At);
    if (Variable.At.File != Function.At.File || !At || *At > Where)
      return false;
    // Its block must still be open: no `}` closes more than was opened since.
    int Depth = 0;
    for (size_t I = File.tokenAt(*At);
         I < File.tokens().size() && File.tokens()[I].Begin < Where; ++I) {
      StringRef Sign = File.spell(I);
      Depth += Sign == "{" ? 1 : Sign == "}" ? -1 : 0;
      if (Depth < 0)
        return false;
    }
  }
  Out.Text = (Leaf.empty() ? Name : Leaf).str();
  if (Owner == &Function)
    return true;
  // What is captured may have another name here, as an alias does.
  const bool IsOfParent = Prog.function(Function.Parent) == Owner;
  if (!IsOfParent && Leaf.empty() && isCaptured(Root))
    return true;
  return capture(*Owner, Out.Text, Out);
}

bool Speller::spellRoot(const AccessPath &Path, StringRef Leaf,
                        SpelledLock &Out) {
  switch (Path.Root.Kind) {
  case RootKind::This:
    return Function.Class != NameId::None && !Path.Selectors.empty();
  case RootKind::Global: {
    const VariableFacts *Global = Prog.global(Path.Root.Name);
    if (!Leaf.empty() && Path.Selectors.empty()) {
      Out.Text = Leaf.str();
      return true;
    }
    return Global && spellGlobal(*Global, Out);
  }
  case RootKind::Local:
  case RootKind::Param:
    return spellVariable(Path.Root, Path.Selectors.empty() ? Leaf : StringRef(),
                         Out);
  default:
    return false;
  }
}

/// \p Leaf, if there is one, replaces the last name of the path.
bool Speller::spellPath(const AccessPath &Path, StringRef Leaf,
                        SpelledLock &Out) {
  if (!spellRoot(Path, Leaf, Out))
    return false;
  std::string LastName = Out.Text;
  const VariableFacts *Last = nullptr;
  if (Path.Root.Kind != RootKind::This)
    Last = Store.variable(Store.intern({Path.Root, {}}, Path.Root.Frame));
  bool IsFirst = Path.Root.Kind == RootKind::This;
  for (const Selector &Step : Path.Selectors) {
    bool IsLeaf = &Step == &Path.Selectors.back() && !Leaf.empty();
    if (Step.K == Selector::Element) {
      // An index that is a plain name or number means the same here.
      StringRef Index = Store.text(Step.Name);
      if (Index.empty() || IsFirst || llvm::any_of(Index, [](char C) {
            return !llvm::isAlnum(C) && C != '_';
          }))
        return false;
      Out.Text += ("[" + Index + "]").str();
      Last = nullptr;
      continue;
    }
    const VariableFacts *Field = Prog.field(Step.Name);
    if (!Field || !isVisible(*Field))
      return false;
    if (!IsFirst) {
      StringRef Sign = ".";
      if (Last && Last->has(VariableIsReference)) {
        std::optional<StringRef> Used = arrowAfter(LastName);
        if (!Used)
          return false;
        Sign = *Used;
      }
      Out.Text += Sign;
    } else if (!IsLeaf && isShadowed(Field->Name)) {
      Out.Text += "this->";
    }
    LastName = IsLeaf ? Leaf.str() : Prog.text(Field->Name).str();
    Out.Text += LastName;
    Last = Field;
    IsFirst = false;
  }
  return true;
}

std::optional<SpelledLock> Speller::runBeside(PathId Map, StringRef Name) {
  SpelledLock Out;
  const AccessPath Path = Store.path(Map);
  if (!spellPath(Path, Name, Out))
    return std::nullopt;
  return Out;
}

std::optional<SpelledLock> Speller::run(PathId Lock) {
  SpelledLock Out;
  const AccessPath Path = Store.path(Lock);
  Out.Mutex = Store.variable(Lock);
  if (!Out.Mutex || !Out.Mutex->has(VariableIsMutex) ||
      !spellPath(Path, "", Out))
    return std::nullopt;
  bool IsOwnField =
      Path.Root.Kind == RootKind::This && Path.Selectors.size() == 1;
  if (Path.Root.Kind == RootKind::This && isInConstMethod() &&
      !Out.Mutex->has(VariableIsMutable) &&
      !(IsOwnField && makeMutable(*Out.Mutex, Out)))
    return std::nullopt;
  if (Out.Mutex->has(VariableIsConst) ||
      (!Out.Mutex->has(VariableIsMutable) && isThroughConst(Path)))
    return std::nullopt;
  return Out;
}

std::optional<SpelledLock>
mapwarden::spellLock(const Program &Prog, PathStore &Store, EditedFiles &Files,
                     PathId Lock, FunctionId Function, const EditedFile &File,
                     size_t Where) {
  return Speller(Prog, Store, Files, Function, File, Where).run(Lock);
}

std::optional<SpelledLock> mapwarden::spellBeside(
    const Program &Prog, PathStore &Store, EditedFiles &Files, PathId Map,
    StringRef Name, FunctionId Function, const EditedFile &File, size_t Where) {
  return Speller(Prog, Store, Files, Function, File, Where)
      .runBeside(Map, Name);
}
