// RUN: %check_expect --mock %s
// No thread is visible, every method locks, and one locks another mutex.
#include <map>
#include <mutex>

class RoutesBad {
public:
  void addIn(int Key) {
    std::lock_guard<std::mutex> Lock(InMutex);
    In[Key] = 1;
  }
  void removeIn(int Key) {
    std::lock_guard<std::mutex> Lock(InMutex);
    In.erase(Key);
  }
  void addOut(int Key) {
    std::lock_guard<std::mutex> Lock(OutMutex);
    Out[Key] = 1;
  }
  void clear() {
    std::lock_guard<std::mutex> Lock(OutMutex);
    Out.clear();
    In.clear(); // expect: inconsistent-guard
  }

private:
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};

class RoutesOk {
public:
  void addIn(int Key) {
    std::lock_guard<std::mutex> Lock(InMutex);
    In[Key] = 1;
  }
  void addOut(int Key) {
    std::lock_guard<std::mutex> Lock(OutMutex);
    Out[Key] = 1;
  }
  void clear() {
    std::scoped_lock Lock(InMutex, OutMutex);
    Out.clear();
    In.clear();
  }

private:
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};
