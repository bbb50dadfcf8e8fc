// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library whose objects have an event thread each. Their timers call
// back through objects that only the constructor of the timer knows, and several
// functions make such objects: the thread of one never meets the data of
// another.
#include <functional>
#include <map>
#include <thread>

class EventThread {
public:
  ~EventThread() { Thread.join(); }
  void start() {
    Thread = std::thread([this] { serve(); });
  }
  void set(std::function<void()> New) { Timer = New; }

private:
  void serve() { Timer(); }
  std::function<void()> Timer;
  std::thread Thread;
};

class Server {
public:
  void update() {
    if (Known.size() < 10)
      Known[1] = 1;
  }
  std::map<int, int> Known;
};

class Routine {
public:
  Routine(Server *Owner, EventThread &Events) : Owner(Owner) {
    Events.set([this] { update(); });
  }

private:
  void update() { Owner->update(); }
  Server *Owner;
};

class Participant {
public:
  explicit Participant(Server *Given) {
    Update = new Routine(Given, Events);
    Events.start();
  }

private:
  EventThread Events;
  Routine *Update = nullptr;
};

Participant *createParticipant() { return new Participant(new Server); }
Participant *createWithProfile(int Size) {
  auto *Made = new Server;
  Made->Known[0] = Size;
  return new Participant(Made);
}

/// Two event threads serve one object.
class SharedServer {
public:
  void update() {
    Known[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Known;
};

class Pair {
public:
  Pair() {
    First.set([this] { Both.update(); });
    Second.set([this] { Both.update(); });
    First.start();
    Second.start();
  }

private:
  SharedServer Both;
  EventThread First, Second;
};

Pair *createPair() { return new Pair; }
