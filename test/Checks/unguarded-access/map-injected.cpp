// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// References and pointers to the map and its mutex, kept in other objects.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using Table = std::map<int, std::string>;

class WriterBad {
public:
  explicit WriterBad(Table &Shared) : Shared(Shared) {}
  void operator()() {
    Shared[1] = "x"; // expect: unguarded-access
  }

private:
  Table &Shared;
};

void referenceBad() {
  Table Shared;
  WriterBad Writer(Shared);
  std::thread Worker(std::ref(Writer));
  Shared.clear(); // expect: unguarded-access
  Worker.join();
}

class WriterOk {
public:
  WriterOk(Table &Shared, std::mutex &Mutex) : Shared(Shared), Mutex(Mutex) {}
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Shared[1] = "x";
  }

private:
  Table &Shared;
  std::mutex &Mutex;
};

void oneMutexOk() {
  Table Shared;
  std::mutex Mutex;
  WriterOk One(Shared, Mutex), Two(Shared, Mutex);
  std::thread First(&WriterOk::run, &One), Second(&WriterOk::run, &Two);
  First.join();
  Second.join();
}

// A table and a mutex for each writer.
void ownTablesOk() {
  Table TableOne, TableTwo;
  std::mutex MutexOne, MutexTwo;
  WriterOk One(TableOne, MutexOne), Two(TableTwo, MutexTwo);
  std::thread First(&WriterOk::run, &One), Second(&WriterOk::run, &Two);
  First.join();
  Second.join();
}

void mutexEachBad() {
  Table Shared;
  std::mutex MutexOne, MutexTwo;
  struct Writer {
    Table &Shared;
    std::mutex &Mutex;
    void run() {
      std::lock_guard<std::mutex> Lock(Mutex);
      Shared[1] = "x"; // expect: inconsistent-guard
    }
  };
  Writer One{Shared, MutexOne}, Two{Shared, MutexTwo};
  std::thread First(&Writer::run, &One), Second(&Writer::run, &Two);
  First.join();
  Second.join();
}

struct Context {
  std::mutex Mutex;
  Table Entries;
};
class Adder {
public:
  explicit Adder(std::shared_ptr<Context> Where) : Where(std::move(Where)) {}
  void run() {
    std::lock_guard<std::mutex> Lock(Where->Mutex);
    Where->Entries[1] = "a";
  }

private:
  std::shared_ptr<Context> Where;
};
class Eraser {
public:
  explicit Eraser(std::shared_ptr<Context> Where) : Where(std::move(Where)) {}
  void runBad() {
    Where->Entries.erase(1); // expect: unguarded-access
  }
  void runOk() {
    std::lock_guard<std::mutex> Lock(Where->Mutex);
    Where->Entries.erase(1);
  }

private:
  std::shared_ptr<Context> Where;
};

void sharedContext() {
  auto Shared = std::make_shared<Context>();
  Adder One(Shared);
  Eraser Two(Shared);
  std::thread First(&Adder::run, &One);
  std::thread Second([&] {
    Two.runBad();
    Two.runOk();
  });
  First.join();
  Second.join();
}

// Set later, by a method.
class LateBad {
public:
  void setTable(Table *New) { Shared = New; }
  void run() {
    (*Shared)[3] = "x"; // expect: unguarded-access
  }

private:
  Table *Shared = nullptr;
};

void lateBad() {
  Table Shared;
  LateBad Late;
  Late.setTable(&Shared);
  std::thread Worker([&] { Late.run(); });
  Shared.size(); // expect: unguarded-access
  Worker.join();
}

// A view: references in a struct that is returned and copied.
struct View {
  Table &Entries;
  std::mutex &Mutex;
};
class Owner {
public:
  View view() { return {Entries, Mutex}; }
  void clear() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.clear();
  }

private:
  Table Entries;
  std::mutex Mutex;
};

void viewOk() {
  Owner Object;
  std::thread Worker([&] { Object.clear(); });
  auto Seen = Object.view();
  {
    std::lock_guard<std::mutex> Lock(Seen.Mutex);
    Seen.Entries[1] = "a";
  }
  Worker.join();
}

void viewBad() {
  Owner Object;
  std::thread Worker([&] { Object.clear(); });
  auto Seen = Object.view();
  Seen.Entries[1] = "a"; // expect: unguarded-access
  Worker.join();
}

// The application owns the table; a service behind a pointer works on it.
class ServiceBad {
public:
  explicit ServiceBad(Table &Shared) : Shared(Shared) {}
  void work() {
    Shared[1] = "a"; // expect: unguarded-access
  }

private:
  Table &Shared;
};
class AppBad {
public:
  AppBad() : Service(std::make_unique<ServiceBad>(Entries)) {}
  void start() {
    Worker = std::thread([this] { Service->work(); });
  }
  void put(int Key) {
    Entries[Key] = "b"; // expect: unguarded-access
  }
  void stop() { Worker.join(); }

private:
  Table Entries;
  std::unique_ptr<ServiceBad> Service;
  std::thread Worker;
};

int main() {
  referenceBad();
  oneMutexOk();
  ownTablesOk();
  mutexEachBad();
  sharedContext();
  lateBad();
  viewOk();
  viewBad();
  AppBad App;
  App.start();
  App.put(1);
  App.stop();
}
