// RUN: %check_expect --mock %s
// An element that is read without the lock may be erased meanwhile.
#include <map>
#include <mutex>
#include <thread>

namespace LookedUpWithoutLockBad {
std::map<int, int> Table = {{1, 1}};
std::mutex Mutex;
void drop() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(1);
}
int read() {
  auto It = Table.find(1); // expect: unguarded-access
  return It == Table.end() ? 0 : It->second;
}
void run() {
  std::thread Dropper(drop);
  read();
  Dropper.join();
}
} // namespace LookedUpWithoutLockBad

namespace CopiedUnderLockOk {
std::map<int, int> Table = {{1, 1}};
std::mutex Mutex;
void drop() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(1);
}
int read() {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Table.find(1);
  return It == Table.end() ? 0 : It->second;
}
void run() {
  std::thread Dropper(drop);
  read();
  Dropper.join();
}
} // namespace CopiedUnderLockOk

int main() {
  LookedUpWithoutLockBad::run();
  CopiedUnderLockOk::run();
}
