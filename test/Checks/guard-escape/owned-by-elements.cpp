// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A map of unique_ptr: who removes the element ends the object, whatever raw
// pointer or reference has been handed out.
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

struct Texture {
  int Width = 0, Height = 0;
};

class StoreBad {
public:
  Texture *find(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    return It != ById.end() ? It->second.get() // expect: guard-escape
                            : nullptr;
  }
  Texture *findOrNull(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    if (It == ById.end())
      return nullptr;
    return It->second.get(); // expect: guard-escape
  }
  Texture &at(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return *ById.at(Id); // expect: guard-escape
  }
  int area(int Id) {
    Texture *Found = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = ById.find(Id);
      if (It == ById.end())
        return 0;
      Found = It->second.get();
    }
    return Found->Width; // expect: guard-escape
  }
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ById[Id] = std::make_unique<Texture>();
  }
  void evict(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ById.erase(Id);
  }

private:
  std::unordered_map<int, std::unique_ptr<Texture>> ById;
  std::mutex Mutex;
};

// With shared_ptr the holder keeps the object alive.
class SharedOk {
public:
  std::shared_ptr<Texture> find(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    return It == ById.end() ? nullptr : It->second;
  }
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ById[Id] = std::make_shared<Texture>();
  }
  void evict(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ById.erase(Id);
  }

private:
  std::unordered_map<int, std::shared_ptr<Texture>> ById;
  std::mutex Mutex;
};

// Nothing is ever removed: what is made on first use stays.
class FactoryOk {
public:
  Texture &get(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto &Slot = ById[Id];
    if (!Slot)
      Slot = std::make_unique<Texture>();
    return *Slot;
  }
  Texture *find(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    return It == ById.end() ? nullptr : It->second.get();
  }

private:
  std::map<int, std::unique_ptr<Texture>> ById;
  std::mutex Mutex;
};

// The object leaves the map for good, or is used while the lock is held, or
// what is wanted of it is copied.
class TakenOk {
public:
  std::unique_ptr<Texture> take(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    if (It == ById.end())
      return nullptr;
    auto Taken = std::move(It->second);
    ById.erase(It);
    return Taken;
  }
  Texture *release(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    if (It == ById.end())
      return nullptr;
    Texture *Raw = It->second.release();
    ById.erase(It);
    return Raw;
  }
  int width(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ById.find(Id);
    return It == ById.end() ? 0 : It->second->Width;
  }
  Texture copy(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return *ById.at(Id);
  }
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ById[Id] = std::make_unique<Texture>();
  }

private:
  Texture *findLocked(int Id) {
    auto It = ById.find(Id);
    return It == ById.end() ? nullptr : It->second.get();
  }

public:
  int height(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Texture *Found = findLocked(Id);
    return Found ? Found->Height : 0;
  }

private:
  std::map<int, std::unique_ptr<Texture>> ById;
  std::mutex Mutex;
};
