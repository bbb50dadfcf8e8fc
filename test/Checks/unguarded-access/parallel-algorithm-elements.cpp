// RUN: %check_expect --mock %s
// A parallel algorithm gives each run an element of its own; what the elements
// share, or refer to, is not.
#include <algorithm>
#include <execution>
#include <map>
#include <vector>

struct Shard {
  std::map<int, int> Counts;
  std::map<int, int> *Totals = nullptr;
};

void ownElementOk(std::vector<Shard> &Shards) {
  std::for_each(std::execution::par, Shards.begin(), Shards.end(),
                [](Shard &Each) { Each.Counts[1] = 2; });
}

void sharedMapBad(std::vector<Shard> &Shards) {
  std::map<int, int> Totals;
  std::for_each(std::execution::par, Shards.begin(), Shards.end(),
                [&](Shard &Each) {
                  Totals[1] += 1; // expect: unguarded-access
                  Each.Counts.clear();
                });
}

void firstElementBad(std::vector<Shard> &Shards) {
  std::for_each(std::execution::par, Shards.begin(), Shards.end(),
                [&](Shard &) { Shards[0].Counts[1] = 2; }); // expect: unguarded-access
}
