// RUN: rm -rf %t && mkdir -p %t/.git && cp %s %t/a.cpp
// RUN: %python -c "import json,sys; d=sys.argv[1]; json.dump([{'directory':d,'file':'a.cpp','arguments':['clang++','-std=c++20','-c','a.cpp']}], open(d+'/compile_commands.json','w'))" %t
// RUN: not %mapwarden scan -p %t --output json:%t/report.json -q
// RUN: %python -c "import json,sys; f=json.load(open(sys.argv[1]))['findings']; print([(x['line'], x['fixes']) for x in f]); sys.exit(len(f) < 7 or any(x['fixes'] for x in f))" %t/report.json
// Which lock to take, or whether it is held already, differs from run to run;
// or the lock cannot be taken there. All get advice only.
#include <map>
#include <mutex>
#include <thread>

// Held on some ways.
class Tried {
public:
  void triesGuard(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Key > 3)
      Lock.lock();
    Values[Key] = 7;
  }
  void triesMutex(int Key) {
    bool IsHeld = Mutex.try_lock();
    Values[Key] = 7;
    if (IsHeld)
      Mutex.unlock();
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 7;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

// The pointer moves on.
struct Node {
  std::mutex Mutex;
  std::map<int, int> Values;
  Node *Next = nullptr;
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Key;
  }
};
class List {
public:
  Node *Head = new Node;
  std::size_t count() {
    Node *Each = Head;
    std::size_t Sum = 0;
    while (Each) {
      Sum += Each->Values.size();
      Each = Each->Next;
    }
    return Sum;
  }
  std::size_t takeFirst() {
    Node *First = Head;
    Head = nullptr;
    std::size_t Sum = First->Values.size();
    Head = First;
    return Sum;
  }
};

// One of two objects.
Node Left, Right;
std::size_t pick(int Key) {
  Node *Chosen = &Left;
  if (Key)
    Chosen = &Right;
  return Chosen->Values.count(Key);
}

// A reference to const, and a mutex that is not mutable.
std::size_t countOf(const Node &Given) { return Given.Values.size(); }

// The mutex ends with its object.
struct Service {
  ~Service() { Values.clear(); }
  void tick() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Values[1];
  }
  std::mutex Mutex;
  std::map<int, int> Values;
};

int main() {
  Tried Maybe;
  List All;
  Service *Mine = new Service;
  auto Work = [&] {
    for (int Key = 0; Key < 9; ++Key) {
      Maybe.triesGuard(Key);
      Maybe.triesMutex(Key);
      Maybe.put(Key);
      All.Head->put(Key);
      All.count();
      All.takeFirst();
      Left.put(Key);
      Right.put(Key);
      pick(Key);
      countOf(Left);
    }
  };
  std::thread A(Work), B(Work), C([Mine] { Mine->tick(); });
  delete Mine;
  A.join();
  B.join();
  C.join();
}
