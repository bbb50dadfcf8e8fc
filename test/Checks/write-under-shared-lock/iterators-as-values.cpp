// RUN: %check_expect --real %s
// The map keeps iterators into a list: a lookup that moves the entry to the
// front writes the element.
#include <list>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class Cache {
public:
  void put(int Key) {
    std::unique_lock<std::shared_mutex> Hold(Mutex);
    Places[Key] = Order.insert(Order.begin(), Key);
  }
  void touch(int Key) {
    std::shared_lock<std::shared_mutex> Hold(Mutex);
    auto Found = Places.find(Key);
    if (Found != Places.end())
      Found->second = Order.begin(); // expect: write-under-shared-lock
  }
  void touchAlone(int Key) {
    std::unique_lock<std::shared_mutex> Hold(Mutex);
    auto Found = Places.find(Key);
    if (Found != Places.end())
      Found->second = Order.begin();
  }
  bool isFirst(int Key) {
    std::shared_lock<std::shared_mutex> Hold(Mutex);
    auto Found = Places.find(Key);
    return Found != Places.end() && Found->second == Order.begin();
  }

private:
  std::shared_mutex Mutex;
  std::list<int> Order;
  std::map<int, std::list<int>::iterator> Places;
};

int main() {
  Cache One;
  One.put(1);
  std::thread A([&] { One.touch(1); }), B([&] { One.isFirst(1); });
  One.touchAlone(1);
  A.join();
  B.join();
}
