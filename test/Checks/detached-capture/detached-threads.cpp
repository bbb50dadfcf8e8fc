// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Detached threads and maps of the function that starts them.
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <utility>

using Table = std::map<int, int>;
void fill(Table &Values) { Values[1] = 1; }
void fillPointer(Table *Values) { Values->clear(); }

void byDefaultBad() {
  Table Values;
  std::thread([&] { fill(Values); }).detach(); // expect: detached-capture
}
void byNameBad() {
  Table Values;
  std::thread Worker([&Values] { // expect: detached-capture
    Values.erase(1);
  });
  Worker.detach();
}
void byReferenceWrapperBad() {
  Table Values;
  std::thread Worker(fill, std::ref(Values)); // expect: detached-capture
  Worker.detach();
}
void byPointerBad() {
  Table Values;
  std::thread(fillPointer, &Values).detach(); // expect: detached-capture
}
void byCopiedPointerBad() {
  Table Values;
  Table *Pointer = &Values;
  std::thread([Pointer] { Pointer->clear(); }).detach(); // expect: detached-capture
}
void byBindBad() {
  Table Values;
  std::thread(std::bind(fill, std::ref(Values))).detach(); // expect: detached-capture
}
void onOneWayBad(bool Fast) {
  Table Values;
  std::thread Worker([&] { fill(Values); }); // expect: detached-capture
  if (Fast)
    Worker.detach();
  else
    Worker.join();
}
void parameterCopyBad(Table Values) {
  std::thread([&Values] { Values.clear(); }).detach(); // expect: detached-capture
}
struct Owner {
  Table Values;
  int Size = 0;
};
void ownerBad() {
  Owner Local;
  std::thread([&] { Local.Values[2] = 2; }).detach(); // expect: detached-capture
}
struct LambdaWorker {
  void start() {
    std::thread([this] { Values[1] = 1; }).detach(); // expect: detached-capture
  }
  Table Values;
};
struct MemberWorker {
  void start() {
    std::thread(&MemberWorker::run, this).detach(); // expect: detached-capture
  }
  void run() { Values.clear(); }
  Table Values;
};
void thisOfStackObjectBad() {
  LambdaWorker Local;
  Local.start();
}
void memberOfStackObjectBad() {
  MemberWorker Local;
  Local.start();
}

void byValueOk() {
  Table Values;
  std::thread([Values]() mutable { Values[1] = 1; }).detach();
}
void allByValueOk() {
  Table Values;
  std::thread([=]() mutable { Values.clear(); }).detach();
}
void movedOk() {
  Table Values;
  std::thread([Mine = std::move(Values)]() mutable { fill(Mine); }).detach();
}
void sharedOk() {
  auto Values = std::make_shared<Table>();
  std::thread([Values] { fill(*Values); }).detach();
}
void uniqueOk() {
  auto Values = std::make_unique<Table>();
  std::thread([Mine = std::move(Values)] { fill(*Mine); }).detach();
}
void argumentCopyOk() {
  Table Values;
  std::thread([](Table Mine) { Mine.clear(); }, Values).detach();
}
void joinedOk() {
  Table Values;
  std::thread Worker([&] { fill(Values); });
  Worker.join();
}
void staticOk() {
  static Table Values;
  std::thread([] { Values.size(); }).detach();
}
Table Global;
void globalOk() {
  std::thread([] { Global.size(); }).detach();
}
void ownMapOk() {
  std::thread([] {
    Table Values;
    fill(Values);
  }).detach();
}
struct SharedWorker : std::enable_shared_from_this<SharedWorker> {
  void start() {
    auto Self = shared_from_this();
    std::thread([Self] { Self->Values.size(); }).detach();
  }
  Table Values;
};
void sharedWorkerOk() {
  auto Local = std::make_shared<SharedWorker>();
  Local->start();
}
struct JoiningWorker {
  void start() {
    Runner = std::thread([this] { Values[1] = 1; });
  }
  ~JoiningWorker() { Runner.join(); }
  Table Values;
  std::thread Runner;
};
void joiningWorkerOk() {
  JoiningWorker Local;
  Local.start();
}
