// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A pointer that is kept in a map and copied out, by a cast or without.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct Base {
  virtual ~Base() {}
  bool owned() const;
};
struct Derived : Base {
  int X;
};

std::mutex Mutex;
std::map<std::string, Base *> Registry;
std::map<int, std::shared_ptr<Base>> Shared;
std::map<int, Derived> Values;

void change() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Registry["a"] = new Derived;
  Shared[1] = std::make_shared<Derived>();
  Values.erase(1);
}
bool dynamicOk() {
  Derived *Found = nullptr;
  Mutex.lock();
  if (Registry.find("a") != Registry.end())
    Found = dynamic_cast<Derived *>(Registry["a"]);
  Mutex.unlock();
  return Found && Found->owned();
}
bool staticOk() {
  Mutex.lock();
  Derived *Found = static_cast<Derived *>(Registry["a"]);
  Mutex.unlock();
  return Found && Found->owned();
}
bool baseOk() {
  std::map<std::string, Base *>::iterator It;
  const Base *Found = nullptr;
  Mutex.lock();
  It = Registry.find("a");
  if (It != Registry.end())
    Found = static_cast<Derived *>(It->second);
  Mutex.unlock();
  return Found && Found->owned();
}
bool ownerOk() {
  Mutex.lock();
  std::shared_ptr<Base> Found = Shared[1];
  Mutex.unlock();
  return Found && Found->owned();
}
// The address of the element itself, cast or not.
bool addressBad() {
  Mutex.lock();
  Base *Found = static_cast<Base *>(&Values[1]);
  Mutex.unlock();
  return Found->owned(); // expect: guard-escape
}
void work() {
  change();
  dynamicOk();
  staticOk();
  baseOk();
  ownerOk();
  addressBad();
}
int main() {
  std::thread A(work), B(work);
  A.join();
  B.join();
}
