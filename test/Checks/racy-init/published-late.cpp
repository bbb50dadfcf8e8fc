// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What is put into a new map before others can find it races with nobody.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

static std::map<int, int> *Pointed = nullptr;

std::map<int, int> &publishedBad() {
  if (Pointed == nullptr) {
    auto *New = new std::map<int, int>;
    New->emplace(1, 2);
    Pointed = New; // expect: racy-init
  }
  return *Pointed;
}

static std::mutex Mutex;
static std::shared_ptr<std::map<int, int>> Current;

void replaceOk() {
  auto New = std::make_shared<std::map<int, int>>();
  New->emplace(1, 2);
  std::lock_guard<std::mutex> Lock(Mutex);
  Current = New;
}

int countOk() {
  std::shared_ptr<std::map<int, int>> Own;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Own = Current;
  }
  return Own ? Own->size() : 0;
}

int main() {
  auto Run = [] {
    publishedBad()[4] = 5; // expect: unguarded-access
    replaceOk();
    countOk();
  };
  std::thread First(Run), Second(Run);
  First.join();
  Second.join();
}
