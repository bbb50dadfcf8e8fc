// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Pointers to elements, collected under the lock in a local vector and used
// when it is released.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Session {
  int Hits = 0;
  std::string Name;
};

class Sessions {
public:
  void touchAll() {
    std::vector<Session *> All;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      for (auto &Each : Map)
        All.push_back(&Each.second);
    }
    for (Session *Each : All)
      Each->Hits++; // expect: guard-escape
  }
  void touchFirst() {
    std::vector<Session *> Some;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Some.push_back(&Map[1]);
    }
    Some[0]->Hits++; // expect: guard-escape
  }
  void touchUnderLock() {
    std::vector<Session *> All;
    std::lock_guard<std::mutex> Lock(Mutex);
    for (auto &Each : Map)
      All.push_back(&Each.second);
    for (Session *Each : All)
      Each->Hits++;
  }
  void copyAll() {
    std::vector<Session> All;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      for (auto &Each : Map)
        All.push_back(Each.second);
    }
    for (Session &Each : All)
      Each.Hits++;
  }
  // Either way it leads into the map.
  const std::string *nameOf(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Map.find(Key);
    return Found == Map.end() ? nullptr : &Found->second.Name; // expect: guard-escape
  }
  std::string copyOf(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Map.find(Key);
    return Found == Map.end() ? std::string() : Found->second.Name;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Map.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, Session> Map;
};

int main() {
  Sessions All;
  std::thread A([&All] {
    All.touchAll();
    All.touchFirst();
    All.touchUnderLock();
    All.copyAll();
    if (const std::string *Name = All.nameOf(1))
      All.copyOf(static_cast<int>(Name->size()));
  });
  std::thread B([&All] { All.remove(1); });
  A.join();
  B.join();
}
