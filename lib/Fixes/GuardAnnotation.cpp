// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Is it true, how is it said here, and where.
#include "Fixes/GuardAnnotation.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using llvm::StringRef;

/// Do all accesses but those in \p Mended hold the guard, or happen while
/// nobody else can reach the map?
static bool isHeldElsewhere(FixContext &Ctx, const std::string &Key,
                            const std::set<FunctionId> &Mended) {
  const std::string &Guard = Ctx.guardKeyOf(Key);
  return llvm::all_of(Ctx.versionsOf(Key), [&](const AccessVersion *Version) {
    return Version->IsExclusivePhase ||
           Mended.count(leafOf(*Version->Access).first) ||
           findGuard(Ctx.store(), *Version->Access, Guard);
  });
}

/// The token behind the name of \p Field, which is declared in \p File; nothing
/// when the text is not what it seems.
static std::optional<size_t> behindName(FixContext &Ctx, const EditedFile &File,
                                        const VariableFacts &Field) {
  std::optional<size_t> At = File.begin(Field.At);
  size_t Token = At ? File.tokenAt(*At) : File.tokens().size();
  if (Token + 1 >= File.tokens().size() ||
      File.spell(Token) != Ctx.Prog.text(Field.Name))
    return std::nullopt;
  return Token + 1;
}

std::optional<Replacement>
mapwarden::annotateGuard(FixContext &Ctx, PathId Object,
                         const std::set<FunctionId> &Mended) {
  const VariableFacts *Map = Ctx.store().variable(Object);
  auto Owner =
      Map ? Ctx.Prog.FieldByUsr.find(Map->Usr) : Ctx.Prog.FieldByUsr.end();
  const AccessPath Lock = Ctx.store().path(Ctx.guardOf(Object));
  if (Owner == Ctx.Prog.FieldByUsr.end() || Map->GuardedBy.isKnown() ||
      Lock.Selectors.empty())
    return std::nullopt;
  const ClassFacts &Class = Ctx.Prog.Classes[Owner->second.first];
  const VariableFacts *Mutex = Ctx.Prog.field(Lock.Selectors.back().Name);
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Map->At.File));
  bool IsBeside = Mutex && llvm::any_of(Class.Fields, [&](const auto &Field) {
                    return Field.Usr == Mutex->Usr;
                  });
  if (!IsBeside || !File ||
      !isHeldElsewhere(Ctx, Ctx.store().key(Object), Mended))
    return std::nullopt;
  for (const VariableFacts &Other : Class.Fields) {
    if (!Other.GuardedBy.isKnown() || Other.At.File != Map->At.File)
      continue;
    std::optional<size_t> Word = behindName(Ctx, *File, Other);
    std::optional<size_t> Place = behindName(Ctx, *File, *Map);
    if (!Word || !Place || File->tokens()[*Word].Kind != TokenKind::Word ||
        File->spell(*Word + 1) != "(")
      continue;
    return File->insert(File->tokens()[*Place - 1].End,
                        " " + File->spell(*Word).str() + "(" +
                            Ctx.Prog.text(Mutex->Name).str() + ")");
  }
  return std::nullopt;
}
