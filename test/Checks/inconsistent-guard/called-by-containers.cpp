// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A comparison is called by the container that it is a part of, and so under
// the lock that its users hold. A helper that says by its name that the lock is
// held is called by those who hold it.
#include <map>
#include <mutex>
#include <set>
#include <thread>

class QueueOk {
public:
  QueueOk() : Worker([this] { run(); }) {}
  ~QueueOk() { Worker.join(); }

  struct ByHeightOk {
    QueueOk *Queue = nullptr;
    bool operator()(int A, int B) const {
      return Queue->Heights[A] < Queue->Heights[B];
    }
  };
  void put(int Id, int Height) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Heights[Id] = Height;
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Heights.erase(Id);
  }
  template <class P> int top_WITH_LOCK(P Wanted) const {
    int Count = 0;
    for (const auto &Entry : Heights)
      Count += Wanted(Entry.first);
    return Count;
  }
  int topOdd_WITH_LOCK() const {
    return top_WITH_LOCK([](int Id) { return Id % 2; });
  }
  bool hasAnyBad() const {
    return !Heights.empty(); // expect: unguarded-access
  }

private:
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Heights[0] = 1;
  }
  mutable std::mutex Mutex;
  std::map<int, int> Heights;
  std::thread Worker;
};
