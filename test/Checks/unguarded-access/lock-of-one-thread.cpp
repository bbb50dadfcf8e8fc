// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A mutex that each thread has for itself keeps nobody out.
#include <map>
#include <mutex>
#include <thread>

std::map<int, int> Options, Names;
thread_local std::mutex Own;
std::mutex Shared;

void set(int Key) {
  std::lock_guard<std::mutex> Hold(Own);
  Options[Key] = 1; // expect: unguarded-access
}
void name(int Key) {
  std::lock_guard<std::mutex> Hold(Shared);
  Names[Key] = 1;
}

int main() {
  std::thread A([] {
    set(1);
    name(1);
  });
  set(2);
  name(2);
  A.join();
}
