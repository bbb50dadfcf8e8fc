// RUN: %check_expect --real %s
// A reference to a map, or to an element of it, ends when its only owner gets
// another map; and what an element alone owns ends with the element, whether the
// owner could be shared or not.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

using Table = std::map<int, int>;
struct Session {
  int Uses = 0;
};

class Registry {
public:
  const Table &allBad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return *Values; // expect: guard-escape
  }
  Table allOk() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return *Values;
  }
  std::shared_ptr<const Table> snapshotOk() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Shared;
  }
  void replace() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values = std::make_unique<Table>();
    Shared = std::make_shared<const Table>();
  }

private:
  std::mutex Mutex;
  std::unique_ptr<Table> Values = std::make_unique<Table>();
  std::shared_ptr<const Table> Shared = std::make_shared<const Table>();
};

class Sessions {
public:
  Session *findBad(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = All.find(Key);
    if (Found == All.end())
      return nullptr;
    return Found->second.get(); // expect: guard-escape
  }
  std::shared_ptr<Session> findOk(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = All.find(Key);
    return Found == All.end() ? nullptr : Found->second;
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All[Key] = std::make_shared<Session>();
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Session>> All;
};

int main() {
  Registry One;
  Sessions Two;
  Two.add(1);
  std::thread Writer([&] {
    One.replace();
    Two.drop(1);
  });
  One.allBad().size(), One.allOk(), One.snapshotOk()->size();
  if (Session *Found = Two.findBad(1))
    Found->Uses++;
  if (auto Found = Two.findOk(1))
    Found->Uses++;
  Writer.join();
}
