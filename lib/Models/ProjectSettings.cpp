// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How one project file builds on another.
#include "Models/ProjectSettings.h"
#include <iterator>

using namespace mapwarden;

template <typename Entry>
static void putFirst(std::vector<Entry> &First, std::vector<Entry> &Own) {
  First.insert(First.end(), std::make_move_iterator(Own.begin()),
               std::make_move_iterator(Own.end()));
  Own = std::move(First);
}

void ProjectSettings::extend(ProjectSettings Base) {
  putFirst(Base.Suppressions, Suppressions);
  putFirst(Base.Overrides, Overrides);
  forEachSetting([&](const char *Key, auto Member) {
    if (has(Key) || !Base.has(Key))
      return;
    if constexpr (!std::is_same_v<decltype(Member),
                                  decltype(&ProjectSettings::Suppressions)> &&
                  !std::is_same_v<decltype(Member),
                                  decltype(&ProjectSettings::Overrides)>)
      this->*Member = std::move(Base.*Member);
    Places[Key] = Base.Places[Key];
  });
}
