// RUN: %check_expect --mock %s
// Several std::async tasks at once, their futures in a vector.
#include <future>
#include <map>
#include <mutex>
#include <vector>

void unlockedBad() {
  std::map<int, int> Sums;
  std::vector<std::future<void>> Tasks;
  for (int I = 0; I < 4; ++I)
    Tasks.push_back(std::async(std::launch::async, [&Sums, I] {
      Sums[I] = I; // expect: unguarded-access
    }));
  for (std::future<void> &Task : Tasks)
    Task.get();
  Sums.clear();
}

void lockedOk() {
  std::map<int, int> Sums;
  std::mutex Mutex;
  std::vector<std::future<void>> Tasks;
  for (int I = 0; I < 4; ++I)
    Tasks.push_back(std::async(std::launch::async, [&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Sums[I] = I;
    }));
  for (auto &Task : Tasks)
    Task.wait();
  Sums.clear();
}

// The tasks compute, the caller collects.
void collectedByTheCallerOk() {
  std::map<int, int> Sums;
  std::vector<std::future<int>> Tasks;
  for (int I = 0; I < 4; ++I)
    Tasks.push_back(std::async(std::launch::async, [I] { return I * I; }));
  for (int I = 0; I < 4; ++I)
    Sums[I] = Tasks[I].get();
}

int main() {
  unlockedBad();
  lockedOk();
  collectedByTheCallerOk();
}
