// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Copy under the lock, use outside: a shared_ptr, a callback, a value, the
// whole map.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

struct Session {
  void close() { IsOpen = false; }
  bool IsOpen = true;
};

class ServerOk {
public:
  void run() {
    std::thread Adder([this] { add(1); });
    close(1);
    notify(1);
    closeAll();
    Adder.join();
  }

private:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions[Id] = std::make_shared<Session>();
    Handlers[Id] = [](int) {};
  }
  void close(int Id) {
    std::shared_ptr<Session> Found;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Sessions.find(Id);
      if (It != Sessions.end())
        Found = It->second;
    }
    if (Found)
      Found->close();
  }
  void notify(int Id) {
    std::function<void(int)> Handler;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Handler = Handlers[Id];
    }
    if (Handler)
      Handler(Id);
  }
  void closeAll() {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto Copy = Sessions;
    Lock.unlock();
    for (auto &[Id, Each] : Copy)
      Each->close();
    Copy.clear();
  }
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Session>> Sessions;
  std::map<int, std::function<void(int)>> Handlers;
};

class ServerBad {
public:
  void run() {
    std::thread Adder([this] { add(1); });
    closeAll();
    Adder.join();
  }

private:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions[Id] = std::make_shared<Session>();
  }
  // The copy is made too late.
  void closeAll() {
    std::unique_lock<std::mutex> Lock(Mutex);
    ++Rounds;
    Lock.unlock();
    auto Copy = Sessions; // expect: unguarded-access
    for (auto &[Id, Each] : Copy)
      Each->close();
  }
  std::mutex Mutex;
  int Rounds = 0;
  std::map<int, std::shared_ptr<Session>> Sessions;
};

int main() {
  ServerOk().run();
  ServerBad().run();
}
