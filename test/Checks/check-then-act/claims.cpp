// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What the first section does, or the second one asks, that keeps the decision
// from being outdated: claims, versions, an erase that tells what it found.
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

void work(int Key);

class Claims {
public:
  // Who inserted the entry removes it.
  void byFlag(int Key) {
    bool IsMine = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!Busy.count(Key)) {
        Busy.emplace(Key, 1);
        IsMine = true;
      }
    }
    if (IsMine) {
      work(Key);
      std::lock_guard<std::mutex> Lock(Mutex);
      Busy.erase(Key);
    }
  }
  // Nothing was claimed.
  void byLook(int Key) {
    bool IsThere = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Busy.count(Key))
        IsThere = true;
    }
    if (IsThere) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Busy.erase(Key); // expect: check-then-act
    }
  }

private:
  std::mutex Mutex;
  std::map<int, int> Busy;
};

// One thread loads, the others wait or leave.
class Loader {
public:
  std::string get(const std::string &Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (;;) {
      auto Found = Cache.find(Key);
      if (Found != Cache.end())
        return Found->second;
      if (Loading.insert(Key).second)
        break;
      Loaded.wait(Lock);
    }
    Lock.unlock();
    std::string Value = Key + Key;
    Lock.lock();
    Cache[Key] = Value;
    Loading.erase(Key);
    Loaded.notify_all();
    return Value;
  }
  void refresh(const std::string &Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Cache.count(Key) || Loading.count(Key))
        return;
      Loading.insert(Key);
    }
    std::string Value = Key + Key;
    std::lock_guard<std::mutex> Lock(Mutex);
    Cache[Key] = Value;
    Loading.erase(Key);
  }
  // Counting who asks claims nothing.
  void refreshCounted(const std::string &Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Cache.count(Key))
        return;
      ++Asked[Key];
    }
    std::string Value = Key + Key;
    std::lock_guard<std::mutex> Lock(Mutex);
    Cache[Key] = Value; // expect: check-then-act
  }

private:
  std::mutex Mutex;
  std::condition_variable Loaded;
  std::map<std::string, std::string> Cache;
  std::set<std::string> Loading;
  std::map<std::string, int> Asked;
};

class Subscribers {
public:
  bool remove(int Id) {
    {
      std::shared_lock<std::shared_mutex> Lock(Mutex);
      if (!All.count(Id))
        return false;
    }
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    return All.erase(Id) > 0;
  }
  bool removeBlindly(int Id) {
    {
      std::shared_lock<std::shared_mutex> Lock(Mutex);
      if (!All.count(Id))
        return false;
    }
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    All.erase(Id); // expect: check-then-act
    return true;
  }
  void add(int Id) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    All[Id] = 1;
  }

private:
  std::shared_mutex Mutex;
  std::map<int, int> All;
};

class Versioned {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
    ++Version;
  }
  void twice(int Key) {
    unsigned Seen;
    int Value;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Values.find(Key);
      if (Found == Values.end())
        return;
      Seen = Version;
      Value = Found->second;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Version == Seen)
      Values[Key] = Value * 2;
  }
  void twiceBlindly(int Key) {
    int Value;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Values.find(Key);
      if (Found == Values.end())
        return;
      Value = Found->second;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value * 2; // expect: check-then-act
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
  unsigned Version = 0;
};

enum class State { Free, Used };
class Seats {
public:
  bool take(int Number) {
    State Now = State::Free;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Taken.count(Number))
        Now = State::Used;
    }
    switch (Now) {
    case State::Used:
      return false;
    default:
      break;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Taken[Number] = State::Used; // expect: check-then-act
    return true;
  }

private:
  std::mutex Mutex;
  std::map<int, State> Taken;
};

class Shares {
public:
  void acquire(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Users[Key]++;
  }
  void release(int Key) {
    bool IsLast;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      IsLast = --Users[Key] == 0;
    }
    if (IsLast) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Users.erase(Key); // expect: check-then-act
    }
  }

private:
  std::mutex Mutex;
  std::map<int, int> Users;
};

int main() {
  Claims Claimed;
  Loader Texts;
  Subscribers Listeners;
  Versioned Numbers;
  Seats Hall;
  Shares Files;
  auto all = [&](int Key) {
    Claimed.byFlag(Key);
    Claimed.byLook(Key);
    Texts.get("a");
    Texts.refresh("a");
    Texts.refreshCounted("a");
    Listeners.add(Key);
    Listeners.remove(Key);
    Listeners.removeBlindly(Key);
    Numbers.set(Key, 1);
    Numbers.twice(Key);
    Numbers.twiceBlindly(Key);
    Hall.take(Key);
    Files.acquire(Key);
    Files.release(Key);
  };
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back(all, I);
  for (auto &Each : Threads)
    Each.join();
}
