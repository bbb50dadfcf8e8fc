// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library with one object, which its members reach by `this` and by a static
// pointer: the two names of the mutex may well be one.
#include <map>
#include <mutex>

class Runtime {
public:
  static Runtime *Instance;
  static bool start();
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Blocks.insert({Key, Key});
    Blocks[Key + 1] = Key;
    Blocks.erase(Key - 1);
  }
  int get(int Key) {
    std::lock_guard<std::mutex> Lock(Instance->Mutex);
    auto Found = Blocks.find(Key);
    return Found == Blocks.end() ? 0 : Found->second;
  }
  // No lock is none.
  unsigned size() {
    return Blocks.size(); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Blocks;
};
Runtime *Runtime::Instance = nullptr;
