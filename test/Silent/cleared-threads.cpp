// RUN: %check_expect --real %s
// Threads that join when their handles end, wherever those are kept.
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class ClearedOk {
public:
  void start() {
    for (int I = 0; I < 3; ++I)
      Workers.emplace_back([this, I] {
        std::lock_guard<std::mutex> Hold(Mutex);
        Results[I] = 1;
      });
  }
  std::size_t stop() {
    Workers.clear();
    return Results.size();
  }

private:
  std::vector<std::jthread> Workers;
  std::map<int, int> Results;
  std::mutex Mutex;
};

class ResetOk {
public:
  void start() {
    Worker.emplace([this] { Results[1] = 1; });
  }
  std::size_t stop() {
    Worker.reset();
    return Results.size();
  }

private:
  std::optional<std::jthread> Worker;
  std::map<int, int> Results;
};

class NotYetBad {
public:
  void start() {
    for (int I = 0; I < 3; ++I)
      Workers.emplace_back([this, I] {
        std::lock_guard<std::mutex> Hold(Mutex);
        Results[I] = 1;
      });
  }
  std::size_t stop() {
    const std::size_t Count = Results.size(); // expect: unguarded-access
    Workers.clear();
    return Count;
  }

private:
  std::vector<std::jthread> Workers;
  std::map<int, int> Results;
  std::mutex Mutex;
};

template <class Case> void run() {
  Case Object;
  Object.start();
  Object.stop();
}

int main() {
  run<ClearedOk>();
  run<ResetOk>();
  run<NotYetBad>();
}
