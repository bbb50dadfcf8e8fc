// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What was copied out of an element is no view of it, whatever its type and
// however it is cast.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct Region {
  bool allows(const void *Address, unsigned long Size) const;
};
struct Allocation {
  const void *Owner;
  unsigned long Size;
};
class Allocations {
public:
  bool allows(const void *Address) {
    const Region *Owner = nullptr;
    unsigned long Size = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Map.find(Address);
      if (Found == Map.end())
        return false;
      Owner = reinterpret_cast<const Region *>(Found->second.Owner);
      Size = Found->second.Size;
    }
    return Owner->allows(Address, Size);
  }
  void release(const void *Address) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Map.erase(Address);
  }

private:
  std::mutex Mutex;
  std::map<const void *, Allocation> Map;
};

struct Entry {
  std::function<int(const char *)> Convert;
};
class Board {
public:
  void copyTo(Board &Other) const {
    std::unique_lock<std::mutex> Mine(Mutex, std::defer_lock);
    std::unique_lock<std::mutex> Theirs(Other.Mutex, std::defer_lock);
    std::lock(Mine, Theirs);
    for (const auto &Each : Entries) {
      auto Found = Other.Entries.find(Each.first);
      if (Found != Other.Entries.end())
        Found->second->Convert = Each.second->Convert;
    }
  }
  void remove(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.erase(Name);
  }

private:
  mutable std::mutex Mutex;
  std::map<std::string, std::shared_ptr<Entry>> Entries;
};

int main() {
  Allocations All;
  Board One, Two;
  auto work = [&] {
    All.allows(nullptr);
    All.release(nullptr);
    One.copyTo(Two);
    One.remove("a");
  };
  std::thread A(work), B(work);
  A.join();
  B.join();
}
