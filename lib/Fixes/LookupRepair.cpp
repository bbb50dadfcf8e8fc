// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From brackets to a call.
#include "Fixes/LookupRepair.h"
#include "Analysis/Conflicts.h"

using namespace mapwarden;

std::optional<Fix> mapwarden::lookUp(FixContext &Ctx,
                                     const AccessSummary &Access) {
  auto [Id, Number] = leafOf(Access);
  const FunctionFacts &Function = Ctx.function(Id);
  const Instruction &Subscript = Function.Instructions[Number];
  // Bodies that must not be edited have no statements.
  if (!Subscript.has(AccessCouldBeAt) || Function.Statements.empty())
    return std::nullopt;
  const EditedFile *File = Ctx.Files.find(Ctx.Prog.text(Subscript.At.File));
  std::optional<size_t> Begin = File ? File->begin(Subscript.At) : std::nullopt;
  std::optional<size_t> End = File ? File->end(Subscript.At) : std::nullopt;
  if (!Begin || !End || File->hasDirective(*Begin, *End))
    return std::nullopt;
  size_t Close = File->tokenAt(*End);
  if (Close == 0 || File->spell(Close - 1) != "]" ||
      File->tokens()[Close - 1].End != *End)
    return std::nullopt;
  std::optional<size_t> Open = File->opening(Close - 1);
  if (!Open || File->tokens()[*Open].Begin <= *Begin)
    return std::nullopt;
  const SourceToken &First = File->tokens()[*Open],
                    &Last = File->tokens()[Close - 1];
  Fix Out;
  Out.Description =
      "look up with at(), which throws where operator[] would insert";
  Out.Edits.push_back(File->replace(First.Begin, First.End, ".at("));
  Out.Edits.push_back(File->replace(Last.Begin, Last.End, ")"));
  return Out;
}
