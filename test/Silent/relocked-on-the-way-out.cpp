// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A lambda that runs on the way out takes the captured guard's lock again,
// unless the guard still owns it.
#include <map>
#include <mutex>
#include <thread>

class FilesOk {
public:
  void open(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Users.emplace(Key, 0);
  }
  void load(int Key) {
    std::unique_lock<std::mutex> Hold(Mutex);
    auto Leave = [&] {
      if (!Hold.owns_lock())
        Hold.lock();
      Users.erase(Key);
    };
    Hold.unlock();
    Leave();
  }

private:
  std::map<int, int> Users;
  std::mutex Mutex;
};

class FilesBad {
public:
  void open(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Users.emplace(Key, 0);
  }
  void load(int Key) {
    std::unique_lock<std::mutex> Hold(Mutex);
    auto Leave = [&] {
      Users.erase(Key); // expect: unguarded-access
    };
    Hold.unlock();
    Leave();
  }

private:
  std::map<int, int> Users;
  std::mutex Mutex;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First([&] { Object.open(1); });
  Object.load(1);
  First.join();
}

int main() {
  inTwoThreads<FilesOk>();
  inTwoThreads<FilesBad>();
}
