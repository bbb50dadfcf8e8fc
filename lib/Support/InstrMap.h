// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A map from instruction numbers to values, for maps that are many and small.
///
/// There is one for each function, and most hold a handful of entries. A hash
/// map takes kilobytes for the first of them; this takes what the entries need,
/// and walks them in order.
#ifndef MAPWARDEN_SUPPORT_INSTRMAP_H
#define MAPWARDEN_SUPPORT_INSTRMAP_H

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace mapwarden {

/// Sorted by key. Insertion is O(1) in the order of instructions, otherwise
/// linear; lookup is O(log n). Insertion and erasure end the validity of
/// iterators and references.
template <typename T> class InstrMap {
  using Entry = std::pair<uint32_t, T>;

public:
  using iterator = typename std::vector<Entry>::iterator;
  using const_iterator = typename std::vector<Entry>::const_iterator;

  iterator begin() { return Entries.begin(); }
  iterator end() { return Entries.end(); }
  const_iterator begin() const { return Entries.begin(); }
  const_iterator end() const { return Entries.end(); }
  bool empty() const { return Entries.empty(); }
  size_t size() const { return Entries.size(); }

  const_iterator find(uint32_t Key) const {
    auto Place = lowerBound(Entries.begin(), Entries.end(), Key);
    return Place != end() && Place->first == Key ? Place : end();
  }
  bool contains(uint32_t Key) const { return find(Key) != end(); }

  T &operator[](uint32_t Key) {
    if (Entries.empty() || Entries.back().first < Key)
      return Entries.emplace_back(Key, T()).second;
    auto Place = lowerBound(Entries.begin(), Entries.end(), Key);
    if (Place->first != Key)
      Place = Entries.emplace(Place, Key, T());
    return Place->second;
  }

  void erase(uint32_t Key) {
    auto Place = lowerBound(Entries.begin(), Entries.end(), Key);
    if (Place != end() && Place->first == Key)
      Entries.erase(Place);
  }

private:
  template <typename It> static It lowerBound(It From, It To, uint32_t Key) {
    return std::lower_bound(
        From, To, Key, [](const Entry &E, uint32_t K) { return E.first < K; });
  }

  std::vector<Entry> Entries;
};

} // namespace mapwarden

#endif
