// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// No thread is visible and no access holds a lock, but somebody meant to lock:
// the guards in front of the accesses guard nothing.
#include <map>
#include <memory>
#include <mutex>
#include <string>

class PoolBad {
public:
  void put(int Key, const std::string &Value);
  bool has(int Key) const;
  void drop(int Key);
  void clear();
  std::size_t size() const;

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Items;
};

void PoolBad::put(int Key, const std::string &Value) {
  std::lock_guard<std::mutex>{Mutex};
  Items[Key] = Value; // expect: inconsistent-guard
}
bool PoolBad::has(int Key) const {
  std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
  return Items.count(Key) != 0; // expect: inconsistent-guard
}
void PoolBad::drop(int Key) {
  std::unique_lock<std::mutex>(Mutex);
  Items.erase(Key); // expect: inconsistent-guard
}
void PoolBad::clear() {
  std::mutex Own;
  std::lock_guard<std::mutex> Lock(Own);
  Items.clear(); // expect: inconsistent-guard
}
std::size_t PoolBad::size() const { return Items.size(); }

template <class T> class KeeperBad {
public:
  void populate(std::shared_ptr<T> Item) {
    std::unique_lock<std::mutex>(Populate);
    if (Keeper.find(Item.get()) != Keeper.end()) // expect: inconsistent-guard
      return;
    Keeper[Item.get()] = Item; // expect: inconsistent-guard
  }

private:
  std::map<T *, std::shared_ptr<T>> Keeper;
  std::mutex Populate;
};
template class KeeperBad<int>;

class PoolOk {
public:
  void put(int Key, const std::string &Value);
  bool has(int Key) const;
  void drop(int Key);

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Items;
};

void PoolOk::put(int Key, const std::string &Value) {
  std::lock_guard<std::mutex> Lock{Mutex};
  Items[Key] = Value;
}
bool PoolOk::has(int Key) const {
  std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
  Lock.lock();
  return Items.count(Key) != 0;
}
void PoolOk::drop(int Key) {
  std::unique_lock<std::mutex> Lock(Mutex);
  Items.erase(Key);
}

// The lock was for something else and is gone before the map is used; nothing
// says that the map is shared.
class CounterOk {
public:
  void add(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Calls;
    }
    Names[Key] = "x";
  }
  bool has(int Key) { return Names.count(Key) != 0; }

private:
  std::mutex Mutex;
  int Calls = 0;
  std::map<int, std::string> Names;
};
