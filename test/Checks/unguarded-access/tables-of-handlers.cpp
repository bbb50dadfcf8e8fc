// RUN: %check_expect --real %s
// Handlers in tables that are written down: arrays of functions and members,
// maps and vectors by an initialiser list, local, static and global.
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::map<int, int> InArray, InMap, InVector, InGlobal, Guarded;
static std::mutex Mutex;

static void addToArrayBad(int Key) { ++InArray[Key]; }        // expect: unguarded-access
static void removeFromArrayBad(int Key) { InArray.erase(Key); } // expect: unguarded-access
static void addToMapBad(int Key) { ++InMap[Key]; }            // expect: unguarded-access
static void addToVectorBad(int Key) { ++InVector[Key]; }      // expect: unguarded-access
static void addToGlobalBad(int Key) { ++InGlobal[Key]; }      // expect: unguarded-access
static void addOk(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Guarded[Key];
}
static void removeOk(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Guarded.erase(Key);
}

using Operation = void (*)(int);
using Handler = std::function<void(int)>;

void byArray(int Kind, int Key) {
  static const Operation Operations[] = {addToArrayBad, removeFromArrayBad, addOk};
  Operations[Kind](Key);
}
void byMap(int Kind, int Key) {
  static const std::map<int, Handler> Handlers = {{0, addToMapBad}, {1, addOk}};
  Handlers.at(Kind)(Key);
}
void byVector(int Kind, int Key) {
  const std::vector<Handler> Handlers{addToVectorBad, removeOk};
  Handlers[Kind](Key);
}
static std::map<int, Handler> Global{{0, &addToGlobalBad}, {1, [](int Key) { removeOk(Key); }}};
void byGlobal(int Kind, int Key) {
  auto Found = Global.find(Kind);
  if (Found != Global.end())
    Found->second(Key);
}

template <int> class Service {
  using Member = void (Service::*)(int);
  std::map<int, int> Counts;
  std::mutex Own;
  void addBad(int Key) { ++Counts[Key]; } // expect: unguarded-access
  void addOk(int Key) {
    std::lock_guard<std::mutex> Lock(Own);
    ++Counts[Key];
  }

public:
  void dispatchBad(int Kind, int Key) {
    static const Member Members[] = {&Service::addBad, &Service::addBad};
    (this->*Members[Kind])(Key);
  }
  void dispatchOk(int Kind, int Key) {
    static const Member Members[] = {&Service::addOk};
    (this->*Members[Kind])(Key);
  }
};

template <class Function> void inTwoThreads(Function Run) {
  std::thread First(Run, 0, 1), Second(Run, 1, 1);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads(byArray);
  inTwoThreads(byMap);
  inTwoThreads(byVector);
  inTwoThreads(byGlobal);
  Service<0> Bad;
  std::thread First(&Service<0>::dispatchBad, &Bad, 0, 1);
  std::thread Second(&Service<0>::dispatchBad, &Bad, 1, 1);
  First.join();
  Second.join();
  Service<1> Good;
  std::thread Third(&Service<1>::dispatchOk, &Good, 0, 1);
  std::thread Fourth(&Service<1>::dispatchOk, &Good, 1, 1);
  Third.join();
  Fourth.join();
}
