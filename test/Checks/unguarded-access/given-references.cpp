// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Parts that are given a reference to a map of their owner, when they are made
// or later. Their threads start elsewhere.
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using Map = std::map<int, int>;

class Worker {
public:
  explicit Worker(Map *Out) : Out(Out) {}
  void start() { Thread = std::thread(&Worker::run, this); }
  void join() { Thread.join(); }

private:
  void run() {
    (*Out)[1]++; // expect: unguarded-access
  }
  Map *Out;
  std::thread Thread;
};

// A part of the owner.
class PartBad {
public:
  PartBad() : Part(&Results) {}
  void go() {
    Part.start();
    Results[2] = 1; // expect: unguarded-access
    Part.join();
  }

private:
  Map Results;
  Worker Part;
};

// Several on the heap, started when all are made.
class ManyBad {
public:
  void go() {
    for (int I = 0; I < 4; ++I)
      Parts.push_back(std::make_unique<Worker>(&Results));
    for (auto &Each : Parts)
      Each->start();
    Results[2] = 1; // expect: unguarded-access
    for (auto &Each : Parts)
      Each->join();
  }

private:
  std::vector<std::unique_ptr<Worker>> Parts;
  Map Results;
};

// The access follows the end of the thread.
class JoinedOk {
public:
  class Filler {
  public:
    explicit Filler(Map &Out) : Out(Out) {}
    void start() { Thread = std::thread(&Filler::run, this); }
    void join() { Thread.join(); }

  private:
    void run() { Out[1]++; }
    Map &Out;
    std::thread Thread;
  };
  JoinedOk() : Part(new Filler(Results)) {}
  void go() {
    Part->start();
    Part->join();
    Results[2] = 1;
  }

private:
  Map Results;
  std::unique_ptr<Filler> Part;
};

// Both sides hold the owner's mutex, one by the name that it was given.
class LockedOk {
public:
  class Filler {
  public:
    Filler(Map &Out, std::mutex &Lock) : Out(Out), Mutex(Lock) {}
    void start() { Thread = std::thread(&Filler::run, this); }
    void join() { Thread.join(); }

  private:
    void run() {
      std::lock_guard<std::mutex> Lock(Mutex);
      Out[1]++;
    }
    Map &Out;
    std::mutex &Mutex;
    std::thread Thread;
  };
  LockedOk() : Part(Results, Mutex) {}
  void go() {
    Part.start();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Results[2] = 1;
    }
    Part.join();
  }

private:
  Map Results;
  std::mutex Mutex;
  Filler Part;
};

// Each part has a map of its own.
class ApartOk {
public:
  class Filler {
  public:
    explicit Filler(Map &Out) : Out(Out) {}
    void start() { Thread = std::thread(&Filler::run, this); }
    void join() { Thread.join(); }

  private:
    void run() { Out[1]++; }
    Map &Out;
    std::thread Thread;
  };
  ApartOk() : Left(First), Right(Second) {}
  void go() {
    Left.start();
    Right.start();
    Third[1] = 2;
    Left.join();
    Right.join();
  }

private:
  Map First, Second, Third;
  Filler Left, Right;
};

// By a setter, and back from the part to its owner.
class Owner;
class Helper {
public:
  void attach(Owner *Given) { Mine = Given; }
  void start() { Thread = std::thread(&Helper::run, this); }
  void join() { Thread.join(); }

private:
  void run();
  Owner *Mine = nullptr;
  std::thread Thread;
};
class Owner {
public:
  Owner() { Part.attach(this); }
  void go() {
    Part.start();
    Table[2] = 1; // expect: unguarded-access
    Part.join();
  }

private:
  friend class Helper;
  Map Table;
  Helper Part;
};
void Helper::run() {
  Mine->Table[1]++; // expect: unguarded-access
}

// What the pointer leads to changes: nothing is known.
class SwitchedOk {
public:
  class Filler {
  public:
    explicit Filler(Map *Out) : Out(Out) {}
    void use(Map *Other) { Out = Other; }
    void start() { Thread = std::thread(&Filler::run, this); }
    void join() { Thread.join(); }

  private:
    void run() { (*Out)[1]++; }
    Map *Out;
    std::thread Thread;
  };
  SwitchedOk() : Part(&First) { Part.use(&Second); }
  void go() {
    Part.start();
    Third[1] = 2;
    Part.join();
  }

private:
  Map First, Second, Third;
  Filler Part;
};

int main() {
  PartBad().go();
  ManyBad().go();
  JoinedOk().go();
  LockedOk().go();
  ApartOk().go();
  Owner().go();
  SwitchedOk().go();
}
