// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The usual story: the class has a mutex, every method takes it, one forgets.
// Threads are visible, so the forgotten access itself is the finding.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class SessionsBad {
public:
  void open(int Id, const std::string &User) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.emplace(Id, User);
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
  }
  std::size_t size() const {
    return Sessions.size(); // expect: unguarded-access
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Sessions;
};

void oneForgetsBad() {
  SessionsBad Sessions;
  std::thread Opener([&Sessions] { Sessions.open(1, "a"); });
  std::thread Closer([&Sessions] { Sessions.close(1); });
  std::size_t Size = Sessions.size();
  Opener.join();
  Closer.join();
  (void)Size;
}

class SessionsOk {
public:
  void open(int Id, const std::string &User) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.emplace(Id, User);
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
  }
  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions.size();
  }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Sessions;
};

void allLockOk() {
  SessionsOk Sessions;
  std::thread Opener([&Sessions] { Sessions.open(1, "a"); });
  std::thread Closer([&Sessions] { Sessions.close(1); });
  std::size_t Size = Sessions.size();
  Opener.join();
  Closer.join();
  (void)Size;
}

int main() {
  oneForgetsBad();
  allLockOk();
}
