// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Objects of a local shared pointer: the only owner ends them.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class Poller {
public:
  void start() {
    std::thread([this] { // expect: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Values[1] = 1;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
void soleBad() {
  auto Mine = std::make_shared<Poller>();
  Mine->start();
}

// The thread is an owner, too.
class SharedPoller : public std::enable_shared_from_this<SharedPoller> {
public:
  void start() {
    std::thread([Self = shared_from_this()] { Self->run(); }).detach();
  }

private:
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[1] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Values;
};
void sharedOk() {
  auto Mine = std::make_shared<SharedPoller>();
  Mine->start();
}

// Somebody else keeps it.
class KeptPoller {
public:
  void start() {
    std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Values[1] = 1;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
static std::shared_ptr<KeptPoller> Kept;
void keptOk() {
  auto Mine = std::make_shared<KeptPoller>();
  Kept = Mine;
  Mine->start();
}

// Its end joins.
class JoiningPoller {
public:
  void start() {
    Thread = std::thread([this] { Values[1] = 1; });
  }
  ~JoiningPoller() { Thread.join(); }
  std::map<int, int> Values;

private:
  std::thread Thread;
};
void joiningOk() {
  auto Mine = std::make_shared<JoiningPoller>();
  Mine->start();
}

int main() {
  soleBad();
  sharedOk();
  keptOk();
  joiningOk();
}
