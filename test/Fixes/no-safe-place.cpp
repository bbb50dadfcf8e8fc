// RUN: rm -rf %t && mkdir -p %t/.git && cp %s %t/a.cpp
// RUN: %python -c "import json,sys; d=sys.argv[1]; json.dump([{'directory':d,'file':'a.cpp','arguments':['clang++','-std=c++20','-c','a.cpp']}], open(d+'/compile_commands.json','w'))" %t
// RUN: not %mapwarden scan -p %t --confidence low --output json:%t/report.json -q
// RUN: %python -c "import json,sys; f=json.load(open(sys.argv[1]))['findings']; print([(x['line'], x['fixes']) for x in f]); sys.exit(len(f) < 8 or any(x['fixes'] for x in f))" %t/report.json
// Places where the lock must not simply be inserted: the edit would lock twice,
// wait for ever, let a view out, or land in a macro. All get advice only.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#define STORE(Map, Key) Map[Key] = 1

class Careful {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Key;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  // Calls what takes the lock.
  void move(int From, int To) {
    auto It = Values.find(From);
    add(To);
    It->second = 1;
  }
  // Returns a reference.
  int &at(int Key) { return Values.at(Key); }
  // In a macro.
  void store(int Key) { STORE(Values, Key); }
  // Runs code that nobody knows.
  void each(const std::function<void(int)> &Visit) {
    for (auto &Entry : Values)
      Visit(Entry.second);
  }
  // Waits for a thread that wants the lock.
  void waits(int Key) {
    auto It = Values.find(Key);
    std::thread Worker([this] { add(1); });
    Worker.join();
    It->second = 2;
  }
  // Waits for the map to be filled.
  void spin() {
    while (Values.empty())
      std::this_thread::yield();
  }
  // A jump over the guard.
  void jumps(int Key) {
    if (Key == 0)
      goto Out;
    Values[Key] = 2;
  Out:;
  }
  // A case label.
  void cases(int Key) {
    add(Key);
    switch (Key) {
    case 1: {
      int &Kept = Values[1];
      add(2);
      Kept = 3;
    }
    }
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
