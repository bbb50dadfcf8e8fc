// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The lock is given up between the two sections of one function.
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

static std::string compute(int Key) { return std::string(Key, 'x'); }

class Bad {
public:
  std::string overwriteBad(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Entries.find(Key);
      if (Found != Entries.end())
        return Found->second;
    }
    std::string Value = compute(Key);
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = Value; // expect: check-then-act
    return Value;
  }

  void unlockBad(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (Entries.count(Key))
      return;
    Lock.unlock();
    std::string Value = compute(Key);
    Lock.lock();
    Entries.insert_or_assign(Key, Value); // expect: check-then-act
  }

  void eraseBad(int Key) {
    bool IsOld = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Entries.find(Key);
      if (Found != Entries.end())
        IsOld = Found->second.empty();
    }
    if (IsOld) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Entries.erase(Key); // expect: check-then-act
    }
  }

  std::string atBad(int Key) {
    Mutex.lock();
    bool IsThere = Entries.count(Key) == 1;
    Mutex.unlock();
    if (!IsThere)
      return "";
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.at(Key); // expect: check-then-act
  }

  void firstBad() {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (Entries.empty())
      return;
    Lock.unlock();
    compute(1);
    Lock.lock();
    Entries.erase(Entries.begin()); // expect: check-then-act
  }

  void keyOfFirstBad() {
    int Key = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Entries.empty())
        return;
      Key = Entries.begin()->first;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.erase(Key); // expect: check-then-act
  }

  void countBad(int Key) {
    int Count = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Counts.find(Key);
      if (Found != Counts.end())
        Count = Found->second;
    }
    ++Count;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Counts[Key] = Count; // expect: check-then-act
    }
  }

  void limitBad(int Key) {
    size_t Size = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Size = Entries.size();
    }
    if (Size < 100) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Entries.emplace(Key, "x"); // expect: check-then-act
    }
  }

  std::string readerFirstBad(int Key) {
    {
      std::shared_lock<std::shared_mutex> Lock(Shared);
      if (Names.count(Key))
        return "";
    }
    std::unique_lock<std::shared_mutex> Lock(Shared);
    return Names[Key] = compute(Key); // expect: check-then-act
  }

private:
  std::mutex Mutex;
  std::shared_mutex Shared;
  std::map<int, std::string> Entries, Names;
  std::map<int, int> Counts;
};

class Ok {
public:
  std::string oneSectionOk(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Entries.find(Key);
    if (Found == Entries.end())
      Entries[Key] = compute(Key);
    return Entries.at(Key);
  }

  std::string testedAgainOk(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Entries.find(Key);
      if (Found != Entries.end())
        return Found->second;
    }
    std::string Value = compute(Key);
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Entries.find(Key);
    if (Found != Entries.end())
      return Found->second;
    Entries[Key] = Value;
    return Value;
  }

  std::string emplaceOk(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Entries.find(Key);
      if (Found != Entries.end())
        return Found->second;
    }
    std::string Value = compute(Key);
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.try_emplace(Key, Value).first->second;
  }

  void emplaceThenWriteOk(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Counts.count(Key))
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    auto [Place, IsNew] = Counts.emplace(Key, 0);
    if (!IsNew)
      Place->second += 1;
  }

  std::string slotOk(int Key) {
    {
      std::shared_lock<std::shared_mutex> Lock(Shared);
      auto Found = Names.find(Key);
      if (Found != Names.end())
        return Found->second;
    }
    std::unique_lock<std::shared_mutex> Lock(Shared);
    std::string &Slot = Names[Key];
    if (Slot.empty())
      Slot = compute(Key);
    return Slot;
  }

  // The first section takes the key; nobody else fills it.
  void claimOk(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Entries.count(Key))
        return;
      Entries[Key] = "pending";
    }
    std::string Value = compute(Key);
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = Value;
  }

  // Taken out in the first section, put back in the second.
  void takenOutOk(int Key) {
    std::string Value;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Entries.find(Key);
      if (Found == Entries.end())
        return;
      Value = Found->second;
      Entries.erase(Found);
    }
    Value += "y";
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = Value;
  }

  void waitingLoopOk() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Entries.empty())
      Filled.wait(Lock);
    Entries.erase(Entries.begin());
  }

  void waitingPredicateOk() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Filled.wait(Lock, [this] { return !Entries.empty(); });
    Entries.erase(Entries.begin());
  }

  void workerLoopOk() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Entries.empty()) {
      auto First = Entries.begin();
      std::string Value = First->second;
      Entries.erase(First);
      Lock.unlock();
      compute(Value.size());
      Lock.lock();
    }
  }

  void copiedOk() {
    std::map<int, std::string> Copy;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Copy = Entries;
    }
    for (auto &Entry : Copy)
      compute(Entry.first);
  }

  void swappedOutOk() {
    std::map<int, std::string> Taken;
    bool IsEmpty = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      IsEmpty = Entries.empty();
    }
    if (IsEmpty)
      return;
    std::lock_guard<std::mutex> Lock(Mutex);
    Taken.swap(Entries);
  }

  void otherMapOk(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!Entries.count(Key))
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Counts[Key] = 1;
  }

  void notDecidedOk(int Key) {
    size_t Size = 0;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Size = Entries.size();
    }
    if (Size > 100)
      compute(1);
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = "x";
  }

private:
  std::mutex Mutex;
  std::shared_mutex Shared;
  std::condition_variable Filled;
  std::map<int, std::string> Entries, Names;
  std::map<int, int> Counts;
};
