// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Who is called twice throws: nothing is put off to the first use.
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

class Registry {
public:
  static std::shared_ptr<Registry> setUp() {
    if (Instance != nullptr)
      throw std::logic_error("set up twice");
    Instance = std::make_shared<Registry>();
    return Instance;
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Map[Key] = Key;
  }

private:
  static std::shared_ptr<Registry> Instance;
  std::mutex Mutex;
  std::map<int, int> Map;
};
std::shared_ptr<Registry> Registry::Instance;

std::map<int, int> *Table = nullptr;
int lookUp(int Key) {
  if (Table == nullptr)
    Table = new std::map<int, int>(); // expect: racy-init
  return (*Table)[Key]; // expect: unguarded-access
}

int main() {
  auto All = Registry::setUp();
  std::thread A([&] { All->add(1); lookUp(1); });
  std::thread B([&] { All->add(2); lookUp(2); });
  A.join();
  B.join();
}
