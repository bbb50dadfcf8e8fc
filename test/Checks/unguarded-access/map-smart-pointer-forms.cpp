// RUN: %check_expect --real %s
// The same object through shared_from_this, weak_ptr, pointer casts, a
// shared_ptr to a part, a reference_wrapper.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class SessionBad : public std::enable_shared_from_this<SessionBad> {
public:
  void start() {
    auto Self = shared_from_this();
    Reader = std::thread([Self] { Self->read(); });
  }
  void stop() { Reader.join(); }
  void set(int Key) {
    Values[Key] = 1; // expect: unguarded-access
  }

private:
  void read() {
    Values.erase(1); // expect: unguarded-access
  }
  std::thread Reader;
  std::map<int, int> Values;
};

class SessionOk : public std::enable_shared_from_this<SessionOk> {
public:
  void start() {
    Reader = std::thread([Self = shared_from_this()] { Self->read(); });
  }
  void stop() { Reader.join(); }
  void set(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }

private:
  void read() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(1);
  }
  std::thread Reader;
  std::mutex Mutex;
  std::map<int, int> Values;
};

class TimerBad : public std::enable_shared_from_this<TimerBad> {
public:
  void start() {
    std::weak_ptr<TimerBad> Weak = weak_from_this();
    std::thread([Weak] {
      if (auto Self = Weak.lock())
        Self->tick();
    }).detach();
  }
  void put(int Key) {
    Table[Key] = 2; // expect: unguarded-access
  }

private:
  void tick() {
    Table.clear(); // expect: unguarded-access
  }
  std::map<int, int> Table;
};

struct State {
  std::mutex Mutex;
  std::map<int, int> Table;
};

void weakBad() {
  auto Owner = std::make_shared<State>();
  std::weak_ptr<State> Weak = Owner;
  std::thread Worker([Weak] {
    auto Locked = Weak.lock();
    if (!Locked)
      return;
    Locked->Table[1] = 1; // expect: unguarded-access
  });
  Owner->Table.clear(); // expect: unguarded-access
  Worker.join();
}

void weakOk() {
  auto Owner = std::make_shared<State>();
  std::weak_ptr<State> Weak(Owner);
  std::thread Worker([Weak] {
    if (std::shared_ptr<State> Locked = Weak.lock()) {
      std::lock_guard<std::mutex> Lock(Locked->Mutex);
      Locked->Table[1] = 1;
    }
  });
  {
    std::lock_guard<std::mutex> Lock(Owner->Mutex);
    Owner->Table.clear();
  }
  Worker.join();
}

void partBad() {
  auto Owner = std::make_shared<State>();
  std::shared_ptr<std::map<int, int>> Part(Owner, &Owner->Table);
  std::thread Worker([Part] {
    (*Part)[1] = 1; // expect: unguarded-access
  });
  Owner->Table.erase(1); // expect: unguarded-access
  Worker.join();
}

struct Base {
  virtual ~Base() = default;
};
struct Derived : Base {
  std::map<int, int> Table;
};

void castBad() {
  std::shared_ptr<Base> Object = std::make_shared<Derived>();
  std::thread Worker([Object] {
    auto Cast = std::static_pointer_cast<Derived>(Object);
    Cast->Table[1] = 1; // expect: unguarded-access
  });
  auto Cast = std::dynamic_pointer_cast<Derived>(Object);
  Cast->Table.clear(); // expect: unguarded-access
  Worker.join();
}

void wrapperBad() {
  std::map<int, int> Table;
  std::reference_wrapper<std::map<int, int>> Wrapper(Table);
  std::thread Worker([Wrapper] {
    Wrapper.get()[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
  Worker.join();
}

int main() {
  auto Racy = std::make_shared<SessionBad>();
  Racy->start();
  Racy->set(1);
  Racy->stop();
  auto Locked = std::make_shared<SessionOk>();
  Locked->start();
  Locked->set(1);
  Locked->stop();
  auto Timer = std::make_shared<TimerBad>();
  Timer->start();
  Timer->put(1);
  weakBad();
  weakOk();
  partBad();
  castBad();
  wrapperBad();
}
