// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// std::async and std::jthread take the same entries as std::thread: functions,
// member functions with their object, std::bind, function objects.
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <thread>

struct StoreBad {
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  void operator()(int Key) const {
    Other->erase(Key); // expect: unguarded-access
  }
  std::map<int, int> Table;
  std::map<int, int> *Other = nullptr;
};

void asyncMemberBad() {
  StoreBad Store;
  auto First = std::async(std::launch::async, &StoreBad::put, &Store, 1);
  auto Second = std::async(std::launch::async, &StoreBad::put, &Store, 2);
  First.get();
  Second.get();
}

void asyncFunctorBad() {
  std::map<int, int> Table;
  StoreBad Store;
  Store.Other = &Table;
  auto Task = std::async(std::launch::async, std::ref(Store), 1);
  Table[1] = 1; // expect: unguarded-access
  Task.wait();
}

void eraseBad(std::map<int, int> &Table, int Key) {
  Table.erase(Key); // expect: unguarded-access
}

void jthreadFunctionBad() {
  std::map<int, int> Table;
  std::jthread Worker(eraseBad, std::ref(Table), 1);
  Table.insert({1, 1}); // expect: unguarded-access
}

struct StoreOk {
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

void asyncBindOk() {
  StoreOk Store;
  auto Task = std::async(std::bind(&StoreOk::put, &Store, 1));
  std::jthread Worker(&StoreOk::put, std::ref(Store), 2);
  Store.put(3);
  Task.get();
  Worker.join();
  Store.Table.clear();
}

int main() {
  asyncMemberBad();
  asyncFunctorBad();
  jthreadFunctionBad();
  asyncBindOk();
}
