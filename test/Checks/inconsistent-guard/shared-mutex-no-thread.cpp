// RUN: %check_expect --mock %s
// The same discipline with a reader-writer mutex: a reader without any lock.
#include <map>
#include <mutex>
#include <shared_mutex>

class DirectoryBad {
public:
  void add(int Id) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Entries[Id] = 1;
  }
  bool has(int Id) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Entries.count(Id) != 0;
  }
  bool empty() const {
    return Entries.empty(); // expect: inconsistent-guard
  }

private:
  mutable std::shared_mutex Mutex;
  std::map<int, int> Entries;
};

class DirectoryOk {
public:
  void add(int Id) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Entries[Id] = 1;
  }
  bool has(int Id) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Entries.count(Id) != 0;
  }
  bool empty() const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Entries.empty();
  }

private:
  mutable std::shared_mutex Mutex;
  std::map<int, int> Entries;
};
