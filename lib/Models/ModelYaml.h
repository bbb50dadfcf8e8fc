// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How llvm::yaml::IO reads the entries of model files. Private to
/// ModelReader.cpp.
///
/// An entry is read as a draft: its values and the set of keys it gives, since
/// an inherited value and a default look alike in LibraryModel. The context of
/// the IO carries the file's name and the keys of the mapping that was read
/// last, which is where LLVM's "unknown key" is missing the word the user
/// meant.
#ifndef MAPWARDEN_MODELS_MODELYAML_H
#define MAPWARDEN_MODELS_MODELYAML_H

#include "Models/ModelSchema.h"
#include "Models/ProjectSettings.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/YAMLTraits.h"

namespace mapwarden {

/// An entry as written, before inheritance.
template <typename Entry> struct DraftEntry {
  Entry Model;
  std::string Inherit;
  /// Bit N: key number N (forEachModelKey) is given.
  uint32_t Given = 0;
};

template <typename... Entries>
std::tuple<std::vector<DraftEntry<Entries>>...>
    makeDrafts(std::tuple<ModelSection<Entries>...>);
/// A vector of drafts for each section.
using ModelDrafts = decltype(makeDrafts(modelSections()));

/// One model file.
struct ModelDocument {
  ModelDrafts Sections;
  ProjectSettings Settings;
};

/// An item of `members` or `functions`: several names with one meaning.
struct NamedOperation {
  std::vector<std::string> Names;
  ContainerOperation Operation;
};

/// What the traits below know of the file they read.
struct ModelYamlContext {
  llvm::StringRef Text, FileName;
  /// The keys that the mapping read last may have.
  llvm::SmallVector<llvm::StringRef, 16> LastKeys;
  /// Keeps an error message alive while LLVM reports it.
  std::string Message;
  /// The first error, complete; empty when there is none.
  std::string Error;

  /// The 1-based line of \p Position, a pointer into Text.
  unsigned lineOf(const char *Position) const {
    return 1 +
           llvm::StringRef(Text.begin(), Position - Text.begin()).count('\n');
  }
};

/// `A`, `B` or `C`, from a table of words.
template <typename Enum>
std::string listWords(llvm::ArrayRef<ModelWord<Enum>> Words) {
  std::string Text;
  for (const ModelWord<Enum> &W : Words) {
    if (!Text.empty())
      Text += ", ";
    Text += W.Word;
  }
  return Text;
}

/// ScalarTraits of an enumeration that is spelled in words. The default error
/// of LLVM does not name the word.
template <typename Enum> struct WordTraits {
  static llvm::ArrayRef<ModelWord<Enum>> words();
  static void output(const Enum &, void *, llvm::raw_ostream &) {}
  static llvm::StringRef input(llvm::StringRef Scalar, void *Context,
                               Enum &Result) {
    for (const ModelWord<Enum> &W : words())
      if (Scalar == W.Word) {
        Result = W.Meaning;
        return {};
      }
    auto &File = *static_cast<ModelYamlContext *>(Context);
    File.Message = ("unknown word '" + Scalar + "', expected one of: ").str() +
                   listWords(words());
    return File.Message;
  }
  static llvm::yaml::QuotingType mustQuote(llvm::StringRef) {
    return llvm::yaml::QuotingType::None;
  }
};
template <>
inline llvm::ArrayRef<ModelWord<ContainerEffect>>
WordTraits<ContainerEffect>::words() {
  return EffectWords;
}
template <>
inline llvm::ArrayRef<ModelWord<OperationResult>>
WordTraits<OperationResult>::words() {
  return ResultWords;
}
template <>
inline llvm::ArrayRef<ModelWord<LockFunctionModel::Action>>
WordTraits<LockFunctionModel::Action>::words() {
  return ActionWords;
}

/// Reads one key of a mapping. Lists of operations become maps by name.
template <typename T>
void readKey(llvm::yaml::IO &Io, const char *Name, T &Value) {
  Io.mapOptional(Name, Value);
}
inline void readKey(llvm::yaml::IO &Io, const char *Name,
                    std::map<std::string, ContainerOperation> &Operations);

} // namespace mapwarden

namespace llvm::yaml {

template <>
struct ScalarTraits<mapwarden::ContainerEffect>
    : mapwarden::WordTraits<mapwarden::ContainerEffect> {};
template <>
struct ScalarTraits<mapwarden::OperationResult>
    : mapwarden::WordTraits<mapwarden::OperationResult> {};
template <>
struct ScalarTraits<mapwarden::LockFunctionModel::Action>
    : mapwarden::WordTraits<mapwarden::LockFunctionModel::Action> {};

template <> struct SequenceElementTraits<mapwarden::ContainerEffect> {
  // NOLINTNEXTLINE(readability-identifier-naming): the name is LLVM's.
  static const bool flow = true;
};
template <> struct SequenceElementTraits<mapwarden::NamedOperation> {
  // NOLINTNEXTLINE(readability-identifier-naming): the name is LLVM's.
  static const bool flow = false;
};
template <> struct SequenceElementTraits<mapwarden::SuppressionSetting> {
  // NOLINTNEXTLINE(readability-identifier-naming): the name is LLVM's.
  static const bool flow = false;
};
template <> struct SequenceElementTraits<mapwarden::OverrideSetting> {
  // NOLINTNEXTLINE(readability-identifier-naming): the name is LLVM's.
  static const bool flow = false;
};
template <typename Entry>
struct SequenceElementTraits<mapwarden::DraftEntry<Entry>> {
  // NOLINTNEXTLINE(readability-identifier-naming): the name is LLVM's.
  static const bool flow = false;
};

template <> struct MappingTraits<mapwarden::NamedOperation> {
  static void mapping(IO &Io, mapwarden::NamedOperation &Item) {
    std::vector<mapwarden::ContainerEffect> Effects;
    mapwarden::OperationResult Result = mapwarden::OperationResult::Nothing;
    Io.mapRequired("names", Item.Names);
    Io.mapRequired("effects", Effects);
    Io.mapOptional("returns", Result);
    Io.mapOptional("key-argument", Item.Operation.KeyArgument);
    Io.mapOptional("other-container-argument",
                   Item.Operation.OtherContainerArgument);
    static_cast<mapwarden::ModelYamlContext *>(Io.getContext())->LastKeys = {
        "names", "effects", "returns", "key-argument",
        "other-container-argument"};

    for (mapwarden::ContainerEffect Effect : Effects)
      Item.Operation.Effects |= Effect;
    Item.Operation.ReturnsIterator =
        Result == mapwarden::OperationResult::Iterator;
    Item.Operation.ReturnsElement =
        Result != mapwarden::OperationResult::Nothing;
  }
};

template <typename Entry> struct MappingTraits<mapwarden::DraftEntry<Entry>> {
  static void mapping(IO &Io, mapwarden::DraftEntry<Entry> &Draft) {
    auto &File = *static_cast<mapwarden::ModelYamlContext *>(Io.getContext());
    const Node *Here = static_cast<Input &>(Io).getCurrentNode();
    Draft.Model.Origin = {
        File.FileName.str(),
        File.lineOf(Here->getSourceRange().Start.getPointer())};

    std::vector<StringRef> Present = Io.keys();
    SmallVector<StringRef, 16> Known = {"id", "inherit"};
    Io.mapRequired("id", Draft.Model.Id);
    Io.mapOptional("inherit", Draft.Inherit);
    mapwarden::forEachModelKey<Entry>([&](auto Key, unsigned Number) {
      mapwarden::readKey(Io, Key.Name, Draft.Model.*Key.Field);
      Known.push_back(Key.Name);
      if (is_contained(Present, Key.Name))
        Draft.Given |= 1u << Number;
    });
    File.LastKeys = Known;
  }
};

/// Notes where \p Entry begins.
template <typename Setting>
mapwarden::ModelYamlContext &locate(IO &Io, Setting &Entry) {
  auto &File = *static_cast<mapwarden::ModelYamlContext *>(Io.getContext());
  const Node *Here = static_cast<Input &>(Io).getCurrentNode();
  Entry.File = File.FileName.str();
  Entry.Line = File.lineOf(Here->getSourceRange().Start.getPointer());
  return File;
}

template <> struct MappingTraits<mapwarden::SuppressionSetting> {
  static void mapping(IO &Io, mapwarden::SuppressionSetting &Rule) {
    mapwarden::ModelYamlContext &File = locate(Io, Rule);
    Io.mapOptional("check", Rule.Check);
    Io.mapOptional("path", Rule.Path);
    Io.mapOptional("map", Rule.Map);
    Io.mapOptional("function", Rule.Function);
    Io.mapRequired("reason", Rule.Reason);
    Io.mapOptional("until", Rule.Until);
    File.LastKeys = {"check", "path", "map", "function", "reason", "until"};
  }
};

template <> struct MappingTraits<mapwarden::OverrideSetting> {
  static void mapping(IO &Io, mapwarden::OverrideSetting &Override) {
    mapwarden::ModelYamlContext &File = locate(Io, Override);
    Io.mapRequired("path", Override.Path);
    Io.mapOptional("checks", Override.Checks);
    Io.mapOptional("confidence", Override.Confidence);
    File.LastKeys = {"path", "checks", "confidence"};
  }
};

template <> struct MappingTraits<mapwarden::EntrySettings> {
  static void mapping(IO &Io, mapwarden::EntrySettings &Entries) {
    Io.mapOptional("exported", Entries.Exported);
    static_cast<mapwarden::ModelYamlContext *>(Io.getContext())->LastKeys = {
        "exported"};
  }
};

template <> struct MappingTraits<mapwarden::ModelDocument> {
  /// The line of the top-level key \p Key. Such a key begins its line, except
  /// in flow style.
  static uint32_t findKey(StringRef Text, StringRef Key) {
    for (uint32_t Line = 1; !Text.empty(); ++Line) {
      StringRef Here;
      std::tie(Here, Text) = Text.split('\n');
      Here = Here.ltrim("'\"");
      if (Here.consume_front(Key) && Here.ltrim("'\" ").starts_with(":"))
        return Line;
    }
    return 1;
  }

  template <typename T>
  static void readSetting(IO &Io, const char *Key, T &Value,
                          mapwarden::ProjectSettings &Settings,
                          SmallVectorImpl<StringRef> &Known) {
    Known.push_back(Key);
    auto &File = *static_cast<mapwarden::ModelYamlContext *>(Io.getContext());
    if (is_contained(Io.keys(), StringRef(Key)))
      Settings.Places[Key] =
          File.FileName.str() + ":" + std::to_string(findKey(File.Text, Key));
    Io.mapOptional(Key, Value);
  }

  static void mapping(IO &Io, mapwarden::ModelDocument &Document) {
    SmallVector<StringRef, 16> Known;
    mapwarden::ProjectSettings &Settings = Document.Settings;
    mapwarden::forEachSetting([&](const char *Key, auto Member) {
      readSetting(Io, Key, Settings.*Member, Settings, Known);
    });
    mapwarden::forEachModelSection([&](auto Section) {
      using Entry = typename decltype(Section)::EntryType;
      Io.mapOptional(Section.Name,
                     std::get<std::vector<mapwarden::DraftEntry<Entry>>>(
                         Document.Sections));
      Known.push_back(Section.Name);
    });
    static_cast<mapwarden::ModelYamlContext *>(Io.getContext())->LastKeys =
        Known;
  }
};

} // namespace llvm::yaml

inline void
mapwarden::readKey(llvm::yaml::IO &Io, const char *Name,
                   std::map<std::string, ContainerOperation> &Operations) {
  std::vector<NamedOperation> Items;
  Io.mapOptional(Name, Items);
  for (NamedOperation &Item : Items)
    for (std::string &Spelling : Item.Names)
      Operations.insert_or_assign(std::move(Spelling), Item.Operation);
}

#endif
