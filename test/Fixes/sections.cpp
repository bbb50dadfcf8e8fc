// RUN: %apply_fixes --mock --at-least 3 %s
// Test and change in two critical sections become one.
#include <map>
#include <mutex>

class Cache {
public:
  void nextBlock(int Key) {
    bool IsKnown;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      IsKnown = Values.count(Key) != 0;
    }
    if (!IsKnown) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Values[Key] = 1;
    }
  }
  void laterInBlock(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Values.count(Key) == 0)
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  void nested(int Key) {
    bool IsKnown = false;
    {
      std::scoped_lock Lock(Mutex);
      IsKnown = Values.find(Key) != Values.end();
    }
    if (IsKnown) {
      std::scoped_lock Lock(Mutex);
      Values.erase(Key);
    }
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
