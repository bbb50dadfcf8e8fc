// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// A container in a container, in a sequence, behind a pointer.
#include <array>
#include <map>
#include <memory>
#include <set>
#include <vector>
struct Shards {
  std::map<int, std::set<int>> nested;
  std::vector<std::map<int, int>> shards;
  std::unique_ptr<std::map<int, int>> owned;
  std::map<int, int> *raw;
  int hash(int) const;

  // CHECK: function {{.*}} name=Shards::inSequence
  // CHECK: access this."{{.*}}shards"[i] name=erase
  // CHECK: access this."{{.*}}shards"["hash(k) % 8"] name="operator[]"
  // CHECK: access this."{{.*}}shards"[{{[a-z0-9_*]+}}] name=size
  void inSequence(int k, int i) {
    shards[i].erase(k);
    shards[hash(k) % 8][k] = 1;
    for (auto &shard : shards)
      shard.size();
  }
  // CHECK: function {{.*}} name=Shards::inside
  // CHECK: access this."{{.*}}nested" name="operator[]" flags=write,inserts
  // CHECK-NEXT: access this."{{.*}}nested"[k] name=insert flags=write
  void inside(int k) { nested[k].insert(3); }
  // CHECK: function {{.*}} name=Shards::pointed
  // CHECK: access this."{{.*}}owned" name=clear
  // CHECK: access this."{{.*}}raw" name="operator[]"
  // CHECK: access this."{{.*}}raw" name=delete flags=write,clears
  void pointed() {
    owned->clear();
    (*raw)[1] = 2;
    delete raw;
  }
};
