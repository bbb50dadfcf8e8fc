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
  uint32_t Line = 0; ///< Where it begins.
};

struct ProjectSettings {
  std::string File; ///< As it was found; empty without a project file.
  uint32_t Version = 0;
  std::vector<std::string> Checks, Exclude, ThirdParty, Models, Outputs;
  std::string Confidence, FailLevel, Baseline, CacheDir;
  bool RequiresReason = false;
  std::vector<SuppressionSetting> Suppressions;
  /// The keys that are given, with their line.
  std::map<std::string, uint32_t> Lines;

  bool has(const std::string &Key) const { return Lines.count(Key) != 0; }
  /// `.mapwarden.yaml:4`
  std::string placeOf(const std::string &Key) const {
    auto Known = Lines.find(Key);
    return File + ":" +
           std::to_string(Known == Lines.end() ? 1 : Known->second);
  }
};

} // namespace mapwarden

#endif
