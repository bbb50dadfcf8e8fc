// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Elements that are used through pointers, which may have been null before. A
// map of pointers is another thing: what its elements point to is not the map's.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

class Names {
public:
  void set(int Key, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Known[Key] = Name;
  }
  int length(int Key) {
    std::string *Name = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Name = &Known[Key];
    }
    return static_cast<int>(Name->size()); // expect: guard-escape
  }
  std::string find(int Key) {
    const std::string *Name = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Known.find(Key);
      if (It != Known.end())
        Name = &It->second;
    }
    return Name ? *Name : std::string(); // expect: guard-escape
  }
  void wipe(int Key) {
    std::string *Name;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Name = &Known[Key];
    }
    Name->clear(); // expect: guard-escape
  }
  // Repaired: used, or copied, while the lock is held.
  std::string findOk(int Key) {
    std::string Copy;
    std::lock_guard<std::mutex> Lock(Mutex);
    const std::string *Name = nullptr;
    if (auto It = Known.find(Key); It != Known.end())
      Name = &It->second;
    if (Name)
      Copy = *Name;
    return Copy;
  }
  int lengthOk(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    const std::string *Name = &Known[Key];
    return static_cast<int>(Name->size());
  }

private:
  std::mutex Mutex;
  std::map<int, std::string> Known;
};

// The map is guarded, and never loses an object; the objects guard themselves.
class Session {
public:
  void touch() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Uses;
  }

private:
  std::mutex Mutex;
  int Uses = 0;
};
class Sessions {
public:
  Session *open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Session *&Slot = Live[Id];
    if (!Slot)
      Slot = new Session;
    return Slot;
  }
  void touchOk(int Id) {
    Session *Found = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Found = Live[Id];
    }
    if (Found)
      Found->touch();
  }

private:
  std::mutex Mutex;
  std::map<int, Session *> Live;
};

int main() {
  Names All;
  Sessions Open;
  std::thread Other([&] {
    All.set(1, "one");
    Open.open(1);
  });
  All.length(1);
  All.find(1);
  All.wipe(1);
  All.findOk(1);
  All.lengthOk(1);
  Open.touchOk(1);
  Other.join();
}
