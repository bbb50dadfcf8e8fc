// The parts of Folly's interface that the tests use, declared as in the library.
#pragma once
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

namespace folly {

template <class Mutex> class SharedMutexImpl {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
  class WriteHolder {
  public:
    explicit WriteHolder(SharedMutexImpl &);
    ~WriteHolder();
    void unlock();
  };
  class ReadHolder {
  public:
    explicit ReadHolder(SharedMutexImpl &);
    ~ReadHolder();
    void unlock();
  };
};
using SharedMutex = SharedMutexImpl<int>;

template <class Sync, class Policy> class LockedPtr {
public:
  using Object = typename Sync::Object;
  LockedPtr(LockedPtr &&);
  ~LockedPtr();
  Object *operator->() const;
  Object &operator*() const;
  explicit operator bool() const;
  void unlock();
};

template <class T, class Mutex = SharedMutex> class Synchronized {
public:
  using Object = T;
  struct Exclusive {};
  struct Shared {};
  Synchronized();
  LockedPtr<Synchronized, Exclusive> wlock();
  LockedPtr<Synchronized, Shared> rlock();
  LockedPtr<Synchronized, Exclusive> lock();
  LockedPtr<Synchronized, Exclusive> tryWLock();
  LockedPtr<Synchronized, Exclusive> contextualLock();
  LockedPtr<Synchronized, Shared> contextualRLock() const;
  LockedPtr<Synchronized, Exclusive> operator->();
  template <class Function> auto withWLockPtr(Function &&function) { return function(wlock()); }
  void swap(T &other);
  template <class Function> auto withWLock(Function &&function) { return function(*wlock()); }
  template <class Function> auto withRLock(Function &&function) { return function(*rlock()); }
  T copy() const;
  T &unsafeGetUnlocked();
};

template <class K, class V> class F14FastMap : public std::unordered_map<K, V> {
public:
  using std::unordered_map<K, V>::unordered_map;
};
template <class K, class V> class ConcurrentHashMap {
public:
  std::pair<int, bool> insert_or_assign(K, V);
  int find(K) const;
};

using Func = std::function<void()>;
class Executor {
public:
  virtual ~Executor();
  virtual void add(Func) = 0;
};
class CPUThreadPoolExecutor : public Executor {
public:
  explicit CPUThreadPoolExecutor(unsigned long numThreads);
  void add(Func) override;
  void join();
};
class SerialExecutor : public Executor {
public:
  explicit SerialExecutor(Executor *parent);
  void add(Func) override;
};
class EventBase {
public:
  bool loopForever();
  void runInEventBaseThread(Func);
};
} // namespace folly
