// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Pointers to a map and its mutex travel together: in a struct that is captured
// by value, in one that is filled member by member and returned, in a handle of
// one's own, through an out-parameter.
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

template <int> struct Shared {
  std::map<int, int> *Table;
  std::mutex *Mutex;
};

void capturedBad() {
  std::map<int, int> Table;
  std::mutex Mutex;
  Shared<0> Both{&Table, &Mutex};
  auto Work = [Both](int Key) {
    ++(*Both.Table)[Key]; // expect: unguarded-access
  };
  std::thread First(Work, 1), Second(Work, 2);
  First.join();
  Second.join();
}

void capturedOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  Shared<1> Both{&Table, &Mutex};
  auto Work = [Both](int Key) {
    std::lock_guard<std::mutex> Lock(*Both.Mutex);
    ++(*Both.Table)[Key];
  };
  std::thread First(Work, 1), Second(Work, 2);
  First.join();
  Second.join();
}

template <int N>
Shared<N> makeShared(std::map<int, int> &Table, std::mutex &Mutex) {
  Shared<N> Result;
  Result.Table = &Table;
  Result.Mutex = &Mutex;
  return Result;
}
void fillBad(Shared<2> Both) {
  Both.Table->emplace(1, 2); // expect: unguarded-access
}
void fillOk(Shared<3> Both) {
  std::lock_guard<std::mutex> Lock(*Both.Mutex);
  Both.Table->emplace(1, 2);
}
void filledBad() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::thread First(fillBad, makeShared<2>(Table, Mutex));
  std::thread Second(fillBad, makeShared<2>(Table, Mutex));
  First.join();
  Second.join();
}
void filledOk() {
  std::map<int, int> Table, Other;
  std::mutex Mutex;
  std::thread First(fillOk, makeShared<3>(Table, Mutex));
  std::thread Second(fillOk, makeShared<3>(Table, Mutex));
  Other.clear();
  First.join();
  Second.join();
}

template <int> struct Document {
  std::atomic<int> Uses{0};
  std::map<int, int> Lines;
  std::mutex Mutex;
};
template <int N> class Handle {
  Document<N> *Target;

public:
  explicit Handle(Document<N> *Target) : Target(Target) { ++Target->Uses; }
  Handle(const Handle &Other) : Target(Other.Target) { ++Target->Uses; }
  ~Handle() {
    if (--Target->Uses == 0)
      delete Target;
  }
  Document<N> *operator->() const { return Target; }
};
void editBad(Handle<0> To, int Line) {
  To->Lines[Line] = 1; // expect: unguarded-access
}
void editOk(Handle<1> To, int Line) {
  std::lock_guard<std::mutex> Lock(To->Mutex);
  To->Lines[Line] = 1;
}
void handleBad() {
  Handle<0> Both(new Document<0>);
  std::thread First(editBad, Both, 1);
  std::thread Second([Both] { editBad(Both, 2); });
  First.join();
  Second.join();
}
void handleOk() {
  Handle<1> Both(new Document<1>);
  std::thread First(editOk, Both, 1);
  std::thread Second([Both] { editOk(Both, 2); });
  First.join();
  Second.join();
}
void handlesOfTwoOk() {
  Handle<2> One(new Document<2>);
  Handle<2> Two(new Document<2>);
  std::thread First([One] { One->Lines.clear(); });
  std::thread Second([Two] { Two->Lines.clear(); });
  First.join();
  Second.join();
}

static std::map<int, int> Global, Guarded;
static std::mutex GuardedMutex;
void getGlobal(std::map<int, int> **Out) { *Out = &Global; }
void getGuarded(std::map<int, int> *&Out) { Out = &Guarded; }
void outBad() {
  std::map<int, int> *Table = nullptr;
  getGlobal(&Table);
  ++(*Table)[1]; // expect: unguarded-access
}
void outOk() {
  std::map<int, int> *Table = nullptr;
  getGuarded(Table);
  std::lock_guard<std::mutex> Lock(GuardedMutex);
  ++(*Table)[1];
}
int main() {
  std::thread First(outBad), Second(outBad), Third(outOk), Fourth(outOk);
  First.join();
  Second.join();
  Third.join();
  Fourth.join();
}
