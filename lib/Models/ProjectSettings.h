// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What `.mapwarden.yaml` says besides models: how this project wants to be
/// scanned and what fails.
///
/// The project has one file and there is one reader for it (ModelReader): a
/// file with the key `version` is a project file, in which the keys below may
/// stand beside the sections of models. Values are words here; who uses them
/// checks them and names the line.
#ifndef MAPWARDEN_MODELS_PROJECTSETTINGS_H
#define MAPWARDEN_MODELS_PROJECTSETTINGS_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mapwarden {

/// One entry of `suppressions`.
struct SuppressionSetting {
  std::string Check, Path, Map, Function, Reason, Until;
  std::string File;  ///< The project file it is from.
  uint32_t Line = 0; ///< Where it begins.
};

/// One entry of `overrides`: what is reported about some files.
struct OverrideSetting {
  std::string Path; ///< A PathGlob.
  /// What is reported there: these checks (empty: no change) from this
  /// confidence on (empty: no change).
  std::vector<std::string> Checks;
  std::string Confidence;
  std::string File;  ///< The project file it is from.
  uint32_t Line = 0; ///< Where it begins.
};

/// `entries`: who runs functions although the program does not show it.
struct EntrySettings {
  /// PathGlobs of files whose functions any thread may call at any time.
  std::vector<std::string> Exported;
};

struct ProjectSettings {
  std::string File; ///< As it was found; empty without a project file.
  uint32_t Version = 0;
  std::vector<std::string> Extends, Checks, Exclude, ThirdParty, Models,
      Outputs;
  std::string Confidence, FailLevel, Baseline, CacheDir, BuildDir;
  uint64_t MaxFailedTus = 0, TuTimeout = 0, TuMemory = 0;
  bool RequiresReason = false;
  EntrySettings Entries;
  std::vector<SuppressionSetting> Suppressions;
  std::vector<OverrideSetting> Overrides;
  /// The keys that are given, with their place: `.mapwarden.yaml:4`.
  std::map<std::string, std::string> Places;

  bool has(const std::string &Key) const { return Places.count(Key) != 0; }
  /// The place of \p Key, or the beginning of the file.
  std::string placeOf(const std::string &Key) const {
    auto Known = Places.find(Key);
    return Known == Places.end() ? File + ":1" : Known->second;
  }

  /// Takes from \p Base what this does not say. Of `suppressions` and
  /// `overrides`, those of \p Base come first.
  void extend(ProjectSettings Base);
};

/// Calls \p Do with the key and the member of each setting, in the order in
/// which files are read.
template <typename Function> void forEachSetting(Function Do) {
  Do("version", &ProjectSettings::Version);
  Do("extends", &ProjectSettings::Extends);
  Do("build-dir", &ProjectSettings::BuildDir);
  Do("checks", &ProjectSettings::Checks);
  Do("confidence", &ProjectSettings::Confidence);
  Do("cache-dir", &ProjectSettings::CacheDir);
  Do("fail-level", &ProjectSettings::FailLevel);
  Do("max-failed-tus", &ProjectSettings::MaxFailedTus);
  Do("tu-timeout", &ProjectSettings::TuTimeout);
  Do("tu-memory", &ProjectSettings::TuMemory);
  Do("require-reason", &ProjectSettings::RequiresReason);
  Do("exclude", &ProjectSettings::Exclude);
  Do("third-party", &ProjectSettings::ThirdParty);
  Do("entries", &ProjectSettings::Entries);
  Do("models", &ProjectSettings::Models);
  Do("baseline", &ProjectSettings::Baseline);
  Do("suppressions", &ProjectSettings::Suppressions);
  Do("overrides", &ProjectSettings::Overrides);
  Do("outputs", &ProjectSettings::Outputs);
}

} // namespace mapwarden

#endif
