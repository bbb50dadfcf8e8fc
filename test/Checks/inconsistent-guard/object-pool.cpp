// RUN: %check_expect --real %s
// A pool hands out objects and takes them back: acquire and release are no lock
// there. The same names on a lock are.
#include <atomic>
#include <map>
#include <memory>
#include <vector>

template <class T> class Pool {
public:
  T *acquire() {
    if (free_.empty())
      return new T;
    T *t = free_.back();
    free_.pop_back();
    return t;
  }
  void release(T *t) { free_.push_back(t); }

private:
  std::vector<T *> free_;
};
struct Packet {
  int size = 0;
};
class StreamOk {
public:
  void add(int k) {
    Packet *p = pool_.acquire();
    saved_[k] = p;
  }
  void drop(int k) {
    auto it = saved_.find(k);
    if (it != saved_.end()) {
      pool_.release(it->second);
      saved_.erase(it);
    }
  }

private:
  Pool<Packet> pool_;
  std::map<int, Packet *> saved_;
};

class Spin {
public:
  void acquire() {
    while (flag_.exchange(true))
      ;
  }
  void release() { flag_ = false; }

private:
  std::atomic<bool> flag_{false};
};
class StreamBad {
public:
  void add(int k) {
    spin_.acquire();
    saved_[k] = 1;
    spin_.release();
  }
  void drop(int k) {
    saved_.erase(k); // expect: inconsistent-guard
  }

private:
  Spin spin_;
  std::map<int, int> saved_;
};
