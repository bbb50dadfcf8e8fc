// RUN: %apply_fixes --real --at-least 4 %s
// Maps that live in a function, and objects of classes without a lock that do.
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

// A lambda with everything, and one that names what it takes.
int everything() {
  std::map<int, int> Seen;
  std::thread First([&] { Seen[1] = 1; });
  std::thread Second([&Seen] { Seen[2] = 1; });
  First.join();
  Second.join();
  return static_cast<int>(Seen.size());
}

// While the owner reads.
int meanwhile() {
  std::map<int, int> sums_by_key;
  auto Task = std::async(std::launch::async, [&sums_by_key] {
    for (int I = 0; I < 5; ++I)
      sums_by_key[I] = I;
  });
  int Sum = 0;
  for (const auto &Each : sums_by_key)
    Sum += Each.second;
  Task.wait();
  return Sum;
}

// A struct whose map others use, by reference and by pointer.
struct Graph {
  std::map<int, std::vector<int>> Edges;
};
static void relax(Graph &G, int From) { G.Edges[From + 1].push_back(From); }
static void cut(Graph *G, int From) { G->Edges.erase(From); }
int graph() {
  Graph G;
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back([&G, I] {
      relax(G, I);
      cut(&G, I);
    });
  for (std::thread &Each : All)
    Each.join();
  return static_cast<int>(G.Edges.size());
}

// A mutex stands beside the map, and nobody has ever locked it.
class Sessions {
public:
  void open(int Id) { live_.insert(Id); }
  bool isOpen(int Id) const { return live_.count(Id) != 0; }

private:
  std::set<int> live_;
  std::mutex mutex_;
};
bool sessions() {
  Sessions S;
  std::thread Other([&] { S.open(1); });
  bool Is = S.isOpen(1);
  Other.join();
  return Is;
}

// Behind a handle with a private pointer, which a free function cannot name:
// advice only.
template <class T> class Handle {
public:
  explicit Handle(T *Raw) : Raw(Raw) {}
  T *operator->() const { return Raw; }

private:
  T *Raw;
};
struct Document {
  std::map<int, std::string> Lines;
};
static void edit(Handle<Document> Text, int Line) { Text->Lines[Line] = "x"; }
void documents() {
  Handle<Document> Text(new Document);
  std::thread First(edit, Text, 1);
  std::thread Second([Text] { edit(Text, 2); });
  First.join();
  Second.join();
}

// The map comes as a parameter: the function cannot see the mutex. Advice.
static void count(std::map<int, int> &Counts, int Key) { ++Counts[Key]; }
void counts() {
  std::map<int, int> Counts;
  std::thread First([&] { count(Counts, 1); });
  std::thread Second([&] { count(Counts, 2); });
  First.join();
  Second.join();
}
