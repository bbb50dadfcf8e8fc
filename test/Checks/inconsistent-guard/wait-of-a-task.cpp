// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A task that waits for something of its client's has not stopped the pool that
// it works for: what it does afterwards still runs beside others.
#include <future>
#include <map>
#include <mutex>

class Client {
public:
  int ask() {
    Reply = std::async(std::launch::async, [] { return 1; });
    Reply.wait();
    return 1;
  }

private:
  std::future<int> Reply;
};

class Pool {
public:
  void submit(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Arrivals.size() > 100)
      Arrivals.clear();
    Arrivals[Id] = 1;
  }
  void doneBad(int Id) {
    Arrivals.erase(Id); // expect: inconsistent-guard
  }
  void lateBad(int Id) {
    Arrivals.erase(Id); // expect: inconsistent-guard
  }
  void doneOk(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Arrivals.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Arrivals;
};

class JobBase {
public:
  virtual ~JobBase() = default;
  virtual void execute() = 0;
};

class Job : public JobBase {
public:
  Job(Pool &Owner, Client *Asked) : Owner(Owner), Asked(Asked) {}
  void execute() override {
    Asked->ask();
    Owner.doneBad(1);
    Owner.doneOk(2);
  }

private:
  Pool &Owner;
  Client *Asked;
};

// A library that has no body here ends something of the client, not the pool.
extern "C" void timer_stop(Client *Asked);

class TimedJob : public JobBase {
public:
  TimedJob(Pool &Owner, Client *Asked) : Owner(Owner), Asked(Asked) {}
  void execute() override {
    timer_stop(Asked);
    Owner.lateBad(1);
  }

private:
  Pool &Owner;
  Client *Asked;
};

// The own thread has been joined: nobody else is left.
class WorkerOk {
public:
  void put(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Id] = 1;
  }
  void start() {
    Done = std::async(std::launch::async, [this] { put(1); });
  }
  void stopOk() {
    Done.wait();
    Table.clear();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Table;
  std::future<void> Done;
};
