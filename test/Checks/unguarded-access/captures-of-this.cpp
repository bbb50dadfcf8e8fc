// RUN: %check_expect --mock %s
// The ways a lambda gets hold of its object: this, a copy of the pointer, a
// reference, shared_from_this. `[*this]` is a copy of the object.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class PointerBad {
public:
  void run() {
    std::thread Worker([Self = this] {
      Self->Table[1] = 1; // expect: unguarded-access
    });
    Table.clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  std::map<int, int> Table;
};

class ReferenceBad {
public:
  void run() {
    std::thread Worker([&Self = *this] { Self.put(1); });
    put(2);
    Worker.join();
  }

private:
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

class DefaultBad {
public:
  void run(int Key) {
    std::thread Worker([&] {
      Table[Key] = 1; // expect: unguarded-access
    });
    Table.clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  std::map<int, int> Table;
};

// shared_from_this() is this object.
class SharedBad : public std::enable_shared_from_this<SharedBad> {
public:
  void run() {
    std::thread([Self = shared_from_this()] { Self->put(1); }).detach();
    put(2);
  }

private:
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

class CopyOk {
public:
  void run() {
    std::thread Worker([*this]() mutable { Table[1] = 1; });
    Table.clear();
    Worker.join();
  }

private:
  std::map<int, int> Table;
};

class SharedOk : public std::enable_shared_from_this<SharedOk> {
public:
  void run() {
    auto Self = shared_from_this();
    std::thread([Self] { Self->put(1); }).detach();
    put(2);
  }

private:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

int main() {
  PointerBad().run();
  ReferenceBad().run();
  DefaultBad().run(1);
  std::make_shared<SharedBad>()->run();
  CopyOk().run();
  std::make_shared<SharedOk>()->run();
}
