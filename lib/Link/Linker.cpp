// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Facts of many TUs to one program.
///
/// The facts of each TU are first put on one table of names, so that versions
/// of an entity compare by integers: nearly all are the same header function
/// seen again. Where versions differ, the least by a total order wins, and the
/// least of a set does not depend on the order in which it is formed; that is
/// all there is to commutativity. The winners are then sorted and put on a
/// second table in that order, so even the ids of names are the same for any
/// order of inputs.
#include "Facts/FactsText.h"
#include "Link/AssumedAccesses.h"
#include "Link/DeclaredEntries.h"
#include "Link/DeclaredLocks.h"
#include "Link/NameVisitor.h"
#include "Link/Program.h"
#include "Link/Variants.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <set>
#include <tuple>

using namespace mapwarden;

// What makes a version better than another before their texts are compared:
// bigger is better.
static size_t richness(const FunctionFacts &Function) {
  return Function.Blocks.empty() ? 0 : 1;
}
// A unit that holds all methods of a class knows more of it than the others.
static size_t richness(const ClassFacts &Class) {
  return 2 * Class.Fields.size() +
         llvm::any_of(Class.Fields, [](const VariableFacts &Field) {
           return Field.has(VariableIsEnclosed);
         });
}
static size_t richness(const VariableFacts &) { return 0; }

static void writeEntity(const FunctionFacts &Function, const NameTable &Names,
                        llvm::raw_ostream &Out) {
  writeFunction(Function, Names, Out);
}
static void writeEntity(const ClassFacts &Class, const NameTable &Names,
                        llvm::raw_ostream &Out) {
  writeClass(Class, Names, Out);
}
static void writeEntity(const VariableFacts &Global, const NameTable &Names,
                        llvm::raw_ostream &Out) {
  writeGlobal(Global, Names, Out);
}

namespace {

/// The best version of each entity of one kind so far. All names are of one
/// table.
template <typename Entity> class Versions {
public:
  explicit Versions(const NameTable &Names) : Names(Names) {}

  void add(Entity &&Version) {
    auto [Known, IsNew] =
        ByUsr.try_emplace(Version.Usr, static_cast<uint32_t>(Best.size()));
    if (IsNew)
      Best.push_back(std::move(Version));
    else if (Best[Known->second] != Version)
      settle(Known->second, std::move(Version));
  }

  /// The best versions, sorted by USR text.
  std::vector<Entity> take() {
    std::sort(Best.begin(), Best.end(), [&](const Entity &L, const Entity &R) {
      return Names.text(L.Usr) < Names.text(R.Usr);
    });
    return std::move(Best);
  }

private:
  /// Decides between the best version so far and one that differs from it.
  void settle(uint32_t Number, Entity &&Version) {
    size_t Held = richness(Best[Number]), Offered = richness(Version);
    if (Offered < Held)
      return;
    std::string &HeldText = Texts[Number];
    if (Offered > Held) {
      HeldText.clear();
      Best[Number] = std::move(Version);
      return;
    }
    if (HeldText.empty())
      HeldText = textOf(Best[Number]);
    std::string OfferedText = textOf(Version);
    if (OfferedText < HeldText) {
      HeldText = std::move(OfferedText);
      Best[Number] = std::move(Version);
    }
  }

  std::string textOf(const Entity &Version) const {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    writeEntity(Version, Names, Out);
    return Text;
  }

  const NameTable &Names;
  std::vector<Entity> Best;
  llvm::DenseMap<NameId, uint32_t> ByUsr;
  /// The text of the best version where versions differ, by its number; kept
  /// because the same header often differs in many TUs. Empty when it is not
  /// known.
  llvm::DenseMap<uint32_t, std::string> Texts;
};

/// Names of one table by the ids of another, interned when they are first met.
class NameMapping {
public:
  NameMapping(const NameTable &From, NameTable &To)
      : From(From), To(To), Mapped(From.size(), Unmapped) {}

  void operator()(NameId &Id) {
    NameId &Target = Mapped[index(Id)];
    if (Target == Unmapped)
      Target = To.intern(From.text(Id));
    Id = Target;
  }

private:
  static constexpr NameId Unmapped = static_cast<NameId>(~0u);
  const NameTable &From;
  NameTable &To;
  std::vector<NameId> Mapped;
};

} // namespace

template <typename Entity>
static void addAll(std::vector<Entity> &Entities, NameMapping &Mapping,
                   Versions<Entity> &Known) {
  for (Entity &E : Entities) {
    visitNames(E, Mapping);
    Known.add(std::move(E));
  }
}

template <typename Entity>
static void renameAll(std::vector<Entity> &Entities, NameMapping &Mapping) {
  for (Entity &E : Entities)
    visitNames(E, Mapping);
}

template <typename Entity>
static void indexByUsr(const std::vector<Entity> &Entities,
                       llvm::DenseMap<NameId, uint32_t> &Index) {
  for (uint32_t I = 0; I < Entities.size(); ++I)
    Index[Entities[I].Usr] = I;
}

static void buildIndices(Program &Linked) {
  indexByUsr(Linked.Functions, Linked.FunctionByUsr);
  indexByUsr(Linked.Classes, Linked.ClassByUsr);
  indexByUsr(Linked.Globals, Linked.GlobalByUsr);
  for (ClassId Class = 0; Class < Linked.Classes.size(); ++Class)
    for (uint32_t I = 0; I < Linked.Classes[Class].Fields.size(); ++I)
      Linked.FieldByUsr.try_emplace(Linked.Classes[Class].Fields[I].Usr, Class,
                                    I);
}

/// Whether \p Root names something that \p Frame has.
static bool exists(const PathRoot &Root, const FunctionFacts &Frame) {
  switch (Root.Kind) {
  case RootKind::Param:
    return Root.Index < Frame.Params.size();
  case RootKind::Local:
    return Root.Index < Frame.Locals.size();
  case RootKind::Result:
  case RootKind::Allocation:
    return Root.Index < Frame.Instructions.size();
  case RootKind::Unknown:
  case RootKind::This:
  case RootKind::Global:
  case RootKind::Return:
    return true;
  }
  llvm_unreachable("no such root");
}

/// A lambda of one version of a function may name locals that the version that
/// won does not have. Such paths become unknown, so that no analysis has to
/// check indices.
// LIMIT: a program that is written as facts and linked again has lost those
// paths, whichever version wins then.
static void forgetMissingRoots(Program &Linked) {
  auto Check = [&](AccessPath &Path) {
    if (Path.Root.Frame == NameId::None)
      return;
    const FunctionFacts *Frame = Linked.function(Path.Root.Frame);
    if (Frame && !exists(Path.Root, *Frame))
      Path = AccessPath();
  };
  for (FunctionFacts &Function : Linked.Functions)
    visitPaths(Function, Check);
}

/// A unit that does not instantiate a template has facts of the template as it
/// is written. Where another unit instantiates it, those say what it does and
/// who calls it.
static void dropWrittenTemplates(std::vector<FunctionFacts> &Functions) {
  using Place = std::tuple<NameId, uint32_t, uint32_t>;
  auto placeOf = [](const FunctionFacts &Function) {
    return Place(Function.At.File, Function.At.Line, Function.At.Column);
  };
  std::set<Place> Instantiated;
  for (const FunctionFacts &Function : Functions)
    if (Function.has(FunctionIsInstantiation) && Function.At.isValid() &&
        !Function.has(FunctionIsLambda))
      Instantiated.insert(placeOf(Function));
  if (Instantiated.empty())
    return;
  llvm::DenseMap<NameId, NameId> ParentOf;
  llvm::DenseSet<NameId> Dropped;
  for (const FunctionFacts &Function : Functions) {
    if (Function.Parent != NameId::None)
      ParentOf[Function.Usr] = Function.Parent;
    else if (!Function.has(FunctionIsInstantiation) &&
             Instantiated.count(placeOf(Function)))
      Dropped.insert(Function.Usr);
  }
  llvm::erase_if(Functions, [&](const FunctionFacts &Function) {
    NameId Outermost = Function.Usr;
    for (auto Up = ParentOf.find(Outermost); Up != ParentOf.end();
         Up = ParentOf.find(Outermost))
      Outermost = Up->second;
    return Dropped.contains(Outermost);
  });
}

Program
mapwarden::linkProgram(std::vector<TuFacts> Units,
                       llvm::function_ref<bool(llvm::StringRef)> IsExported) {
  NameTable Shared;
  Versions<FunctionFacts> Functions(Shared);
  Versions<ClassFacts> Classes(Shared);
  Versions<VariableFacts> Globals(Shared);
  llvm::DenseSet<NameId> Copied;
  for (TuFacts &Unit : Units) {
    NameMapping Mapping(Unit.Names, Shared);
    addAll(Unit.Functions, Mapping, Functions);
    addAll(Unit.Classes, Mapping, Classes);
    addAll(Unit.Globals, Mapping, Globals);
    for (NameId &Class : Unit.CopiedClasses) {
      Mapping(Class);
      Copied.insert(Class);
    }
    Unit = TuFacts();
  }

  Program Linked;
  Linked.Functions = Functions.take();
  dropWrittenTemplates(Linked.Functions);
  Linked.Classes = Classes.take();
  Linked.Globals = Globals.take();
  NameMapping Mapping(Shared, Linked.Names);
  renameAll(Linked.Functions, Mapping);
  renameAll(Linked.Classes, Mapping);
  renameAll(Linked.Globals, Mapping);
  // Names that nothing else has need not be known.
  for (const ClassFacts &Class : Linked.Classes)
    if (Copied.contains(Shared.find(Linked.text(Class.Usr))))
      Linked.CopiedClasses.insert(Class.Usr);
  if (IsExported)
    declareExported(Linked, IsExported);
  addDeclaredEntries(Linked);
  addVariants(Linked);
  buildIndices(Linked);
  assumeAccesses(Linked);
  takeDeclaredLocks(Linked);
  forgetMissingRoots(Linked);
  return Linked;
}
