// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A helper whose name says that its callers hold the lock, and one that does
// not; or one that gives the lock up itself.
#include <map>
#include <mutex>
#include <string>

class CallersBad {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Table[Key] = 1;
    if (Key < 0)
      removeLocked(Key);
  }
  void remove(int Key) { removeLocked(Key); }

private:
  void removeLocked(int Key) {
    Table.erase(Key); // expect: inconsistent-guard
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class CallersOk {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Table[Key] = 1;
    if (Key < 0)
      removeLocked(Key);
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    removeLocked(Key);
  }

private:
  void removeLocked(int Key) { Table.erase(Key); }
  std::mutex Mutex;
  std::map<int, int> Table;
};

// Who calls it is in no unit of the program.
class UnseenOk {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Table[Key] = 1;
  }
  void removeLocked(int Key) { Table.erase(Key); }

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};

class GivesUpBad {
public:
  std::string get(const std::string &Key) {
    std::unique_lock<std::mutex> Hold(Mutex);
    auto Found = Table.find(Key);
    if (Found != Table.end())
      return Found->second;
    return fetchLocked(Hold, Key);
  }
  void drop(const std::string &Key) {
    std::unique_lock<std::mutex> Hold(Mutex);
    Table.erase(Key);
  }

private:
  std::string fetchLocked(std::unique_lock<std::mutex> &Hold,
                          const std::string &Key) {
    Hold.unlock();
    Table[Key] = "v"; // expect: inconsistent-guard
    Hold.lock();
    return Key;
  }
  std::mutex Mutex;
  std::map<std::string, std::string> Table;
};
