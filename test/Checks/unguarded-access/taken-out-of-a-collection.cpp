// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What a function takes out of a collection under the lock is its own: nobody
// finds it there any more. What it only reads there is everybody's.
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Job {
  std::map<int, int> Values;
};

class Workers {
public:
  void add(Job *New) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Jobs.push_back(New);
  }
  void tell(int Key) {
    std::lock_guard<std::mutex> Guard(Mutex);
    for (Job *Each : Jobs)
      Each->Values[Key] = 1;
  }
  void finish(int Key) {
    Job *Found = nullptr;
    std::unique_lock<std::mutex> Guard(Mutex);
    for (auto It = Jobs.begin(); It != Jobs.end(); ++It)
      if ((*It)->Values.count(Key)) {
        Found = *It;
        Jobs.erase(It);
        break;
      }
    Guard.unlock();
    if (Found)
      Found->Values.clear();
    delete Found;
  }
  void finishFirst() {
    std::unique_lock<std::mutex> Guard(Mutex);
    if (Jobs.empty())
      return;
    Job *First = Jobs.front();
    Jobs.erase(Jobs.begin());
    Guard.unlock();
    First->Values.clear();
    delete First;
  }
  void finishNumber(int Key) {
    std::unique_lock<std::mutex> Guard(Mutex);
    for (unsigned I = 0; I < Jobs.size(); ++I) {
      if (Jobs[I]->Values.count(Key) == 0)
        continue;
      Job *Found = Jobs[I];
      Jobs.erase(Jobs.begin() + I);
      Guard.unlock();
      Found->Values.clear();
      delete Found;
      return;
    }
  }
  void finishIfOld(int Key) {
    std::unique_lock<std::mutex> Guard(Mutex);
    for (auto It = Jobs.begin(); It != Jobs.end(); ++It) {
      Job *Found = *It;
      bool IsOld = Found->Values.count(Key) != 0;
      if (IsOld)
        Jobs.erase(It);
      Guard.unlock();
      Found->Values.clear(); // expect: unguarded-access
      return;
    }
  }
  void look() {
    Job *Found = nullptr;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      if (Jobs.empty())
        return;
      Found = Jobs.back();
    }
    Found->Values.clear(); // expect: unguarded-access
  }

private:
  std::mutex Mutex;
  std::vector<Job *> Jobs;
};

/// A key with an operator of its own.
struct Number {
  int Is = 0;
  Number operator+() const { return *this; }
  bool operator<(const Number &Other) const { return Is < Other.Is; }
};

class Sessions {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    All[Id] = std::make_shared<Job>();
    Raw[Id] = new Job;
  }
  void touch(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    All[Id]->Values[Id] = 1;
    Raw[Id]->Values[Id] = 1;
  }
  void close(int Id) {
    std::shared_ptr<Job> Gone;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      auto It = All.find(Id);
      if (It == All.end())
        return;
      Gone = It->second;
      All.erase(It);
    }
    Gone->Values.clear();
  }
  void closeByKey(int Id) {
    std::shared_ptr<Job> Gone;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      auto It = All.find(Id);
      if (It == All.end())
        return;
      Gone = It->second;
      All.erase(Id);
    }
    Gone->Values.clear();
  }
  void closeRaw(int Id) {
    Job *Gone;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      Gone = Raw[Id];
      Raw.erase(Id);
    }
    Gone->Values.clear();
    delete Gone;
  }
  void closeSum(Number Id) {
    Job *Kept;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      Kept = ByNumber[Id];
      ByNumber.erase(+Id);
    }
    Kept->Values.clear();
  }
  void closeAnother(int Id, int Other) {
    Job *Kept;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      Kept = Raw[Id];
      Raw.erase(Other);
    }
    Kept->Values.clear(); // expect: unguarded-access
  }
  void keep(int Id) {
    std::shared_ptr<Job> Kept;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      auto It = All.find(Id);
      if (It == All.end())
        return;
      Kept = It->second;
    }
    Kept->Values.clear(); // expect: unguarded-access
  }

private:
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Job>> All;
  std::map<int, Job *> Raw;
  std::map<Number, Job *> ByNumber;
};

/// A collection of the project's own, with the interface of the standard's.
template <typename T> class Bounded {
public:
  using iterator = typename std::vector<T>::iterator;
  iterator begin() { return Items.begin(); }
  iterator end() { return Items.end(); }
  void add(T New) { Items.push_back(New); }
  iterator erase(iterator Where) { return Items.erase(Where); }

private:
  std::vector<T> Items;
};

class Proxies {
public:
  void add(Job *New) {
    std::lock_guard<std::mutex> Guard(Mutex);
    All.add(New);
  }
  void tell() {
    std::lock_guard<std::mutex> Guard(Mutex);
    for (Job *Each : All)
      Each->Values[1] = 1;
  }
  void remove(int Key) {
    Job *Gone = nullptr;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      for (auto It = All.begin(); It != All.end(); ++It)
        if ((*It)->Values.count(Key)) {
          Gone = *It;
          All.erase(It);
          break;
        }
    }
    if (Gone)
      Gone->Values.clear();
  }
  void keep(int Key) {
    Job *Kept = nullptr;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      for (auto It = All.begin(); It != All.end(); ++It)
        if ((*It)->Values.count(Key)) {
          Kept = *It;
          break;
        }
    }
    if (Kept)
      Kept->Values.clear(); // expect: unguarded-access
  }

private:
  std::mutex Mutex;
  Bounded<Job *> All;
};

/// Every thread adds a job and uses the first, which need not be the one that
/// it added: both are `Jobs[*]`, and what a function stored there is taken for
/// what it finds there.
class Queue {
public:
  void add(std::shared_ptr<Job> New) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Jobs.push(New);
  }
  void FN_useFirst() {
    std::shared_ptr<Job> First;
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      if (Jobs.empty())
        return;
      First = Jobs.front();
    }
    First->Values[3] = 4;
  }

private:
  std::mutex Mutex;
  std::queue<std::shared_ptr<Job>> Jobs;
};

Proxies TheProxies;
Workers TheWorkers;
Sessions TheSessions;
Queue TheQueue;

void run() {
  TheWorkers.tell(1);
  TheWorkers.finish(2);
  TheWorkers.finishFirst();
  TheWorkers.finishNumber(2);
  TheWorkers.finishIfOld(2);
  TheWorkers.look();
  TheSessions.open(1);
  TheSessions.touch(1);
  TheSessions.close(1);
  TheSessions.closeByKey(1);
  TheSessions.closeRaw(1);
  TheSessions.closeSum(Number());
  TheSessions.closeAnother(1, 2);
  TheSessions.keep(1);
  TheQueue.add(std::make_shared<Job>());
  TheQueue.FN_useFirst();
  TheProxies.tell();
  TheProxies.remove(2);
  TheProxies.keep(2);
}

int main() {
  TheWorkers.add(new Job);
  TheProxies.add(new Job);
  std::thread First(run), Second(run);
  First.join();
  Second.join();
}
