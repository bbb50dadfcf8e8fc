// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Local names for the map: a reference, a pointer, a const reference, a
// structured binding, a reference that a getter returns.
#include <map>
#include <mutex>
#include <thread>

struct Server {
  std::map<int, int> &sessions() { return Sessions; }
  const std::map<int, int> &view() const { return Sessions; }
  std::map<int, int> Sessions;
  int Port = 0;
};

void referenceBad() {
  Server Object;
  auto &Sessions = Object.Sessions;
  std::thread Worker([&Object] {
    Object.Sessions[1] = 1; // expect: unguarded-access
  });
  Sessions.clear(); // expect: unguarded-access
  Worker.join();
}

void pointerBad() {
  Server Object;
  std::thread Worker([&Object] {
    auto *Sessions = &Object.Sessions;
    Sessions->erase(1); // expect: unguarded-access
  });
  Object.Sessions[1] = 1; // expect: unguarded-access
  Worker.join();
}

void structuredBindingBad() {
  Server Object;
  std::thread Worker([&Object] {
    auto &[Sessions, Port] = Object;
    Sessions[Port] = 1; // expect: unguarded-access
  });
  Object.Sessions.clear(); // expect: unguarded-access
  Worker.join();
}

void getterBad() {
  Server Object;
  std::thread Worker([&Object] {
    auto &Sessions = Object.sessions();
    Sessions[1] = 1; // expect: unguarded-access
  });
  const std::map<int, int> &View = Object.view();
  auto Size = View.size(); // expect: unguarded-access
  Worker.join();
  (void)Size;
}

// `auto` without `&` makes a copy: the thread works on a map of its own.
void copyOk() {
  Server Object;
  auto Sessions = Object.sessions();
  std::thread Worker([&Sessions] { Sessions[1] = 1; });
  Object.Sessions.clear();
  Worker.join();
}

void lockedAliasOk() {
  Server Object;
  std::mutex Mutex;
  std::thread Worker([&] {
    auto &[Sessions, Port] = Object;
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions[Port] = 1;
  });
  auto &Sessions = Object.sessions();
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.clear();
  }
  Worker.join();
}

int main() {
  referenceBad();
  pointerBad();
  structuredBindingBad();
  getterBad();
  copyOk();
  lockedAliasOk();
}
