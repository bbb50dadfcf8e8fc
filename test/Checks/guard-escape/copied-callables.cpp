// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A callback that is copied out of the map may leave the lock, alone or in a
// lambda; a reference to the one in the map may not.
#include <functional>
#include <map>
#include <mutex>

using Callback = std::function<int(int)>;

class Registry {
public:
  std::function<int()> copied(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Callback Own = Items.at(Key);
    return [Own] { return Own(1); };
  }
  std::function<int()> copiedByIterator(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    auto Found = Items.find(Key);
    Callback Own = Found->second;
    return [Own] { return Own ? Own(1) : 0; };
  }
  std::function<int()> referred(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Callback &Own = Items.at(Key);
    return [&Own] { return Own(1); }; // expect: guard-escape
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Items.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, Callback> Items;
};
