// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Flags that decide something else, and mutexes for something else.
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

struct Member {
  std::map<std::string, bool> Status;
  std::mutex Mutex;
};

// The flag is looked at on one of the ways only.
class TaskOk {
public:
  explicit TaskOk(Member *M) : Mine(M) {}
  void dispatch() {
    if (Message) {
      if (Waits) {
        Finished = true;
        return;
      }
      Message = false;
    }
    Mine->Mutex.lock();
    bool Ok = Mine->Status[Topic];
    if (!Ok)
      Waits = true;
    Mine->Mutex.unlock();
  }

private:
  Member *Mine;
  bool Waits = false, Finished = false, Message = false;
  std::string Topic;
};

// The flag is what says whether the map is filled.
class TableBad {
public:
  int get(int Key) {
    if (!Loaded) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Values[1] = 2; // expect: racy-init
      Loaded = true;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.count(Key);
  }

private:
  std::mutex Mutex;
  bool Loaded = false;
  std::map<int, int> Values;
};

// The mutex is named after the key that it guards.
class CertificateOk {
public:
  std::shared_ptr<int> key() const {
    std::lock_guard<std::mutex> Lock(KeyMutex);
    if (!Key)
      Key = std::make_shared<int>(1);
    return Key;
  }
  void revoke(int Other) {
    if (Lists.empty())
      Lists.emplace(Other);
  }
  void add(int List) { Lists.emplace(List); }

private:
  std::set<int> Lists;
  mutable std::mutex KeyMutex;
  mutable std::shared_ptr<int> Key;
};
