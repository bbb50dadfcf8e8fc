// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A view is used after the guard was unlocked or its scope has ended: reported
// once, at the first use.
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

struct Job {
  int State = 0;
  std::string Name;
  void run();
  int cost() const;
};
void report(const Job &Done);
void log(const std::string &Text);

class QueueBad {
public:
  void reference(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto &Found = Jobs[Id];
    Lock.unlock();
    Found.run(); // expect: guard-escape
    Found.State = 1;
  }
  void pointer(int Id) {
    Job *Found = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Found = &Jobs[Id];
    }
    Found->run(); // expect: guard-escape
  }
  void iterator(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Jobs.find(Id);
    if (It == Jobs.end())
      return;
    Lock.unlock();
    It->second.run(); // expect: guard-escape
  }
  void number(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    int &Count = Counts[Id];
    Lock.unlock();
    ++Count; // expect: guard-escape
  }
  void part(int Id) {
    Mutex.lock();
    const std::string &Name = Jobs[Id].Name;
    Mutex.unlock();
    log(Name); // expect: guard-escape
  }
  void argument(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    const Job &Found = Jobs[Id];
    Lock.unlock();
    report(Found); // expect: guard-escape
  }
  int readLater(int Id) {
    const Job *Found;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Jobs.find(Id);
      Found = It == Jobs.end() ? nullptr : &It->second;
    }
    return Found ? Found->cost() : 0; // expect: guard-escape
  }
  void eraseAgain(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Jobs.find(Id);
    Lock.unlock();
    log("closing");
    Lock.lock();
    Jobs.erase(It); // expect: check-then-act
  }
  void onOneBranch(int Id, bool Slow) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto &Found = Jobs[Id];
    if (Slow)
      Lock.unlock();
    Found.State = 2; // expect: guard-escape
  }
  void bound(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Jobs.find(Id);
    if (It != Jobs.end()) {
      auto &[Key, Found] = *It;
      Lock.unlock();
      Found.run(); // expect: guard-escape
    }
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Jobs.erase(Id);
    Counts.erase(Id);
  }

private:
  std::mutex Mutex;
  std::unordered_map<int, Job> Jobs;
  std::map<int, int> Counts;
};

class QueueOk {
public:
  void wholeUse(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto &Found = Jobs[Id];
    Found.run();
    Lock.unlock();
    log("done");
  }
  void copyOut(int Id) {
    Job Mine;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto &Found = Jobs[Id];
      Mine = Found;
    }
    Mine.run();
  }
  void lookUpAgain(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    {
      auto &Found = Jobs[Id];
      Found.State = 1;
    }
    Lock.unlock();
    log("between");
    Lock.lock();
    auto &Again = Jobs[Id];
    Again.State = 2;
  }
  void reassigned(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Jobs.find(Id);
    if (It == Jobs.end())
      return;
    It->second.State = 1;
    Lock.unlock();
    log("between");
    Lock.lock();
    It = Jobs.find(Id);
    if (It != Jobs.end())
      It->second.State = 2;
  }
  void leaveEarly(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Jobs.find(Id);
    if (It == Jobs.end()) {
      Lock.unlock();
      log("missing");
      return;
    }
    It->second.run();
  }
  int number(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    int Count = Counts[Id];
    Lock.unlock();
    return Count + 1;
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Jobs.erase(Id);
    Counts.erase(Id);
  }

private:
  std::mutex Mutex;
  std::unordered_map<int, Job> Jobs;
  std::map<int, int> Counts;
};
