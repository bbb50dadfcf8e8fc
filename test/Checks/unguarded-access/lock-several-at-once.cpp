// RUN: %check_expect --mock %s
// scoped_lock and std::lock take several mutexes; each guards its own map.
#include <map>
#include <mutex>
#include <thread>

class AccountsBad {
public:
  void run() {
    std::thread Worker(&AccountsBad::move, this);
    {
      std::scoped_lock Lock(InMutex);
      In.clear();
    }
    Out.clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  void move() {
    std::scoped_lock Lock(InMutex, OutMutex);
    In[1] = 1;
    Out[1] = 1;
  }
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};

class AccountsOk {
public:
  void run() {
    std::thread First(&AccountsOk::move, this);
    std::thread Second(&AccountsOk::moveBack, this);
    {
      std::scoped_lock Lock(InMutex);
      In.clear();
    }
    {
      std::scoped_lock Lock(OutMutex);
      Out.clear();
    }
    First.join();
    Second.join();
  }

private:
  void move() {
    std::scoped_lock Lock(InMutex, OutMutex);
    In[1] = 1;
    Out[1] = 1;
  }
  void moveBack() {
    std::lock(OutMutex, InMutex);
    std::lock_guard<std::mutex> OutLock(OutMutex, std::adopt_lock);
    std::lock_guard<std::mutex> InLock(InMutex, std::adopt_lock);
    In[1] = 1;
    Out[1] = 1;
  }
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};

class DeferredPairOk {
public:
  void run() {
    std::thread First(&DeferredPairOk::move, this);
    std::thread Second(&DeferredPairOk::move, this);
    First.join();
    Second.join();
  }

private:
  void move() {
    std::unique_lock<std::mutex> InLock(InMutex, std::defer_lock);
    std::unique_lock<std::mutex> OutLock(OutMutex, std::defer_lock);
    std::lock(InLock, OutLock);
    In[1] = 1;
    Out[1] = 1;
  }
  std::mutex InMutex, OutMutex;
  std::map<int, int> In, Out;
};

int main() {
  AccountsBad().run();
  AccountsOk().run();
  DeferredPairOk().run();
}
