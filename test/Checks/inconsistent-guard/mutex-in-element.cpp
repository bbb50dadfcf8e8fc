// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// An element's own mutex guards the element. It is no guard of the map, however
// often it is held there; the map's mutex is.
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct Pending {
  std::mutex Mutex;
  int Waiters = 0;
};

class Installer {
public:
  void install(const std::string &Place) {
    std::unique_lock<std::mutex> Lock(MapMutex);
    if (!Running.count(Place))
      Running[Place] = std::make_shared<Pending>();
    Lock.unlock();
    {
      std::lock_guard<std::mutex> Guard(Running[Place]->Mutex); // expect: inconsistent-guard
      Running[Place]->Waiters = 1; // expect: inconsistent-guard
    }
    Lock.lock();
    Running.erase(Place);
  }
  void cancelOk(const std::string &Place) {
    std::shared_ptr<Pending> One;
    {
      std::lock_guard<std::mutex> Lock(MapMutex);
      auto Found = Running.find(Place);
      if (Found == Running.end())
        return;
      One = Found->second;
    }
    std::lock_guard<std::mutex> Guard(One->Mutex);
    One->Waiters = 0;
  }

private:
  std::mutex MapMutex;
  std::map<std::string, std::shared_ptr<Pending>> Running;
};
