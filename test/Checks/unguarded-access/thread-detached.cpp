// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A detached thread has no end that anyone can wait for.
#include <map>
#include <mutex>
#include <thread>

namespace DetachedBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  Table[0] = 0;
  std::thread(work).detach();
  Table.clear(); // expect: unguarded-access
}
} // namespace DetachedBad

namespace NamedBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void later() {
  Table.clear(); // expect: unguarded-access
}
void run() {
  std::thread Worker(work);
  Worker.detach();
  later();
}
} // namespace NamedBad

namespace OnePerRequestBad {
std::map<int, int> Table;
void handle(int Request) {
  Table[Request] = 1; // expect: unguarded-access
}
void run() {
  for (int Request = 0; Request < 4; ++Request)
    std::thread([Request] { handle(Request); }).detach();
}
} // namespace OnePerRequestBad

namespace DetachedOk {
std::map<int, int> Table;
std::mutex Mutex;
void work() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[1] = 1;
}
void run() {
  Table[0] = 0;
  std::thread(work).detach();
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.clear();
}
} // namespace DetachedOk

int main() {
  DetachedBad::run();
  NamedBad::run();
  OnePerRequestBad::run();
  DetachedOk::run();
}
