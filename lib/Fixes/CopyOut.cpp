// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Who uses the reference and how, then the `&` that goes.
#include "Fixes/CopyOut.h"
#include "Fixes/StatementTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;

/// The sign that makes \p Name, a token, the name of a reference; nothing where
/// that is no single `&` right in front of it.
static std::optional<size_t> referenceSign(const EditedFile &File,
                                           size_t Name) {
  if (Name < 2 || File.spell(Name - 1) != "&" || File.spell(Name - 2) == "&")
    return std::nullopt;
  return Name - 1;
}

/// Takes the sign away, and puts one blank between what is left and right.
static Replacement dropSign(const EditedFile &File, size_t Sign) {
  return File.replace(File.tokens()[Sign - 1].End,
                      File.tokens()[Sign + 1].Begin, " ");
}

/// Does the function change what \p View, a reference, leads to, or may
/// somebody whom it is given?
static bool isWrittenThrough(FixContext &Ctx, const FunctionFacts &Function,
                             uint32_t View, const std::string &Object) {
  const std::vector<Instruction> &Code = Function.Instructions;
  for (uint32_t I = 0; I < Code.size(); ++I) {
    const Instruction &Instr = Code[I];
    // A use, and what it does.
    if (Instr.Kind == InstrKind::IterUse &&
        Instr.Target.Root.Kind == RootKind::Local &&
        Instr.Target.Root.Index == View && I + 1 < Code.size() &&
        Code[I + 1].Kind == InstrKind::Access &&
        Code[I + 1].has(AccessElement) && Code[I + 1].has(AccessWrite))
      return true;
    if (Instr.Kind != InstrKind::Call)
      continue;
    auto Leads = [&](const AccessPath &Path) {
      PathId Id = Ctx.store().intern(Path, Function.Usr);
      for (unsigned Length = 0; Length < Path.Selectors.size(); ++Length)
        if (Ctx.store().key(Ctx.store().prefix(Id, Length)) == Object)
          return true;
      return false;
    };
    if (Leads(Instr.Target) || llvm::any_of(Instr.Args, [&](const Value &Arg) {
          return Arg.Kind == ValueKind::Path && !Arg.Copied && Leads(Arg.Path);
        }))
      return true;
  }
  return false;
}

std::optional<Fix> mapwarden::copyLocal(FixContext &Ctx,
                                        const EscapeSite &Site) {
  const FunctionFacts &Function = Ctx.function(Site.Function);
  const AccessPath &View = Ctx.store().path(Site.View);
  const VariableFacts *Variable = Ctx.store().variable(Site.View);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  if (Site.Way != EscapeWay::Used || Site.Kind != ViewKind::Element || !File ||
      !Variable || !Variable->has(VariableIsCopyable) ||
      View.Root.Kind != RootKind::Local || View.Root.Frame != Function.Usr ||
      !View.Selectors.empty() || Function.has(FunctionIsInstantiation))
    return std::nullopt;
  std::optional<size_t> At = File->begin(Variable->At);
  StatementTree Tree(Function);
  uint32_t Statement = Tree.innermost(Variable->At);
  if (!At || Statement == StatementTree::None ||
      Tree[Statement].Kind != StatementKind::Declaration)
    return std::nullopt;
  std::optional<size_t> Sign = referenceSign(*File, File->tokenAt(*At));
  if (!Sign || (!Variable->has(VariableIsConst) &&
                isWrittenThrough(Ctx, Function, View.Root.Index,
                                 Ctx.store().key(Site.Object))))
    return std::nullopt;
  Fix Out;
  Out.Description = "copy the element into '" +
                    Ctx.Prog.text(Variable->Name).str() +
                    "' while the lock is held";
  Out.Edits.push_back(dropSign(*File, *Sign));
  return Out;
}

namespace {
/// The tokens of a function's name, `Config::get`, in one of its declarations.
struct DeclaredName {
  const EditedFile *File;
  size_t First, Last;
};
} // namespace

/// Whether \p Name, a token, begins what looks like a declaration that returns
/// a reference.
static bool declaresReference(const EditedFile &File, size_t Name) {
  return Name + 1 < File.tokens().size() && File.spell(Name + 1) == "(" &&
         Name > 1 && File.spell(Name - 1) == "&";
}

/// The declarations of \p Function, all of them; empty when they cannot be told
/// from others.
static std::vector<DeclaredName> declarationsOf(FixContext &Ctx,
                                                const FunctionFacts &Function) {
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  std::optional<size_t> At = File ? File->begin(Function.At) : std::nullopt;
  if (!At)
    return {};
  size_t Last = File->tokenAt(*At), First = Last;
  if (Last >= File->tokens().size())
    return {};
  StringRef Name = File->spell(Last);
  while (First >= 3 && File->spell(First - 1) == ":" &&
         File->spell(First - 2) == ":" &&
         File->tokens()[First - 3].Kind == TokenKind::Word)
    First -= 3;
  std::vector<DeclaredName> Found = {{File, First, Last}};
  const ClassFacts *Class = Ctx.Prog.classOf(Function.Class);
  const EditedFile *Header =
      Class ? Ctx.Files.find(Ctx.Prog.text(Class->At.File)) : File;
  // Who else could be declaring it?
  bool IsHeader = !llvm::sys::path::extension(File->name()).starts_with(".c");
  if (!Header || (!Class && !IsHeader && Function.has(FunctionIsExternal)))
    return {};
  for (size_t I = 0; I < Header->tokens().size(); ++I)
    if (Header->spell(I) == Name && declaresReference(*Header, I) &&
        !(Header == File && I == Last))
      Found.push_back({Header, I, I});
  size_t Expected = Class && First != Last ? 2 : 1;
  return Found.size() == Expected ? Found : std::vector<DeclaredName>();
}

/// The edits that make `const T &` in front of \p Name a `T`.
static bool dropReference(const DeclaredName &Name,
                          std::vector<Replacement> &Edits) {
  const EditedFile &File = *Name.File;
  std::optional<size_t> Sign = referenceSign(File, Name.First);
  if (!Sign)
    return false;
  size_t First = File.declarationBegin(*Sign, {")", "]"});
  // `const` in front of the type or behind it, not inside of `<...>`.
  while (First < *Sign && llvm::is_contained({"static", "inline", "constexpr"},
                                             File.spell(First)))
    ++First;
  if (File.spell(First) == "const") {
    Edits.push_back(File.replace(File.tokens()[First].Begin,
                                 File.tokens()[First + 1].Begin, ""));
    Edits.push_back(dropSign(File, *Sign));
    return true;
  }
  if (File.spell(*Sign - 1) != "const" || *Sign < 2)
    return false;
  Edits.push_back(File.replace(File.tokens()[*Sign - 2].End,
                               File.tokens()[*Sign + 1].Begin, " "));
  return true;
}

/// Whether \p Path is what instruction \p Call returned, or leads into it.
static bool leadsIntoResult(const AccessPath &Path, uint32_t Call) {
  return Path.Root.Kind == RootKind::Result && Path.Root.Index == Call &&
         Path.Root.Frame == NameId::None;
}

/// Is what \p Instr sets a reference to const that is bound to the whole
/// result, so that the temporary lives as long ([class.temporary]), or the
/// hidden range of a loop?
static bool extendsLife(FixContext &Ctx, const FunctionFacts &Function,
                        const Instruction &Instr, const Instruction &Call) {
  if (Instr.Target.Root.Kind != RootKind::Local ||
      Instr.Target.Root.Frame != NameId::None ||
      Instr.Target.Root.Index >= Function.Locals.size())
    return false;
  const VariableFacts &Local = Function.Locals[Instr.Target.Root.Index];
  if (Ctx.Prog.text(Local.Name).starts_with("__"))
    return true;
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Function.At.File));
  std::optional<size_t> End = File ? File->end(Call.At) : std::nullopt;
  std::optional<size_t> At = File ? File->begin(Local.At) : std::nullopt;
  if (!End || !At || !Local.has(VariableIsConst))
    return false;
  size_t Name = File->tokenAt(*At), Next = File->tokenAt(*End);
  // `const T &x = f();`; `auto &x` would not compile.
  bool IsSpelledConst = false;
  for (size_t I = Name; I > 0 && File->spell(I - 1) != ";" &&
                        File->spell(I - 1) != "{" && File->spell(I - 1) != "}";
       --I)
    IsSpelledConst |= File->spell(I - 1) == "const";
  return referenceSign(*File, Name) && IsSpelledConst &&
         Next < File->tokens().size() && File->spell(Next) == ";";
}

/// Does \p Caller only look at what \p Call returns, before the statement ends?
static bool takesTemporary(FixContext &Ctx, const FunctionFacts &Caller,
                           uint32_t Number) {
  const Instruction &Call = Caller.Instructions[Number];
  bool IsRange = llvm::any_of(Caller.Instructions, [&](const Instruction &I) {
    return I.Kind == InstrKind::Assign && I.Args.size() == 1 &&
           I.Args[0].Kind == ValueKind::Path &&
           leadsIntoResult(I.Args[0].Path, Number) &&
           I.Args[0].Path.Selectors.empty() &&
           I.Target.Root.Kind == RootKind::Local &&
           I.Target.Root.Index < Caller.Locals.size() &&
           Ctx.Prog.text(Caller.Locals[I.Target.Root.Index].Name)
               .starts_with("__");
  });
  for (const Instruction &Instr : Caller.Instructions) {
    bool IsKept =
        Instr.Kind == InstrKind::Assign || Instr.Kind == InstrKind::Return ||
        Instr.Kind == InstrKind::IterBegin || Instr.Kind == InstrKind::Spawn;
    if (!IsKept || IsRange)
      continue;
    for (const Value &Arg : Instr.Args)
      if (Arg.Kind == ValueKind::Path && !Arg.Copied &&
          leadsIntoResult(Arg.Path, Number) &&
          !(Instr.Kind == InstrKind::Assign && Arg.Path.Selectors.empty() &&
            extendsLife(Ctx, Caller, Instr, Call)))
        return false;
  }
  // Not `&get()`.
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Caller.At.File));
  std::optional<size_t> At = File ? File->begin(Call.At) : std::nullopt;
  if (!At)
    return false;
  size_t First = File->tokenAt(*At);
  auto IsOfChain = [&](size_t Token) {
    StringRef Text = File->spell(Token);
    if (File->tokens()[Token].Kind == TokenKind::Word)
      return Text != "return";
    // A single colon is that of a range.
    return Text == "." || Text == "-" || Text == ">" ||
           (Text == ":" && (File->spell(Token + 1) == ":" ||
                            (Token > 0 && File->spell(Token - 1) == ":")));
  };
  while (First > 0 && IsOfChain(First - 1))
    --First;
  return First == 0 || File->spell(First - 1) != "&";
}

std::optional<Fix> mapwarden::returnCopy(FixContext &Ctx,
                                         const EscapeSite &Site) {
  const FunctionFacts &Function = Ctx.function(Site.Function);
  if (Site.Way != EscapeWay::Returned ||
      !Function.has(FunctionReturnsCopyable) ||
      Function.has(FunctionIsVirtual) || Function.has(FunctionIsLambda) ||
      Function.has(FunctionIsInstantiation) || !Function.Overrides.empty())
    return std::nullopt;
  for (FunctionId Id : Ctx.Results.Graph.callers(Site.Function)) {
    const FunctionFacts &Caller = Ctx.function(Id);
    for (uint32_t I = 0; I < Caller.Instructions.size(); ++I)
      if (llvm::any_of(Ctx.Results.Graph.targets(Id, I),
                       [&](const CallTarget &Target) {
                         return Target.Function == Site.Function;
                       }) &&
          (Caller.Instructions[I].Kind != InstrKind::Call ||
           !takesTemporary(Ctx, Caller, I)))
        return std::nullopt;
  }
  Fix Out;
  std::vector<DeclaredName> Declared = declarationsOf(Ctx, Function);
  if (Declared.empty())
    return std::nullopt;
  for (const DeclaredName &Each : Declared)
    if (!dropReference(Each, Out.Edits))
      return std::nullopt;
  llvm::sort(Out.Edits);
  Out.Description = "return a copy, made while the lock is held";
  return Out;
}
