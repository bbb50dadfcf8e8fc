// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A flag tells of the object it lies in. A map that locks for itself, or that
// others fill as well, is not what it stands for; nor is a set-up method lazy.
#include <map>
#include <memory>
#include <mutex>

class Listeners {
public:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Known[Id] = 1;
  }
  bool has(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Known.count(Id) != 0;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Known;
};

class Reader {
public:
  void enable() {
    if (IsEnabled)
      return;
    IsEnabled = true;
    Own.add(1);
  }

private:
  bool IsEnabled = false;
  Listeners Own;
};

class Transport {
public:
  bool init() {
    if (!Manager)
      Manager = std::make_shared<std::map<int, int>>();
    return true;
  }
  void send(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sent[Id] = 1;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Sent;
  std::shared_ptr<std::map<int, int>> Manager;
};

class Profiles {
public:
  int find(int Id) {
    if (!IsLoaded) {
      Loaded[1] = 1; // expect: racy-init
      IsLoaded = true;
    }
    auto Found = Loaded.find(Id);
    return Found == Loaded.end() ? 0 : Found->second;
  }
  void count() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Uses;
  }

private:
  bool IsLoaded = false;
  std::map<int, int> Loaded;
  std::mutex Mutex;
  int Uses = 0;
};

int useAll(Reader &R, Transport &T, Profiles &P) {
  R.enable();
  T.init();
  T.send(1);
  P.count();
  return P.find(1);
}
