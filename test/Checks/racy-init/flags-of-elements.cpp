// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A mark of an element, or of something the function has for itself, says
// nothing about a map being filled; one beside the map does.
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

struct Neighbor {
  int id = 0;
  bool flag = true;
};

// Two threads walk at once: a race, and no lazy filling.
class WalkBad {
public:
  void walk(std::vector<Neighbor> &Queue) {
    for (Neighbor &Next : Queue) {
      if (!Next.flag)
        continue;
      Next.flag = false;
      Visited.insert(Next.id); // expect: unguarded-access
    }
  }
  void walkOwn() {
    std::vector<Neighbor> Queue(10);
    for (std::size_t I = 0; I < Queue.size(); ++I)
      if (Queue[I].flag) {
        Queue[I].flag = false;
        Visited.insert(Queue[I].id); // expect: unguarded-access
      }
  }

private:
  std::set<int> Visited;
};

struct Shard {
  bool ready = false;
  std::map<int, std::string> names;
};

class ShardsBad {
public:
  const std::string &name(int Shard, int Id) {
    if (!Shards[Shard].ready) {
      Shards[Shard].names[Id] = "x"; // expect: racy-init
      Shards[Shard].ready = true;
    }
    return Shards[Shard].names.at(Id); // expect: unguarded-access
  }

private:
  Shard Shards[4];
};

int main() {
  WalkBad Walk;
  std::vector<Neighbor> First(5), Second(5);
  std::thread One([&] { Walk.walk(First); });
  std::thread Two([&] { Walk.walk(Second); });
  std::thread Three([&] { Walk.walkOwn(); });
  ShardsBad Shards;
  std::thread Four([&] { Shards.name(0, 1); });
  std::thread Five([&] { Shards.name(0, 1); });
  One.join();
  Two.join();
  Three.join();
  Four.join();
  Five.join();
}
