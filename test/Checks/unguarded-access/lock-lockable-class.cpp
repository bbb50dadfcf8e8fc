// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A class that can be locked because it forwards to a mutex of its own: a guard
// on the object takes the same mutex as a guard on the member.
#include <map>
#include <mutex>
#include <thread>

class Lockable {
public:
  void lock() { Mutex.lock(); }
  void unlock() { Mutex.unlock(); }

protected:
  std::mutex Mutex;
};

class Store : public Lockable {
public:
  void put(int Key) {
    std::lock_guard<Lockable> Guard(*this);
    Values[Key] = 1;
  }
  int size() {
    std::lock_guard<std::mutex> Guard(Mutex);
    return Values.size();
  }

private:
  std::map<int, int> Values;
};

class ConstLockable {
public:
  void lock() const { Mutex.lock(); }
  void unlock() const { Mutex.unlock(); }

private:
  mutable std::mutex Mutex;
};

class ConstStore : public ConstLockable {
public:
  void put(int Key) {
    std::lock_guard<const ConstLockable> Guard(*this);
    Values[Key] = 1;
  }
  int size() const {
    std::lock_guard<const ConstLockable> Guard(*this);
    return Values.size();
  }

private:
  std::map<int, int> Values;
};

/// Locks its mutex through a pointer to the member: no plain forwarding, and no
/// reason to know nothing of the guard.
class ByPointer {
public:
  void lock() { (Mutex.*(&std::mutex::lock))(); }
  void unlock() { (Mutex.*(&std::mutex::unlock))(); }

private:
  std::mutex Mutex;
};

class PointerStore : public ByPointer {
public:
  void put(int Key) {
    std::lock_guard<ByPointer> Guard(*this);
    Values[Key] = 1;
  }

private:
  std::map<int, int> Values;
};

/// Two mutexes: the object's own is not the one it forwards to.
class TwoMutexes : public Lockable {
public:
  void put(int Key) {
    std::lock_guard<Lockable> Guard(*this);
    Values[Key] = 1; // expect: inconsistent-guard
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Guard(Other);
    Values.erase(Key); // expect: inconsistent-guard
  }

private:
  std::mutex Other;
  std::map<int, int> Values;
};

Store TheStore;
ConstStore TheConstStore;
PointerStore ThePointerStore;
TwoMutexes TheWrongStore;

void run() {
  TheStore.put(1);
  TheStore.size();
  TheConstStore.put(1);
  TheConstStore.size();
  ThePointerStore.put(1);
  TheWrongStore.put(1);
  TheWrongStore.remove(1);
}

int main() {
  std::thread First(run), Second(run);
  First.join();
  Second.join();
}
