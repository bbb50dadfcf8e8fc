// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function makes an object, starts its thread and returns it: to the caller
// the thread is that of the result.
#include <map>
#include <memory>
#include <thread>

class Server {
public:
  void start() {
    Thread = std::thread([this] { Clients[1] = 2; }); // expect: unguarded-access
  }
  void add() { Clients[2] = 3; } // expect: unguarded-access
  void stop() {
    Thread.join();
    Clients.clear();
  }

private:
  std::map<int, int> Clients;
  std::thread Thread;
};

std::unique_ptr<Server> create() {
  auto New = std::make_unique<Server>();
  New->start();
  return New;
}

// Every one has a map of its own.
class Job {
public:
  void start() {
    Thread = std::thread([this] { Results[1] = 2; });
  }
  int wait() {
    Thread.join();
    return Results[1];
  }

private:
  std::map<int, int> Results;
  std::thread Thread;
};
Job *begin() {
  Job *New = new Job;
  New->start();
  return New;
}

struct Handle {
  std::thread Thread;
};
struct Device {
  Handle *Open = nullptr;
  std::map<int, int> Frames;
  void init();
  void destroy();
};
Handle *openDevice(Device *Of) {
  Handle *New = new Handle;
  New->Thread = std::thread([Of] { Of->Frames[1] = 1; });
  return New;
}
void Device::init() { Open = openDevice(this); }
void Device::destroy() {
  Open->Thread.join();
  delete Open;
  Frames.clear();
}

int main() {
  auto Running = create();
  Running->add();
  Running->stop();

  Job *First = begin();
  Job *Second = begin();
  First->wait();
  Second->wait();

  Device Camera;
  Camera.init();
  Camera.destroy();
}

// The destructor of what a factory returns reaches the registry that the
// factory was given.
class Registry {
public:
  void add(int Key) { Keys[Key] = 1; }       // expect: unguarded-access
  void remove(int Key) { Keys.erase(Key); }  // expect: unguarded-access

private:
  std::map<int, int> Keys;
};
class Registration {
public:
  Registration(Registry &Of, int Key) : Of(Of), Key(Key) { Of.add(Key); }
  ~Registration() { Of.remove(Key); }

private:
  Registry &Of;
  int Key;
};
std::unique_ptr<Registration> enter(Registry &Of, int Key) {
  return std::make_unique<Registration>(Of, Key);
}
void twoClients() {
  Registry All;
  std::thread A([&All] { auto Own = enter(All, 1); });
  std::thread B([&All] { auto Own = enter(All, 2); });
  A.join();
  B.join();
}
