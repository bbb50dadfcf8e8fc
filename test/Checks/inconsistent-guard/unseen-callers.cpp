// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A class without a mutex of its own: whoever keeps it locks. Its methods that
// nobody visible calls may be called under that lock as well.
#include <map>
#include <mutex>

class Topics {
public:
  void addOk(int Id) { Data[Id] = 1; }
  void removeOk(int Id) { Data.erase(Id); }
  bool hasAnyOk() const { return !Data.empty(); }
  bool isEmptyBad() const {
    return Data.empty(); // expect: inconsistent-guard
  }

private:
  std::map<int, int> Data;
};

class Discovery {
public:
  void advertise(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Info.addOk(Id);
  }
  bool isEmptyBad() const { return Info.isEmptyBad(); }
  void withdraw(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Info.removeOk(Id);
  }

private:
  std::mutex Mutex;
  Topics Info;
};
