// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A class whose lock object is itself a wrapper of a standard guard: it is
// returned by value, and can be unlocked and locked again.
#include <map>
#include <mutex>
#include <utility>

template <class MutexT = std::mutex> class Lockable {
public:
  class Lock {
  public:
    explicit Lock(const Lockable *Host) : Held(Host->Mutex) {}
    Lock(Lock &&Other) : Held(std::move(Other.Held)) {}
    void lock() { Held.lock(); }
    void unlock() { Held.unlock(); }

  private:
    std::unique_lock<MutexT> Held;
  };
  Lock take() const { return Lock(this); }

protected:
  mutable MutexT Mutex;
};

class Registry : private Lockable<> {
public:
  void putOk(int Key) {
    auto L = take();
    Table[Key] = 1;
  }
  void dropOk(int Key) {
    auto L = take();
    Table.erase(Key);
    L.unlock();
    L.lock();
    Table.erase(Key + 1);
  }
  int countBad(int Key) {
    auto L = take();
    Table[Key] = 2;
    L.unlock();
    return Table.count(Key); // expect: inconsistent-guard
  }
  int afterScopeBad(int Key) {
    {
      auto L = take();
      Table[Key] = 2;
    }
    return Table.count(Key); // expect: inconsistent-guard
  }
  int commaOk(int Key) { return (Inner.take(), Inner.Values.count(Key)); }
  void innerOk(int Key) {
    auto L = Inner.take();
    Inner.Values[Key] = 1;
  }
  int temporaryBad(int Key) {
    Inner.take();
    return Inner.Values.count(Key); // expect: inconsistent-guard
  }

private:
  std::map<int, int> Table;
  struct : Lockable<> {
    std::map<int, int> Values;
  } Inner;
};
