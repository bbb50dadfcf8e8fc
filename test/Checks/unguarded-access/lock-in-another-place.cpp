// RUN: %check_expect --mock %s
// The mutex is in a base class, behind an accessor, in a struct beside the map,
// global, or reached through a pointer.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class Lockable {
public:
  std::mutex &mutex() const { return Mutex; }

protected:
  mutable std::mutex Mutex;
};

struct InBaseOk : Lockable {
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
  std::map<int, int> Table;
};

struct BehindAccessorOk : Lockable {
  void work() {
    if (Quick)
      return quick();
    std::lock_guard<std::mutex> Lock(mutex());
    Table[1] = 1;
  }
  void quick() {
    std::lock_guard<std::mutex> Lock(this->Mutex);
    Table[2] = 1;
  }
  std::map<int, int> Table;
  bool Quick = false;
};

struct BesideTheMapOk {
  void work() {
    auto &[Mutex, Map] = Sessions;
    std::lock_guard<std::mutex> Lock(Mutex);
    Map[1] = 1;
    Sessions.Map[2] = 2;
  }
  struct {
    std::mutex Mutex;
    std::map<int, int> Map;
  } Sessions;
};

static std::mutex &globalMutex() {
  static std::mutex Mutex;
  return Mutex;
}

struct BehindFunctionOk {
  void work() {
    std::lock_guard<std::mutex> Lock(globalMutex());
    Table[1] = 1;
  }
  std::map<int, int> Table;
};

struct BehindPointerOk {
  void work() {
    std::lock_guard<std::mutex> Lock(*Mutex);
    Table[1] = 1;
  }
  std::shared_ptr<std::mutex> Mutex = std::make_shared<std::mutex>();
  std::map<int, int> Table;
};

struct MutexUnusedBad : Lockable {
  void work() {
    std::mutex &Unused = mutex();
    Table[1] = 1; // expect: unguarded-access
    (void)Unused;
  }
  std::map<int, int> Table;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<InBaseOk>();
  inTwoThreads<BehindAccessorOk>();
  inTwoThreads<BesideTheMapOk>();
  inTwoThreads<BehindFunctionOk>();
  inTwoThreads<BehindPointerOk>();
  inTwoThreads<MutexUnusedBad>();
}
