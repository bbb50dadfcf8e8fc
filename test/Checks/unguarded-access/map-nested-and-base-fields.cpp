// RUN: %check_expect --mock %s
// The map is a field of a nested struct, or of a base class.
#include <map>
#include <mutex>
#include <thread>

class NestedBad {
public:
  void run() {
    std::thread Worker([this] {
      State.Stats.Hits[1] = 1; // expect: unguarded-access
    });
    State.Stats.Hits.clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  struct Statistics {
    std::map<int, int> Hits;
  };
  struct ServerState {
    int Port = 0;
    Statistics Stats;
  };
  ServerState State;
};

class NestedOk {
public:
  void run() {
    std::thread Worker([this] {
      std::lock_guard<std::mutex> Lock(State.Mutex);
      State.Hits[1] = 1;
    });
    {
      std::lock_guard<std::mutex> Lock(State.Mutex);
      State.Hits.clear();
    }
    Worker.join();
  }

private:
  struct {
    std::mutex Mutex;
    std::map<int, int> Hits;
  } State;
};

// Two fields of one type are two maps.
class TwoFieldsOk {
public:
  void run() {
    std::thread Worker([this] { In.Hits[1] = 1; });
    Out.Hits[1] = 1;
    Worker.join();
  }

private:
  struct Statistics {
    std::map<int, int> Hits;
  };
  Statistics In, Out;
};

struct BaseBad {
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

class DerivedBad : public BaseBad {
public:
  void run() {
    std::thread Worker(&DerivedBad::work, this);
    put(2);
    Worker.join();
  }

private:
  void work() {
    Table.erase(1); // expect: unguarded-access
  }
};

struct BaseOk {
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class DerivedOk : public BaseOk {
public:
  void run() {
    std::thread Worker(&DerivedOk::work, this);
    put(2);
    Worker.join();
  }

private:
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(1);
  }
};

int main() {
  NestedBad().run();
  NestedOk().run();
  TwoFieldsOk().run();
  DerivedBad().run();
  DerivedOk().run();
}
