// RUN: %check_expect --mock %s
// The map has a name of its own: a typedef, a class template's parameter, a
// class that derives from a map.
#include <map>
#include <mutex>
#include <string>
#include <thread>

using SessionTable = std::map<int, std::string>;
typedef std::map<int, std::string> OldSessionTable;

namespace AliasBad {
SessionTable Sessions;
OldSessionTable OldSessions;
void work() {
  Sessions.emplace(1, "one");    // expect: unguarded-access
  OldSessions.emplace(1, "one"); // expect: unguarded-access
}
void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace AliasBad

template <class Table> class StoreBad {
public:
  void put(int Key) {
    Values[Key]; // expect: unguarded-access
  }
  Table Values;
};

void templateBad() {
  StoreBad<SessionTable> Store;
  std::thread Worker([&Store] { Store.put(1); });
  Store.put(2);
  Worker.join();
}

class RegistryBad : public std::map<int, std::string> {
public:
  void add(int Key) {
    insert({Key, ""}); // expect: unguarded-access
  }
};

void derivedBad() {
  RegistryBad Registry;
  std::thread Worker([&Registry] { Registry.add(1); });
  Registry.clear(); // expect: unguarded-access
  Worker.join();
}

template <class Table> class StoreOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key];
  }
  std::mutex Mutex;
  Table Values;
};

void templateOk() {
  StoreOk<SessionTable> Store;
  std::thread Worker([&Store] { Store.put(1); });
  Store.put(2);
  Worker.join();
}

class RegistryOk : public std::map<int, std::string> {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    insert({Key, ""});
  }
  void reset() {
    std::lock_guard<std::mutex> Lock(Mutex);
    clear();
  }

private:
  std::mutex Mutex;
};

void derivedOk() {
  RegistryOk Registry;
  std::thread Worker([&Registry] { Registry.add(1); });
  Registry.reset();
  Worker.join();
}

int main() {
  AliasBad::run();
  templateBad();
  derivedBad();
  templateOk();
  derivedOk();
}
