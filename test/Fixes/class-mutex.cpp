// RUN: %apply_fixes --mock --at-least 4 %s
// A class without any lock gets a mutex beside its map if none of its objects is
// copied, moved or filled member by member: then a member more breaks nothing.
#include <map>
#include <memory>
#include <string>
#include <thread>

// Reached through pointers.
class Registry {
public:
  void add(int Key, const std::string &Name) { names_[Key] = Name; }
  bool has(int Key) const { return names_.count(Key) != 0; }

private:
  std::map<int, std::string> names_;
};

void pointers() {
  auto Shared = std::make_unique<Registry>();
  std::thread Worker([&] { Shared->add(1, "one"); });
  Shared->has(1);
  Worker.join();
}

// A base class of something that is not copied, either.
struct Counted {
  void count(int Key) { ++Hits[Key]; }
  std::map<int, int> Hits;
};
class Server : public Counted {
public:
  void run() {
    std::thread Other([this] { count(1); });
    count(2);
    Other.join();
  }
};
void inherited() {
  Server One;
  One.run();
}

// Two maps in one declaration, one of them behind the other.
static std::map<int, int> Sums, Published;
static void add(int Key) { Sums[Key] += 1; }
static void publish(int Key) { Published[Key] = 1; }
void both() {
  std::thread Worker([] {
    add(1);
    publish(1);
  });
  add(2);
  publish(2);
  Worker.join();
}

// Copied somewhere: no edit, the copies would not compile.
class Snapshot {
public:
  void set(int Key) { Values[Key] = 1; }

private:
  std::map<int, int> Values;
};
void copied() {
  Snapshot Now;
  std::thread Other([&] { Now.set(1); });
  Now.set(2);
  Other.join();
  Snapshot Then(Now);
}
