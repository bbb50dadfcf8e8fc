// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A lambda that captures the element is returned or kept: it runs when the lock
// is long gone.
#include <functional>
#include <map>
#include <mutex>
#include <string>

struct Item {
  int Count = 0;
  void add() { ++Count; }
};

class ShopBad {
public:
  std::function<void()> adder(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Item &Found = Items[Id];
    return [&Found] { Found.add(); }; // expect: guard-escape
  }
  std::function<int()> reader(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Items.find(Id);
    return [It] { return It->second.Count; }; // expect: guard-escape
  }
  std::function<void()> byPointer(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Item *Found = &Items[Id];
    auto Result = [Found] { Found->add(); };
    return Result; // expect: guard-escape
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Item> Items;
};

class ShopOk {
public:
  std::function<void()> adder(int Id) {
    return [this, Id] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Items[Id].add();
    };
  }
  std::function<int()> reader(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Item Found = Items[Id];
    return [Found] { return Found.Count; };
  }
  int sum() {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Total = 0;
    auto Add = [&](const Item &One) { Total += One.Count; };
    for (auto &Entry : Items)
      Add(Entry.second);
    return Total;
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Item> Items;
};
