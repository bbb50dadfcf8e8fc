// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// `Own = std::make_unique<T>()` ends the object that the pointer had before,
// with its thread; the thread of the new one goes on.
#include <atomic>
#include <map>
#include <memory>
#include <thread>

class Engine {
public:
  Engine() {
    Worker = std::thread([this] {
      while (!IsStopped)
        Book[1]++; // expect: unguarded-access
    });
  }
  ~Engine() {
    IsStopped = true;
    Worker.join();
  }
  int size() const {
    return Book.size(); // expect: unguarded-access
  }

private:
  std::map<int, int> Book;
  std::atomic<bool> IsStopped{false};
  std::thread Worker;
};
class Gateway {
public:
  Gateway() { Own = std::make_unique<Engine>(); }
  int size() { return Own->size(); }

private:
  std::unique_ptr<Engine> Own;
};

// Each has its own map, and the old one is joined.
class Loader {
public:
  Loader() {
    Worker = std::thread([this] { Words[1]++; });
  }
  ~Loader() { Worker.join(); }

private:
  std::map<int, int> Words;
  std::thread Worker;
};
class Reloads {
public:
  void open() { Own = std::make_unique<Loader>(); }

private:
  std::unique_ptr<Loader> Own;
};

int main() {
  Gateway One;
  One.size();
  Reloads Two;
  Two.open();
  Two.open();
}
