// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads, replaces and inherits; the shape of entries is ModelSchema.h, their
/// YAML is ModelYaml.h.
#include "Models/ModelReader.h"
#include "Models/ModelYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/SourceMgr.h"

using namespace mapwarden;
using llvm::StringRef;

struct ModelReader::Draft {
  ModelDrafts Sections;
};

ModelReader::ModelReader() : Entries(std::make_unique<Draft>()) {}
ModelReader::~ModelReader() = default;

static llvm::Error makeError(const ModelOrigin &At,
                             const llvm::Twine &Message) {
  return llvm::createStringError(At.File + ":" + llvm::Twine(At.Line) + ": " +
                                 Message);
}

StringRef mapwarden::nearestWord(StringRef Word,
                                 llvm::ArrayRef<StringRef> Words) {
  StringRef Nearest;
  unsigned Least = ~0u;
  for (StringRef Candidate : Words) {
    unsigned Distance = Word.edit_distance(Candidate);
    if (Distance < Least) {
      Least = Distance;
      Nearest = Candidate;
    }
  }
  return Nearest;
}

/// Keeps the first error of llvm::yaml, in our form.
static void keepDiagnostic(const llvm::SMDiagnostic &Diagnostic,
                           void *Context) {
  auto &File = *static_cast<ModelYamlContext *>(Context);
  if (!File.Error.empty())
    return;
  StringRef Message = Diagnostic.getMessage();
  llvm::raw_string_ostream Out(File.Error);
  Out << File.FileName << ':' << std::max(Diagnostic.getLineNo(), 1) << ": "
      << Message;
  StringRef Unknown = Message;
  if (Unknown.consume_front("unknown key '") && Unknown.consume_back("'"))
    Out << "; the nearest known key is '" << nearestWord(Unknown, File.LastKeys)
        << '\'';
}

/// LLVM's YAML parser recurses for each level of nesting, so a file of a
/// megabyte of brackets would overflow the stack. Model files nest five deep;
/// what may nest deeper than 64 is refused before it is parsed. Brackets in
/// quotes and comments are counted, too: the bound is on what could be nesting.
static bool nestsTooDeeply(StringRef Text) {
  constexpr size_t Limit = 64;
  size_t Brackets = 0;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    size_t Indicators = 0;
    for (char C : Line) {
      if (C == '[' || C == '{')
        ++Brackets;
      else if ((C == ']' || C == '}') && Brackets > 0)
        --Brackets;
      else if (C == '-' || C == '?')
        ++Indicators;
      if (Brackets > Limit)
        return true;
    }
    size_t Indent = Line.find_first_not_of(' ');
    if (Indicators > 4 * Limit ||
        (Indent != StringRef::npos && Indent > 2 * Limit))
      return true;
  }
  return false;
}

/// Parses \p Text into \p Document.
static llvm::Error parse(StringRef Text, StringRef FileName,
                         ModelDocument &Document) {
  ModelYamlContext File;
  File.Text = Text;
  File.FileName = FileName;
  if (nestsTooDeeply(Text))
    return llvm::createStringError(FileName +
                                   ": nested too deeply for a model file");
  llvm::yaml::Input In(Text, &File, keepDiagnostic, &File);
  if (In.setCurrentDocument()) {
    llvm::yaml::EmptyContext None;
    llvm::yaml::yamlize(In, Document, true, None);
    if (!In.error() && In.nextDocument())
      return llvm::createStringError(
          FileName + ": expected one YAML document, found a second one");
  }
  if (!File.Error.empty())
    return llvm::createStringError(File.Error);
  if (std::error_code Code = In.error())
    return llvm::createStringError(Code, FileName + ": not readable as YAML");
  return llvm::Error::success();
}

template <typename T>
static void inheritValue(T &Own, const T &Base, bool IsGiven) {
  if (!IsGiven)
    Own = Base;
}

/// Operations are inherited one by one, so that an entry lists only those that
/// differ.
static void inheritValue(std::map<std::string, ContainerOperation> &Own,
                         const std::map<std::string, ContainerOperation> &Base,
                         bool /*IsGiven*/) {
  Own.insert(Base.begin(), Base.end());
}

/// Fills what \p Own does not give from \p Base. The list of types or functions
/// is left alone unless \p WithNames.
template <typename Entry>
static void inheritFrom(DraftEntry<Entry> &Own, const DraftEntry<Entry> &Base,
                        bool WithNames) {
  forEachModelKey<Entry>([&](auto Key, unsigned Number) {
    if (!Key.NamesEntry || WithNames)
      inheritValue(Own.Model.*Key.Field, Base.Model.*Key.Field,
                   (Own.Given >> Number) & 1);
  });
}

/// Adds the entries of one file to those of the files before.
template <typename Entry>
static llvm::Error addEntries(std::vector<DraftEntry<Entry>> &All,
                              std::vector<DraftEntry<Entry>> &&Read,
                              const char *Section) {
  llvm::StringMap<size_t> Earlier;
  for (size_t I = 0; I < All.size(); ++I)
    Earlier[All[I].Model.Id] = I;
  llvm::StringMap<unsigned> Here;
  for (DraftEntry<Entry> &Draft : Read) {
    const ModelOrigin &At = Draft.Model.Origin;
    if (Draft.Model.Id.empty())
      return makeError(At, llvm::Twine("empty 'id' in '") + Section + "'");
    auto [First, IsNew] = Here.try_emplace(Draft.Model.Id, At.Line);
    if (!IsNew)
      return makeError(At, "second entry with id '" + Draft.Model.Id +
                               "' in '" + Section + "', the first is in line " +
                               llvm::Twine(First->second));
    auto Known = Earlier.find(Draft.Model.Id);
    if (Known == Earlier.end()) {
      All.push_back(std::move(Draft));
      continue;
    }
    DraftEntry<Entry> &Replaced = All[Known->second];
    if (Draft.Inherit == Draft.Model.Id) {
      inheritFrom(Draft, Replaced, /*WithNames=*/true);
      Draft.Given |= Replaced.Given;
      Draft.Inherit = Replaced.Inherit;
    }
    Replaced = std::move(Draft);
  }
  return llvm::Error::success();
}

/// The version decides what the other settings mean, so it must be there.
static llvm::Error checkSettings(const ProjectSettings &Settings) {
  if (Settings.Places.empty() || Settings.Version == 1)
    return llvm::Error::success();
  if (Settings.has("version"))
    return llvm::createStringError(
        Settings.placeOf("version") + ": version " +
        llvm::Twine(Settings.Version) +
        " is not known, this program reads version 1");
  const auto &[Key, Place] = *Settings.Places.begin();
  return llvm::createStringError(llvm::Twine(Place) + ": '" + Key +
                                 "' needs 'version: 1' at the top of the file");
}

llvm::Error ModelReader::add(StringRef Text, StringRef FileName,
                             ProjectSettings *Settings) {
  ModelDocument Document;
  if (llvm::Error E = parse(Text, FileName, Document))
    return E;
  if (llvm::Error E = checkSettings(Document.Settings))
    return E;
  if (Settings) {
    *Settings = std::move(Document.Settings);
    Settings->File = FileName.str();
  }
  llvm::Error Result = llvm::Error::success();
  forEachModelSection([&](auto Section) {
    using List = std::vector<DraftEntry<typename decltype(Section)::EntryType>>;
    if (!Result)
      Result = addEntries(std::get<List>(Entries->Sections),
                          std::move(std::get<List>(Document.Sections)),
                          Section.Name);
  });
  return Result;
}

namespace {

/// Resolves the inheritance of one section.
template <typename Entry> class Resolver {
public:
  explicit Resolver(std::vector<DraftEntry<Entry>> &All)
      : All(All), States(All.size(), State::Open) {
    for (size_t I = 0; I < All.size(); ++I)
      ById[All[I].Model.Id] = I;
  }

  /// Resolves entry \p Number and those it inherits from.
  llvm::Error resolve(size_t Number) {
    DraftEntry<Entry> &Draft = All[Number];
    if (States[Number] == State::Done)
      return llvm::Error::success();
    if (States[Number] == State::Running)
      return makeError(Draft.Model.Origin,
                       "entry '" + Draft.Model.Id + "' inherits from itself");
    States[Number] = State::Running;
    if (!Draft.Inherit.empty()) {
      auto Base = ById.find(Draft.Inherit);
      if (Base == ById.end())
        return makeError(Draft.Model.Origin,
                         "entry '" + Draft.Model.Id +
                             "' inherits from unknown id '" + Draft.Inherit +
                             "'; the nearest known id is '" + nearestId(Draft) +
                             "'");
      if (llvm::Error E = resolve(Base->second))
        return E;
      inheritFrom(Draft, All[Base->second], /*WithNames=*/false);
    }
    States[Number] = State::Done;
    return requireNames(Draft);
  }

private:
  enum class State : uint8_t { Open, Running, Done };

  StringRef nearestId(const DraftEntry<Entry> &Draft) const {
    std::vector<StringRef> Ids;
    for (const DraftEntry<Entry> &Other : All)
      if (&Other != &Draft)
        Ids.push_back(Other.Model.Id);
    return nearestWord(Draft.Inherit, Ids);
  }

  static llvm::Error requireNames(const DraftEntry<Entry> &Draft) {
    const char *Missing = nullptr;
    forEachModelKey<Entry>([&](auto Key, unsigned) {
      if constexpr (std::is_same_v<decltype(Key.Field),
                                   std::vector<std::string> Entry::*>)
        if (Key.NamesEntry && (Draft.Model.*Key.Field).empty())
          Missing = Key.Name;
    });
    if (!Missing)
      return llvm::Error::success();
    return makeError(Draft.Model.Origin,
                     "entry '" + Draft.Model.Id +
                         "' applies to nothing, expected a list '" + Missing +
                         "' that is not empty");
  }

  std::vector<DraftEntry<Entry>> &All;
  std::vector<State> States;
  llvm::StringMap<size_t> ById;
};

} // namespace

llvm::Expected<LibraryModel> ModelReader::finish() {
  LibraryModel Model;
  llvm::Error Result = llvm::Error::success();
  forEachModelSection([&](auto Section) {
    using Entry = typename decltype(Section)::EntryType;
    auto &All = std::get<std::vector<DraftEntry<Entry>>>(Entries->Sections);
    Resolver<Entry> Inheritance(All);
    for (size_t I = 0; I < All.size() && !Result; ++I)
      Result = Inheritance.resolve(I);
    for (DraftEntry<Entry> &Draft : All)
      (Model.*Section.Entries).push_back(std::move(Draft.Model));
  });
  if (Result)
    return std::move(Result);
  return Model;
}
