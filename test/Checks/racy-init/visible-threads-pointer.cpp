// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A singleton behind a plain pointer that several visible threads ask for.
#include <map>
#include <mutex>
#include <thread>

struct RegistryBad {
  static RegistryBad *get() {
    if (Instance == nullptr)
      Instance = new RegistryBad; // expect: racy-init
    return Instance;
  }
  void put(int Key) { Names[Key] = 1; } // expect: unguarded-access

  static RegistryBad *Instance;
  std::map<int, int> Names;
};
RegistryBad *RegistryBad::Instance = nullptr;

struct RegistryOk {
  static RegistryOk *get() {
    static RegistryOk Instance;
    return &Instance;
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Key] = 1;
  }

  std::mutex Mutex;
  std::map<int, int> Names;
};

int main() {
  std::thread First([] {
    RegistryBad::get()->put(1);
    RegistryOk::get()->put(1);
  });
  std::thread Second([] {
    RegistryBad::get()->put(2);
    RegistryOk::get()->put(2);
  });
  First.join();
  Second.join();
}
