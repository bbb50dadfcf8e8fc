// More of Folly's interface, declared as in the library.
#pragma once
#include <chrono>
#include <folly/Folly.h>
#include <memory>
#include <string>
#include <vector>

namespace folly {

template <class K, class V> class EvictingCacheMap {
public:
  struct iterator {
    std::pair<const K, V> &operator*() const;
    std::pair<const K, V> *operator->() const;
    iterator &operator++();
    bool operator!=(const iterator &) const;
  };
  explicit EvictingCacheMap(std::size_t maxSize);
  V &get(const K &);
  iterator find(const K &);
  const V &getWithoutPromotion(const K &) const;
  iterator findWithoutPromotion(const K &) const;
  bool exists(const K &) const;
  void set(const K &, V);
  bool erase(const K &);
  void clear();
  std::size_t size() const;
};

class SpinLock {
public:
  void lock();
  bool try_lock();
  void unlock();
};
class SpinLockGuard {
public:
  explicit SpinLockGuard(SpinLock &);
  ~SpinLockGuard();
};

template <class T> class Optional {
public:
  Optional();
  Optional(T);
  T &value();
  T &operator*();
  T *operator->();
  bool has_value() const;
};
template <class T> class Indestructible {
public:
  template <class... Args> explicit Indestructible(Args &&...);
  T &get();
  T &operator*();
  T *operator->();
};
template <class T> class atomic_shared_ptr {
public:
  std::shared_ptr<T> load() const;
  void store(std::shared_ptr<T>);
};
template <class T> class fbvector : public std::vector<T> {
public:
  using std::vector<T>::vector;
};

template <class T> class Future {
public:
  T get();
  Future &wait();
};
template <class F> Future<int> via(Executor *executor, F &&function);

struct once_flag {};
template <class F, class... Args> void call_once(once_flag &flag, F &&function, Args &&...args);
template <class Signature> class Function;
template <class R, class... Args> class Function<R(Args...)> {
public:
  template <class F> Function(F function);
  R operator()(Args... args);
};

class ManualExecutor : public Executor {
public:
  void add(Func) override;
  std::size_t run();
};
class FunctionScheduler {
public:
  void addFunction(Func &&, std::chrono::microseconds, const std::string &);
  bool start();
  bool shutdown();
};
class IOThreadPoolExecutor : public Executor {
public:
  explicit IOThreadPoolExecutor(unsigned long numThreads);
  void add(Func) override;
  void join();
};
template <bool MayBlock = true> class Baton {
public:
  void post();
  void wait();
  bool ready() const;
  bool try_wait() const;
};

} // namespace folly
