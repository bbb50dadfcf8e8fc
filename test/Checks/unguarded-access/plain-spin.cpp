// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A lock that spins on a plain number is none; on an atomic it is one.
#include <atomic>
#include <map>
#include <thread>

class PlainSpin {
public:
  void lock() {
    while (IsBusy) {
    }
    IsBusy = true;
  }
  void unlock() { IsBusy = false; }

private:
  volatile bool IsBusy = false;
};

class AtomicSpin {
public:
  void lock() {
    while (IsBusy.exchange(true)) {
    }
  }
  void unlock() { IsBusy.store(false); }

private:
  std::atomic<bool> IsBusy{false};
};

PlainSpin Plain;
AtomicSpin Real;
std::map<int, int> First, Second;
void work(int Key) {
  Plain.lock();
  First[Key] = 1; // expect: unguarded-access
  Plain.unlock();
  Real.lock();
  Second[Key] = 1;
  Real.unlock();
}

int main() {
  std::thread One(work, 1), Two(work, 2);
  One.join();
  Two.join();
}
