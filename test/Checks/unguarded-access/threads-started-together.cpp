// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One call starts two threads that it is given: only the caller knows what they
// do, only the callee whether they meet.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

std::thread One, Two;

void startBoth(std::function<void()> First, std::function<void()> Second) {
  One = std::thread(First);
  Two = std::thread(Second);
}

void oneAfterTheOther(std::function<void()> First,
                      std::function<void()> Second) {
  std::thread Early(First);
  Early.join();
  Two = std::thread(Second);
}

template <typename F, typename G> void runBoth(F First, G Second) {
  std::thread Early(First), Late(Second);
  Early.join();
  Late.join();
}

std::map<int, int> Shared, Handed, Guarded, Joined;
std::mutex Mutex;

void racy() {
  startBoth([] { Shared[1] = 1; }, // expect: unguarded-access
            [] { Shared[2] = 1; }); // expect: unguarded-access
  std::map<int, int> Local;
  runBoth([&] { Local[1] = 1; }, // expect: unguarded-access
          [&] { Local.erase(1); }); // expect: unguarded-access
}

void repaired() {
  startBoth(
      [] {
        std::lock_guard<std::mutex> Guard(Mutex);
        Guarded[1] = 1;
      },
      [] {
        std::lock_guard<std::mutex> Guard(Mutex);
        Guarded[2] = 1;
      });
  oneAfterTheOther([] { Joined[1] = 1; }, [] { Joined[2] = 1; });
}

int main(int Count, char **) {
  if (Count > 1)
    racy();
  else
    repaired();
}
