// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The object whose detached thread goes on belongs to a local owner, or to an
// inner block of main.
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Timer {
public:
  void kick() {
    std::thread([this] { // expect: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Ticks[1]++;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
};
void ownedByPointer() {
  auto Own = std::make_unique<Timer>();
  Own->kick();
}

class Deleted {
public:
  void kick() {
    std::thread([this] { // expect: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Ticks[1]++;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
};
void deleted() {
  Deleted *Own = new Deleted;
  Own->kick();
  delete Own;
}

class InBlock {
public:
  void kick() {
    std::thread([this] { // expect: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Ticks[1]++;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
};

// Ended where it could not be used; otherwise it is somebody else's.
class Started {
public:
  bool start() {
    Thread = std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Ticks[1]++;
    });
    return Thread.joinable();
  }
  ~Started() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
  std::thread Thread;
};
Started *startOne() {
  Started *New = new Started;
  if (!New->start()) {
    delete New;
    return nullptr;
  }
  return New;
}

// The thread owns the object, too.
class Shared : public std::enable_shared_from_this<Shared> {
public:
  void kick() {
    std::thread([Self = shared_from_this()] {
      std::lock_guard<std::mutex> Lock(Self->Mutex);
      Self->Ticks[1]++;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
};
void shared() {
  auto Own = std::make_shared<Shared>();
  Own->kick();
}

// It is handed on, or stays.
class Kept {
public:
  void kick() {
    std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Ticks[1]++;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
};
std::unique_ptr<Kept> Keeper;
void handedOn() {
  auto Own = std::make_unique<Kept>();
  Own->kick();
  Keeper = std::move(Own);
}
void forEver() {
  Kept *Own = new Kept;
  Own->kick();
}
// As long as the program runs.
class InMain {
public:
  void kick() {
    std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Ticks[1]++;
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Ticks;
};

int main() {
  InMain Own;
  Own.kick();
  ownedByPointer();
  deleted();
  {
    InBlock Inner;
    Inner.kick();
  }
  shared();
  delete startOne();
  handedOn();
  forEver();
  std::this_thread::yield();
}
