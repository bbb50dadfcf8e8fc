// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The map of a singleton: every GetInstance() is the same object.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class RegistryBad {
public:
  static RegistryBad &GetInstance() {
    static RegistryBad Instance;
    return Instance;
  }
  void add(const std::string &Name) {
    Names[Name] = 1; // expect: unguarded-access
  }
  bool has(const std::string &Name) const {
    return Names.count(Name) != 0; // expect: unguarded-access
  }

private:
  RegistryBad() = default;
  std::map<std::string, int> Names;
};

void unlockedBad() {
  std::thread Adder([] { RegistryBad::GetInstance().add("a"); });
  bool Found = RegistryBad::GetInstance().has("a");
  Adder.join();
  (void)Found;
}

class RegistryOk {
public:
  static RegistryOk &GetInstance() {
    static RegistryOk Instance;
    return Instance;
  }
  void add(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Name] = 1;
  }
  bool has(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(RegistryOk::GetInstance().Mutex);
    return Names.count(Name) != 0;
  }

private:
  RegistryOk() = default;
  std::mutex Mutex;
  std::map<std::string, int> Names;
};

void lockedOk() {
  std::thread Adder([] { RegistryOk::GetInstance().add("a"); });
  bool Found = RegistryOk::GetInstance().has("a");
  Adder.join();
  (void)Found;
}

class OldRegistryBad {
public:
  static OldRegistryBad *instance() { return Instance; }
  std::map<int, int> Names;

private:
  static OldRegistryBad *Instance;
};
OldRegistryBad *OldRegistryBad::Instance = new OldRegistryBad;

void pointerBad() {
  std::thread Adder([] {
    OldRegistryBad::instance()->Names[1] = 1; // expect: unguarded-access
  });
  OldRegistryBad::instance()->Names.clear(); // expect: unguarded-access
  Adder.join();
}

int main() {
  unlockedBad();
  lockedOk();
  pointerBad();
}
