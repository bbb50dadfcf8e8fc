// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A class that locks in each of its methods says that some of its objects are
// shared. Where threads are visible, they say which.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Dictionary {
  mutable std::mutex Mutex;
  std::map<std::string, std::shared_ptr<Dictionary>> Data;

public:
  bool get(const std::string &Key, std::shared_ptr<Dictionary> &Result) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Data.find(Key);
    if (Found == Data.end())
      return false;
    Result = Found->second;
    return true;
  }
  void set(const std::string &Key, std::shared_ptr<Dictionary> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Data[Key] = New;
  }
};

// One per evaluation.
class HintOk {
  std::shared_ptr<Dictionary> Children;

public:
  HintOk() : Children(std::make_shared<Dictionary>()) {}
  std::shared_ptr<Dictionary> child(const std::string &Name) {
    std::shared_ptr<Dictionary> Found;
    if (!Children->get(Name, Found)) {
      Found = std::make_shared<Dictionary>();
      Children->set(Name, Found);
    }
    return Found;
  }
};

class ServiceBad {
  std::shared_ptr<Dictionary> Children;

public:
  ServiceBad() : Children(std::make_shared<Dictionary>()) {}
  std::shared_ptr<Dictionary> child(const std::string &Name) {
    std::shared_ptr<Dictionary> Found;
    if (!Children->get(Name, Found)) {
      Found = std::make_shared<Dictionary>();
      Children->set(Name, Found); // expect: check-then-act
    }
    return Found;
  }
};

void evaluate() {
  HintOk Hint;
  Hint.child("a");
}

int main() {
  ServiceBad Service;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&] {
      evaluate();
      Service.child("b");
    });
  for (auto &Thread : Threads)
    Thread.join();
}
