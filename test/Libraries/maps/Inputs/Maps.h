// The parts of some hash maps' interface that the tests use, in their namespaces.
#pragma once
#include <cstddef>
#include <utility>

template <class K, class V> class TableOfStub {
public:
  struct iterator {
    std::pair<const K, V> &operator*() const;
    std::pair<const K, V> *operator->() const;
    iterator &operator++();
    bool operator!=(const iterator &) const;
  };
};

#define STUB_MAP(Name)                                                                                                 \
  template <class K, class V> class Name {                                                                             \
  public:                                                                                                              \
    using iterator = typename TableOfStub<K, V>::iterator;                                                             \
    V &operator[](const K &);                                                                                          \
    V &at(const K &);                                                                                                  \
    iterator find(const K &);                                                                                          \
    iterator begin();                                                                                                  \
    iterator end();                                                                                                    \
    std::size_t size() const;                                                                                          \
    std::pair<iterator, bool> insert(std::pair<K, V>);                                                                 \
    std::size_t erase(const K &);                                                                                      \
    iterator erase(iterator);                                                                                          \
    void clear();                                                                                                      \
  };

namespace phmap {
STUB_MAP(flat_hash_map)
STUB_MAP(node_hash_map)
} // namespace phmap
namespace tsl {
STUB_MAP(robin_map)
} // namespace tsl
namespace ankerl::unordered_dense {
inline namespace v4_4_0 {
STUB_MAP(map)
}
} // namespace ankerl::unordered_dense
namespace robin_hood {
STUB_MAP(unordered_flat_map)
STUB_MAP(unordered_node_map)
} // namespace robin_hood
namespace ska {
STUB_MAP(flat_hash_map)
} // namespace ska
namespace eastl {
STUB_MAP(hash_map)
} // namespace eastl
