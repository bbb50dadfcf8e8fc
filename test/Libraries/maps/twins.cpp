// RUN: %check_expect --real --isystem %S/Inputs --isystem %llvm_include %s
// Pointers and sequences of LLVM, against its headers; concurrent maps, with declarations of their interface.
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <mutex>
#include <thread>

namespace libcuckoo {
template <class K, class V> class cuckoohash_map {
public:
  bool insert(const K &, const V &);
  bool find(const K &, V &) const;
  bool erase(const K &);
};
} // namespace libcuckoo

namespace eastl {
template <class T> class vector {
public:
  T &operator[](unsigned long);
};
template <class T> class shared_ptr {
public:
  explicit shared_ptr(T *);
  T *operator->() const;
  T &operator*() const;
};
template <class T> class unique_ptr {
public:
  explicit unique_ptr(T *);
  T *operator->() const;
  T &operator*() const;
};
} // namespace eastl
namespace boost::unordered {
template <class K, class V> class concurrent_flat_map {
public:
  bool insert_or_assign(const K &, const V &);
  unsigned long erase(const K &);
};
} // namespace boost::unordered

struct ConcurrentOk {
  libcuckoo::cuckoohash_map<int, int> Table;
  boost::unordered::concurrent_flat_map<int, int> Other;
  void work() {
    Table.insert(1, 1);
    Table.erase(2);
    Other.insert_or_assign(1, 1);
    Other.erase(2);
  }
};

struct EastlBad {
  eastl::vector<std::map<int, int>> Tables;
  eastl::shared_ptr<std::map<int, int>> Shared{new std::map<int, int>};
  eastl::unique_ptr<std::map<int, int>> Own{new std::map<int, int>};
  void work() {
    Tables[0][1] = 1; // expect: unguarded-access
    (*Shared)[1] = 1; // expect: unguarded-access
    Own->erase(1);    // expect: unguarded-access
  }
};
struct EastlOk {
  std::mutex Mutex;
  eastl::vector<std::map<int, int>> Tables;
  eastl::shared_ptr<std::map<int, int>> Shared{new std::map<int, int>};
  eastl::unique_ptr<std::map<int, int>> Own{new std::map<int, int>};
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tables[0][1] = 1;
    (*Shared)[1] = 1;
    Own->erase(1);
  }
};

struct VectorBad {
  llvm::SmallVector<std::map<int, int>, 4> Tables{4};
  void work() {
    Tables[0][1] = 1; // expect: unguarded-access
  }
};
struct VectorOk {
  std::mutex Mutex;
  llvm::SmallVector<std::map<int, int>, 4> Tables{4};
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tables[0][1] = 1;
  }
};

struct Counted : llvm::ThreadSafeRefCountedBase<Counted> {
  std::mutex Mutex;
  std::map<int, int> Table;
};
struct PointerBad {
  llvm::IntrusiveRefCntPtr<Counted> Shared = new Counted;
  void work() {
    Shared->Table[1] = 1; // expect: unguarded-access
  }
};
struct PointerOk {
  llvm::IntrusiveRefCntPtr<Counted> Shared = new Counted;
  void work() {
    std::lock_guard<std::mutex> Lock(Shared->Mutex);
    Shared->Table[1] = 1;
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<ConcurrentOk>();
  inTwoThreads<EastlBad>();
  inTwoThreads<EastlOk>();
  inTwoThreads<VectorBad>();
  inTwoThreads<VectorOk>();
  inTwoThreads<PointerBad>();
  inTwoThreads<PointerOk>();
}
