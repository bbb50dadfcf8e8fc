// RUN: %check_expect --mock %s
// Two maps with a mutex each; one method takes the other map's mutex.
#include <map>
#include <mutex>
#include <thread>

class RoutesBad {
public:
  void run() {
    std::thread First(&RoutesBad::addIn, this);
    std::thread Second(&RoutesBad::addOut, this);
    clearIn();
    First.join();
    Second.join();
  }

private:
  void addIn() {
    std::lock_guard<std::mutex> Lock(InMutex);
    In[1] = 1;
    In[2] = 2;
  }
  void addOut() {
    std::lock_guard<std::mutex> Lock(OutMutex);
    Out[1] = 1;
  }
  void clearIn() {
    std::lock_guard<std::mutex> Lock(OutMutex);
    In.clear(); // expect: inconsistent-guard
  }
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};

class RoutesOk {
public:
  void run() {
    std::thread First(&RoutesOk::addIn, this);
    std::thread Second(&RoutesOk::addOut, this);
    clearIn();
    First.join();
    Second.join();
  }

private:
  void addIn() {
    std::lock_guard<std::mutex> Lock(InMutex);
    In[1] = 1;
    In[2] = 2;
  }
  void addOut() {
    std::lock_guard<std::mutex> Lock(OutMutex);
    Out[1] = 1;
  }
  void clearIn() {
    std::lock_guard<std::mutex> Lock(InMutex);
    In.clear();
  }
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};

int main() {
  RoutesBad().run();
  RoutesOk().run();
}
