// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A whole program: its main reaches all functions and they run in its thread
// alone, although the file uses a thread and a mutex for something else.
#include <map>
#include <mutex>
#include <string>
#include <thread>

static std::map<std::string, int> Settings;
static std::mutex Mutex;
static int Shared;

void set(const std::string &Name, int Value) { Settings[Name] = Value; }
int get(const std::string &Name) { return Settings[Name]; }

int cached(int N) {
  static std::map<int, int> Known;
  auto Found = Known.find(N);
  if (Found != Known.end())
    return Found->second;
  return Known[N] = N * N;
}

int main() {
  set("a", 1);
  std::thread Worker([] {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Shared;
  });
  set("b", get("a") + cached(2));
  Worker.join();
}
