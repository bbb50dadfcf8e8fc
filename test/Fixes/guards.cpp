// RUN: %apply_fixes --confidence low --mock --at-least 10 %s
// Guards that guard nothing, or hold as readers where there is a write.
#include <map>
#include <mutex>
#include <shared_mutex>

class Nothing {
public:
  void right(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void unnamed(int Key) {
    std::lock_guard<std::mutex>(this->Mutex);
    Values[Key] = 1;
  }
  void braces(int Key) {
    std::scoped_lock{Mutex};
    Values[Key] = 1;
  }
  void hides(int Key) {
    std::unique_lock<std::mutex>(Mutex);
    Values[Key] = 1;
  }
  void declaresFunction(int Key) {
    std::unique_lock<std::mutex> Lock();
    Values.erase(Key);
  }
  void empty(int Key) {
    std::unique_lock<std::mutex> Lock;
    Values.erase(Key);
  }
  void deferred(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    Values.erase(Key);
  }
  void tried(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex, std::try_to_lock);
    Values.erase(Key);
  }
  void early(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Lock.unlock();
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class OwnMutex {
public:
  void put(int Key) {
    std::mutex Mutex;
    std::lock_guard<std::mutex> Lock(Mutex);
    table()[Key] = 1;
  }

private:
  static std::map<int, int> &table();
};

class Reader {
public:
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Values[Key];
  }
  void erase(int Key) {
    std::shared_lock Lock(Mutex);
    Values.erase(Key);
  }
  void set(int Key) {
    std::unique_lock Lock(Mutex);
    Values[Key] = 1;
  }

private:
  std::shared_mutex Mutex;
  std::map<int, int> Values;
};
