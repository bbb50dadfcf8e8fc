// RUN: %check_expect --mock %s
// Further callables as thread entries: a static member function, an instance of
// a function template, a generic lambda, a lambda inside a lambda, std::mem_fn.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

class StaticBad {
public:
  static void run() {
    std::thread Worker(&StaticBad::work);
    Table.clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  static void work() {
    Table[1] = 1; // expect: unguarded-access
  }
  inline static std::map<int, int> Table;
};

template <class Table> void fill(Table &Target) {
  Target[1] = 1; // expect: unguarded-access
}

void functionTemplateBad() {
  std::map<int, int> Table;
  std::thread Worker(fill<std::map<int, int>>, std::ref(Table));
  Table.erase(1); // expect: unguarded-access
  Worker.join();
}

void genericLambdaBad() {
  std::map<int, int> Table;
  auto Put = [&Table](auto Key) {
    Table[Key] = 1; // expect: unguarded-access
  };
  std::thread First(Put, 1), Second(Put, 2);
  First.join();
  Second.join();
}

void nestedLambdaBad() {
  std::map<int, int> Table;
  auto Put = [&Table](int Key) {
    Table[Key] = 1; // expect: unguarded-access
  };
  std::thread Worker([&Put] { Put(1); });
  Table.erase(1); // expect: unguarded-access
  Worker.join();
}

struct Store {
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

void memberOk() {
  Store Object;
  std::thread First(std::mem_fn(&Store::put), &Object, 1);
  std::thread Second([&Object](auto Key) { Object.put(Key); }, 2);
  Object.put(3);
  First.join();
  Second.join();
}

int main() {
  StaticBad::run();
  functionTemplateBad();
  genericLambdaBad();
  nestedLambdaBad();
  memberOk();
}
