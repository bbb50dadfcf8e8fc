// RUN: %check_expect --real %s
// A map that is made on first use: the pointer races even where each use of the
// map is guarded.
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

class LazyBad {
public:
  void put(int Key) {
    if (!Values)
      Values = std::make_unique<std::map<int, int>>(); // expect: racy-init
    std::lock_guard<std::mutex> Lock(Mutex);
    (*Values)[Key] = 1;
  }

private:
  std::mutex Mutex;
  std::unique_ptr<std::map<int, int>> Values;
};

class LazyOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!Values)
      Values = std::make_unique<std::map<int, int>>();
    (*Values)[Key] = 1;
  }

private:
  std::mutex Mutex;
  std::unique_ptr<std::map<int, int>> Values;
};

class OnceOk {
public:
  void put(int Key) {
    std::call_once(
        Once, [this] { Values = std::make_unique<std::map<int, int>>(); });
    std::lock_guard<std::mutex> Lock(Mutex);
    (*Values)[Key] = 1;
  }

private:
  std::once_flag Once;
  std::mutex Mutex;
  std::unique_ptr<std::map<int, int>> Values;
};

std::optional<std::map<int, int>> Maybe;
void fillMaybe() {
  if (!Maybe)
    Maybe = std::map<int, int>{{1, 1}}; // expect: racy-init
}

std::map<int, int> *Twice;
std::mutex TwiceMutex;
void makeTwice() {
  if (!Twice) {
    std::lock_guard<std::mutex> Lock(TwiceMutex);
    if (!Twice)
      Twice = new std::map<int, int>; // expect: racy-init
  }
}

int main() {
  LazyBad Bad;
  LazyOk Ok;
  OnceOk Once;
  std::thread A([&] { Bad.put(1), Ok.put(1), Once.put(1); });
  std::thread B([&] { Bad.put(2), Ok.put(2), Once.put(2); });
  std::thread C([] { fillMaybe(), makeTwice(); });
  std::thread D([] { fillMaybe(), makeTwice(); });
  A.join(), B.join(), C.join(), D.join();
}
