// RUN: %check_expect --mock %s
// A callback that is called while iterating registers or unregisters: the map
// changes under the loop. Calling the callbacks of a copy is right.
#include <functional>
#include <map>
#include <utility>
#include <vector>

class BusBad {
public:
  using Handler = std::function<void(int)>;
  void subscribe(int Id, Handler Call) { Handlers[Id] = std::move(Call); }
  void unsubscribe(int Id) { Handlers.erase(Id); }
  void publish() {
    for (auto &[Id, Call] : Handlers)
      Call(Id); // expect: erase-in-range-for
  }

private:
  std::map<int, Handler> Handlers;
};

void listenOnceBad(BusBad &Bus) {
  Bus.subscribe(1, [&Bus](int Id) { Bus.unsubscribe(Id); });
}

class BusOk {
public:
  using Handler = std::function<void(int)>;
  void subscribe(int Id, Handler Call) { Handlers[Id] = std::move(Call); }
  void unsubscribe(int Id) { Handlers.erase(Id); }
  void publish() {
    auto Copy = Handlers;
    for (auto &[Id, Call] : Copy)
      Call(Id);
  }

private:
  std::map<int, Handler> Handlers;
};

void listenOnceOk(BusOk &Bus) {
  Bus.subscribe(1, [&Bus](int Id) { Bus.unsubscribe(Id); });
}

struct Listener {
  virtual ~Listener() = default;
  virtual void onChange(int Id) = 0;
};

class SubjectBad {
public:
  void attach(int Id, Listener *Target) { Listeners[Id] = Target; }
  void detach(int Id) { Listeners.erase(Id); }
  void change() {
    for (auto &[Id, Target] : Listeners)
      Target->onChange(Id); // expect: erase-in-range-for
  }

private:
  std::map<int, Listener *> Listeners;
};

struct OneShotBad : Listener {
  explicit OneShotBad(SubjectBad &Subject) : Subject(Subject) {
    Subject.attach(1, this);
  }
  void onChange(int Id) override { Subject.detach(Id); }
  SubjectBad &Subject;
};
