// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An object of main ends before the program does, if it is deleted.
#include <map>
#include <mutex>
#include <thread>

class CallsBad {
public:
  void call(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Pending[Key] = 1;
  }
  void expire() {
    std::thread([this] { // expect: detached-capture
      std::lock_guard<std::mutex> Hold(Mutex);
      Pending.clear();
    }).detach();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Pending;
};

class CallsOk {
public:
  ~CallsOk() {
    if (Expiring.joinable())
      Expiring.join();
  }
  void call(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Pending[Key] = 1;
  }
  void expire() {
    Expiring = std::thread([this] {
      std::lock_guard<std::mutex> Hold(Mutex);
      Pending.clear();
    });
  }

private:
  std::mutex Mutex;
  std::map<int, int> Pending;
  std::thread Expiring;
};

int main() {
  CallsBad *First = new CallsBad;
  First->call(1);
  First->expire();
  delete First;
  CallsOk *Second = new CallsOk;
  Second->call(1);
  Second->expire();
  delete Second;
}
