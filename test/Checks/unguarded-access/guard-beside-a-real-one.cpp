// RUN: %check_expect --mock %s
// One side holds the lock, the guard of the other side guards nothing: that
// side is reported.
#include <map>
#include <mutex>
#include <thread>

class StatisticsBad {
public:
  void run() {
    std::thread Worker(&StatisticsBad::count, this);
    reset();
    Worker.join();
  }

private:
  void count() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Hits[1];
  }
  void reset() {
    std::unique_lock<std::mutex>(this->Mutex);
    Hits.clear(); // expect: unguarded-access
  }
  std::mutex Mutex;
  std::map<int, int> Hits;
};

class StatisticsOk {
public:
  void run() {
    std::thread Worker(&StatisticsOk::count, this);
    reset();
    Worker.join();
  }

private:
  void count() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Hits[1];
  }
  void reset() {
    std::unique_lock<std::mutex> Lock(this->Mutex);
    Hits.clear();
  }
  std::mutex Mutex;
  std::map<int, int> Hits;
};

int main() {
  StatisticsBad().run();
  StatisticsOk().run();
}
