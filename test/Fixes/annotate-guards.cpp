// RUN: %apply_fixes --real --at-least 4 %s
// RUN: rm -rf %t && mkdir -p %t/.git && cp %s %t/annotated.cpp
// RUN: %python -c "import json,sys; d=sys.argv[1]; json.dump([{'directory':d,'file':'annotated.cpp','arguments':['clang++','-std=c++20','-c','annotated.cpp']}], open(d+'/compile_commands.json','w'))" %t
// RUN: %mapwarden scan -p %t --exit-zero -q --output json | FileCheck %s
// A class that says of other members what guards them is told to say it of the
// map, too, when the last access without the guard gets it.
#include <map>
#include <mutex>
#include <string>
#include <thread>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))

// CHECK: "text": " GUARDED_BY(Lock)"
class Service {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    Names[Key] = "x";
    ++Count;
  }
  bool has(int Key) { return Names.count(Key) != 0; }

private:
  std::mutex Lock;
  int Count GUARDED_BY(Lock) = 0;
  std::map<int, std::string> Names;
};

// Two accesses lack it: the word would not be true after either fix.
// CHECK-NOT: "text": " GUARDED_BY(
class Pair {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    Names[Key] = "x";
  }
  bool has(int Key) { return Names.count(Key) != 0; }
  void drop(int Key) { Names.erase(Key); }

private:
  std::mutex Lock;
  int Count GUARDED_BY(Lock) = 0;
  std::map<int, std::string> Names;
};

// The class says nothing of guards.
class Plain {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    Names[Key] = "x";
  }
  bool has(int Key) { return Names.count(Key) != 0; }

private:
  std::mutex Lock;
  std::map<int, std::string> Names;
};

int main() {
  Service S;
  Pair D;
  Plain P;
  std::thread Other([&] {
    S.add(1);
    D.add(1);
    P.add(1);
  });
  S.has(1);
  D.has(1);
  D.drop(1);
  P.has(1);
  Other.join();
}
